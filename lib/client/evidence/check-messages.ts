/** What the page and the worker that checks a bundle say to each other: data only. */

import type { BundleFinding } from "#lib/evidence/checks/check-bundle.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { PackedFacts } from "./packed-facts.ts";
import type { FiledFacts, SiteFacts } from "./site-facts.ts";

/** The thread has no network and no memory: what it needs of an index, the page fetches. `of`: a path, or a log's name. */
export type ThreadQuestion = { readonly read: "json" | "bytes" | "key"; readonly of: string };

/**
 * `prepare`: what takes time at the first check, now. `runtime`: the file in which code runs; without it no code is run.
 * `ask`: what the index says of the bundle that was checked last. `reply`: to a question, by its number.
 */
export type CheckRequest =
  | { readonly prepare: true }
  | {
      readonly check: Uint8Array<ArrayBuffer>;
      readonly facts: PackedFacts;
      readonly runtime?: Uint8Array<ArrayBuffer>;
    }
  | { readonly ask: { readonly filed: FiledFacts | undefined } }
  | { readonly reply: number; readonly value: unknown };

/** To a check: first the checks that ask for no code, then the finding. To `ask`: questions, then the facts, or why not. */
export type CheckAnswer =
  | { readonly so: readonly Check[] }
  | { readonly finding: BundleFinding }
  | { readonly question: ThreadQuestion; readonly number: number }
  | { readonly known: SiteFacts }
  | { readonly unknown: string };

/** Where the script of the worker is served, under a policy of its own that lets it compile WebAssembly. */
export const CHECK_WORKER_PATH = "/evidence-worker.js";
/** And that of the workers which it starts to run code. */
export const REPLAY_WORKER_PATH = "/replay-worker.js";
