/** Facts of a checker as plain data, so that a page and this machine can be given the same. */
import type { LogPlace } from "#lib/keys/weight.ts";
import type { Definition } from "#lib/statement/definition.ts";
import type { CheckFacts, KeyHistory } from "../checks/facts.ts";

export type PlainFacts = {
  readonly filed: LogPlace;
  readonly logVkey: string;
  /** Undefined: the reader asks nobody, and goes by the bundle. */
  readonly history?: KeyHistory | null;
  readonly definition?: { readonly hash: string; readonly document: Definition };
};

export function factsOf(
  { filed, logVkey, history, definition }: PlainFacts,
  raw?: CheckFacts["trust"]["raw"],
): CheckFacts {
  return {
    filed,
    trust: { logVkey, ...(raw === undefined ? {} : { raw }) },
    historyOf: () => history,
    definitionOf: (hash) =>
      definition?.hash === hash
        ? { definition: definition.document, material: { code: undefined, state: undefined }, listed: true }
        : undefined,
    caseOf: () => null,
    similarCases: () => 0,
  };
}
