import { expect, test } from "vitest";
import type { ConflictReason } from "#lib/statement/dispute-words.ts";
import { dismissSeats, leaveSeat, refill, type Standing, settleSeats, withSeat } from "./seats.ts";
import { aCase, allStand, aPanel } from "./testing/disputes.ts";

const DRAWN_AT = "2026-11-20T00:00:00.000Z";
const panel = aPanel(aCase(), DRAWN_AT);
const [first, second, third, fourth, fifth, sixth] = panel.order;
if (!first || !second || !third || !fourth || !fifth || !sixth) throw new Error("Seven may sit.");

/** Those named have a conflict, or were removed, since that time. */
const barred =
  (reasons: ReadonlyMap<string, { conflict?: ConflictReason; removedAt?: string; since?: string | null }>): Standing =>
  (maintainer) => {
    const { conflict = null, removedAt = null, since = null } = reasons.get(maintainer) ?? {};
    return { conflict, removedAt, conflictSince: since };
  };
const seatsOf = (of: typeof panel) => of.seats.map(({ maintainer, state }) => [maintainer, state]);

test("who leaves a seat is followed by the next in rank who may, and each who may not is named once", () => {
  const standing = barred(
    new Map([
      [fourth, { conflict: "funds" }],
      [fifth, { removedAt: DRAWN_AT }],
    ]),
  );
  const left = leaveSeat(panel, second, "declined", DRAWN_AT, standing);
  expect(seatsOf(left)).toEqual([
    [first, "asked"],
    [second, "declined"],
    [third, "asked"],
    [sixth, "asked"],
  ]);
  const skipped = [
    { maintainer: fourth, reason: "funds" },
    { maintainer: fifth, reason: "removed" },
  ];
  expect(left.skipped).toEqual([...panel.skipped, ...skipped]);
  // Whoever was named already is not named again.
  const again = leaveSeat(
    left,
    sixth,
    "recused",
    DRAWN_AT,
    barred(new Map([[panel.order[6] ?? "", { conflict: "audits" }]])),
  );
  expect(again.skipped).toEqual([...left.skipped, { maintainer: panel.order[6], reason: "audits" }]);
  expect(refill({ ...again, seats: again.seats.slice(0, 3) }, DRAWN_AT, standing).skipped).toEqual(again.skipped);
});

test("a seat ends at the time of what ends it, and not a moment before", () => {
  const at = "2026-11-21T00:00:00.000Z";
  const before = "2026-11-20T23:59:59.999Z";
  const standing = barred(
    new Map([
      [first, { removedAt: at }],
      [second, { conflict: "rival", since: at }],
    ]),
  );
  expect(seatsOf(settleSeats(panel, before, standing))).toEqual(seatsOf(panel));
  expect(seatsOf(settleSeats(panel, at, standing))).toEqual([
    [first, "removed"],
    [second, "conflicted"],
    [third, "asked"],
  ]);
  // Without a time of its own a conflict has always been.
  expect(seatsOf(settleSeats(panel, before, barred(new Map([[third, { conflict: "funds" }]]))))[2]).toEqual([
    third,
    "conflicted",
  ]);
});

test("between sealed ballots and their opening nobody is asked, nor when no time is left to vote openly", () => {
  const open = withSeat(panel, first, { state: "declined" });
  const asked = (at: string) => refill(open, at, allStand).seats.length - open.seats.length;
  const a = (text: string, ms: number) => new Date(Date.parse(text) + ms).toISOString();
  const { votesBy, revealsBy, openVotesBy } = panel;
  expect([a(votesBy, -1), votesBy, a(revealsBy, -1)].map(asked)).toEqual([1, 0, 0]);
  expect([revealsBy, a(openVotesBy, -1), openVotesBy].map(asked)).toEqual([1, 1, 0]);
  expect(refill(open, revealsBy, allStand).seats.at(-1)).toMatchObject({ maintainer: fourth, open: true });
});

test("whoever was asked too late to answer is no no-show, by the hours of the seat that was asked for", () => {
  const { rules } = aCase();
  const hours = { ...rules.hours, seats: 24, openVote: 12, draft: 48 };
  const stateAfter = (ms: number, change: object, of = rules.hours) => {
    const asked = withSeat(panel, first, { at: DRAWN_AT, ...change });
    const at = new Date(Date.parse(DRAWN_AT) + ms).toISOString();
    const isFirst = ({ maintainer }: { maintainer: string }) => maintainer === first;
    return dismissSeats(asked, at, allStand, { ...rules, hours: of }, isFirst).seats.map(({ state }) => state);
  };
  const hour = 3_600_000;
  expect(stateAfter(24 * hour - 1, { open: false }, hours)).toEqual(["declined", "asked", "asked"]);
  expect(stateAfter(24 * hour, { open: false }, hours)).toEqual(["no-show", "asked", "asked"]);
  expect(stateAfter(12 * hour - 1, { open: true }, hours)[0]).toBe("declined");
  expect(stateAfter(12 * hour, { open: true }, hours)[0]).toBe("no-show");
  // The draft ends before an open vote could.
  expect(stateAfter(6 * hour, { open: true }, { ...hours, draft: 6 })[0]).toBe("no-show");
  expect(stateAfter(1, { state: "accepted" }, hours)[0]).toBe("no-show");
  // An opened ballot of who reviews alone waits for an admin; one of three, or of two, waits for nobody.
  const alone = {
    ...withSeat(panel, first, { state: "accepted", revealedAt: DRAWN_AT }),
    seats: panel.seats.slice(0, 1),
  };
  const only = (size: number, revealedAt: string | null) => {
    const seats = alone.seats.map((seat) => ({ ...seat, state: "accepted" as const, revealedAt }));
    return dismissSeats({ ...alone, size, seats }, panel.revealsBy, allStand, rules, () => true).seats[0]?.state;
  };
  expect([only(1, DRAWN_AT), only(1, null), only(2, DRAWN_AT)]).toEqual(["not-cosigned", "no-show", "no-show"]);
  expect(stateAfter(1, { state: "accepted", revealedAt: DRAWN_AT }, hours)[0]).toBe("no-show");
});
