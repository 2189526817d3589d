/**
 * One choice among what indexes say, on the disk before it is told. An index whose own word is against it stands there as naming a
 * provider that fails: when it is drawn, that costs 1 at once, and another draw follows.
 */
import type { AdviceFault } from "#lib/contract/held-recommendation.ts";
import type { Result } from "#lib/kernel/result.ts";
import type { Choice, SelectionError } from "#lib/selection/agent.ts";
import { IncompleteError, UsageError } from "../command.ts";
import type { ChoiceBook } from "./choice-book.ts";

/** Pairs of index and provider; faults by index. */
export type Said = {
  readonly recommendations: readonly (readonly [string, string])[];
  readonly faults: ReadonlyMap<string, AdviceFault>;
  readonly asleep?: readonly string[];
};

/** `losses`: tickets of draws that fell on an index at fault. */
export type Drawn = {
  readonly choice: Choice;
  readonly losses: readonly { readonly ticket: number; readonly index: string; readonly fault: AdviceFault }[];
};

/** Each draw that costs 1 lowers the chance of the next: so many in a row come once in the life of nobody. */
const MOST_DRAWS = 200;
const FAILS = "fails:";

/** Errors: `IncompleteError` when nobody who is believed names a provider; `UsageError` for what the agent refuses. */
export function drawIndex({ agent, append }: ChoiceBook, { recommendations, faults, asleep = [] }: Said): Drawn {
  if (recommendations.length === 0) throw new IncompleteError("No index names a provider now.");
  const all: [string, string][] = [
    ...recommendations.map(([index, provider]): [string, string] => [index, provider]),
    ...[...faults.keys()].map((index): [string, string] => [index, FAILS + index]),
  ];
  const stranger = asleep.find((id) => !agent.indexIds.includes(id) && !all.some(([own]) => own === id));
  if (stranger !== undefined) throw new UsageError(`${stranger} has never said anything.`);
  for (const [id] of all)
    if (!agent.indexIds.includes(id)) {
      granted(agent.addIndex(id));
      append({ kind: "index", id });
    }
  const losses: { ticket: number; index: string; fault: AdviceFault }[] = [];
  while (losses.length < MOST_DRAWS) {
    const choice = granted(agent.choose({ recommendations: new Map(all), asleep }));
    append({ kind: "choice", recommendations: all, asleep: [...asleep], ...choice });
    const fault = faults.get(choice.index);
    if (fault === undefined || choice.provider !== FAILS + choice.index) return { choice, losses };
    granted(agent.report(choice.ticket, 1));
    append({ kind: "report", ticket: choice.ticket, loss: 1 });
    losses.push({ ticket: choice.ticket, index: choice.index, fault });
  }
  throw new IncompleteError("No index that is believed was drawn: ask again.");
}

/** What the agent refuses was asked wrongly. */
export function granted<T>(answer: Result<T, SelectionError>): T {
  if (answer.ok) return answer.value;
  throw new UsageError(answer.error.detail);
}
