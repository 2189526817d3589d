/** What a panel's ruling would change in a provider's marks if every seat answered so. */
import { isAppealRound, isOnSilence } from "#lib/dispute/advance.ts";
import { countBallots } from "#lib/dispute/count-ballots.ts";
import type { Panel } from "#lib/dispute/dispute.ts";
import { newSeat } from "#lib/dispute/draw.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { asInstant, DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { Answers } from "#lib/statement/dispute-bodies.ts";
import { type CaseForm, caseKey } from "../case/case-forms.ts";
import type { AggregateKey, Form } from "../forms.ts";
import { recordOf } from "../record.ts";
import { pageOfCase } from "../recorded/case-facts.ts";
import type { StateView } from "../view.ts";
import { type MarksEffect, marksEffectOf } from "./effect.ts";

/** Behind every entry of the log. */
const LATER = Number.MAX_SAFE_INTEGER as EntryIndex;

/**
 * `view`: what the provider's marks read. `panel`: of the case's round; undefined: one of the preset size. Undefined: there is
 * no such provider, no model in force, or nothing is disputed.
 */
export function ballotEffectOf(
  view: StateView,
  { form, panel }: { readonly form: CaseForm; readonly panel: Panel | undefined },
  answers: Answers,
  now: Instant,
): MarksEffect | undefined {
  const ruled = ruledSo(form, panel, answers, now);
  if (ruled === undefined) return undefined;
  const over: StateView = {
    get: (key) => (key === caseKey(form.id) ? form : view.get(key)),
    chainOf: (key) => view.chainOf(key),
  };
  const writes = new Map<AggregateKey, Form>([[caseKey(form.id), ruled]]);
  const pages = recordOf(over, { index: LATER, loggedAt: now }, writes);
  const at = asInstant(Math.floor(now / DAY_MS) * DAY_MS);
  return marksEffectOf(over, new Map([...writes, ...pages]), { id: form.provider, at });
}

function ruledSo(form: CaseForm, panel: Panel | undefined, answers: Answers, now: Instant): CaseForm | undefined {
  const { dispute, rules } = form;
  if (dispute === null) return undefined;
  const size = panel?.size ?? rules.panel;
  const at = formatInstant(now);
  const isAppeal = isAppealRound(dispute);
  const seats = Array.from({ length: size }, (_, rank) => ({
    ...newSeat(form.reporter, rank, at, false),
    state: "accepted" as const,
    answers,
  }));
  const ruling = countBallots(
    { round: panel?.round ?? dispute.round, size, seats },
    { isAppeal, onSilence: isOnSilence(dispute), at },
  );
  if (ruling === undefined) return undefined;
  const rulings = [...dispute.rulings, ruling];
  const ruled: CaseForm = { ...form, state: isAppeal ? "final" : "ruled", dispute: { ...dispute, rulings } };
  return { ...ruled, page: pageOfCase(form, ruled, now) };
}
