/**
 * state.root: the index's claim of what the state is after `size` entries. Effective as a claim: the fold does not check
 * the roots, every auditor does (lib/state/audit.ts).
 *
 * Only the claim's place is kept, in the index's form. It covers entries before itself, so that no root depends on the
 * statement that names it.
 */
import { formatInstant, parseInstant } from "#lib/kernel/instant.ts";
import type { StateRootBody } from "#lib/statement/log-bodies.ts";
import type { IndexForm } from "../forms.ts";
import type { Reducer } from "../reducer.ts";
import { indexOf } from "../view.ts";

export const recordStateRoot: Reducer = (view, { index, loggedAt, statement, hash }) => {
  const before = indexOf(view);
  if (before === undefined) return "guard";
  const { size, asOf } = statement.body as StateRootBody;
  const day = parseInstant(asOf);
  if (day === undefined || day > loggedAt || size > index || size <= (before.stateRoot?.size ?? 0)) return "guard";
  const stateRoot = { entry: index, loggedAt: formatInstant(loggedAt), statement: hash, size };
  const form: IndexForm = { ...before, stateRoot };
  return new Map([["index", form]]);
};
