/** What is known about a bundle from elsewhere, as it crosses to the thread that checks. */
import type { KeyHistory, KnownDefinition } from "#lib/evidence/checks/facts.ts";
import type { OwnWord } from "#lib/evidence/checks/own-word-facts.ts";
import type { Did } from "#lib/kernel/ids.ts";
import type { LogPlace } from "#lib/keys/weight.ts";

/** `CheckFacts` as data. What is left out, this checker does not know. */
export type PackedFacts = {
  readonly filed: LogPlace;
  readonly logVkey: string | undefined;
  /** Keys known from elsewhere, by thumbprint. */
  readonly keys: readonly (readonly [string, Uint8Array])[];
  /** Null: the log has no such key. */
  readonly history?: { readonly of: Did; readonly said: KeyHistory | null };
  readonly definitions: readonly (readonly [string, KnownDefinition])[];
  /** An earlier case of that fault, null for none. */
  readonly earlier?: { readonly of: string; readonly said: string | null };
  /** What the claim asks of the provider's price lists and disclosures. */
  readonly ownWord?: OwnWord;
  /** Other providers that are accused under the same definition. */
  readonly similar?: number;
};
