/**
 * The fourteen checks of a bundle, in their order, each with its code; the same in a browser, on a command line and in an
 * index (docs/protocol/evidence.md, "Checks"). A check that an earlier failure leaves without a question is `not-run`; one
 * for which this checker lacks something is `cannot-check`.
 */
import type { Check, Outcome } from "#lib/kernel/checks.ts";
import { nobleVerify, type RawVerify } from "#lib/kernel/ed25519.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import { noPlaces } from "#lib/kernel/json.ts";
import type { LogPlace, Weighed } from "#lib/keys/weight.ts";
import { stateOf } from "#lib/statement/definition.ts";
import type { StatementTrust } from "#lib/statement/verify-receipt.ts";
import { type Bundle, parseBundle, type Written } from "../bundle/bundle.ts";
import { isMachineDecided } from "../bundle/claim-kinds.ts";
import type { FaultId } from "../bundle/fault-id.ts";
import { forgetReceipts } from "../bundle/receipt-in.ts";
import { answerTo, secretsOf } from "../bundle/secrets.ts";
import { type Runs, windowAt } from "../definition/judge.ts";
import { BUNDLE_CHECKS } from "../rules.ts";
import { type ClaimFinding, claimOnly, judgeByDefinition, judgeEquivocation, judgeTokens } from "./claim.ts";
import { judgeContradiction } from "./contradiction.ts";
import { type CheckFacts, type KeyHistory, type KnownDefinition, SUSPICIOUS_PROVIDERS } from "./facts.ts";
import { type Fault, faultOf } from "./fault-of.ts";
import { keyCheck, keyStateCheck, misuseClaim, timeCheck, weigh } from "./key-checks.ts";
import { judgeOffer, priceListsHash } from "./offer.ts";
import { readSigned, type Signed } from "./read-signed.ts";
import { believedHistory, pricesFor, wasListed } from "./stated.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

export type BundleFinding = {
  /** One for each of {@link BUNDLE_CHECKS}, in their order. */
  readonly checks: readonly Check[];
  readonly verdict: Verdict;
  /** Log time of the earliest entry that covers the exchanges; of the report where none does. */
  readonly t: Instant;
  readonly bundle?: Bundle;
  readonly fault?: Fault;
  /** The latest of the exchanges' own times. */
  readonly createdAt?: Instant;
  /** The key that signed, and its history where this checker knows one. */
  readonly signer?: Did;
  readonly history?: KeyHistory;
  /** Hashes of the definition and of the state that it reads, or of the price lists that a charge is held against. */
  readonly definition?: string;
  readonly state?: string;
  readonly runs?: Runs;
};

/** Told of checks as they are made, in their order: a claim may run code for seconds. */
export type OnChecks = (checks: readonly Check[]) => void;

/** Checks one bundle. Rejects only when a host does, which hosts promise not to. */
export async function checkBundle(
  bytes: Uint8Array,
  facts: CheckFacts,
  onChecks: OnChecks = () => undefined,
): Promise<BundleFinding> {
  const places = noPlaces();
  const parsed = parseBundle(bytes, places);
  if (!parsed.ok) {
    const { code, pointer, detail } = parsed.error;
    const form = { name: "form", reason: code, detail: `${pointer || "the whole bundle"}: ${detail}` };
    const checks = BUNDLE_CHECKS.map((name): Check => (name === "form" ? { ...form, outcome: "fail" } : notRun(name)));
    return { checks, verdict: verdictOf(checks, undefined), t: facts.filed.at };
  }
  const bundle = parsed.value;
  const written = { bytes, places };
  const signed = readTogether(bundle, facts.trust, written);
  const { signer, definition } = signed;
  const t = signed.committed?.at ?? facts.filed.at;
  const believed = believedHistory(bundle, signed, facts);
  const { history } = believed;
  const weighed = weigh(signed, history, facts.filed);
  const known = definition === undefined ? undefined : facts.definitionOf(definition);
  const fault = faultOf(bundle, signed);

  const before: Check[] = [
    { name: "form", outcome: "pass" },
    secretsCheck(bundle, t, written),
    signedCheck(signed, "body"),
    signedCheck(signed, "components"),
    keyCheck(bundle, signed, believed),
    signedCheck(signed, "signature"),
    keyStateCheck(bundle, signed, believed, weighed),
    timeCheck(signed, facts.filed),
    duplicateCheck(bundle, fault?.id, facts),
    definitionCheck(bundle, signed, known, facts.filed),
  ];
  onChecks(before);
  const judged = before.every(leavesClaimOpen)
    ? await judge(bundle, { signed, known, weighed, history, t, facts })
    : undefined;
  const checks = [...before, ...(judged?.checks ?? JUDGEMENT.map(notRun)), similarCheck(definition, facts)];
  const state = bundle.claim.kind === "offer-broken" ? pricesHash(bundle, signed, facts) : snapshotOf(known);
  forgetReceipts();
  return {
    checks,
    verdict: verdictOf(checks, bundle.claim.kind),
    t,
    bundle,
    ...present({
      fault,
      createdAt: signed.createdAt,
      signer,
      definition,
      state,
      history: history ?? undefined,
      runs: judged?.runs,
    }),
  };
}

