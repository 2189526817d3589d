/** What keeps a maintainer off a case, at the edges: a full list, the moment of the filing, and what is as old as it may be. */
import { expect, test } from "vitest";
import type { Did, ProviderId } from "#lib/kernel/ids.ts";
import { addMs, formatInstant } from "#lib/kernel/instant.ts";
import { instantOf } from "./clocks.ts";
import {
  barOf,
  bondSince,
  conflictOf,
  INTERESTS_FRESH_MS,
  type Parties,
  TIES_KEPT,
  type Tie,
  withInterests,
  withTie,
} from "./conflict.ts";
import { didOf, FILED_AT } from "./testing/disputes.ts";

const parties: Parties = {
  provider: "prv_aaaaaaaaaaaaaaaaaaaaaaaaaa" as ProviderId,
  ...{ accused: [didOf("operator")], reporter: didOf("reporter"), categories: ["storage"], filedAt: FILED_AT },
};
const filed = instantOf(FILED_AT);
const text = (ms: number) => formatInstant(addMs(filed, ms));
const tie = (to: string, from = text(-1_000), how: Tie["how"] = "funds"): Tie => ({ to, how, from, until: null });
const strangers = (count: number, from?: string) => Array.from({ length: count }, (_, at) => tie(`x${at}`, from));
const conflict = (
  ties: Tie[],
  change: { interestsAt?: string | null; actsFor?: Did[]; reportedLately?: boolean } = {},
) =>
  conflictOf(
    { did: didOf("ann"), ties, interestsAt: text(-1), actsFor: [], reportedLately: false, ...change },
    parties,
  );

test("whose list of ties is full may be bound to anybody, and is drawn for nothing", () => {
  expect([TIES_KEPT, INTERESTS_FRESH_MS]).toEqual([256, 180 * 86_400_000]);
  expect([conflict(strangers(255)), conflict(strangers(256))]).toEqual([null, "stale-interests"]);
  const since = (ties: Tie[]) => bondSince({ ties, reportedAt: [] }, parties);
  expect(since(strangers(255, text(5)))).toBeNull();
  expect(since(strangers(256, text(5)))).toEqual({ reason: "stale-interests", since: text(5) });
  expect(since(strangers(256, text(-5)))).toBeNull();
});

test("of several reasons the first in order is told, whichever was stated first", () => {
  const rival = tie("storage", text(-9), "rival");
  expect(conflict([rival])).toBe("rival");
  expect(conflict([rival, tie(parties.reporter)])).toBe("funds");
  expect(conflict([rival], { reportedLately: true })).toBe("rival");
  expect(conflict([rival], { actsFor: [didOf("other"), didOf("reporter")] })).toBe("operates");
  expect(conflict([], { actsFor: [didOf("other")] })).toBeNull();
  expect(conflict([], { reportedLately: true, interestsAt: null })).toBe("reported-lately");
  const stated = (ms: number) => conflict([], { interestsAt: text(-ms) });
  expect([stated(INTERESTS_FRESH_MS - 1), stated(INTERESTS_FRESH_MS)]).toEqual([null, "stale-interests"]);
});

test("what a maintainer does from the moment of the filing on binds it, the earliest of all it did", () => {
  const since = (ties: Tie[], reportedAt: string[] = []) => bondSince({ ties, reportedAt }, parties);
  expect([since([tie(parties.provider, text(-1))]), since([tie(parties.provider, text(0))])]).toEqual([
    ...[null, { reason: "funds", since: FILED_AT }],
  ]);
  expect(since([tie(parties.provider, text(9)), tie(parties.reporter, text(7))], [text(8)])).toEqual({
    reason: "funds",
    since: text(7),
  });
  expect(since([tie(parties.provider, text(9))], [text(8)])).toEqual({ reason: "reported-lately", since: text(8) });
  expect(since([tie("another", text(9))])).toBeNull();
});

test("a tie that stands is not written twice, and one that ended is forgotten only before the day that is asked", () => {
  const known = [{ ...tie("a"), until: text(3) }, tie("b")];
  const none = { related: [], categories: [] };
  expect(withInterests(known, none, text(9), text(3)).map(({ to, until }) => [to, until])).toEqual([
    ["a", text(3)],
    ["b", text(9)],
  ]);
  expect(withInterests(known, none, text(9), text(4)).map(({ to }) => to)).toEqual(["b"]);
  expect(withTie([tie("b")], tie("b", text(5)))).toEqual([tie("b")]);
  expect(withTie([tie("b")], tie("b", text(5), "audits"))).toHaveLength(2);
  expect(withTie([{ ...tie("b"), until: text(1) }], tie("b", text(5)))).toHaveLength(2);
});

test("a draw passes over who was removed, is bound, sat before or failed to come, each from its own moment", () => {
  const free = { removedAt: null, bond: null, satBefore: false, noShow: null };
  const bar = (change: Partial<Parameters<typeof barOf>[1]>, atFiling: Parameters<typeof barOf>[0] = null) =>
    barOf(atFiling, { ...free, ...change }, filed);
  const bond = (ms: number) => ({ bond: { reason: "audits" as const, since: text(ms) } });
  expect([bar({}), bar({}, "rival"), bar({ removedAt: text(0) }, "rival"), bar({ removedAt: text(1) })]).toEqual([
    null,
    "rival",
    "removed",
    null,
  ]);
  expect([bar(bond(0)), bar(bond(1)), bar({ ...bond(0), satBefore: true }), bar({ satBefore: true })]).toEqual([
    "audits",
    null,
    "audits",
    "sat-before",
  ]);
  const noShow = (from: number, until: number) => bar({ noShow: { from: text(from), until: text(until) } });
  expect([noShow(0, 1), noShow(1, 2), noShow(-1, 0)]).toEqual(["no-show-lately", null, null]);
});
