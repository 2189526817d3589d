/**
 * What several indexes recommend for one need, each held against its own log. An index that is away, slow, or of which this
 * machine cannot tell, sleeps; one whose own word is against it is believed no more than somebody who named a provider that fails.
 */
import { z } from "zod";
import { documentSchema, problemSchema } from "#lib/contract/common.ts";
import {
  type AdviceFault,
  type HeardRecommendation,
  hearRecommendation,
  holdList,
  holdMarks,
  isFault,
  type MarksHeld,
} from "#lib/contract/held-recommendation.ts";
import { type Offer, offerSchema } from "#lib/contract/offers.ts";
import type { RecommendationView } from "#lib/contract/recommendations.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { equalBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { HOUR_MS } from "#lib/kernel/instant.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { parseReceipt } from "#lib/log/receipt.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { buildContradiction } from "#lib/state/fraud/contradiction.ts";
import { encodeFraudProof, type FraudProof } from "#lib/state/fraud/fraud-proof.ts";
import { verifyFraudProof } from "#lib/state/fraud/verify.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import type { SignedAnswer } from "#lib/statement/signed-answer.ts";
import { IncompleteError, type Io } from "../command.ts";
import { RemoteIndex } from "../remote-index.ts";
import { followAnswerKey } from "./follow-answer-key.ts";
import { type KnownIndex, type KnownIndexes, receiptOf, trustOf } from "./known-indexes.ts";
import { compareWithKept, meetIndex } from "./meet-index.ts";

/** One market by its words; what somebody tolerates, pays and would keep there. As the API takes them. */
export type Need = {
  readonly category: string;
  readonly unit: string;
  readonly currency: string;
  readonly tolerance?: string | undefined;
  readonly days?: string | undefined;
  readonly loss?: string | undefined;
  readonly budget?: string | undefined;
  readonly max_price?: string | undefined;
};

export type NamedOffer = RecommendationView["considered"][number];

/**
 * `provider`: service and instance by their ids, which are the same at every index. `others`: further offers that fit as it does.
 * `isProven`: the marks that it is chosen by are proven under the log's state root. `fault`: counts as if it had named who fails.
 */
export type Advice = { readonly index: string } & (
  | {
      readonly provider: string;
      readonly offer: NamedOffer;
      readonly others: readonly NamedOffer[];
      readonly isProven: boolean;
    }
  | { readonly asleep: string }
  | { readonly fault: AdviceFault }
);

/** So long an index may think. The choice waits for the slowest. */
const PATIENCE_MS = 10_000;

type Asking = { readonly known: KnownIndexes; readonly io: Pick<Io, "signal" | "env">; readonly patienceMs?: number };

/** Asks all at once, and answers in their order. Errors: `UsageError` for what is no address; an index's failure is its answer. */
export async function askIndexes(addresses: readonly string[], need: Need, asking: Asking): Promise<Advice[]> {
  const { io, patienceMs = PATIENCE_MS } = asking;
  const signal = AbortSignal.any([io.signal, AbortSignal.timeout(patienceMs)]);
  const remotes = addresses.map((address) => new RemoteIndex(address, { signal }));
  return await Promise.all(
    remotes.map(async (remote): Promise<Advice> => {
      try {
        return await ask(remote, need, asking);
      } catch (error) {
        if (io.signal.aborted || !(error instanceof IncompleteError)) throw error;
        return { index: remote.address, asleep: error.message };
      }
    }),
  );
}

