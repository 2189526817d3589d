/** A promise by the keys that a reader knows of its log, which may not be all that the log ever had. */
import type { Check } from "#lib/kernel/checks.ts";
import { verifyPromise } from "#lib/log/promise.ts";
import { parseVkey } from "#lib/log/vkey.ts";

export type PromiseKeys = {
  /** By any of which a promise may be: one that was replaced bound the log, too. */
  readonly promiseVkeys?: readonly string[];
  /** Whether the log never had another one up to now: a promise by any other is then none. */
  readonly hasAllPromiseVkeys?: boolean;
};

/**
 * `form` and `signature`, and `origin` where a key tells. A line by a key that the reader knows must hold; one by another
 * key convicts nobody while the log may have named that key before or since. Total.
 */
export function checkPromise(text: string, origin: string, known: PromiseKeys | undefined): Check[] {
  const form: Check = { name: "form", outcome: "pass" };
  const vkeys = known?.promiseVkeys?.filter((vkey) => parseVkey(vkey)?.name === `${origin}/promise`) ?? [];
  if (vkeys.length === 0) return [form, { name: "signature", ...NO_KEY }];
  const findings = vkeys.map((vkey) => verifyPromise(text, vkey));
  const telling = findings.find(({ checks }) => !checks.some(({ reason }) => reason === "unverified"));
  if (telling !== undefined) return [...telling.checks];
  return [form, { name: "signature", ...(known?.hasAllPromiseVkeys ? NEVER_NAMED : OTHER_KEY) }];
}

const NO_KEY = {
  outcome: "cannot-check",
  reason: "promise-key-needed",
  detail:
    "The log's promise keys stand in it: lay an archive of it beside the promise, or take the key from its description.",
} as const;
const OTHER_KEY = {
  outcome: "cannot-check",
  reason: "other-promise-key",
  detail:
    "It is signed by a key that is none of those that you have of this log, which may have had others before or since: a newer archive of it names them all.",
} as const;
const NEVER_NAMED = {
  outcome: "fail",
  reason: "no-promise-key",
  detail: "It is signed by a key that this log never named for promises.",
} as const;
