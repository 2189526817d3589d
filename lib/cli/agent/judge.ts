/**
 * What an agent makes of an answer: first its signature, which costs no call and no wait; then, of some, whether it is
 * right by the provider's own definition. What is wrong becomes a bundle that every check of this machine bears out.
 */
import { type Bundle, encodeBundle, keyAlone, newBundle } from "#lib/evidence/bundle/bundle.ts";
import type { ClaimKind } from "#lib/evidence/bundle/claim-kinds.ts";
import { answerTo, sayNotSecret, secretsOf } from "#lib/evidence/bundle/secrets.ts";
import { longestLasting, ownSecretsOf, repeatedIn } from "#lib/evidence/capture/own-secrets.ts";
import { hidesCharge } from "#lib/evidence/charge.ts";
import { type BundleFinding, checkBundle } from "#lib/evidence/checks/check-bundle.ts";
import { answeredRequest, judgeEquivocation } from "#lib/evidence/checks/claim.ts";
import type { KnownPrices } from "#lib/evidence/checks/facts.ts";
import { judgeOffer } from "#lib/evidence/checks/offer.ts";
import { judgeWithoutCode, windowAt } from "#lib/evidence/definition/judge.ts";
import type { Source } from "#lib/evidence/definition/source.ts";
import type { HttpExchange } from "#lib/evidence/exchange.ts";
import { captureExchange, type SentResponse } from "#lib/evidence/signing/capture-exchange.ts";
import type { Fields } from "#lib/evidence/signing/http-message.ts";
import {
  checkOwnAnswer,
  keyAmong,
  type ResponseFinding,
  verifyResponse,
} from "#lib/evidence/signing/verify-response.ts";
import { base64Decode } from "#lib/kernel/base.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { didKeyOf, publicKeyOfDid } from "#lib/kernel/did-key.ts";
import type { Did, ProviderId, Thumbprint } from "#lib/kernel/ids.ts";
import { asInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import { machineClock } from "#lib/platform/node-clock.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { hasCode } from "#lib/statement/coded-definition.ts";
import { MAX_GRACE_SECONDS } from "#lib/statement/definition.ts";
import { IncompleteError } from "../command.ts";
import { type Checker, checkHere, notFiledYet } from "../evidence/check-here.ts";
import { earlierOf, nowNear } from "../index-clock.ts";
import type { AnswerKey } from "./answer-key.ts";
import { type EarlierAnswers, type SignedAnswer, signersOf } from "./earlier-answers.ts";
import { isExcused, lookFurther, refusalIn } from "./refusal.ts";
import type { Versions } from "./versions.ts";
import { isUnpaid, type Paid, type Wallet } from "./wallet.ts";
import { asksOf } from "./work.ts";

/** A provider that is called. */
export type Callee = {
  readonly url: URL;
  /** The key that must sign, as did:key. */
  readonly responder: Did;
  /** Its id, when an index knows the key as a provider's. */
  readonly provider?: ProviderId;
  /** The key, when an index knows it. */
  readonly key?: Pick<AnswerKey, "faultAt" | "mustSign">;
  /** Its price lists, when an index has them. */
  readonly prices?: KnownPrices;
  readonly wallet: Pick<Wallet, "pay">;
  /** Of the demonstration beside which it answers, by which it may date its answers, too. */
  readonly clock?: Clock;
  /**
   * The same provider by another key that signs for it now by the index: by the one that is given, else by one that signed for it
   * before or that it names now.
   */
  readonly successor?: (signedBy?: Thumbprint) => Promise<Callee | undefined>;
};

export type Rules = {
  readonly source: Source;
  /** Hash of the definition, hex: every answer must name it, or a version that came into force since. */
  readonly definition: string;
  /** `remote` undefined: what only an index knows stays open. */
  readonly checker: Checker;
  /** The calls are somebody's own, and may have no right answer. */
  readonly isMadeUp?: boolean;
  /** Versions of the definition that come into force meanwhile; left out: nobody is asked for any. */
  readonly versions?: Pick<Versions, "own" | "named" | "learned">;
};

/** An answer, with the fields that it was asked with. */
type Asked = Pick<SignedAnswer, "exchange" | "asked">;

/**
 * What became of one call. `unsigned`: no answer that counts as signed, or none under the promise, with the code.
 * `unanswered`: no whole answer, or one that can be no right one; then with why.
 */
export type Outcome =
  | { readonly kind: "trusted" }
  | { readonly kind: "unanswered"; readonly reason?: string }
  | { readonly kind: "verified"; readonly answer: SignedAnswer }
  | { readonly kind: "unsigned" | "inconclusive"; readonly reason: string }
  | { readonly kind: "wrong"; readonly bundle: Bundle; readonly finding: BundleFinding; readonly repeats?: Repeated };

/** The answer repeats what the call was made with: whoever reads it as evidence could act with that. */
export type Repeated = {
  readonly field: string;
  /** When it ends by its own word, in seconds since 1970; null: it says no end. */
  readonly endsAt: number | null;
};

/** The payment was refused, signed or not. */
const UNPAID: Outcome = { kind: "unanswered", reason: "unpaid" };

/** The signed answer, or why there is none that counts. Asks nobody. */
export function readPaid(paid: Paid, callee: Pick<Callee, "responder" | "clock">): SignedAnswer | Outcome {
  const read = readSigned(paid, callee);
  return !isSigned(read) && isUnpaid(paid.response) ? UNPAID : read;
}

function readSigned(
  { request, response, nonce }: Paid,
  { responder, clock }: Pick<Callee, "responder" | "clock">,
): SignedAnswer | Outcome {
  if (response.status >= 500) return { kind: "unanswered" };
  const captured = captureExchange({ request, response });
  if (!captured.ok) return { kind: "unsigned", reason: captured.error.code };
  const exchange = captured.value;
  const key = publicKeyOfDid(responder);
  const finding = verifyResponse(exchange, keyAmong(key === undefined ? [] : [key]), rawVerify);
  const own = ownChecks(finding, nonce, clock);
  const broken = [...finding.checks, ...own].find(({ outcome }) => outcome !== "pass");
  // A thumbprint that is not its key's is that of another one.
  if (broken?.reason === "key-unknown") return { kind: "unsigned", reason: "other-key" };
  if (broken !== undefined) return { kind: "unsigned", reason: broken.reason ?? broken.name };
  // Anybody's signature is valid for his own key: only the key that the provider named binds the provider.
  if (finding.publicKey === undefined || didKeyOf(finding.publicKey) !== responder)
    return { kind: "unsigned", reason: "other-key" };
  return { exchange, finding, asked: request.fields };
}

/** Fresh by this machine's clock, or by that of the demonstration. */
export function ownChecks(finding: ResponseFinding, nonce: string, clock: Clock | undefined): Check[] {
  const own = checkOwnAnswer(finding, { now: machineClock(), nonce });
  if (clock === undefined || own.every(({ outcome }) => outcome === "pass")) return own;
  return checkOwnAnswer(finding, { now: clock(), nonce });
}

export function isSigned(read: SignedAnswer | Outcome): read is SignedAnswer {
  return "exchange" in read;
}

type Case = {
  readonly callee: Callee;
  readonly earlier: EarlierAnswers;
  readonly read: SignedAnswer | Outcome;
  /** The answer is run again by the definition. */
  readonly isAudited: boolean;
};

/** What the answer is worth, and its charge. An answer is accused of one thing: of its charge when all else is good. */
export async function judge(rules: Rules, { read, ...rest }: Case): Promise<Outcome> {
  if (!isSigned(read)) return read;
  const outcome = await judgeAnswer(rules, { read, ...rest });
  const judged = outcome.kind === "wrong" ? outcome : ((await judgeCharge(rules, rest.callee, read)) ?? outcome);
  return judged.kind === "wrong" ? judged : ((await byNobody(rest.callee, read)) ?? judged);
}

/** A key that the index says has ended since the first call, or one that waits, makes of a right answer one that is nobody's. */
async function byNobody({ key }: Callee, { finding }: SignedAnswer): Promise<Outcome | undefined> {
  const { created = 0 } = finding.answer.parameters;
  const reason = await key?.faultAt(asInstant(created * SECOND_MS));
  return reason && { kind: "unsigned", reason };
}

/**
 * What a charge above every listed price is accused of; undefined for any other, and where no price list is known. One that
 * nobody can be held to makes its answer unsigned.
 */
export async function judgeCharge(rules: Rules, callee: Callee, read: SignedAnswer): Promise<Outcome | undefined> {
  const { finding } = read;
  const { heads, responseBody } = finding.answer;
  if (heads?.response !== undefined && hidesCharge({ ...heads.response, body: responseBody }))
    return { kind: "unsigned", reason: "no-charge" };
  const { created } = finding.answer.parameters;
  if (callee.prices === undefined || created === undefined) return undefined;
  const createdAt = asInstant(created * SECOND_MS);
  const place = { createdAt, logged: notFiledYet(nowNear(createdAt, callee.clock)) };
  if (judgeOffer(finding.answer, callee.prices, place).outcome !== "pass") return undefined;
  return await accuse(rules, callee, "offer-broken", [read]);
}

/** Run again when it is its turn, and held against what the same provider answered before. */
async function judgeAnswer(
  began: Rules,
  { callee, earlier, read, isAudited }: Case & { readonly read: SignedAnswer },
): Promise<Outcome> {
  // The call was paid for this promise: an answer outside of it, or none, is not what the provider was recommended for.
  const { definition, status } = read.exchange.response;
  if (definition === undefined && status === 402) return UNPAID;
  const rules = await rulesFor(began, callee, read);
  if (rules === undefined) return { kind: "unsigned", reason: "other-definition" };
  const { isMadeUp = false, source, checker } = rules;
  const { created = 0 } = read.finding.answer.parameters;
  if (windowAt(source.body.definition, asInstant(created * SECOND_MS)) === "out-of-window")
    return { kind: "unsigned", reason: "out-of-window" };
  const asked = answeredRequest(read.finding.answer);
  const refusal = asked && (await refusalIn(source, asked, { isMadeUp, hosts: checker.hosts }));
  if (refusal === "owed" && isOfEarlier(began, rules))
    return { kind: "inconclusive", reason: "asked-by-earlier-version" };
  if (refusal === "owed") return { kind: "unanswered", reason: "no-answer" };
  if (refusal !== undefined) return { kind: "inconclusive", ...refusal };
  const isRun = isAudited && source.body.definition.kind !== "equality";
  const outcome: Outcome = isRun ? await audit(rules, callee, read) : { kind: "trusted" };
  // What the definition itself convicts, or leaves open, is not held against another answer besides.
  if (outcome.kind !== "trusted" && outcome.kind !== "verified") return outcome;
  const before = earlier.of(read);
  if (before !== undefined && contradicts(rules, before, read)) {
    earlier.forget(read);
    return await accuse(rules, callee, "equivocation", [before, read]);
  }
  earlier.keep(read);
  return outcome;
}

/**
 * By the version that the answer names: that by which the run began, or one that came into force since. Undefined: it names neither.
 * A call that this one's tests do not ask is to it as one that somebody made up.
 */
export async function rulesFor(
  began: Rules,
  { url }: Callee,
  { exchange, finding }: SignedAnswer,
): Promise<Rules | undefined> {
  const { definition } = exchange.response;
  if (definition === began.definition) return began;
  const { created = 0 } = finding.answer.parameters;
  const at = asInstant(created * SECOND_MS);
  const source =
    definition === undefined ? undefined : await began.versions?.named({ hash: definition, at, by: url.href });
  if (definition === undefined || source === undefined) return undefined;
  const asked = answeredRequest(finding.answer);
  const isAsked = asked !== undefined && asksOf(source.body.definition, asked.request);
  return { ...began, source, definition, isMadeUp: began.isMadeUp === true || !isAsked };
}

/** Whether the call is one that an earlier version asks, and the one that answered need not know. What code gives an answer to, it owes. */
function isOfEarlier(began: Rules, { isMadeUp, source }: Rules): boolean {
  return began.isMadeUp !== true && isMadeUp === true && source.body.definition.kind !== "function";
}

/** Whether the answer is right by the definition, run here once; a wrong one is accused, with all that this takes. */
async function audit(rules: Rules, callee: Callee, read: SignedAnswer): Promise<Outcome> {
  const result = await quickResult(rules, read.finding);
  if (result === "match") return { kind: "verified", answer: read };
  const reason = result.slice("inconclusive:".length);
  const asked = answeredRequest(read.finding.answer);
  const { isMadeUp = false, source, checker } = rules;
  const means = { isMadeUp, hosts: checker.hosts };
  const found = result === "mismatch" ? "wrong" : asked && (await lookFurther(source, asked, reason, means));
  if (found === "wrong") return await accuse(rules, callee, CLAIMS[source.body.definition.kind], [read]);
  return { kind: found === "none" ? "unanswered" : "inconclusive", reason };
}

/** One run here: enough to believe, not to accuse. */
async function quickResult({ source, checker }: Rules, { answer }: ResponseFinding): Promise<string> {
  const { definition } = source.body;
  const asked = answeredRequest(answer);
  if (asked === undefined) return "inconclusive:bad-input";
  const decided = judgeWithoutCode(definition, asked, { material: source.material });
  if (decided !== undefined || !hasCode(definition)) return decided ?? "inconclusive:bad-input";
  return (await checker.hosts.local.run({ definition, material: source.material, answer: asked })).result;
}

/** As which claim an answer under each kind of definition is looked at. */
export const CLAIMS = {
  "content-address": "content-address",
  function: "wrong-result",
  predicate: "predicate-violated",
  equality: "equivocation",
} as const satisfies Record<string, ClaimKind>;

/** Whether both answers of one provider to one request cannot stand together under its definition. */
function contradicts({ source }: Rules, first: SignedAnswer, second: SignedAnswer): boolean {
  const { definition } = source.body;
  const known = { definition, material: source.material, listed: true };
  const { checks } = judgeEquivocation([first.finding.answer, second.finding.answer], known);
  return checks.every(({ outcome }) => outcome === "pass");
}

/** Whether each may be right by one of two versions, as while a service goes over to its next one. An index knows the one before. */
function mayBeOfVersions({ source }: Rules, answers: readonly SignedAnswer[]): boolean {
  const { validFrom } = source.body.definition.window;
  const longest = Date.parse(validFrom) + MAX_GRACE_SECONDS * SECOND_MS;
  return answers.some(({ finding }) => (finding.answer.parameters.created ?? 0) * SECOND_MS < longest);
}

/**
 * Wrong only when nothing on this machine speaks against it; a doubt leaves the answer open where it may be right, and makes
 * it none where it is its signer's doing. What only looks like a secret, since a liar wrote it there, is no doubt: the agent
 * knows what it sent, and says that it is none of its own.
 */
async function accuse(rules: Rules, callee: Callee, kind: ClaimKind, answers: SignedAnswer[]): Promise<Outcome> {
  const provider = callee.provider ?? callee.responder;
  const exchanges = answers.map(({ exchange }) => exchange);
  const keys = signersOf(answers).map(keyAlone);
  const bundle = newBundle({ subject: { provider }, claim: { kind, params: {} }, exchanges, keys });
  const now = Math.floor(earlierOf(callee.clock) / SECOND_MS);
  const secrets = secretsOf(bundle, now);
  const given = { bytes: encodeBundle(sayNotSecret(bundle, secrets)), answers };
  const told = await checkByIndex(rules, callee, given);
  if (told === undefined && kind === "equivocation" && mayBeOfVersions(rules, answers))
    return { kind: "inconclusive", reason: "version-before-unknown" };
  const finding = told ?? (await checkAlone(rules, callee, given));
  const { verdict } = finding;
  if (verdict.verdict === "inconclusive" || verdict.verdict === "refuted") {
    const { reason } = verdict;
    // A key that ended, or is for something else, signs nobody's answers: that it signed this one is the fault to be shown.
    if ((reason === "key-purpose" || reason === "key-ended") && kind !== "key-misuse") {
      const misuse = await accuse(rules, callee, "key-misuse", answers.slice(-1));
      // Of a key that was stolen its owner is not guilty.
      const isShown = misuse.kind === "wrong" && misuse.finding.verdict.verdict !== "contested";
      return isShown ? misuse : { kind: "unsigned", reason };
    }
    // A price list that came meanwhile may allow the charge.
    const isOpen = isExcused(reason) || (kind === "offer-broken" && reason !== "bundle-form");
    return { kind: isOpen ? "inconclusive" : "unanswered", reason };
  }
  const repeats = longestLasting(
    answers.map((answer) => repeatsOwn(answer, now)).filter((repeated) => repeated !== undefined),
  );
  if (repeats !== undefined) return { kind: "wrong", bundle, finding, repeats };
  const foreign = secrets.filter((secret) => answerTo(secret) === "not-mine");
  return { kind: "wrong", bundle: sayNotSecret(bundle, foreign), finding };
}

/** What evidence of the answer would show of that which the call was made with. `now`: seconds since 1970. */
export function repeatsOwn({ exchange, asked }: Asked, now: number): Repeated | undefined {
  const found = repeatedIn(sentAs(exchange), ownSecretsOf(asked, now));
  return found && { field: found.field, endsAt: found.endsAt };
}

/** What evidence keeps of an answer. */
function sentAs({ response, signatureInput }: HttpExchange): SentResponse {
  const fields: Fields = [
    ["Content-Type", response.contentType],
    ["Signature-Input", signatureInput],
  ];
  return { status: response.status, fields, body: base64Decode(response.body) ?? new Uint8Array() };
}

type Shown = { readonly bytes: Uint8Array; readonly answers: readonly SignedAnswer[] };

/** Undefined: there is no index, or it is away and has said nothing new; it is asked again before anything is filed. */
async function checkByIndex({ checker }: Rules, callee: Callee, shown: Shown): Promise<BundleFinding | undefined> {
  if (checker.remote === undefined) return undefined;
  return await checkHere(shown.bytes, checker, filedNow(callee, shown)).catch((error: unknown) => {
    if (!(error instanceof IncompleteError)) throw error;
    return undefined;
  });
}

/** By what the agent has itself. */
async function checkAlone({ source, checker }: Rules, callee: Callee, shown: Shown): Promise<BundleFinding> {
  const { definition } = source.body;
  return await checkBundle(shown.bytes, {
    filed: filedNow(callee, shown),
    trust: checker.trust,
    historyOf: () => undefined,
    definitionOf: () => ({ definition, material: source.material, listed: true }),
    pricesOf: () => callee.prices,
    hosts: checker.hosts,
  });
}

function filedNow({ clock }: Callee, { answers }: Shown): ReturnType<typeof notFiledYet> {
  const { created = 0 } = answers.at(-1)?.finding.answer.parameters ?? {};
  return notFiledYet(nowNear(asInstant(created * SECOND_MS), clock));
}
