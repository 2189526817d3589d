import { expect, test } from "vitest";
import { addMs, DAY_MS, formatInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { epochsOf, KEPT_EPOCHS } from "#lib/statement/disclosures/liabilities.ts";
import { snapshotsOf } from "#lib/statement/disclosures/reserves.ts";
import { TestWorld, testKey } from "./testing/world.ts";
import { providerOf } from "./view.ts";

const ada = testKey("ada");
const effective = { status: "effective" };
const voided = (code: string) => ({ status: "void", code });

function instance() {
  const world = TestWorld.founded();
  world.register(ada);
  const id = world.provider(ada);
  const facts = (type: string) => providerOf(world.state, id)?.disclosures[type]?.facts;
  return {
    world,
    id,
    epochs: () => epochsOf(facts("liabilities")),
    snapshots: () => snapshotsOf(facts("reserves")),
    owes: (change: JsonObject = {}) =>
      world.say({
        kind: "disclosure.liabilities",
        by: ada,
        subject: id,
        body: { ...DISCLOSURES.liabilities.example(world.now), ...change },
      }).effect,
    holds: (change: JsonObject = {}) =>
      world.say({
        kind: "disclosure.reserves",
        by: ada,
        subject: id,
        body: { ...DISCLOSURES.reserves.example(world.now), ...change },
      }).effect,
    checks: (name: string, change: JsonObject = {}) =>
      world.say({
        kind: "solvency.check",
        by: testKey(name),
        subject: id,
        body: { epoch: 1, root: "4b8d".repeat(16), result: "verified", ...change },
      }).effect,
    later: (ms: number) => {
      world.now = addMs(world.now, ms);
    },
  };
}

const FLOWS = { deposits: "900", withdrawals: "300", fees: "50", expired: "7", settlements: "-43" };

test("an epoch holds when its total is the one before, and what came, less what left, to the unit", () => {
  const { owes, epochs, later } = instance();
  expect(owes({ total: "1000" })).toEqual(effective);
  expect(epochs()[0]).toMatchObject({ epoch: 1, equation: "first", off: null });
  later(7 * DAY_MS);
  expect(owes({ epoch: 2, total: "1500", flows: FLOWS })).toEqual(effective);
  expect(epochs()[0]).toMatchObject({ epoch: 2, equation: "holds", off: "0", owed: "5700" });
  later(7 * DAY_MS);
  expect(owes({ epoch: 3, total: "1999", flows: FLOWS })).toEqual(effective);
  expect(epochs()[0]).toMatchObject({ equation: "broken", off: "-1" });
});

test("an equation that cannot be checked says why, and is neither held nor broken", () => {
  const { owes, epochs, later } = instance();
  owes({ total: "1000" });
  later(DAY_MS);
  owes({ epoch: 3, total: "1500", flows: FLOWS });
  later(DAY_MS);
  owes({ epoch: 4, total: "2000", flows: FLOWS, unit: "USD" });
  later(DAY_MS);
  owes({ epoch: 5, total: "2500", unit: "USD" });
  expect(epochs().map(({ equation }) => equation)).toEqual(["no-flows", "unit-changed", "epoch-gap", "first"]);
});

test("a root stands for its epoch for ever, and figures are neither of the future nor of an earlier instant", () => {
  const { world, owes, holds, epochs, later } = instance();
  const future = formatInstant(addMs(world.now, 1));
  expect(owes({ at: future })).toEqual(voided("guard"));
  expect(holds({ at: future })).toEqual(voided("guard"));
  expect(owes()).toEqual(effective);
  later(HOUR_MS);
  expect(owes({ root: "00".repeat(32) })).toEqual(voided("guard"));
  expect(owes({ epoch: 2, at: formatInstant(addMs(world.now, -HOUR_MS)) })).toEqual(voided("guard"));
  expect(epochs()).toHaveLength(1);
});

test("the form keeps the newest epochs and snapshots, and not applicable keeps what was said before", () => {
  const { owes, holds, epochs, snapshots, later, world } = instance();
  for (let epoch = 1; epoch <= KEPT_EPOCHS + 2; epoch++) {
    owes({ epoch });
    holds();
    later(DAY_MS);
  }
  expect(epochs().map(({ epoch }) => epoch)).toEqual([10, 9, 8, 7, 6, 5, 4, 3]);
  expect(snapshots()).toHaveLength(8);
  const { version, effectiveAt, expiresAt } = DISCLOSURES.liabilities.example(world.now);
  const reason = { version, effectiveAt, expiresAt, notApplicable: "We closed." } as JsonObject;
  const said = { kind: "disclosure.liabilities", by: ada, subject: instanceId(world) } as const;
  expect(world.say({ ...said, body: reason }).effect).toEqual(effective);
  expect(epochs()).toHaveLength(KEPT_EPOCHS);
});

function instanceId(world: TestWorld): string {
  const row = world.state.rows().find(({ form }) => form.aggregate === "provider");
  return row?.form.aggregate === "provider" ? row.form.id : "";
}

test("a check counts once for each key and epoch, and only against the root that the log has", () => {
  const { checks, owes, epochs } = instance();
  expect(checks("uma")).toEqual(voided("guard"));
  owes();
  expect(checks("uma", { root: "00".repeat(32) })).toEqual(voided("guard"));
  expect(checks("uma", { epoch: 2 })).toEqual(voided("guard"));
  expect(checks("uma")).toEqual(effective);
  expect(checks("uma", { result: "mismatch" })).toEqual(voided("already-recorded"));
  expect(checks("vic", { result: "mismatch" })).toEqual(effective);
  expect(checks("ada")).toEqual(voided("conflicted"));
  expect(epochs()[0]).toMatchObject({ verified: 1, mismatch: 1 });
});

test("checks of an epoch survive the next one, and a check of the earlier root still counts for it", () => {
  const { checks, owes, epochs, later } = instance();
  owes();
  checks("uma");
  later(DAY_MS);
  owes({ epoch: 2, root: "11".repeat(32) });
  expect(checks("vic")).toEqual(effective);
  expect(epochs().map(({ epoch, verified }) => [epoch, verified])).toEqual([
    [2, 0],
    [1, 2],
  ]);
});

test("a service has no users' balances: solvency disclosures about it are void", () => {
  const world = TestWorld.founded();
  world.register(ada);
  const id = world.provider(ada, { kind: "service" });
  for (const type of ["liabilities", "reserves", "custody_addresses"] as const) {
    const said = {
      kind: `disclosure.${type}`,
      by: ada,
      subject: id,
      body: DISCLOSURES[type].example(world.now),
    } as const;
    expect(world.say(said).effect).toEqual(voided("guard"));
  }
});
