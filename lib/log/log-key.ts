/**
 * Where a reader's key of a log comes from decides what a signature by it shows. Every verifier says it in a check of its
 * own, `log-key`, before `log-signature`.
 */
import type { Check } from "#lib/kernel/checks.ts";
import { openCheckpoint } from "./checkpoint.ts";
import { parseVkey } from "./vkey.ts";
import type { WitnessPolicy } from "./witness-policy.ts";

/**
 * `given`: by the reader, now. `policy`: by a line of the reader's witness policy. `memory`: kept by this browser since
 * an earlier visit. `kept`: noted by the command line at an earlier audit. `site`: from the index itself, just now.
 */
export type LogKey =
  | { readonly from: "given" | "policy" | "kept" | "site"; readonly vkey: string }
  | { readonly from: "memory"; readonly vkey: string; readonly since: string }
  | { readonly from: "nowhere" };

export const NO_LOG_KEY: LogKey = { from: "nowhere" };

export function vkeyOf(logKey: LogKey): string | undefined {
  return logKey.from === "nowhere" ? undefined : logKey.vkey;
}

/** The key by which a policy knows the log of this origin. */
export function policyKey(policy: WitnessPolicy | undefined, origin: string): LogKey {
  const line = policy?.logs.find(({ vkey }) => parseVkey(vkey)?.name === origin);
  return line === undefined ? NO_LOG_KEY : { from: "policy", vkey: line.vkey };
}

/** `log-key`. It is not run when the signature is not: then nothing says whose key would be needed. */
export function checkLogKey(logKey: LogKey, signature: Check["outcome"]): Check {
  const name = "log-key";
  if (signature === "not-run") return { name, outcome: "not-run" };
  switch (logKey.from) {
    case "given":
      return { name, outcome: "pass", detail: "The key that you gave." };
    case "policy":
      return { name, outcome: "pass", detail: "The key that your watcher policy names." };
    case "kept":
      return { name, outcome: "pass", detail: "The key of your earlier visits." };
    case "memory":
      return { name, outcome: "pass", detail: `The key that this browser remembers since ${logKey.since}.` };
    case "site":
      return {
        name,
        outcome: "cannot-check",
        reason: "trusted-on-first-use",
        detail: "First visit: the key comes from this site. This browser keeps it and will compare from now on.",
      };
    case "nowhere":
      return {
        name,
        outcome: "cannot-check",
        reason: "no-key",
        detail: "No key of this log is at hand. Give the log's key to check who signed.",
      };
  }
}

/** `log-key` and `log-signature` of a checkpoint that stands alone. */
export function checkLogSignature(note: string, logKey: LogKey): [Check, Check] {
  const name = "log-signature";
  if (logKey.from === "nowhere") {
    const detail = "Needs the log's key.";
    return [checkLogKey(logKey, "cannot-check"), { name, outcome: "cannot-check", reason: "no-key", detail }];
  }
  const opened = openCheckpoint(note, logKey.vkey);
  const signed: Check = opened.ok ? { name, outcome: "pass" } : { name, outcome: "fail", reason: opened.error };
  return [checkLogKey(logKey, signed.outcome), inWords(signed, logKey)];
}

/** The same checks with `log-key` before `log-signature`, whose reasons are said in a sentence. */
export function withLogKey(checks: readonly Check[], logKey: LogKey): Check[] {
  return checks.flatMap((check) =>
    check.name === "log-signature" ? [checkLogKey(logKey, check.outcome), inWords(check, logKey)] : [check],
  );
}

/** The note format's reasons are codes; readers get the sentence. */
function inWords(check: Check, logKey: LogKey): Check {
  if (check.outcome !== "fail") return check;
  const whose = logKey.from === "memory" ? "that this browser remembers for this log" : "given for this log";
  const details: Record<string, string> = {
    unverified: `The checkpoint carries no signature of the key ${whose}.`,
    "invalid-signature": "The signature does not fit what was signed: a byte of it was changed afterwards.",
    "wrong-origin": "The signing key is for another log than the checkpoint names.",
  };
  const detail = details[check.reason ?? ""];
  return detail === undefined ? check : { ...check, detail };
}
