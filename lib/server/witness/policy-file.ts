/** The witness policy that a process was started with: read once, before anything is served or signed. */
import { readFileSync } from "node:fs";
import {
  formatWitnessPolicy,
  parseWitnessPolicy,
  policyWithoutWitnesses,
  type WitnessPolicy,
} from "#lib/log/witness-policy.ts";

/** `text` is the file as it stands, comments too: what readers are shown. */
export type WitnessPolicyFile = { readonly text: string; readonly policy: WitnessPolicy };

/** Throws for a malformed policy, naming the line. */
export function readPolicyFile(file: string): WitnessPolicyFile {
  const text = readFileSync(file, "utf8");
  const parsed = parseWitnessPolicy(text);
  if (!parsed.ok) throw new Error(`The witness policy is refused at ${parsed.error.pointer}: ${parsed.error.detail}`);
  return { text, policy: parsed.value };
}

/**
 * Reads the file, or makes the policy of a log without witnesses where there is none. Throws for a malformed policy and
 * for one that is not about this log: a process must not start under it.
 */
export function loadWitnessPolicy(file: string | undefined, logVkey: string): WitnessPolicyFile {
  if (file === undefined) {
    const policy = policyWithoutWitnesses(logVkey);
    return { text: formatWitnessPolicy(policy), policy };
  }
  const read = readPolicyFile(file);
  if (!read.policy.logs.some(({ vkey }) => vkey === logVkey)) {
    throw new Error("The witness policy names other logs than this one.");
  }
  return read;
}
