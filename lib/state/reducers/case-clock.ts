/** The record of what time has brought about in a case: the case as of that deadline, and no later. */
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { VoidCode } from "#lib/kernel/refusal.ts";
import type { CaseForm } from "../case/case-forms.ts";
import { moved } from "../case/moves.ts";
import { caseThen } from "../case/time.ts";
import type { Entry, Writes } from "../reducer.ts";
import type { StateView } from "../view.ts";

type Passing = { readonly transition: string; readonly deadline: string };

/** One transition at a time: what became due after it has a record of its own. */
export function recordCase(
  view: StateView,
  form: CaseForm,
  { transition, deadline }: Passing,
  entry: Entry,
): Writes | VoidCode {
  const isIt = (one: Passing) => one.transition === transition && one.deadline === deadline;
  if (form.passed.some(isIt)) return "already-recorded";
  const at = parseInstant(deadline);
  if (form.due === null || !isIt(form.due) || at === undefined) return "guard";
  const then = caseThen(view, form, at);
  return moved(view, ruledIn(form, then.form, entry), then.panel, entry.loggedAt);
}

/** What needs no count has its record for its ruling. */
function ruledIn(before: CaseForm, form: CaseForm, { index }: Entry): CaseForm {
  const { dispute } = form;
  const last = dispute?.rulings.at(-1);
  if (dispute === null || last === undefined || last.by !== "machine") return form;
  if (dispute.rulings.length === (before.dispute?.rulings.length ?? 0)) return form;
  const rulings = dispute.rulings.with(-1, { ...last, entry: index });
  return { ...form, dispute: { ...dispute, rulings } };
}

/** What is due of a case at a time and not recorded: the next alone, since each changes what follows. */
export function dueOfCase({ due }: CaseForm, now: Instant): Passing[] {
  const deadline = due === null ? undefined : parseInstant(due.deadline);
  return due === null || deadline === undefined || deadline > now ? [] : [due];
}
