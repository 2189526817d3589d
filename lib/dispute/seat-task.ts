/** What a seat has to do next, and until when: the queue, the desk, reminders and the command line ask here. */
import type { Panel, Seat } from "./dispute.ts";
import { isLive } from "./seats.ts";

export const SEAT_TASKS = ["answer", "vote", "reveal", "vote-openly"] as const;
export type SeatTaskName = (typeof SEAT_TASKS)[number];

/** `from`: it can be done then, and not before; null: at once. Times as in the panel. */
export type SeatTask = { readonly does: SeatTaskName; readonly from: string | null; readonly dueAt: string };

type Times = Pick<Panel, "seatsBy" | "votesBy" | "revealsBy" | "openVotesBy">;

/** Undefined: nothing more, because it is done, or because the seat is no longer one. Knows no clock. Total. */
export function seatTask(seat: Seat, panel: Times): SeatTask | undefined {
  if (seat.answers !== null || !isLive(seat)) return undefined;
  if (seat.state === "asked") return { does: "answer", from: null, dueAt: answerBy(seat, panel) };
  if (seat.open) return { does: "vote-openly", from: null, dueAt: panel.openVotesBy };
  if (seat.commit === null) return { does: "vote", from: null, dueAt: panel.votesBy };
  return { does: "reveal", from: panel.votesBy, dueAt: panel.revealsBy };
}

/** Whoever steps in later has until the ballots close. Texts of one form of time compare as the times do. */
function answerBy({ open, at }: Seat, { seatsBy, votesBy, openVotesBy }: Times): string {
  if (open) return openVotesBy;
  return at < seatsBy ? seatsBy : votesBy;
}
