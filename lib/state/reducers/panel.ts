/** What the drawn do: take a seat, leave it, seal a ballot, open it. */

import type { Act } from "#lib/dispute/acts.ts";
import { opensSeat } from "#lib/dispute/ballot.ts";
import type { Seat } from "#lib/dispute/dispute.ts";
import { leaveSeat, liveSeatOf, withSeat } from "#lib/dispute/seats.ts";
import type { VoidCode } from "#lib/kernel/refusal.ts";
import type { VoteCommitBody, VoteRevealBody } from "#lib/statement/dispute-bodies.ts";
import type { ConflictReason } from "#lib/statement/dispute-words.ts";
import { type OpenCase, openFor } from "../case/acts.ts";
import type { PanelForm } from "../case/case-forms.ts";
import { moved } from "../case/moves.ts";
import { caseThen } from "../case/time.ts";
import type { AggregateKey, Form } from "../forms.ts";
import type { Entry, Reducer, Writes } from "../reducer.ts";
import { caseOf, panelOf, type StateView } from "../view.ts";

type Seated = OpenCase & { readonly panel: PanelForm; readonly seat: Seat };

/**
 * The case with the signer's seat in the panel of the round that the statement names. Whoever has a conflict is told so
 * first, seated or not.
 */
function seatedFor(view: StateView, entry: Entry, act: Act): Seated | VoidCode {
  const { statement } = entry;
  const known = caseOf(view, statement.subject);
  if (known === undefined) return "unknown-subject";
  const round = Number(statement.body.round);
  const then = caseThen(view, known, entry.loggedAt);
  const { removedAt, conflict } = then.standing(statement.issuer);
  if (removedAt !== null) return "no-authority";
  const drawn = then.panel?.round === round ? then.panel : panelOf(view, known.id, round);
  const isDrawn = drawn?.seats.some(({ maintainer }) => maintainer === statement.issuer) === true;
  if (conflict !== null && !LEAVES.has(act) && (isDrawn || !OF_THE_POOL.has(conflict))) return "conflicted";
  if (drawn === undefined) return "guard";
  if (!isDrawn) return "no-authority";
  const open = openFor(view, entry, act, "maintainer");
  if (open === undefined || open.panel === undefined || open.panel.round !== round) return "guard";
  const seat = liveSeatOf(open.panel, statement.issuer);
  return seat === undefined ? "guard" : { ...open, panel: open.panel, seat };
}

/** What keeps from the draw, and binds to neither side. */
const OF_THE_POOL: ReadonlySet<ConflictReason> = new Set(["stale-interests", "no-show-lately"]);

/** Whoever has a conflict may go. */
const LEAVES: ReadonlySet<Act> = new Set(["panel.decline", "panel.recuse"]);

export const takeSeat: Reducer = (view, entry) => {
  const seated = seatedFor(view, entry, "panel.accept");
  if (typeof seated === "string") return seated;
  if (seated.seat.state !== "asked") return "already-recorded";
  return withPanel(view, entry, seated, { state: "accepted", at: seated.at });
};

export const declineSeat: Reducer = (view, entry) => {
  const seated = seatedFor(view, entry, "panel.decline");
  if (typeof seated === "string") return seated;
  return seated.seat.state === "asked" ? leftBy(view, entry, seated, "declined") : "guard";
};

/** A ballot that is open stays. */
export const recuseSeat: Reducer = (view, entry) => {
  const seated = seatedFor(view, entry, "panel.recuse");
  if (typeof seated === "string") return seated;
  const { state, answers } = seated.seat;
  return state === "accepted" && answers === null ? leftBy(view, entry, seated, "recused") : "guard";
};

export const sealBallot: Reducer = (view, entry) => {
  const seated = seatedFor(view, entry, "vote.commit");
  if (typeof seated === "string") return seated;
  const { seat, at } = seated;
  if (seat.commit !== null) return "already-recorded";
  if (seat.state !== "accepted" || seat.open) return "guard";
  const { commit } = entry.statement.body as VoteCommitBody;
  return withPanel(view, entry, seated, { commit, committedAt: at, entry: entry.index });
};

export const openBallot: Reducer = (view, entry) => {
  const seated = seatedFor(view, entry, "vote.reveal");
  if (typeof seated === "string") return seated;
  const { seat, panel, form, at } = seated;
  if (seat.answers !== null) return "already-recorded";
  if (seat.state !== "accepted" || (form.state === "draft") !== seat.open) return "guard";
  if (seat.open && at >= panel.openVotesBy) return "guard";
  if (!seat.open && seat.commit === null) return "guard";
  const { statement, index } = entry;
  const { nonce, answers } = statement.body as VoteRevealBody;
  const ballot = {
    log: statement.log,
    case: form.id,
    panel: panel.round,
    maintainer: statement.issuer,
    nonce,
    answers,
  };
  if (!opensSeat(seat, ballot)) return "bad-proof";
  return withPanel(view, entry, seated, { answers, revealedAt: at, entry: index });
};

/** Whoever reviews alone has done its part by opening the ballot: that no admin signs it is not its fault. */
export function withOffer(view: StateView, entry: Entry, proposed: Writes): Writes {
  const seated = seatedFor(view, entry, "vote.reveal");
  if (typeof seated === "string") return proposed;
  const shown = withPanel(view, entry, seated, { revealedAt: seated.at });
  return new Map<AggregateKey, Form>([...shown, ...proposed]);
}

/** The case as it stands, with the signer's seat changed. */
function withPanel(
  view: StateView,
  { statement, loggedAt }: Entry,
  { form, panel }: Seated,
  change: Partial<Seat>,
): Writes {
  return moved(view, form, { ...panel, ...withSeat(panel, statement.issuer, change) }, loggedAt);
}

function leftBy(
  view: StateView,
  { statement, loggedAt }: Entry,
  { form, panel, at, standing }: Seated,
  state: "declined" | "recused",
): Writes {
  return moved(view, form, { ...panel, ...leaveSeat(panel, statement.issuer, state, at, standing) }, loggedAt);
}
