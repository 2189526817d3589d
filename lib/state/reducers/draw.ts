/** draw.reveal and case.draw: what decides who sits, and the drawing of the panel. Nobody chooses (docs/protocol/draw.md). */
import { afterDraw, isAppealRound, isRehearing, panelOfRound } from "#lib/dispute/advance.ts";
import { instantOf } from "#lib/dispute/clocks.ts";
import type { Share } from "#lib/dispute/dispute.ts";
import { drawPanel } from "#lib/dispute/draw.ts";
import { isPreimage } from "#lib/dispute/draw-chain.ts";
import { isShareOf } from "#lib/dispute/draw-share.ts";
import { shareWindow } from "#lib/dispute/moves.ts";
import type { CaseDrawBody, DrawRevealBody } from "#lib/statement/dispute-bodies.ts";
import { openFor, sideOf } from "../case/acts.ts";
import type { PanelForm } from "../case/case-forms.ts";
import { drawDueOf } from "../case/draw-due.ts";
import { moved } from "../case/moves.ts";
import { poolOf } from "../case/standing.ts";
import { roundOf, withMove } from "../case/time.ts";
import type { Reducer } from "../reducer.ts";
import { caseOf, indexOf } from "../view.ts";

/** A share is shown once evidence is closed, and before the draw is due. */
export const revealShare: Reducer = (view, entry) => {
  const { statement, loggedAt } = entry;
  if (caseOf(view, statement.subject) === undefined) return "unknown-subject";
  const open = openFor(view, entry, "draw.reveal", "anyone");
  if (open === undefined) return "guard";
  const { form, panel, dispute, at } = open;
  const window = shareWindow({ state: form.state, dispute }, form.rules);
  if (panelOfRound({ dispute, panel }) !== undefined) return "guard";
  if (window === undefined || at >= window.until) return "guard";
  const name = sideOf(form, statement) === "reporter" ? "reporterShare" : "operatorShare";
  const known: Share = dispute[name];
  if (known.commit === null) return "guard";
  if (known.share !== null) return "already-recorded";
  const { share } = statement.body as DrawRevealBody;
  if (!isShareOf(share, known.commit, dispute.round)) return "bad-proof";
  return moved(view, { ...form, dispute: { ...dispute, [name]: { ...known, share } } }, panel, loggedAt);
};

export const drawCase: Reducer = (view, entry) => {
  const { statement, loggedAt, index } = entry;
  if (caseOf(view, statement.subject) === undefined) return "unknown-subject";
  const open = openFor(view, entry, "case.draw", "index");
  if (open === undefined) return "guard";
  const { form, dispute, at } = open;
  const body = statement.body as CaseDrawBody;
  if (body.round !== dispute.round) return "guard";
  if (panelOfRound({ dispute, panel: open.panel }) !== undefined) return "already-recorded";
  const due = drawDueOf(form, indexOf(view));
  if (due === undefined || at < due.dueAt) return "guard";
  if (!isPreimage(body.preimage, due.epoch, due.chainEnd)) return "bad-proof";
  const round = roundOf(form, undefined);
  const panel = drawPanel({
    log: statement.log,
    case: form.id,
    round: dispute.round,
    isAppeal: isAppealRound(dispute),
    isRehearing: isRehearing(dispute),
    rules: form.rules,
    pool: poolOf(view, form, round, instantOf(due.dueAt)),
    preimage: body.preimage,
    shares: { reporter: dispute.reporterShare.share, operator: dispute.operatorShare.share },
    drawnIn: index,
    drawnAt: at,
  });
  const next = afterDraw({ dispute }, panel, at);
  const drawn: PanelForm = { aggregate: "panel", ...panel };
  return moved(view, withMove(form, next.state, next.dispute), drawn, loggedAt);
};
