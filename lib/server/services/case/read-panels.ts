import type { AsOf } from "#lib/contract/common.ts";
import type { PanelView } from "#lib/contract/dispute.ts";
import type { Panel, Seat } from "#lib/dispute/dispute.ts";
import { type CaseForm, panelKey } from "#lib/state/case/case-forms.ts";
import { participantKey } from "#lib/state/forms.ts";
import type { Ctx } from "../context.ts";
import { readForms } from "../state/read-aggregates.ts";
import type { CaseStanding } from "./read-cases-now.ts";

/** All panels of a case, the one that runs as it stands at that time. A ballot that is opened is shown once all are. */
export async function readPanels(
  ctx: Ctx,
  { id, dispute }: CaseForm,
  { panel: current }: CaseStanding,
  { size, time }: AsOf,
): Promise<PanelView[]> {
  const rounds = Array.from({ length: dispute?.round ?? 0 }, (_, at) => panelKey(id, at + 1));
  const forms = await readForms(ctx, rounds, size);
  const panels = forms.flatMap((form): Panel[] =>
    form.aggregate === "panel" ? [form.round === current?.round ? current : form] : [],
  );
  const dids = panels.flatMap(({ seats, skipped }) => [...seats, ...skipped].map(({ maintainer }) => maintainer));
  const people = await readForms(ctx, [...new Set(dids)].map(participantKey), size);
  const names = new Map(
    people.flatMap((form) => (form.aggregate === "participant" ? [[form.did, form.displayName]] : [])),
  );
  return panels.map((panel) => panelView(panel, names, time));
}

function panelView(panel: Panel, names: ReadonlyMap<string, string>, time: string): PanelView {
  const nameOf = (did: string) => names.get(did) ?? null;
  const isOpen = time >= panel.revealsBy;
  return {
    round: panel.round,
    size: panel.size,
    drawn_in: panel.drawnIn,
    drawn_at: panel.drawnAt,
    seats: panel.seats.map((seat) => seatView(seat, nameOf(seat.maintainer), isOpen)),
    skipped: panel.skipped.map(({ maintainer, reason }) => ({ maintainer, name: nameOf(maintainer), reason })),
    seats_by: panel.seatsBy,
    votes_by: panel.votesBy,
    reveals_by: panel.revealsBy,
    open_votes_by: panel.openVotesBy,
    draft_ends_at: panel.draftEndsAt,
  };
}

/** The log shows a ballot as soon as it is opened; this page waits for the others, so that none looks at them first. */
function seatView(seat: Seat, name: string | null, isOpen: boolean): PanelView["seats"][number] {
  const { maintainer, rank, state, open, commit, committedAt, answers, revealedAt } = seat;
  return {
    ...{ maintainer, name, rank, state, open, commit },
    has_voted: commit !== null || answers !== null,
    committed_at: committedAt,
    answers: isOpen ? answers : null,
    revealed_at: isOpen ? revealedAt : null,
  };
}