/**
 * As `readSigned`, with all signatures verified one behind the other once everything was read: between them the processor
 * forgets what it needs to read on. What was read as if they held stands when they do; else all is read by what they gave.
 */
function readTogether(bundle: Bundle, trust: StatementTrust, written: Written): Signed {
  const { raw = nobleVerify } = trust;
  const asked: Parameters<RawVerify>[] = [];
  const later: RawVerify = (...question) => asked.push(question) > 0;
  const signed = readSigned(bundle, { ...trust, raw: later }, written);
  return asked.every((question) => raw(...question)) ? signed : readSigned(bundle, trust, written);
}

function snapshotOf(known: KnownDefinition | undefined): string | undefined {
  return known === undefined ? undefined : stateOf(known.definition)?.snapshot;
}

const JUDGEMENT = ["claim", "attestable", "second-host"] as const;

function notRun(name: string): Check {
  return { name, outcome: "not-run" };
}

function present<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const found: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(members)) if (value !== undefined) found[name] = value;
  return found as never;
}

/**
 * A claim is judged whatever people must weigh, and whatever this checker cannot check; not when its bytes do not hold. A
 * proof that nobody can read names no fault to look for, and then the claim says so.
 */
function leavesClaimOpen({ name, outcome }: Check): boolean {
  if (name === "duplicate") return true;
  const isBound = name !== "key-state" && name !== "time";
  return outcome === "pass" || outcome === "cannot-check" || (outcome === "fail" && !isBound);
}

function secretsCheck(bundle: Bundle, t: Instant, written: Written): Check {
  const found = secretsOf(bundle, Math.floor(t / SECOND_MS), written);
  const [first] = found;
  if (first === undefined) {
    const said = bundle.notSecret;
    if (said === undefined) return { name: "secrets", outcome: "pass" };
    const places = said.map(({ kind, pointer }) => `${pointer} (${kind})`).join(", ");
    const detail = `What looks like one is no secret of the reporter's, the reporter says: ${places}.`;
    return { name: "secrets", outcome: "pass", reason: "said-not-secret", detail };
  }
  const places = found.map(({ kind, pointer }) => `${pointer} (${kind})`).join(", ");
  return {
    name: "secrets",
    outcome: "fail",
    reason: first.kind,
    detail: `${REMEDIES[answerTo(first) ?? "none"]}: ${places}.`,
  };
}

const REMEDIES = {
  none: "Take it out first",
  "not-mine": "Nobody said that it is no secret of the reporter's",
  "given-up": "It repeats the token that paid for the call",
} as const;

const ORDER: readonly Outcome[] = ["fail", "not-run", "cannot-check", "pass"];

/** The worst of the exchanges' own checks of that name. */
function signedCheck({ findings }: Signed, name: "body" | "components" | "signature"): Check {
  let worst: { readonly at: number; readonly check: Check } | undefined;
  for (const [at, { checks }] of findings.entries()) {
    const check = checks.find((one) => one.name === name);
    if (check === undefined) continue;
    if (worst === undefined || ORDER.indexOf(check.outcome) < ORDER.indexOf(worst.check.outcome)) worst = { at, check };
  }
  if (worst === undefined) return { name, outcome: "pass", detail: "This kind of claim has no exchange." };
  const { at, check } = worst;
  if (check.outcome === "pass" || check.detail === undefined) return check;
  return { ...check, detail: `/exchanges/${at}: ${check.detail}` };
}

function duplicateCheck({ claim }: Bundle, fault: FaultId | undefined, { caseOf }: CheckFacts): Check {
  const name = "duplicate";
  if (!isMachineDecided(claim.kind))
    return { name, outcome: "pass", detail: "People's claims are told apart by people." };
  if (fault === undefined) return notRun(name);
  if (caseOf === undefined)
    return { name, outcome: "cannot-check", reason: "cases-unknown", detail: "Only an index knows its cases." };
  const first = caseOf(fault);
  if (first === null) return { name, outcome: "pass" };
  return { name, outcome: "pass", reason: "duplicate", detail: `The same fault as in ${first}: it joins that case.` };
}

