/** What a log says of a provider's own word, as data: its price lists, and whether its disclosures take effect. */
import type { StatementHash } from "#lib/kernel/ids.ts";
import type { CheckFacts, KnownPrices } from "./facts.ts";

export type OwnWord = {
  readonly prices?: KnownPrices;
  readonly effects: readonly (readonly [StatementHash, "effective" | "void"])[];
};

export function factsOfOwnWord({ prices, effects }: OwnWord): Pick<CheckFacts, "pricesOf" | "effectOf"> {
  const effectOf = (statement: StatementHash) => effects.find(([name]) => name === statement)?.[1];
  return { effectOf, ...(prices === undefined ? {} : { pricesOf: () => prices }) };
}
