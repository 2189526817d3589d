/**
 * What holds of an index's signed recommendation: by itself, against the marks that its log proves, and against its own list
 * of offers. Pure; whoever asks over a network passes in what came. A fault is the index's own word against itself.
 */
import type { Did } from "#lib/kernel/ids.ts";
import { canonicalBytes, canonicalText, type JsonObject } from "#lib/kernel/json.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { type Marks, ratedOf } from "#lib/reputation/marks.ts";
import { findModel } from "#lib/reputation/model.ts";
import { stackOf } from "#lib/reputation/stack.ts";
import { type AggregateFinding, type AggregateTrust, verifyAggregateProof } from "#lib/statement/aggregate-proof.ts";
import {
  type AnswerTrust,
  RECOMMENDATIONS_PATH,
  type SignedAnswer,
  verifySignedAnswer,
} from "#lib/statement/signed-answer.ts";
import { marksDocumentSchema } from "./marks.ts";
import type { Offer } from "./offers.ts";
import { faultOfRecommendation } from "./recommendation-views.ts";
import { type RecommendationView, recommendationSchema } from "./recommendations.ts";

/** Faults of an index that it alone can make. */
export const ADVICE_FAULTS = [
  "garbage",
  "bad-signature",
  "other-question",
  "does-not-follow",
  "other-history",
  "marks-differ",
  "left-out",
  "contradicts",
  "convicted",
] as const;
export type AdviceFault = { readonly code: (typeof ADVICE_FAULTS)[number]; readonly detail: string };

export function isFault(one: AdviceFault | OpenQuestion): one is AdviceFault {
  return ADVICE_FAULTS.some((code) => code === one.code);
}

/** Nothing against the index: this reader cannot tell. */
export type OpenQuestion = { readonly code: "answer-key-unknown" | "unknown-model"; readonly detail: string };

export type HeardRecommendation = {
  readonly answer: SignedAnswer;
  readonly keyid: Did;
  readonly view: RecommendationView;
};

/** `query`: the parameters that were sent. Faults first; then what this reader cannot tell. */
export function hearRecommendation(
  bytes: Uint8Array,
  query: Readonly<Record<string, string>>,
  trust: AnswerTrust & { readonly origin: string },
): Result<HeardRecommendation, AdviceFault | OpenQuestion> {
  const { checks, answer, keyid } = verifySignedAnswer(bytes, trust);
  const failed = checks.find(({ outcome }) => outcome === "fail");
  if (answer === undefined || keyid === undefined)
    return fault("garbage", `What it sends is no signed answer: ${failed?.detail ?? "it cannot be read."}`);
  if (failed?.name === "answer-key") return err({ code: "answer-key-unknown", detail: failed.detail ?? "" });
  if (failed !== undefined) return fault("bad-signature", failed.detail ?? failed.name);
  const { path, query: asked } = answer.request;
  if (answer.origin !== trust.origin || path !== RECOMMENDATIONS_PATH || canonicalText(asked) !== canonicalText(query))
    return fault("other-question", "It answers another question than it was asked.");
  const parsed = recommendationSchema.strict().safeParse(answer.answer.data);
  if (!parsed.success || Object.keys(answer.answer).length !== 1)
    return fault("garbage", "It signs what is no recommendation.");
  const view = parsed.data;
  const own = faultOfRecommendation(view);
  if (own === "unknown-model")
    return err({ code: "unknown-model", detail: "It rates by a model that is not known here." });
  if (own !== undefined) return fault("does-not-follow", own);
  const isAsked = (["category", "unit", "currency"] as const).every((word) => view.market[word] === query[word]);
  if (!isAsked) return fault("does-not-follow", "It speaks of another market than it was asked for.");
  return ok({ answer, keyid, view });
}

/** Proofs of the marks of the named offer's service and instance, as the API gives them. */
export type MarkProofs = { readonly service: JsonObject; readonly instance: JsonObject };

/** `later`: the index has proofs of another size by now; ask again. */
export type MarksHeld = "proven" | "later" | AdviceFault;

/** Whether service and instance of the named offer have the marks that its risk is said to come from. */
export function holdMarks({ view, answer }: HeardRecommendation, proofs: MarkProofs, trust: AggregateTrust): MarksHeld {
  const named = view.considered.find(({ key }) => key === view.recommended);
  const model = view.model === null ? undefined : findModel(view.model);
  if (named === undefined || model === undefined) return "proven";
  const marks: Marks[] = [];
  for (const [of, proof] of [
    [named.service.id, proofs.service],
    [named.instance.id, proofs.instance],
  ] as const) {
    const finding = verifyAggregateProof(canonicalBytes(proof), trust);
    if (finding.size !== undefined && finding.size !== answer.asOf.size) return "later";
    const read = marksIn(finding, `marks:${of}`);
    if (read === undefined)
      return { code: "marks-differ", detail: `The marks of ${of} are not proven under the log's state root.` };
    marks.push(read);
  }
  const [service, instance] = marks;
  if (service === undefined || instance === undefined) return "proven";
  const { tier, isShut, band } = stackOf(ratedOf(service), ratedOf(instance), model);
  const isSame =
    marks.every(({ model: own }) => own === view.model) &&
    named.tier === tier &&
    (named.is_shut || !isShut) &&
    (["low", "estimate", "high"] as const).every((end) => named[end] === band[end]);
  return isSame
    ? "proven"
    : { code: "marks-differ", detail: `It says ${named.tier} of ${named.key}; its log says ${tier}.` };
}

function marksIn({ ok: holds, proof }: AggregateFinding, key: string): Marks | undefined {
  if (!holds || proof === undefined || proof.key !== key || !("presence" in proof)) return undefined;
  const document = marksDocumentSchema.safeParse(proof.presence.form);
  return document.success ? (document.data as unknown as Marks) : undefined;
}

/** Whether the considered offers are those of the index's own list of the same size. No file proves that the list is whole. */
export function holdList({ view }: HeardRecommendation, offers: readonly Offer[]): AdviceFault | undefined {
  const { category, unit, currency } = view.market;
  const listed = offers.filter(
    (offer) =>
      offer.category === category && offer.unit === unit && offer.currency === currency && offer.stacked !== null,
  );
  const priceOf = new Map(listed.map(({ service, instance, price }) => [`${service.id}/${instance.id}`, price]));
  const considered = new Map(view.considered.map(({ key, price }) => [key, price]));
  const missing = [...priceOf.keys()].find((key) => !considered.has(key));
  if (missing !== undefined) return { code: "left-out", detail: `It lists ${missing}, and did not consider it.` };
  const other = view.considered.find(({ key, price }) => priceOf.get(key) !== price);
  return other && { code: "left-out", detail: `It considered ${other.key} at a price that its list does not have.` };
}

function fault(code: AdviceFault["code"], detail: string): { readonly ok: false; readonly error: AdviceFault } {
  return err({ code, detail });
}
