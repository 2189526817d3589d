/** A provider's record: what puts a fact on the page of a month, what takes it off again, and what never does. */
import { describe, expect, test } from "vitest";
import { addMs, DAY_MS, formatInstant, HOUR_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { monthOf } from "#lib/kernel/month.ts";
import { clockRecord } from "#lib/statement/clock-record.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import type { DisclosureKind } from "#lib/statement/kinds.ts";
import { PAGE_BOUNDS, type RecordedFact, recordKey } from "./record-forms.ts";
import { dueOf } from "./reducers/clock.ts";
import { hashOf, judge, OUTCOMES, report } from "./testing/cases.ts";
import { TEST_LOG, TEST_START, TestWorld, testKey } from "./testing/world.ts";
import { indexOf, providerOf } from "./view.ts";

const [ada, rita] = [testKey("ada"), testKey("rita")];
const at = (text: string) => parseInstant(text) as Instant;

function settled() {
  const world = TestWorld.founded();
  world.register(ada);
  return { world, id: world.provider(ada) };
}
const SETTLED = settled();
const begin = () => ({ world: SETTLED.world.fork(), id: SETTLED.id });

function pageOf(world: TestWorld, id: string, when: Instant = world.now): RecordedFact[] {
  const form = world.state.get(recordKey(id, monthOf(when)));
  return form?.aggregate === "record" ? form.items : [];
}
const told = (items: readonly RecordedFact[]) => items.map(({ type, about }) => `${type} ${about}`);

function publish(world: TestWorld, id: string, type: keyof typeof DISCLOSURES, change: JsonObject = {}) {
  const body = { ...DISCLOSURES[type].example(world.now), ...change };
  const said = world.say({ kind: `disclosure.${type}` as DisclosureKind, by: ada, subject: id, body });
  expect(said.effect).toEqual({ status: "effective" });
}

function recordDue(world: TestWorld, id: string): string[] {
  const form = providerOf(world.state, id);
  const due = form === undefined ? [] : dueOf(form, indexOf(world.state)?.outages ?? [], world.now);
  for (const one of due) {
    const by = world.index;
    world.log(clockRecord(one, { log: TEST_LOG, issuer: by.did, key: by.thumbprint }), by);
  }
  return due.map(({ transition }) => transition);
}

describe("reports", () => {
  test("that are bare claims write nothing at all, however many and by whomever", () => {
    const { world, id } = begin();
    for (const [nth, outcome] of (["refuted", "inconclusive", "out-of-scope", "no-evidence"] as const).entries())
      for (const by of [rita, testKey(`fake ${outcome}`)]) {
        const filed = report(world, by, id, "wrong-result", `${outcome} ${by.did}`);
        judge(world, filed.id, { checks: OUTCOMES[outcome], fault: hashOf(`${nth} ${by.did}`) });
      }
    for (const name of ["a", "b", "c"]) report(world, testKey(name), id, "vanished", name);
    expect(world.state.rows().filter(({ key }) => key.startsWith("record:"))).toEqual([]);
  });

  test("that a machine proved are one fact each, kept on its page when it is ruled in another month", () => {
    const { world, id } = begin();
    world.now = at("2026-11-29T23:00:00.000Z");
    const { id: first } = report(world, rita, id);
    judge(world, first, { change: { faultGroup: `${id} wrong-result ${"a".repeat(64)} 2026-11-29` } });
    const [proven] = pageOf(world, id);
    expect(proven).toMatchObject({ type: "verdict", about: first, severity: "serious", state: "proven", day: 20786 });
    expect(proven?.faultGroup).toBe(`wrong-result ${"a".repeat(64)} 2026-11-29`);
    expect(proven).not.toHaveProperty("reporter");
    const judgedAt = world.now;
    world.now = addMs(world.now, 7 * DAY_MS);
    const due = { aggregate: `case:${first}`, transition: "rule", deadline: formatInstant(world.now), subject: first };
    world.log(clockRecord(due, { log: TEST_LOG, issuer: world.index.did, key: world.index.thumbprint }), world.index);
    expect(pageOf(world, id)).toEqual([]);
    expect(pageOf(world, id, judgedAt)).toEqual([{ ...proven, state: "ruled" }]);
  });

  test("that wait for people count while they are contested, and leave the page when a stronger one takes them over", () => {
    const { world, id } = begin();
    const { id: weak } = report(world, rita, id);
    judge(world, weak, { checks: OUTCOMES.contested });
    const [open] = pageOf(world, id);
    expect(open).toMatchObject({
      type: "open-report",
      about: weak,
      standing: "half",
      cluster: "unvouched",
      state: "open",
    });
    expect(open).toMatchObject({ reporter: rita.thumbprint, evidence: "signed-by-accused" });
    const { id: strong } = report(world, testKey("other"), id, "wrong-result", "whole");
    judge(world, strong);
    expect(told(pageOf(world, id))).toEqual([`verdict ${strong}`]);
  });

  test("of one fault are one fact, and a full page gives up its least grave", () => {
    const { world, id } = begin();
    const prove = (claim: "slow" | "wrong-result" | "equivocation" | "offer-broken", name: string) => {
      const { id: filed } = report(world, testKey(`reporter ${name}`), id, claim, name);
      judge(world, filed, { fault: hashOf(name) });
      return filed;
    };
    prove("offer-broken", "first");
    for (let nth = 1; nth < PAGE_BOUNDS.verdict; nth += 1) prove("wrong-result", `more ${nth}`);
    const full = pageOf(world, id);
    expect(full).toHaveLength(PAGE_BOUNDS.verdict);
    prove("wrong-result", "more 1");
    prove("offer-broken", "one too many");
    expect(pageOf(world, id)).toEqual(full);
    const grave = prove("equivocation", "grave");
    expect(pageOf(world, id)).toHaveLength(PAGE_BOUNDS.verdict);
    expect(told(pageOf(world, id))).toContain(`verdict ${grave}`);
    expect(pageOf(world, id).some(({ severity }) => severity === "moderate")).toBe(false);
    expect(new Set(pageOf(world, id).map((item) => item.id)).size).toBe(PAGE_BOUNDS.verdict);
  });
});

describe("disclosures", () => {
  test("renewed in time count once for each type and month, and only what is a week old is renewed", () => {
    const { world, id } = begin();
    publish(world, id, "contacts");
    world.now = addMs(world.now, 7 * DAY_MS - 1);
    publish(world, id, "contacts");
    expect(pageOf(world, id)).toEqual([]);
    world.now = addMs(world.now, 7 * DAY_MS);
    publish(world, id, "contacts");
    const fresh = pageOf(world, id);
    expect(told(fresh)).toEqual(["disclosure-fresh contacts"]);
    world.now = addMs(world.now, 8 * DAY_MS);
    publish(world, id, "contacts");
    expect(pageOf(world, id)).toEqual(fresh);
  });

  test("renewed late are stale once, whether the clock was recorded or not", () => {
    for (const isRecorded of [true, false]) {
      const { world, id } = begin();
      publish(world, id, "contacts", { expiresAt: formatInstant(addMs(world.now, 10 * DAY_MS)) });
      world.now = addMs(TEST_START, 10 * DAY_MS);
      if (isRecorded) expect(recordDue(world, id)).toEqual(["stale/contacts"]);
      publish(world, id, "contacts");
      expect(pageOf(world, id)).toMatchObject([
        { type: "disclosure-stale", about: "stale/contacts", severity: "moderate", attribution: "unknown" },
      ]);
    }
  });
});

describe("incidents", () => {
  const told14 = (world: TestWorld, change: JsonObject = {}) => ({
    startedAt: formatInstant(addMs(world.now, -2 * HOUR_MS)),
    detectedAt: formatInstant(addMs(world.now, -HOUR_MS)),
    ...change,
  });

  test("a promise counts as kept when it stood a week and was told in time; done at once, or told late, it does not", () => {
    const done = (days: number, change: JsonObject = {}) => {
      const { world, id } = begin();
      publish(world, id, "incident", told14(world));
      world.now = addMs(world.now, days * DAY_MS);
      publish(world, id, "action_item_update", change);
      return told(pageOf(world, id));
    };
    const about = "2026-11-outage item second-node";
    expect(done(0)).toEqual([]);
    expect(done(8)).toEqual([`promise-kept ${about}`]);
    expect(done(22)).toEqual([`promise-broken ${about}`]);
    const inTime = formatInstant(addMs(TEST_START, 19 * DAY_MS));
    expect(done(30, { changedAt: inTime })).toEqual(
      expect.arrayContaining([`promise-broken ${about}`, "response-late 2026-11-outage word second-node"]),
    );
    expect(done(8, { status: "dropped" })).toEqual([]);
  });

  test("a due date that is moved when it has passed is broken, and a full report that never came is late once", () => {
    const { world, id } = begin();
    const fields = told14(world);
    publish(world, id, "incident", fields);
    world.now = addMs(world.now, 21 * DAY_MS);
    expect(recordDue(world, id)).toEqual(["overdue/2026-11-outage"]);
    publish(world, id, "incident", fields);
    const month = told(pageOf(world, id));
    expect(month.sort()).toEqual([
      "promise-broken 2026-11-outage item second-node",
      "response-late 2026-11-outage full-report",
    ]);
  });
});

test("a silence while armed is a broken promise once it has ended, serious when it was a failure", () => {
  const { world, id } = begin();
  const beat = (change: JsonObject = {}) =>
    publish(world, id, "heartbeat", { effectiveAt: formatInstant(world.now), cadenceHours: 6, armed: true, ...change });
  for (const _ of [1, 2, 3]) {
    world.now = addMs(world.now, 6 * HOUR_MS);
    beat();
  }
  world.now = addMs(world.now, 15 * DAY_MS);
  recordDue(world, id);
  recordDue(world, id);
  expect(pageOf(world, id)).toEqual([]);
  beat();
  expect(pageOf(world, id)).toMatchObject([{ type: "promise-broken", severity: "serious", evidence: "self-proving" }]);
});
