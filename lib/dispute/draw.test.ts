import { expect, test } from "vitest";
import { tryDraws } from "#bench/draws.ts";
import { hexDecode, hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { instantOf } from "./clocks.ts";
import {
  barOf,
  bondSince,
  conflictOf,
  type MaintainerFacts,
  type Parties,
  type SinceFiling,
  type Tie,
  withInterests,
} from "./conflict.ts";
import { drawOrder, drawSeed, panelSize } from "./draw.ts";
import { CHAIN_LINKS, chainEnd, drawDueAt, drawEpoch, isPreimage, preimageOf } from "./draw-chain.ts";
import { CASE, didOf, FILED_AT, LOG } from "./testing/disputes.ts";

test("10,000 draws seat nobody with a conflict, whatever the pool's order, and lose no seat with somebody else", () => {
  const { failures, sizes } = tryDraws({ seed: 7, trials: 10_000 });
  expect(failures).toEqual([]);
  // All sizes were met, so that the promise was tested on each.
  expect(Object.keys(sizes)).toEqual(["0", "1", "3", "5"]);
});

test("a panel is odd: as the policy says, else what can be filled, one alone, or nobody", () => {
  const sizes = (wanted: number, isAppeal: boolean) => [0, 1, 2, 3, 4, 5, 6].map((n) => panelSize(n, wanted, isAppeal));
  expect(sizes(3, false)).toEqual([0, 1, 1, 3, 3, 3, 3]);
  expect(sizes(5, true)).toEqual([0, 0, 0, 3, 3, 5, 5]);
});

test("of one organisation the first in rank may sit, and no colleague steps in", () => {
  const pool = ["ann", "bob", "cy"].map((name) => ({ did: didOf(name), conflict: null, organisation: "halden" }));
  const { order, skipped } = drawOrder(pool, "44".repeat(32));
  expect(order).toHaveLength(1);
  expect(skipped.map(({ reason }) => reason)).toEqual(["same-organisation", "same-organisation"]);
});

test("a share that was not revealed counts as zeros, and each of the four inputs changes the seed", () => {
  const inputs = {
    log: LOG,
    case: CASE,
    preimage: "22".repeat(32),
    shares: { reporter: "33".repeat(32), operator: null },
  };
  // Computed elsewhere: SHA-256("touchstone/draw/v1\n" and the canonical inputs).
  expect(drawSeed(inputs)).toBe("4c78c375d50066cafdfdabb68e522678663e69bc96aacd53ceec51ce76fda394");
  const zeros = "00".repeat(32);
  expect(drawSeed({ ...inputs, shares: { ...inputs.shares, operator: zeros } })).toBe(drawSeed(inputs));
  const none = { ...inputs, shares: { reporter: null, operator: null } };
  expect(drawSeed(none)).toBe(drawSeed({ ...inputs, shares: { reporter: zeros, operator: zeros } }));
  const others = [
    none,
    { ...inputs, preimage: "23".repeat(32) },
    { ...inputs, log: "other.example/log" as typeof LOG },
  ];
  expect(new Set([inputs, ...others].map(drawSeed)).size).toBe(4);
});

const start = new Uint8Array(32).fill(9);

test("a preimage leads to the chain's end by its own number of hashes only, and shows no later one", () => {
  const end = chainEnd(start);
  const [p1, p2] = [preimageOf(start, 1), preimageOf(start, 2)];
  expect([isPreimage(p1, 1, end), isPreimage(p2, 2, end), isPreimage(preimageOf(start, 400), 400, end)]).toEqual([
    true,
    true,
    true,
  ]);
  expect([isPreimage(p1, 2, end), isPreimage(p2, 1, end), isPreimage("00".repeat(32), 1, end)]).toEqual([
    false,
    false,
    false,
  ]);
  expect([isPreimage("", 1, end), isPreimage(p1, 0, end), isPreimage(p1, 1.5, end), isPreimage(p1, 1e9, end)]).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(() => preimageOf(start, CHAIN_LINKS + 1)).toThrow(RangeError);
});

test("a preimage is 32 bytes, and of a whole link from the first to the last: the end itself opens nothing", () => {
  const end = chainEnd(start);
  for (const epoch of [0, -1, 0.5, Number.NaN]) expect(isPreimage(end, epoch, end), String(epoch)).toBe(false);
  expect(isPreimage(preimageOf(start, 2), 1.5, end)).toBe(false);
  const short = "09".repeat(31);
  expect(isPreimage(short, 1, hexEncode(sha256(new Uint8Array(31).fill(9))))).toBe(false);
  expect(isPreimage(hexEncode(start), CHAIN_LINKS, end)).toBe(true);
  expect(isPreimage(hexEncode(start), CHAIN_LINKS + 1, hexEncode(sha256(hexDecode(end) ?? start)))).toBe(false);
  expect(preimageOf(start, CHAIN_LINKS)).toBe(hexEncode(start));
  for (const epoch of [0, 0.5, CHAIN_LINKS + 1]) expect(() => preimageOf(start, epoch)).toThrow(RangeError);
});

test("all cases whose shares end at one midnight have one preimage, and a chain serves from the day after it came", () => {
  const since = "2026-11-01T15:00:00.000Z";
  const dueAt = drawDueAt("2026-11-18T00:00:00.000Z", since);
  expect([dueAt, drawEpoch(dueAt, since)]).toEqual(["2026-11-18T00:00:00.000Z", 17]);
  const late = drawDueAt("2026-11-01T00:00:00.000Z", since);
  expect([late, drawEpoch(late, since)]).toEqual(["2026-11-02T00:00:00.000Z", 1]);
});

const ann: MaintainerFacts = {
  did: didOf("ann"),
  ties: [],
  interestsAt: "2026-10-01T00:00:00.000Z",
  actsFor: [],
  reportedLately: false,
};
const parties: Parties = {
  provider: "prv_aaaaaaaaaaaaaaaaaaaaaaaaaa" as ProviderId,
  accused: [didOf("operator")],
  reporter: didOf("reporter"),
  categories: ["Image  Generation"],
  filedAt: FILED_AT,
};
const BEFORE = "2026-11-01T00:00:00.000Z";
const AFTER = "2026-11-03T00:00:00.000Z";
const LATER = "2026-11-04T00:00:00.000Z";
const tie = (to: string, how: Tie["how"], from = BEFORE, until: string | null = null): Tie => ({
  to,
  how,
  from,
  until,
});

test.each<[string, Partial<MaintainerFacts>, string | null]>([
  ["nothing", {}, null],
  ["being a party", { did: didOf("reporter") }, "is-party"],
  ["acting for a party", { actsFor: [didOf("operator")] }, "operates"],
  ["funding the operator", { ties: [tie(didOf("operator"), "funds")] }, "funds"],
  ["auditing the reporter", { ties: [tie(didOf("reporter"), "audits")] }, "audits"],
  ["funding somebody else", { ties: [tie(didOf("other"), "funds")] }, null],
  ["a tie that had ended", { ties: [tie(didOf("operator"), "funds", BEFORE, BEFORE)] }, null],
  ["the same kind of service", { ties: [tie("image generation ", "rival")] }, "rival"],
  ["a report within 180 days", { reportedLately: true }, "reported-lately"],
  ["interests of 179 days when it was filed", { interestsAt: "2026-05-06T09:30:00.001Z" }, null],
  ["interests of 180 days when it was filed", { interestsAt: "2026-05-06T09:30:00.000Z" }, "stale-interests"],
  ["no interests", { interestsAt: null }, "stale-interests"],
])("with %s a maintainer is kept off at the filing for the right reason", (_what, facts, reason) => {
  expect(conflictOf({ ...ann, ...facts }, parties)).toBe(reason);
});

test("what a maintainer binds itself to after the filing counts from then on, also when it is taken back", () => {
  const since = (ties: Tie[], reportedAt: string[] = []) => bondSince({ ties, reportedAt }, parties);
  expect(since([tie(parties.provider, "funds")])).toBeNull();
  expect(since([tie(parties.provider, "funds", AFTER, LATER)])).toEqual({ reason: "funds", since: AFTER });
  expect(since([tie("IMAGE generation", "rival", LATER), tie(didOf("reporter"), "audits", AFTER)])).toEqual({
    reason: "audits",
    since: AFTER,
  });
  expect(since([], [LATER])).toEqual({ reason: "reported-lately", since: LATER });
});

test("a newer statement of interests ends what it leaves out, keeps the time of what it repeats, and forgets nothing new", () => {
  const first = withInterests([], { related: [{ party: "x", how: "funds" }], categories: ["storage"] }, BEFORE, "");
  const second = withInterests(first, { related: [], categories: ["storage"] }, AFTER, "");
  expect(second).toEqual([tie("x", "funds", BEFORE, AFTER), tie("storage", "rival")]);
  const third = withInterests(second, { related: [{ party: "x", how: "funds" }], categories: [] }, LATER, LATER);
  expect(third).toEqual([tie("storage", "rival", BEFORE, LATER), tie("x", "funds", LATER)]);
  // What ended is kept from the very moment on that is asked about.
  const none = { related: [], categories: [] };
  expect(withInterests([tie("x", "funds", BEFORE, AFTER)], none, LATER, AFTER)).toHaveLength(1);
  expect(withInterests([tie("x", "funds", BEFORE, AFTER)], none, LATER, LATER)).toEqual([]);
});

const free: SinceFiling = { removedAt: null, bond: null, satBefore: false, noShow: null };

test.each<[string, Partial<SinceFiling>, string | null]>([
  ["nothing", {}, null],
  ["removal", { removedAt: FILED_AT }, "removed"],
  ["removal a second later", { removedAt: "2026-11-02T09:30:01.000Z" }, null],
  ["a tie of its own doing", { bond: { reason: "audits", since: FILED_AT } }, "audits"],
  ["a tie of its own doing a second later", { bond: { reason: "audits", since: "2026-11-02T09:30:01.000Z" } }, null],
  ["having sat before", { satBefore: true }, "sat-before"],
  ["a no-show that still counts", { noShow: { from: BEFORE, until: "2026-11-02T09:30:00.001Z" } }, "no-show-lately"],
  ["a no-show that is over", { noShow: { from: BEFORE, until: FILED_AT } }, null],
  ["a no-show since", { noShow: { from: AFTER, until: LATER } }, null],
])("with %s a maintainer is kept from the draw for the right reason", (_what, change, reason) => {
  expect(barOf(null, { ...free, ...change }, instantOf(FILED_AT))).toBe(reason);
});
