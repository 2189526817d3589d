/** What `touchstone-log` exports: types.d.ts says the same with words, and must fit (packages.test.ts). */

import { asHash } from "#lib/kernel/hash.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { openCheckpoint as open } from "#lib/log/checkpoint.ts";
import { verifyConsistency as isConsistent, verifyInclusion as isIncluded, leafHash, nodeHash } from "#lib/log/tree.ts";
import { verifyFile as verify } from "#lib/state/files/verify-file.ts";

export { leafHash, nodeHash };

type Trust = { readonly logVkey?: string | undefined; readonly answerKey?: string | undefined };

export function verifyFile(bytes: Uint8Array, { logVkey, answerKey }: Trust = {}) {
  const key = logVkey === undefined ? undefined : ({ from: "given", vkey: logVkey } as const);
  const known = key && { key, ...(answerKey === undefined ? {} : { answerKey: answerKey as Did }) };
  const { verdict, exitCode, sentence, origin, checks, notProven } = verify(bytes, { known: () => known });
  return { verdict, exitCode, sentence, origin, checks, notProven };
}

export function openCheckpoint(note: string, logVkey: string) {
  const opened = open(note, logVkey);
  if (!opened.ok) return undefined;
  const { origin, size, root } = opened.value.checkpoint;
  return { origin, size, root };
}

type Proof = readonly Uint8Array[];

export function verifyInclusion(
  proof: Proof,
  index: number,
  size: number,
  leaf: Uint8Array,
  root: Uint8Array,
): boolean {
  return isIncluded(proof.map(asHash), index, size, asHash(leaf), asHash(root));
}

export function verifyConsistency(
  proof: Proof,
  from: number,
  to: number,
  fromRoot: Uint8Array,
  toRoot: Uint8Array,
): boolean {
  return isConsistent(proof.map(asHash), from, to, asHash(fromRoot), asHash(toRoot));
}
