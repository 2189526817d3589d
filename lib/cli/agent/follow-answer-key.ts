/** An index that answers by another key than before: believed when its log proves that the key was changed. */
import { z } from "zod";
import { documentSchema, problemSchema } from "#lib/contract/common.ts";
import { provenAnswerKey } from "#lib/contract/proven-answer-key.ts";
import { includedSchema } from "#lib/contract/statements.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { canonicalBytes, canonicalText, type JsonObject } from "#lib/kernel/json.ts";
import { verifyReceipt } from "#lib/log/receipt.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { answerKeyIn } from "#lib/state/fraud/contradiction.ts";
import type { RemoteIndex } from "../remote-index.ts";
import type { KnownIndex } from "./known-indexes.ts";

const proofAnswer = z.union([z.object({ proof: documentSchema }), problemSchema]);
const listAnswer = z.object({ data: z.array(z.object({ index: z.int() })) });
/** Changes of keys that are looked through for the one that names it. */
const MOST_CHANGES = 20;

/**
 * What is known of the index by its newest state root; undefined where that names no other key. A key that was replaced never
 * comes back by an older root. Errors: `IncompleteError` for an index that cannot be read.
 */
export async function followAnswerKey(remote: RemoteIndex, known: KnownIndex): Promise<KnownIndex | undefined> {
  const answer = await remote.ask("api/v1/admins?proof=1", proofAnswer);
  const trust = { logVkey: known.vkey, issuer: known.issuer as Did, raw: rawVerify };
  const proven = "proof" in answer ? provenAnswerKey(answer.proof as JsonObject, trust) : undefined;
  if (proven === undefined || proven.size <= known.keySize || proven.answerKey === known.answerKey) return undefined;
  const receipt = (await receiptNaming(remote, proven.answerKey, known.vkey)) ?? known.receipt;
  const before = { answerKey: known.answerKey, receipt: known.receipt };
  const earlierKeys = [...known.earlierKeys, before];
  return { ...known, answerKey: proven.answerKey, keySize: proven.size, receipt, earlierKeys };
}

/** Canonical text of the receipt of the entry by which the key came: two answers by it convict with that only. */
async function receiptNaming(remote: RemoteIndex, key: Did, logVkey: string): Promise<string | undefined> {
  const { data } = await remote.get(`api/v1/entries?kind=index.key&limit=${MOST_CHANGES}`, listAnswer);
  for (const { index } of data) {
    const { receipt } = await remote.get(`api/v1/entries/${index}/receipt`, includedSchema);
    const found = verifyReceipt(canonicalBytes(receipt), { logVkey, raw: rawVerify });
    if (found.ok && found.entryBytes !== undefined && answerKeyIn(found.entryBytes) === key)
      return canonicalText(receipt);
  }
  return undefined;
}
