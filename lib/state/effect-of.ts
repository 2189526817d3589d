/** What a statement would do if it were logged now: the intake's courtesy check and the composer's preview. */

import type { EntryIndex } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { EMPTY_CHAIN } from "#lib/log/trie.ts";
import { statementHash, type UnsignedStatement } from "#lib/statement/envelope.ts";
import type { Effect, Writes } from "./reducer.ts";
import { type Stepped, step, stepAlone } from "./step.ts";
import type { StateView } from "./view.ts";

/** Kinds that speak of earlier entries ask only that their own index is larger: any later index gives the same answer. */
const LATER = Number.MAX_SAFE_INTEGER as EntryIndex;

export function effectOf(view: StateView, statement: UnsignedStatement, at: Instant): Effect {
  return outcomeOf(view, statement, at).effect;
}

/** The effect with all that follows from it, the pages of the record included: what marks are computed from. */
export function consequencesOf(view: StateView, statement: UnsignedStatement, at: Instant): Stepped {
  return step(view, {
    index: LATER,
    leafHash: EMPTY_CHAIN,
    loggedAt: at,
    statement,
    hash: statementHash(statement),
  });
}

/** The effect together with the aggregates as they would stand. */
export function outcomeOf(
  view: StateView,
  statement: UnsignedStatement,
  at: Instant,
): { effect: Effect; writes: Writes } {
  return stepAlone(view, {
    index: LATER,
    leafHash: EMPTY_CHAIN,
    loggedAt: at,
    statement,
    hash: statementHash(statement),
  });
}
