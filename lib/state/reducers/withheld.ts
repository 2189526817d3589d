/** part.withheld: a part was removed by the official route. The commitment, and all that was decided, stays. */
import type { PartWithheldBody } from "#lib/statement/log-bodies.ts";
import type { IndexForm } from "../forms.ts";
import type { Reducer } from "../reducer.ts";
import { indexOf } from "../view.ts";

export const withholdPart: Reducer = (view, { index, statement }) => {
  const before = indexOf(view);
  if (before === undefined) return "guard";
  const { entry, commit } = statement.body as PartWithheldBody;
  if (statement.subject !== `entry:${entry}` || entry >= index) return "unknown-subject";
  if (before.withheld.some((part) => part.commit === commit)) return "already-recorded";
  const form: IndexForm = { ...before, withheld: [...before.withheld, { commit, entry, recordedIn: index }] };
  return new Map([["index", form]]);
};
