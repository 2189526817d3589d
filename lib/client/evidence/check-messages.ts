/** What the page and the worker that checks a bundle say to each other: data only. */

import type { BundleFinding } from "#lib/evidence/checks/check-bundle.ts";
import type { KeyHistory, KnownDefinition } from "#lib/evidence/checks/facts.ts";
import type { OwnWord } from "#lib/evidence/checks/own-word-facts.ts";
import type { Check } from "#lib/kernel/checks.ts";
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

/** `prepare`: what takes time at the first check, now. `runtime`: the file in which code runs; without it no code is run. */
export type CheckRequest =
  | { readonly prepare: true }
  | {
      readonly check: Uint8Array<ArrayBuffer>;
      readonly facts: PackedFacts;
      readonly runtime?: Uint8Array<ArrayBuffer>;
    };

/** First the checks that ask for no code, then the finding. */
export type CheckAnswer = { readonly so: readonly Check[] } | { readonly finding: BundleFinding };

/** Where the script of the worker is served, under a policy of its own that lets it compile WebAssembly. */
export const CHECK_WORKER_PATH = "/evidence-worker.js";
/** And that of the workers which it starts to run code. */
export const REPLAY_WORKER_PATH = "/replay-worker.js";
