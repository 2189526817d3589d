/** Which key answers for an index by now: `index.key` can name another one than genesis, and the log's state roots prove it. */
import { isDidKey } from "#lib/kernel/did-key.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { canonicalBytes, isJsonObject, type JsonObject } from "#lib/kernel/json.ts";
import { type AggregateTrust, verifyAggregateProof } from "#lib/statement/aggregate-proof.ts";

/** `size`: after so many entries it was in force. */
export type ProvenAnswerKey = { readonly answerKey: Did; readonly size: number };

/** From a proof of the aggregate `index`; undefined where it proves no such key. Complete as far as state roots are honest. */
export function provenAnswerKey(proof: JsonObject, trust: AggregateTrust): ProvenAnswerKey | undefined {
  const { ok, size, proof: read } = verifyAggregateProof(canonicalBytes(proof), trust);
  if (!ok || size === undefined || read?.key !== "index" || !("presence" in read)) return undefined;
  const { keys } = read.presence.form;
  const answerKey = isJsonObject(keys) ? keys.answer : undefined;
  return typeof answerKey === "string" && isDidKey(answerKey) ? { answerKey: answerKey as Did, size } : undefined;
}
