/** Rows of cases: they say what the forms say, their counts are theirs, and lists read no more of them than they show. */
import fc from "fast-check";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { CaseState } from "#lib/dispute/dispute.ts";
import { addMs, asInstant, formatInstant, HOUR_MS, type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { asAdmin, freshDatabase } from "#lib/server/db/test-database.ts";
import { readCasesToJudge } from "#lib/server/jobs/cases-to-judge.ts";
import { COUNTS } from "#lib/server/services/case/count-evidence.ts";
import { listSql } from "#lib/server/services/case/list-cases.ts";
import type { CaseForm, SuspicionForm } from "#lib/state/case/case-forms.ts";
import { projectCases } from "./project-cases.ts";

const database = await freshDatabase();
const [seq, web] = [database.urls.seq, database.urls.web].map((url) => makePool({ url, name: "test-cases", max: 2 }));
if (seq === undefined || web === undefined) throw new Error("No pools.");
const start = asInstant(Date.parse("2026-11-26T00:00:00.000Z"));

beforeEach(() => asAdmin(database.urls.owner, (sql) => sql.query("TRUNCATE case_row, case_count, aggregate_version")));
afterAll(() => Promise.all([seq.end(), web.end()]));

const nameOf = (at: number) => `case_${String(at).padStart(26, "a")}`;

function formOf(at: number, state: CaseState, change: Partial<CaseForm> = {}): CaseForm {
  const judgedAt = state === "filed" ? null : formatInstant(addMs(start, at * SECOND_MS));
  const verdict = state === "filed" ? null : { verdict: "proven", reason: null, definition: "d" };
  return {
    ...{
      aggregate: "case",
      id: nameOf(at),
      provider: `prv_${at % 7}`,
      claim: "wrong-result",
      reporter: `did:${at % 11}`,
    },
    ...{ filedIn: at, verdictBy: formatInstant(addMs(start, HOUR_MS)), judgedAt, state, verdict, joinedTo: null },
    ...{ rulesAt: state === "proven" ? formatInstant(addMs(start, 2 * HOUR_MS)) : null, joined: 0 },
    ...change,
  } as CaseForm;
}

const touching = (index: number, form: CaseForm) => ({ index, applied: { touched: [{ form }] } });

test("counts are those of the rows, and rows those of the forms, however entries come in batches", async () => {
  const states: CaseState[] = ["filed", "proven", "awaiting_response", "duplicate", "inadmissible", "ruled"];
  const steps = fc.array(fc.tuple(fc.nat(4), fc.constantFrom(...states), fc.nat(2), fc.nat(9_000)), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 1, max: 5 }), async (walk, batch) => {
      await seq.query("TRUNCATE case_row, case_count");
      const entries = walk.map(([at, state, joined, late], index) =>
        touching(
          index,
          formOf(at, state, {
            joined,
            ...(late > 3_600 && state !== "filed" && { judgedAt: formatInstant(addMs(start, late * SECOND_MS)) }),
          }),
        ),
      );
      for (let from = 0; from < entries.length; from += batch)
        await projectCases(seq, entries.slice(from, from + batch));
      const { rows: counts } = await web.query("SELECT * FROM case_count WHERE reports <> 0 ORDER BY 1, 2, 3, 4, 5");
      const { rows: counted } = await web.query(
        `SELECT claim, state, coalesce(verdict, '') AS verdict, coalesce(reason, '') AS reason,
                coalesce(judged_at > verdict_by, false) AS late, count(*) AS reports
           FROM case_row WHERE to_size IS NULL GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`,
      );
      expect(counts).toEqual(counted);
      const newest = new Map(
        entries.map(({ applied }) => applied.touched).flatMap(([row]) => (row ? [[row.form.id, row.form.state]] : [])),
      );
      const { rows } = await web.query("SELECT id, state FROM case_row WHERE to_size IS NULL");
      expect(new Map(rows.map(({ id, state }) => [id, state]))).toEqual(newest);
    }),
    { seed: 5, numRuns: 25 },
  );
});

test("of a case that gets one more reporter a thousand times there is one row", async () => {
  const entries = Array.from({ length: 1_000 }, (_, index) => touching(index, formOf(1, "proven", { joined: index })));
  await projectCases(seq, entries);
  expect((await web.query("SELECT count(*) AS n FROM case_row")).rows).toEqual([{ n: 1 }]);
});

