/** Whom the reader of the verifier file trusts: pasted keys, one a line, and a witness policy. */
import { type Did, parseDid } from "#lib/kernel/ids.ts";
import { NO_LOG_KEY } from "#lib/log/log-key.ts";
import { parseVkey } from "#lib/log/vkey.ts";
import { parseWitnessPolicy, type WitnessPolicy } from "#lib/log/witness-policy.ts";
import type { KnownLog } from "#lib/state/files/file-trust.ts";
import { type Learned, withLearned } from "#lib/state/files/learn-keys.ts";

export type ReaderTrust = {
  readonly vkeys: ReadonlyMap<string, string>;
  /** By the name of a promise key: a log may have had several. */
  readonly promiseVkeys: ReadonlyMap<string, readonly string[]>;
  readonly issuer: Did | undefined;
  readonly policy: WitnessPolicy | undefined;
  /** What is wrong with the pasted texts, in words; nothing is verified by half a trust. */
  readonly faults: readonly string[];
};

/**
 * Keys: verifier keys of logs (`<origin>+…`) and of promises (`<origin>/promise+…`, of one log as many as it had), and
 * perhaps one `did:key:…` that speaks for the index. Empty lines and those that begin with # count for nothing. Total.
 */
export function readTrust(keysText: string, policyText: string): ReaderTrust {
  const vkeys = new Map<string, string>();
  const promiseVkeys = new Map<string, string[]>();
  const faults: string[] = [];
  let issuer: Did | undefined;
  for (const [at, raw] of keysText.split("\n").entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const key = parseVkey(line);
    const did = parseDid(line);
    if (key?.type === "ed25519" && key.name.endsWith("/promise"))
      promiseVkeys.set(key.name, [...(promiseVkeys.get(key.name) ?? []), line]);
    else if (key?.type === "ed25519" && !vkeys.has(key.name)) vkeys.set(key.name, line);
    else if (did !== undefined && issuer === undefined) issuer = did;
    else faults.push(`Keys, line ${at + 1}: ${faultOf(line, key !== undefined || did !== undefined)}`);
  }
  const policy = policyText.trim() === "" ? undefined : parseWitnessPolicy(`${policyText.trim()}\n`);
  if (policy?.ok === false) {
    const { pointer, detail } = policy.error;
    faults.push(`Watcher policy, ${pointer === "" ? "the whole text" : `line ${pointer.slice(1)}`}: ${detail}`);
  }
  return { vkeys, promiseVkeys, issuer, policy: policy?.ok ? policy.value : undefined, faults };
}

function faultOf(line: string, isKey: boolean): string {
  if (isKey && parseVkey(line)?.type === "cosignature/v1")
    return "this is a watcher's key: it belongs into a watcher policy.";
  if (isKey) return "a second key for the same name.";
  return "not a verifier key (name+8 hex digits+base64) and not a did:key.";
}

/** What is known of one log. */
export function knownLog(origin: string, trust: ReaderTrust, learned: Learned | undefined): KnownLog | undefined {
  const vkey = trust.vkeys.get(origin);
  const promiseVkeys = trust.promiseVkeys.get(`${origin}/promise`);
  const { issuer } = trust;
  const given: KnownLog = {
    key: vkey === undefined ? NO_LOG_KEY : { from: "given", vkey },
    ...(promiseVkeys && { promiseVkeys }),
    ...(issuer && { issuer }),
  };
  return withLearned(given, learned);
}
