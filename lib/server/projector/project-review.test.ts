/** Rows of the review desk: they say what the forms say, notes are their owner's alone, and a page reads few of ten thousand. */
import { afterAll, expect, test } from "vitest";
import { formatInstant } from "#lib/kernel/instant.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { asAdmin, freshDatabase } from "#lib/server/db/test-database.ts";
import { PRECEDENTS } from "#lib/server/services/review/list-precedents.ts";
import { type QueueChoice, type QueueRow, queueSql } from "#lib/server/services/review/queue-sql.ts";
import { caseKey, panelKey } from "#lib/state/case/case-forms.ts";
import type { Form } from "#lib/state/forms.ts";
import { Court, UPHOLDS } from "#lib/state/testing/disputes.ts";
import { projectReview } from "./project-review.ts";

const database = await freshDatabase();
const poolOf = (url: string) => makePool({ url, name: "test-review", max: 2 });
const [seq, web] = [poolOf(database.urls.seq), poolOf(database.urls.web)];
afterAll(() => Promise.all([seq.end(), web.end()]));

const court = Court.founded(4);

/** As if one entry had touched the case and its panel. */
async function project(id: string): Promise<void> {
  const { state } = court.world;
  const keys = [caseKey(id), panelKey(id, court.form(id).dispute?.round ?? 0)];
  const touched = keys.flatMap((key) => state.get(key) ?? []).map((form: Form) => ({ form }));
  await projectReview(seq, [{ applied: { touched } }], { fold: state, ahead: [] });
}

async function queue(choice: Partial<QueueChoice>): Promise<QueueRow[]> {
  const now = formatInstant(court.world.now);
  const preset = { filter: "all", own: undefined, maintainer: undefined, now, after: undefined, limit: 10 } as const;
  const { text, values } = queueSql({ ...preset, ...choice });
  return (await web.query<QueueRow>(text, values)).rows;
}

const taskOf = async (maintainer: string) => (await queue({ filter: "mine", maintainer })).map(({ does }) => does);

test("a seat has to answer, to seal, to open and then nothing, and a case that ends leaves the queue", async () => {
  const id = court.filed();
  await project(id);
  expect(await queue({})).toMatchObject([{ id, state: "awaiting_response", due_at: court.form(id).due?.deadline }]);
  court.contest(id);
  court.pass(id);
  court.share(id, "reporter");
  court.share(id, "operator");
  court.world.now = court.drawDue(id);
  court.draw(id);
  await project(id);
  const [first] = court.seats(id);
  if (first === undefined) throw new Error("Nobody sits.");
  const did = first.key.did;
  expect(await taskOf(did)).toEqual(["answer"]);
  for (const { key } of court.seats(id)) court.sit(id, key);
  court.pass(id);
  await project(id);
  expect(await taskOf(did)).toEqual(["vote"]);
  for (const { key } of court.seats(id)) court.commit(id, key);
  await project(id);
  expect(await taskOf(did)).toEqual(["reveal"]);
  court.pass(id);
  for (const { key } of court.seats(id)) court.open(id, key);
  await project(id);
  expect(await taskOf(did)).toEqual([]);
  court.pass(id);
  court.pass(id);
  await project(id);
  expect(await queue({})).toMatchObject([{ id, state: "ruled" }]);
  const find = async (words: string) => (await web.query(PRECEDENTS, ["wrong-result", "", words, "", 5])).rows;
  expect(await find("log shows")).toMatchObject([{ case_id: id, outcome: "upheld", severity: UPHOLDS.severity }]);
  expect(await find("nothing of the kind")).toEqual([]);
  court.pass(id);
  await project(id);
  expect(court.form(id).state).toBe("final");
  expect(await queue({})).toEqual([]);
});

test("what one maintainer notes moves nobody else's desk, and what is put aside comes back", async () => {
  const id = court.filed("contested", "wrong-result", "other evidence");
  await project(id);
  const soon = formatInstant(court.world.now).replace(/^\d{4}/, "2099");
  await asAdmin(database.urls.owner, async (sql) => {
    await sql.query("INSERT INTO account (did) VALUES ('did:one'), ('did:two')");
    await sql.query(
      `INSERT INTO review_triage (did, case_id, state, until, note, updated_at)
       VALUES ('did:one', $1, 'snoozed', $2, 'mine alone', now())`,
      [id, soon],
    );
  });
  const seen = async (own: string, filter: "triage" | "snoozed", now?: string) =>
    (await queue({ own, filter, ...(now === undefined ? {} : { now }) })).map(({ note }) => note);
  expect(await seen("did:one", "triage")).toEqual([]);
  expect(await seen("did:one", "snoozed")).toEqual(["mine alone"]);
  expect(await seen("did:two", "triage")).toEqual([null]);
  expect(await seen("did:two", "snoozed")).toEqual([]);
  expect(await seen("did:one", "triage", soon.replace("2099", "2100"))).toEqual(["mine alone"]);
});

type Plan = { readonly [name: string]: unknown; readonly Plans?: readonly Plan[] };

function rowsRead(plan: Plan): number {
  const below = (plan.Plans ?? []).reduce((sum, each) => sum + rowsRead(each), 0);
  if (plan["Relation Name"] === undefined) return below;
  return (
    below + (Number(plan["Actual Rows"]) + Number(plan["Rows Removed by Filter"] ?? 0)) * Number(plan["Actual Loops"])
  );
}

test("of 10,000 open cases a page of each tab reads a few rows", async () => {
  await asAdmin(database.urls.owner, async (sql) => {
    await sql.query(
      `INSERT INTO review_row (id, state, claim, provider, filed_in, filed_at, round, due_at)
       SELECT 'case_' || at, (ARRAY['voting', 'draft', 'evidence_open'])[1 + at % 3], 'slow', 'prv_' || at % 50, at, '2026-11-26', 1,
              to_char(timestamp '2027-01-01' + at * interval '1 minute', 'YYYY-MM-DD"T"HH24:MI:SS.000Z')
         FROM generate_series(1, 10000) AS at`,
    );
    await sql.query(
      `INSERT INTO review_seat (case_id, round, maintainer, does, due_at, open, words)
       SELECT id, 1, 'did:' || filed_in % 100, 'vote', due_at, false, '' FROM review_row WHERE claim = 'slow'`,
    );
    await sql.query("ANALYZE review_row, review_seat, review_triage");
  });
  const read = async (choice: Partial<QueueChoice>) => {
    const preset = { filter: "all", own: "did:one", maintainer: "did:7", now: "2026-12-01T00:00:00.000Z" } as const;
    const { text, values } = queueSql({ ...preset, after: undefined, limit: 51, ...choice });
    const { rows } = await web.query(`EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${text}`, values);
    return rowsRead(rows[0]["QUERY PLAN"][0].Plan);
  };
  const found = {
    all: await read({}),
    deep: await read({ after: { due: "2027-01-06T00:00:00.000Z", id: "case_1" } }),
    state: await read({ state: "draft" }),
    claim: await read({ claim: "slow" }),
    triage: await read({ filter: "triage" }),
    mine: await read({ filter: "mine" }),
  };
  expect(Object.entries(found).filter(([, rows]) => rows > 600)).toEqual([]);
});