const NEEDS_DEFINITION: ReadonlySet<string> = new Set([
  "equivocation",
  "content-address",
  "wrong-result",
  "predicate-violated",
]);

function definitionCheck(
  { claim }: Bundle,
  signed: Signed,
  known: KnownDefinition | undefined,
  filed: LogPlace,
): Check {
  const name = "definition";
  if (!NEEDS_DEFINITION.has(claim.kind))
    return { name, outcome: "pass", detail: "This kind of claim does not need one." };
  if (signed.definition === undefined) {
    const detail = "The signed bytes name no definition, or not the same one: nobody can say what a right answer is.";
    return { name, outcome: "cannot-check", reason: "unattestable", detail };
  }
  if (known === undefined)
    return { name, outcome: "cannot-check", reason: "missing-definition", detail: "It is not at hand here." };
  const listed = wasListed(known, signed, filed);
  if (listed === false) {
    const detail = "The log did not list this version of the definition when the answer was signed.";
    return { name, outcome: "fail", reason: "not-listed", detail };
  }
  const dates = [signed.firstCreatedAt, signed.createdAt].filter((at) => at !== undefined);
  if (dates.some((at) => windowAt(known.definition, at) === "out-of-window")) {
    const detail = "The definition was not in force when the answer was signed, nor in its grace.";
    return { name, outcome: "cannot-check", reason: "out-of-window", detail };
  }
  if (listed === undefined) {
    const detail = "Whether the log lists this version of the definition, the log knows; this checker does not.";
    return { name, outcome: "cannot-check", reason: "listing-unknown", detail };
  }
  return { name, outcome: "pass" };
}

type Scene = {
  readonly signed: Signed;
  readonly known: KnownDefinition | undefined;
  readonly weighed: Weighed;
  readonly history: KeyHistory | null | undefined;
  readonly t: Instant;
  readonly facts: CheckFacts;
};

async function judge(bundle: Bundle, { signed, known, weighed, history, t, facts }: Scene): Promise<ClaimFinding> {
  const { kind } = bundle.claim;
  const { findings, createdAt } = signed;
  const [finding] = findings;
  const answer = finding?.answer;
  if (kind === "key-misuse") return claimOnly(misuseClaim(signed, history, weighed, { t, filed: facts.filed }));
  if (kind === "token-misuse") return judgeTokens(bundle, facts.trust);
  if (kind === "disclosure-contradiction") return judgeContradiction(bundle, facts);
  if (kind === "offer-broken" && answer !== undefined && createdAt !== undefined) {
    const place = { createdAt, logged: signed.committed ?? facts.filed };
    return claimOnly(judgeOffer(answer, pricesFor(bundle, facts), place));
  }
  if (!NEEDS_DEFINITION.has(kind)) {
    const hasAnswer = answer !== undefined;
    const detail = hasAnswer
      ? "No machine decides this kind of claim from a bundle alone."
      : "A claim for people to judge, without a signed answer that they could look at.";
    const reason = hasAnswer ? "for-people" : "no-evidence";
    return claimOnly({ name: "claim", outcome: "cannot-check", reason, detail });
  }
  if (known === undefined || finding === undefined || createdAt === undefined)
    return { checks: [notRun("claim"), notRun("attestable"), notRun("second-host")] };
  if (kind === "equivocation")
    return judgeEquivocation(
      findings.map((each) => each.answer),
      known,
      [signed.firstCreatedAt ?? createdAt, createdAt],
    );
  return judgeByDefinition(kind, finding, known, { createdAt, hosts: facts.hosts });
}

function pricesHash(bundle: Bundle, { createdAt, committed }: Signed, facts: CheckFacts): string | undefined {
  const prices = pricesFor(bundle, facts);
  if (prices === undefined || createdAt === undefined) return undefined;
  return priceListsHash(prices, { createdAt, logged: committed ?? facts.filed });
}

function similarCheck(definition: string | undefined, { similarCases }: CheckFacts): Check {
  const name = "similar-cases";
  if (definition === undefined) return { name, outcome: "pass", detail: "No definition to suspect." };
  if (similarCases === undefined)
    return { name, outcome: "cannot-check", reason: "cases-unknown", detail: "Only an index knows its cases." };
  const others = similarCases(definition);
  if (others < SUSPICIOUS_PROVIDERS) return { name, outcome: "pass" };
  const detail = `${others} other providers are accused under this definition: it is suspected first.`;
  return { name, outcome: "fail", reason: "definition-suspected", detail };
}
