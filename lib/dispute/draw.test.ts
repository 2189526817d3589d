import { expect, test } from "vitest";
import { tryDraws } from "#bench/draws.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { instantOf } from "./clocks.ts";
import { conflictOf, type MaintainerFacts, type Parties } from "./conflict.ts";
import { drawOrder, panelSize } from "./draw.ts";
import { CHAIN_LINKS, chainEnd, drawDueAt, drawEpoch, isPreimage, preimageOf } from "./draw-chain.ts";
import { didOf, FILED_AT } from "./testing/disputes.ts";

test("1,000 draws seat nobody with a conflict, whatever the pool's order, and lose no seat with somebody else", () => {
  const { failures, sizes } = tryDraws({ seed: 7, trials: 1_000 });
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

test("all cases whose shares end at one midnight have one preimage, and a chain serves from the day after it came", () => {
  const since = "2026-11-01T15:00:00.000Z";
  const dueAt = drawDueAt("2026-11-18T00:00:00.000Z", since);
  expect([dueAt, drawEpoch(dueAt, since)]).toEqual(["2026-11-18T00:00:00.000Z", 17]);
  const late = drawDueAt("2026-11-01T00:00:00.000Z", since);
  expect([late, drawEpoch(late, since)]).toEqual(["2026-11-02T00:00:00.000Z", 1]);
});

const ann: MaintainerFacts = {
  did: didOf("ann"),
  removedAt: null,
  interests: { related: [], categories: [] },
  interestsAt: "2026-10-01T00:00:00.000Z",
  noShowUntil: null,
  actsFor: [],
  reportedLately: false,
  satBefore: false,
};
const parties: Parties = {
  provider: "prv_aaaaaaaaaaaaaaaaaaaaaaaaaa" as ProviderId,
  accused: [didOf("operator")],
  reporter: didOf("reporter"),
  categories: ["Image  Generation"],
  filedAt: FILED_AT,
  isAppeal: false,
};
const related = (party: string, how: "funds" | "audits") => ({ related: [{ party, how }], categories: [] });

test.each<[string, Partial<MaintainerFacts>, Partial<Parties>, string | null]>([
  ["nothing", {}, {}, null],
  ["being a party", { did: didOf("reporter") }, {}, "is-party"],
  ["acting for a party", { actsFor: [parties.provider] }, {}, "operates"],
  ["funding the operator", { interests: related(didOf("operator"), "funds") }, {}, "funds"],
  ["auditing the reporter", { interests: related(didOf("reporter"), "audits") }, {}, "audits"],
  ["funding somebody else", { interests: related(didOf("other"), "funds") }, {}, null],
  ["the same kind of service", { interests: { related: [], categories: ["image generation "] } }, {}, "rival"],
  ["a report within 180 days", { reportedLately: true }, {}, "reported-lately"],
  ["having sat before, in an appeal", { satBefore: true }, { isAppeal: true }, "sat-before"],
  ["having sat before, in a reopened case", { satBefore: true }, {}, null],
  ["interests of 179 days when it was filed", { interestsAt: "2026-05-06T09:30:00.001Z" }, {}, null],
  ["interests of 180 days when it was filed", { interestsAt: "2026-05-06T09:30:00.000Z" }, {}, "stale-interests"],
  ["no interests", { interestsAt: null }, {}, "stale-interests"],
  ["a no-show that still counts", { noShowUntil: "2026-11-02T09:30:00.001Z" }, {}, "no-show-lately"],
  ["a no-show that is over", { noShowUntil: FILED_AT }, {}, null],
  ["removal", { removedAt: FILED_AT }, {}, "removed"],
])("with %s a maintainer is kept off for the right reason", (_what, facts, sides, reason) => {
  expect(conflictOf({ ...ann, ...facts }, { ...parties, ...sides }, instantOf(FILED_AT))).toBe(reason);
});
