/** Who sits in a panel as time goes on: seats that end, and the next in rank who steps in. */
import type { Did } from "#lib/kernel/ids.ts";
import type { DisputeRules } from "#lib/statement/dispute-rules.ts";
import type { ConflictReason } from "#lib/statement/dispute-words.ts";
import { later } from "./clocks.ts";
import type { Panel, Seat, SeatState } from "./dispute.ts";
import { newSeat } from "./draw.ts";

/** How the log sees a maintainer now; `conflictSince`: log time of what brought the conflict with this case, null: always. */
export type Standing = (maintainer: Did) => {
  readonly removedAt: string | null;
  readonly conflict: ConflictReason | null;
  readonly conflictSince: string | null;
};

export function isLive({ state }: Pick<Seat, "state">): boolean {
  return state === "asked" || state === "accepted";
}

/** The seat that the maintainer holds, or is asked to take. */
export function liveSeatOf(panel: Panel, maintainer: Did): Seat | undefined {
  return panel.seats.find((seat) => seat.maintainer === maintainer && isLive(seat));
}

/** The panel with the maintainer's live seat changed; the same panel when there is none. */
export function withSeat(panel: Panel, maintainer: Did, change: Partial<Seat>): Panel {
  return {
    ...panel,
    seats: panel.seats.map((seat) => (seat.maintainer === maintainer && isLive(seat) ? { ...seat, ...change } : seat)),
  };
}

/** A maintainer leaves the seat, and the next in rank is asked if there is still time. */
export function leaveSeat(
  panel: Panel,
  maintainer: Did,
  state: "declined" | "recused",
  at: string,
  standing: Standing,
): Panel {
  return refill(withSeat(panel, maintainer, { state, at }), at, standing);
}

/** Takes out who was removed or has a conflict by that time: such votes are not counted, and shown so. */
export function settleSeats(panel: Panel, at: string, standing: Standing): Panel {
  const settled = panel.seats.map((seat): Seat => {
    const barred = isLive(seat) ? barredFor(seat.maintainer, at, standing) : null;
    return barred === null ? seat : { ...seat, state: barred === "removed" ? "removed" : "conflicted", at };
  });
  return { ...panel, seats: settled };
}

/** As {@link settleSeats}, and who let the deadline pass is out: a no-show, unless asked too late to answer. */
export function dismissSeats(
  panel: Panel,
  at: string,
  standing: Standing,
  { hours }: DisputeRules,
  isMissing: (seat: Seat) => boolean,
): Panel {
  const settled = settleSeats(panel, at, standing);
  const outcome = (seat: Seat): SeatState => {
    // Only who reviews alone waits for an admin; a threshold of one's own excuses nobody.
    if (seat.revealedAt !== null && panel.size === 1) return "not-cosigned";
    const answerBy = later(seat.at, seat.open ? Math.min(hours.openVote, hours.draft) : hours.seats);
    return seat.state === "accepted" || answerBy <= at ? "no-show" : "declined";
  };
  const seats = settled.seats.map((seat) =>
    isLive(seat) && isMissing(seat) ? { ...seat, state: outcome(seat), at } : seat,
  );
  return { ...settled, seats };
}

/** Asks the next in rank until all seats are held or asked. Between the sealed ballots and their opening nobody is asked. */
export function refill(panel: Panel, at: string, standing: Standing): Panel {
  const isOpen = at >= panel.revealsBy;
  if ((at >= panel.votesBy && !isOpen) || at >= panel.openVotesBy) return panel;
  const seats = [...panel.seats];
  const skipped = [...panel.skipped];
  let rank = Math.max(-1, ...seats.map((seat) => seat.rank)) + 1;
  for (; seats.filter(isLive).length < panel.size && rank < panel.order.length; rank++) {
    const maintainer = panel.order[rank];
    if (maintainer === undefined) continue;
    const reason = barredFor(maintainer, at, standing);
    if (reason === null) seats.push(newSeat(maintainer, rank, at, isOpen));
    else if (!skipped.some((one) => one.maintainer === maintainer)) skipped.push({ maintainer, reason });
  }
  return { ...panel, seats, skipped };
}

/** Texts of one form of time compare as the times do. */
function barredFor(maintainer: Did, at: string, standing: Standing): ConflictReason | null {
  const { removedAt, conflict, conflictSince } = standing(maintainer);
  if (removedAt !== null && removedAt <= at) return "removed";
  return conflict !== null && (conflictSince ?? at) <= at ? conflict : null;
}