type Plan = { readonly [name: string]: unknown; readonly Plans?: readonly Plan[] };

/** Rows that the nodes which read tables looked at, those thrown away included. */
function rowsRead(plan: Plan): number {
  const below = (plan.Plans ?? []).reduce((sum, each) => sum + rowsRead(each), 0);
  if (plan["Relation Name"] === undefined) return below;
  const each = Number(plan["Actual Rows"]) + Number(plan["Rows Removed by Filter"] ?? 0);
  return below + each * Number(plan["Actual Loops"]);
}

test("of 10,000 cases a page, one provider's, those of a state and the figures read a few rows each", async () => {
  const size = 10_000;
  await asAdmin(database.urls.owner, async (sql) => {
    await sql.query(
      `INSERT INTO case_row (id, from_size, to_size, filed_in, provider, claim, reporter, state, verdict_by, judged_at, rules_at)
       SELECT 'case_' || at, at + 1 + later, CASE WHEN later = 0 THEN at + 2 END, at, 'prv_' || at % 500, 'wrong-result',
              'did:' || at, CASE later WHEN 0 THEN 'filed' WHEN 1 THEN 'ruled' END, '2026-11-26T01',
              CASE later WHEN 1 THEN '2026-11-26T00' END, NULL
         FROM generate_series(0, 9999) AS at, generate_series(0, 1) AS later`,
    );
    await sql.query(
      `INSERT INTO aggregate_version (key, from_size, to_size, kind, form, digest, chain_head, chain_length)
       SELECT 'case:' || id, from_size, to_size, 'case', '{}', '', '', 1 FROM case_row`,
    );
    await sql.query("INSERT INTO case_count VALUES ('wrong-result', 'ruled', '', '', false, 10000)");
    await sql.query("ANALYZE case_row, aggregate_version, case_count");
  });
  const read = async (sql: string, values: unknown[]) => {
    const { rows } = await web.query(`EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${sql}`, values);
    return rowsRead(rows[0]["QUERY PLAN"][0].Plan);
  };
  const page = 26;
  const found = {
    all: await read(listSql("true"), [size + 1, size, page]),
    provider: await read(listSql("provider = ANY($4::text[])"), [size + 1, size, page, ["prv_7"]]),
    filed: await read(listSql("state = $4"), [size + 1, size, page, "filed"]),
    deep: await read(listSql("true"), [size + 1, 40, page]),
    figures: await read(COUNTS, ["2026-11-27"]),
  };
  // Each row of a page with its form, and little besides; 20 cases are of one provider.
  for (const [name, rows] of Object.entries(found)) expect(rows, name).toBeLessThanOrEqual(4 * page);
  const { rows } = await web.query(listSql("true"), [size + 1, size, page]);
  expect(rows.map(({ filed_in }) => Number(filed_in))).toEqual(Array.from({ length: page }, (_, at) => size - 1 - at));
});

test("a held case waits for a verdict again from the very second at which fewer than three others are open", async () => {
  const until = addMs(start, HOUR_MS);
  const providers = [1, 2, 3].map((at) => ({ id: `prv_other${at}`, claimed: true, until: formatInstant(until) }));
  const suspicion = { aggregate: "suspicion", definition: "d", providers } as unknown as SuspicionForm;
  const held = formOf(3, "checked");
  await projectCases(seq, [touching(1, formOf(2, "filed")), touching(2, held), touching(3, formOf(4, "proven"))]);
  await asAdmin(database.urls.owner, async (sql) => {
    for (const [key, form] of [
      ["suspicion:d", suspicion],
      [`case:${nameOf(2)}`, formOf(2, "filed")],
      [`case:${held.id}`, held],
    ] as const)
      await sql.query(
        `INSERT INTO aggregate_version (key, from_size, kind, form, digest, chain_head, chain_length)
         VALUES ($1, 1, $2, $3, '', '', 1)`,
        [key, form.aggregate, JSON.stringify(form)],
      );
  });
  const waiting = async (now: Instant) => (await readCasesToJudge(seq, now, 50)).map(({ id }) => id);
  expect(await waiting(addMs(until, -1))).toEqual([nameOf(2)]);
  expect(await waiting(until)).toEqual([nameOf(2), held.id]);
  expect(await waiting(addMs(until, 1))).toEqual([nameOf(2), held.id]);
});
