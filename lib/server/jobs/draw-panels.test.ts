/** The worker draws panels and states rulings by itself, once each, whatever dies on the way; people only say what is theirs. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { drawPanel } from "#lib/dispute/draw.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { addMs } from "#lib/kernel/instant.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import { failing } from "#lib/server/sequencer/test-failing.ts";
import { CHAIN_START, Court, keyOf, MAINTAINERS, UPHOLDS } from "#lib/state/testing/disputes.ts";
import { type DrawMeans, drawPanels } from "./draw-panels.ts";
import { recordRulings } from "./record-rulings.ts";
import { LoggedCourt, MARGIN_MS } from "./test-court.ts";

let database: TestDatabase;
let logged: LoggedCourt;
let dice = 0;
const founded = Court.founded(5);

beforeEach(async () => {
  database = await makeTestDatabase();
  logged = await LoggedCourt.open(database, founded.fork());
});
afterEach(async () => {
  await logged.log.close();
  await database.drop();
});

const random = (bytes: number) => sha256(utf8Encode(`dice ${dice++}`)).slice(0, bytes);
const means = (): DrawMeans => ({ signer: logged.signer, random, chainStart: CHAIN_START });
const draw = (sql = logged.worker) => drawPanels(sql, means(), logged.log.now);
const rule = () => recordRulings(logged.worker, means(), logged.log.now);
const effective = { status: "effective" };

/** Evidence has closed after silence, and the reporter's share is in. */
async function drawing(names: readonly string[]): Promise<string[]> {
  const { court } = logged;
  const ids = names.map((name) => court.filed("contested", "wrong-result", name));
  await logged.said();
  for (const transition of ["evidence_open", "drawing"]) {
    await logged.passDue(ids[0] ?? "");
    expect(ids.map((id) => court.form(id).state)).toEqual(ids.map(() => transition));
  }
  for (const id of ids) court.share(id, "reporter");
  await logged.said();
  return ids;
}

test("a case in which the operator stays silent goes to its stated ruling by the worker's clocks, draw and record alone", async () => {
  const { court } = logged;
  const [id = ""] = await drawing(["silent"]);
  const due = court.drawDue(id);
  for (const ms of [-1_000, 0, MARGIN_MS - 1]) {
    await logged.passTo(addMs(due, ms));
    expect(await draw()).toEqual([]);
  }
  await logged.passTo(addMs(due, MARGIN_MS));
  expect(await draw()).toEqual([id]);
  expect(await draw()).toEqual([]);
  expect(await logged.heard()).toEqual([{ kind: "case.draw", subject: id, effect: effective }]);
  expect(await draw()).toEqual([]);
  const panel = court.panel(id);
  expect(panel.shares).toMatchObject({ operator: null, reporter: expect.any(String) });
  const pool = MAINTAINERS.slice(0, 5).map(({ did }) => ({ did, conflict: null, organisation: null }));
  const { log, rules } = { log: logged.signer.origin, rules: court.form(id).rules };
  const again = {
    log,
    case: panel.case,
    preimage: panel.preimage,
    shares: panel.shares,
    round: 1,
    isAppeal: false,
    isRehearing: false,
  };
  expect(drawPanel({ ...again, rules, pool, drawnIn: panel.drawnIn, drawnAt: panel.drawnAt })).toMatchObject({
    seed: panel.seed,
    order: panel.order,
  });

  // One of three says nothing: shown as such, and the next in rank is asked.
  const [first, second, third, fourth, fifth] = panel.order.map(keyOf);
  if (!first || !second || !third || !fourth || !fifth) throw new Error("Five are in the pool.");
  for (const key of [first, second]) court.sit(id, key);
  await logged.said();
  await logged.passDue(id);
  const seats = () => court.panel(id).seats.map(({ maintainer, state }) => [maintainer, state]);
  expect(seats().slice(2)).toEqual([
    [third.did, "no-show"],
    [fourth.did, "asked"],
  ]);
  court.sit(id, fourth);
  for (const key of [first, second, fourth]) expect(court.commit(id, key)).toEqual(effective);
  await logged.said();
  await logged.passDue(id);
  // One who sealed opens nothing: the last in rank votes openly instead.
  for (const key of [first, fourth]) expect(court.open(id, key)).toEqual(effective);
  await logged.said();
  await logged.passDue(id);
  expect(seats().slice(1)).toEqual([
    [second.did, "no-show"],
    [third.did, "no-show"],
    [fourth.did, "accepted"],
    [fifth.did, "asked"],
  ]);
  expect(court.sit(id, fifth)).toEqual(effective);
  expect(court.open(id, fifth, { ...UPHOLDS, severity: "grave" })).toEqual(effective);
  await logged.said();
  expect(await rule()).toEqual([]);
  await logged.passDue(id);
  expect(court.form(id).dispute?.rulings).toMatchObject([
    { onSilence: true, counted: 3, outcome: "upheld", entry: null },
  ]);
  expect(await rule()).toEqual([id]);
  expect(await rule()).toEqual([]);
  expect(await logged.heard()).toEqual([{ kind: "ruling", subject: id, effect: effective }]);
  expect(await rule()).toEqual([]);
  expect(court.form(id).dispute?.rulings[0]?.entry).toBe(court.world.leaves.length - 1);
  expect(court.form(id)).toMatchObject({ state: "ruled" });
});