async function ask(remote: RemoteIndex, need: Need, { known: all, io }: Asking): Promise<Advice> {
  const index = remote.address;
  let known = all.get(index) ?? (await meetIndex(remote, io));
  const faulty = (fault: AdviceFault): Advice => ({ index, fault });
  if (known.convicted !== null) return faulty({ code: "convicted", detail: `It is convicted by ${known.convicted}.` });
  const query = Object.fromEntries(
    Object.entries(need).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  const { bytes } = await remote.answer(`api/v1/signed/recommendations?${new URLSearchParams(query)}`);
  let heard = hearBy(known, bytes, query);
  if (!heard.ok && heard.error.code === "answer-key-unknown") {
    const renewed = await followAnswerKey(remote, known);
    if (renewed !== undefined) {
      all.set(index, renewed);
      [known, heard] = [renewed, hearBy(renewed, bytes, query)];
    }
  }
  if (!heard.ok) return isFault(heard.error) ? faulty(heard.error) : { index, asleep: heard.error.detail };
  const { answer, view, keyid } = heard.value;
  const current = known;
  const convict = (proof: FraudProof | undefined, fault: AdviceFault): Advice => {
    const convicted = proof === undefined ? undefined : fileOf(proof, current, all);
    if (convicted === undefined) return faulty(fault);
    all.set(index, { ...current, convicted });
    return faulty({ ...fault, detail: `${fault.detail} The proof is ${convicted}.` });
  };
  const earlier = all.earlier(answer, bytes);
  const receipt = parseReceipt(utf8Encode(receiptOf(known, keyid) ?? ""));
  if (earlier !== undefined && !equalBytes(earlier, bytes) && receipt.ok) {
    const proof = buildContradiction(earlier, bytes, receipt.value, known.vkey);
    const detail = "It answered the same question of the same state otherwise before.";
    if (proof !== undefined) return convict(proof, { code: "contradicts", detail });
  }
  const compared = await compareWithKept(remote, known, answer.checkpoint);
  if (compared.outcome === "forked")
    return convict(compared.proof, {
      code: "other-history",
      detail: "Its log does not go on from the head that it showed before: touchstone audit tells more.",
    });
  if (answer.asOf.size < known.size) return { index, asleep: "It answers from an older state than it did before." };
  const held = hexEncode(sha256(canonicalBytes({ answer: answer.answer, size: answer.asOf.size })));
  const replaced = held === known.held ? undefined : await followAnswerKey(remote, known);
  if (replaced !== undefined) {
    all.set(index, replaced);
    return { index, asleep: "It answers by a key that its log has replaced." };
  }
  const before = known.isProven ? "proven" : "no-proofs";
  const found = held === known.held ? before : await hold(remote, heard.value, known);
  if (typeof found === "object") return faulty(found);
  // Whoever speaks of a state of its own choosing could tell everybody another one, and prove none.
  if (found === "later") return { index, asleep: "Its proofs are of another state than its answer." };
  if (found === "no-proofs" && isGrown(known, answer))
    return { index, asleep: "It proves no state, though its log is older than two hours." };
  const isProven = found === "proven";
  const seen = { head: compared.head, size: answer.asOf.size, held, isProven };
  all.set(index, { ...known, ...seen });
  const offer = view.considered.find(({ key }) => key === view.recommended);
  if (offer === undefined) return { index, asleep: "It has no offer that fits." };
  const others = view.considered.filter(({ key, fit }) => key !== offer.key && fit === offer.fit);
  return { index, provider: `${offer.service.id}@${offer.instance.id}`, offer, others, isProven };
}

function hearBy({ origin, vkey, answerKey }: KnownIndex, bytes: Uint8Array, query: Readonly<Record<string, string>>) {
  const trust = { origin, logKey: { from: "given", vkey }, answerKey: answerKey as Did, raw: rawVerify } as const;
  return hearRecommendation(bytes, query, trust);
}

/** The first state root comes an hour after a log was founded. */
function isGrown({ receipt, earlierKeys: [first] }: KnownIndex, { asOf }: SignedAnswer): boolean {
  const genesis = parseReceipt(utf8Encode(first?.receipt ?? receipt));
  const entry = genesis.ok ? parseEntry(genesis.value.entryBytes) : undefined;
  return !entry?.ok || Date.parse(asOf.time) - entry.value.loggedAt > 2 * HOUR_MS;
}

/** `no-proofs`: no state root is logged yet. `later`: a newer one was logged meanwhile. */
async function hold(
  remote: RemoteIndex,
  heard: HeardRecommendation,
  { vkey, issuer }: KnownIndex,
): Promise<MarksHeld | "no-proofs"> {
  const { view, answer } = heard;
  const { category, currency } = view.market;
  const offers: Offer[] = [];
  for await (const offer of remote.list("offers", answer.asOf.size, offerSchema, { category, currency }))
    offers.push(offer);
  const listed = holdList(heard, offers);
  if (listed !== undefined) return listed;
  const named = view.considered.find(({ key }) => key === view.recommended);
  if (named === undefined) return "proven";
  const [service, instance] = await Promise.all([named.service.id, named.instance.id].map((id) => proofOf(remote, id)));
  if (service === undefined || instance === undefined) return "no-proofs";
  return holdMarks(heard, { service, instance }, { logVkey: vkey, issuer: issuer as Did, raw: rawVerify });
}

const proofAnswer = z.union([z.object({ data: z.unknown(), proof: documentSchema }), problemSchema]);

/** Undefined: no state root is logged yet. */
async function proofOf(remote: RemoteIndex, id: string): Promise<JsonObject | undefined> {
  const answer = await remote.ask(`api/v1/providers/${id}/marks?proof=1`, proofAnswer);
  return "data" in answer ? (answer.proof as JsonObject) : undefined;
}

/** The file of a proof that holds before every reader; undefined when it does not. */
function fileOf(proof: FraudProof, known: KnownIndex, all: KnownIndexes): string | undefined {
  const bytes = encodeFraudProof(proof);
  if (!verifyFraudProof(bytes, trustOf(known)).ok) return undefined;
  return all.convict(`${proof.kind}-${hexEncode(sha256(bytes)).slice(0, 8)}.fraud.json`, bytes);
}
