/** What no field can say alone: rules between the fields of a disclosure, and what the fold keeps of its versions. */
import { expect, test } from "vitest";
import { addMs, asInstant, DAY_MS, formatInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { DISCLOSURES, type DisclosureName } from "./all.ts";
import type { DisclosureType } from "./disclosure-type.ts";

const now = asInstant(Date.UTC(2026, 10, 22, 10));
const days = (count: number) => formatInstant(addMs(now, count * DAY_MS));
const types: readonly DisclosureType[] = Object.values(DISCLOSURES);
const MOST = String(2n ** 63n - 1n);

/** Fields that a test says otherwise; undefined: left out. */
type Change = Readonly<Record<string, unknown>>;

/** The template with other fields. */
const changed = ({ example }: DisclosureType, change: Change) =>
  JSON.parse(JSON.stringify({ ...example(now), ...change })) as JsonObject;

/** Where it is refused; undefined: it is taken. */
function placeOf(name: DisclosureName, change: Change): string | undefined {
  const type: DisclosureType = DISCLOSURES[name];
  const read = type.body.safeParse(changed(type, change));
  return read.success ? undefined : read.error.issues[0]?.path.join(".");
}

const [asset] = DISCLOSURES.reserves.example(now).assets as [JsonObject];
const [address] = DISCLOSURES.custody_addresses.example(now).addresses as [JsonObject];
const worth = (value: string, change: Change = {}) => ({ ...asset, value, ...change });
const role = (name: string) => ({ role: name, alias: "mailto:a@halden.example" });
const token = (amount: string) => ({ service: `prv_${"a".repeat(26)}`, expiresAt: days(9), amount });
const asked = (minute: number) => ({ askedAt: formatInstant(addMs(now, minute * 60_000)), question: "Why?" });
const full = { endedAt: days(0), timeline: [], rootCauses: [], lessons: [] };

const TAKEN: readonly (readonly [DisclosureName, Change])[] = [
  ["bond", { expiresAt: days(366) }],
  ["contacts", { roles: [role("a"), role("b")] }],
  ["canary", { statements: ["a", "b"] }],
  ["service_level", { targetPercent: "100" }],
  ["service_level", { targetPercent: "0" }],
  ["windup_notice", { lastDeposit: days(20), lastUse: days(20), lastWithdrawal: days(20) }],
  ["windup_notice", { coveragePercent: "1000" }],
  ["custody_addresses", { addresses: [{ ...address, required: 3, of: 3 }] }],
  ["custody_addresses", { addresses: [{ ...address, scheme: "eip-191", signature: `0x${"a".repeat(130)}` }] }],
  ["reserves", { encumbrances: [{ what: "A loan", value: "1260000" }] }],
  ["reserves", { assets: [asset, worth("7", { own: true, asset: "OWN" })], ownToken: "7" }],
  ["reserves", { assets: [worth("1"), worth("2", { asset: "DAI" })], total: "3" }],
  ["reserves", { assets: [], total: "0" }],
  ["liabilities", { total: MOST, pendingWithdrawals: "0", outstandingTokens: [] }],
  ["incident", { endedAt: days(-5 / 24), status: "resolved" }],
  ["incident", { ...full, status: "closed" }],
  ["incident", { questions: [asked(1), asked(2)] }],
];

test.each(TAKEN)("%s takes what is just within its rules: %j", (name, change) => {
  expect(placeOf(name, change)).toBeUndefined();
});

const REFUSED: readonly (readonly [DisclosureName, Change, string])[] = [
  ["bond", { expiresAt: days(366.001) }, "expiresAt"],
  ["contacts", { roles: [role("a"), role("b"), role("a")] }, "roles.2.role"],
  ["canary", { statements: ["a", "b", "a"] }, "statements.2"],
  ["service_level", { targetPercent: "100.000001" }, "targetPercent"],
  ["service_level", { period: { from: days(0), to: days(0) } }, "period.to"],
  ["windup_notice", { lastUse: days(0.9) }, "lastUse"],
  ["windup_notice", { lastWithdrawal: days(19.9) }, "lastWithdrawal"],
  ["windup_notice", { coveragePercent: "1000.1" }, "coveragePercent"],
  ["custody_addresses", { addresses: [{ ...address, required: 4, of: 3 }] }, "addresses.0.required"],
  ["custody_addresses", { addresses: [{ ...address, scheme: "eip-191" }] }, "addresses.0.signature"],
  ["custody_addresses", { addresses: [address, { ...address, chain: "Ethereum" }] }, "addresses.1.address"],
  ["custody_addresses", { checkpoint: { size: 1, root: "AAAA" } }, "checkpoint.root"],
  ["reserves", { total: "1260001" }, "total"],
  ["reserves", { ownToken: "1" }, "ownToken"],
  ["reserves", { encumbrances: [{ what: "A loan", value: "1260001" }] }, "encumbrances"],
  ["reserves", { assets: [worth("1"), worth("2")], total: "3" }, "assets.1.address"],
  ["reserves", { assets: [worth(MOST), worth("1", { asset: "DAI" })], total: MOST }, "total"],
  ["liabilities", { total: MOST, pendingWithdrawals: "1", outstandingTokens: [] }, "outstandingTokens"],
  [
    "liabilities",
    { total: MOST, pendingWithdrawals: "0", outstandingTokens: ["0", "1"].map(token) },
    "outstandingTokens",
  ],
  ["incident", { endedAt: days(-0.3) }, "endedAt"],
  ["incident", { status: "resolved" }, "endedAt"],
  ["incident", { ...full, status: "closed", timeline: undefined }, "timeline"],
  ["incident", { ...full, status: "closed", lessons: undefined }, "lessons"],
  ["incident", { questions: [asked(1), asked(2), asked(1)] }, "questions.2.askedAt"],
  ["identity", { jurisdiction: undefined }, "jurisdiction"],
  ["identity", { regulation: undefined }, "regulation"],
  ["fees", { lines: [] }, "lines"],
  ["software", { commit: "4f".repeat(19) }, "commit"],
  ["bond", { overhead: { moneyPerMonth: "7", basis: "measured" } }, "overhead.currency"],
  ["bond", { overhead: { currency: "EUR", basis: "measured" } }, "overhead.moneyPerMonth"],
  ["bond", { amount: undefined }, "amount"],
];

test.each(REFUSED)("%s refuses %j at its place: %s", (name, change, place) => {
  expect(placeOf(name, change)).toBe(place);
});

test("a template stands as long as its type presets, from now on, and the fold takes it as it is", () => {
  for (const { type, example, life, aheadDays, keep } of types) {
    const body = example(now);
    const end = life.ends === "after-field" ? body[life.field] : body.expiresAt;
    if (life.ends !== "never") expect(end, type).toBe(days(life.presetDays));
    expect(body.effectiveAt, type).toBe(type === "terms_change" ? days(15) : days(0));
    expect(aheadDays ?? 0, type).toBe(["terms_change", "heartbeat"].includes(type) ? 400 : 0);
    const facts = keep?.(undefined, { body, loggedAt: now, entry: 3, statement: "00".repeat(32) });
    expect(typeof facts, type).not.toBe("string");
  }
  const first = ({ keep, example }: DisclosureType) =>
    keep?.(undefined, { body: example(now), loggedAt: now, entry: 3, statement: "00".repeat(32) });
  // What a template promises is in time, and begins before it ends.
  expect(first(DISCLOSURES.terms_change)).toEqual({ kept: 1, broken: 0 });
  expect(first(DISCLOSURES.windup_notice)).toMatchObject({ noticeDays: 60, isNoticeKept: true });
  expect(first(DISCLOSURES.audit)).toMatchObject({ gapDays: 0, daysAfter: 35 });
  const [{ due }] = DISCLOSURES.incident.example(now).actionItems as [{ due: string }];
  expect(due).toBe(days(20));
  const { period } = DISCLOSURES.service_level.example(now);
  expect(period).toEqual({ from: days(-30), to: days(0) });
});

/** What is kept after each version in turn, or the code by which the last is void. */
function kept(name: DisclosureName, ...versions: readonly (readonly [change: Change, hours?: number])[]) {
  const type: DisclosureType = DISCLOSURES[name];
  let facts: JsonObject | string | undefined;
  for (const [entry, [change, hours = 0]] of versions.entries()) {
    if (typeof facts === "string") throw new Error("A void version is not the last.");
    const body = changed(type, change);
    facts = type.keep?.(facts, { body, loggedAt: addMs(now, hours * HOUR_MS), entry, statement: "00".repeat(32) });
  }
  return facts;
}

const epoch = (number: number, hours: number, change: Change = {}) =>
  [{ epoch: number, at: formatInstant(addMs(now, hours * HOUR_MS)), ...change }, hours] as const;

test("an epoch is later than the one before in number and instant, and of no instant to come", () => {
  const epochs = (...versions: (readonly [Change, number?])[]) => {
    const facts = kept("liabilities", ...versions);
    return typeof facts === "string" ? facts : ((facts?.epochs ?? []) as { epoch: number }[]).map((each) => each.epoch);
  };
  expect(epochs(epoch(1, 0), epoch(2, 1))).toEqual([2, 1]);
  expect(epochs(epoch(1, 0), epoch(7, 1))).toEqual([7, 1]);
  expect(epochs(epoch(2, 0), epoch(2, 1))).toBe("guard");
  expect(epochs(epoch(2, 0), epoch(1, 1))).toBe("guard");
  expect(epochs(epoch(1, 0), epoch(2, 0))).toBe("guard");
  expect(epochs([{ at: days(0) }, 0])).toHaveLength(1);
  expect(epochs([{ at: formatInstant(addMs(now, 1)) }, 0])).toBe("guard");
  expect(epochs(...Array.from({ length: 11 }, (_, at) => epoch(at + 1, at)))).toEqual([11, 10, 9, 8, 7, 6, 5, 4]);
  // Who says that it does not apply keeps what was said before.
  expect(epochs(epoch(1, 0), [{ notApplicable: "None." }, 1])).toEqual([1]);
});

test("an epoch says whether the flows give its total, and by how much they do not", () => {
  const flows = { deposits: "100", withdrawals: "30", fees: "4", expired: "1", settlements: "-5" };
  const after = (number: number, total: string, change: Change = { flows }) => {
    const first = epoch(1, 0, { total: "1000", pendingWithdrawals: "7", outstandingTokens: [token("5"), token("6")] });
    const facts = kept("liabilities", first, epoch(number, 1, { total, ...change })) as { epochs: JsonObject[] };
    expect(facts.epochs[1]).toMatchObject({ equation: "first", off: null, owed: "1018", verified: 0, mismatch: 0 });
    return [facts.epochs[0]?.equation, facts.epochs[0]?.off];
  };
  expect(after(2, "1060")).toEqual(["holds", "0"]);
  expect(after(2, "1059")).toEqual(["broken", "-1"]);
  expect(after(2, "1061")).toEqual(["broken", "1"]);
  expect(after(3, "1060")).toEqual(["epoch-gap", null]);
  expect(after(2, "1060", { flows: undefined })).toEqual(["no-flows", null]);
  expect(after(2, "1060", { flows, unit: "CHF" })).toEqual(["unit-changed", null]);
  expect(after(2, "1060", { flows, decimals: 3 })).toEqual(["unit-changed", null]);
});

test("reserves are kept with what is pledged and owed beside, the newest eight, and never of an instant to come", () => {
  const owed = { status: "stated", value: "77", what: "A loan." };
  const change = {
    encumbrances: [
      { what: "a", value: "2" },
      { what: "b", value: "3" },
    ],
    otherDebts: owed,
  };
  expect(kept("reserves", [change])).toEqual({
    snapshots: [
      {
        ...{ at: days(0), unit: "EUR", decimals: 2, total: "1260000", encumbered: "5", ownToken: "0", entry: 0 },
        ...{ otherDebts: "stated", debts: "77" },
      },
    ],
  });
  expect(kept("reserves", [{}])).toMatchObject({ snapshots: [{ encumbered: "0", otherDebts: "none", debts: "0" }] });
  expect(kept("reserves", [{ at: formatInstant(addMs(now, 1)) }])).toBe("guard");
  const many = kept("reserves", ...Array.from({ length: 10 }, (_, at) => [{}, at] as const)) as {
    snapshots: { entry: number }[];
  };
  expect(many.snapshots.map(({ entry }) => entry)).toEqual([9, 8, 7, 6, 5, 4, 3, 2]);
  expect(kept("reserves", [{}], [{ notApplicable: "None." }])).toMatchObject({ snapshots: [{ entry: 0 }] });
});

test("a notice of the end that is brought forward begins anew, and what was once too short stays so", () => {
  const until = (count: number) => ({ lastWithdrawal: days(count) });
  const notice = (...versions: (readonly [Change, number?])[]) => {
    const { noticeDays, isNoticeKept, since } = kept("windup_notice", ...versions) as JsonObject;
    return [noticeDays, isNoticeKept, since];
  };
  expect(notice([until(40)], [until(40), 48])).toEqual([40, true, days(0)]);
  expect(notice([until(40)], [until(50), 48])).toEqual([50, true, days(0)]);
  expect(notice([until(40)], [until(39), 48])).toEqual([37, true, days(2)]);
  expect(notice([until(40)], [until(31), 48])).toEqual([29, false, days(2)]);
  expect(notice([until(29)], [until(60), 24])).toEqual([60, false, days(0)]);
  expect(notice([until(21), 24 * 30])).toEqual([0, false, days(30)]);
});

test("an audit leaves a gap of whole days after the one before, and none where they overlap", () => {
  const period = (from: number, to: number) => [{ period: { from: days(from), to: days(to) } }] as const;
  const gap = (...periods: (readonly [Change])[]) => (kept("audit", ...periods) as JsonObject).gapDays;
  expect([gap(period(-800, -400)), gap(period(-800, -400), period(-400, -30))]).toEqual([0, 0]);
  expect([gap(period(-800, -400), period(-399.5, -30)), gap(period(-800, -400), period(-399, -30))]).toEqual([0, 1]);
  expect(gap(period(-800, -400), period(-500, -30))).toBe(0);
  expect(kept("audit", period(-800, -400), [{ notApplicable: "No audit.", period: undefined }])).toMatchObject({
    to: days(-400),
  });
});

test("of action items the fifty that were told of last are kept, each as it was said last", () => {
  const items = Array.from({ length: 51 }, (_, at) => [{ item: `i-${at}`, status: "in-progress" }, at] as const);
  const names = (facts: object | string | undefined) => Object.keys(facts as object);
  const all = kept("action_item_update", ...items);
  expect([names(all).length, names(all)[0], names(all).at(-1)]).toEqual([
    50,
    "2026-11-outage/i-1",
    "2026-11-outage/i-50",
  ]);
  const again = kept("action_item_update", ...items.slice(0, 3), [{ item: "i-0", status: "done" }, 9]) as JsonObject;
  expect(names(again)).toEqual(["i-1", "i-2", "i-0"].map((name) => `2026-11-outage/${name}`));
  expect(again["2026-11-outage/i-0"]).toEqual({ status: "done", changedAt: days(0), saidAt: days(9 / 24), entry: 3 });
});

test("what an incident tells of wrong answers is known from its first word on, of days that have come, twenty at most", () => {
  const fault = (day: number, definition?: string) => ({
    ...{ claim: definition === undefined ? "content-address" : "wrong-result", day: days(day) },
    ...(definition !== undefined && { definition }),
  });
  const told = (...versions: (readonly [Change, number?])[]) =>
    ((kept("incident", ...versions) as JsonObject)["2026-11-outage"] as JsonObject).told as JsonObject | undefined;
  const hex = "ab".repeat(32);
  const [first, second] = ["content-address - 2026-11-20", `wrong-result ${hex} 2026-11-21`];
  expect(told([{ faults: [fault(-2)] }, 0], [{ faults: [fault(-2), fault(-1, hex)] }, 5], [{ faults: [] }, 6])).toEqual(
    {
      [first]: days(0),
      [second]: formatInstant(addMs(now, 5 * HOUR_MS)),
    },
  );
  expect(told([{ faults: [fault(0), fault(1 / DAY_MS)] }])).toEqual({ "content-address - 2026-11-22": days(0) });
  expect(told([{}])).toBeUndefined();
  const many = Array.from({ length: 20 }, (_, at) => fault(-at - 1));
  const full20 = told([{ faults: many }], [{ faults: [fault(-30)] }, 1]) ?? {};
  expect([Object.keys(full20).length, "content-address - 2026-10-23" in full20]).toEqual([20, false]);
});