test("a case of another chain is said so, and nothing is submitted for it", async () => {
  const [id = ""] = await drawing(["foreign"]);
  await logged.passTo(addMs(logged.court.drawDue(id), MARGIN_MS));
  const foreign: string[] = [];
  const stolen = { ...means(), chainStart: new Uint8Array(32), onForeignChain: (found: string) => foreign.push(found) };
  expect(await drawPanels(logged.worker, stolen, logged.log.now)).toEqual([]);
  expect(foreign).toEqual([id]);
  expect(await logged.heard()).toEqual([]);
});

test("both jobs may die at any call and run again: each panel is drawn once and each ruling stated once, none void", async () => {
  const { court } = logged;
  const ids = await drawing(["one", "two", "three"]);
  await logged.passTo(addMs(court.drawDue(ids[0] ?? ""), MARGIN_MS));
  await dieAnywhere((sql) => drawPanels(sql, means(), logged.log.now));
  await draw();
  const drawn = ids.map((subject) => ({ kind: "case.draw", subject, effect: effective }));
  expect((await logged.heard()).sort(bySubject)).toEqual(drawn.sort(bySubject));
  for (const id of ids) for (const { key } of court.seats(id)) court.sit(id, key);
  await logged.said();
  await logged.passDue(ids[0] ?? "");
  for (const id of ids) for (const { key } of court.seats(id)) court.commit(id, key);
  await logged.said();
  await logged.passDue(ids[0] ?? "");
  for (const id of ids) for (const { key } of court.seats(id)) court.open(id, key);
  await logged.said();
  for (const state of ["draft", "ruled"]) {
    await logged.passDue(ids[0] ?? "");
    expect(ids.map((id) => court.form(id).state)).toEqual([state, state, state]);
  }
  await dieAnywhere((sql) => recordRulings(sql, means(), logged.log.now));
  await rule();
  const stated = ids.map((subject) => ({ kind: "ruling", subject, effect: effective }));
  expect((await logged.heard()).sort(bySubject)).toEqual(stated.sort(bySubject));
});

const bySubject = (a: { subject: string }, b: { subject: string }) => (a.subject < b.subject ? -1 : 1);

/** Runs the job on connections that end before and after each of its calls, until one lasts. */
async function dieAnywhere(job: (sql: ReturnType<typeof failing>["sql"]) => Promise<unknown>): Promise<void> {
  for (const when of ["before", "after"] as const)
    for (let k = 1; ; k++) {
      const died = await job(failing(await logged.log.connect("worker"), k, when).sql).then(
        () => false,
        () => true,
      );
      if (!died) break;
    }
}
