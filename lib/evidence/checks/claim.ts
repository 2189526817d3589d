/** Whether what was signed is the fault that the claim says. Nothing here asks who signed, or when: other checks do. */
import { equalBytes } from "#lib/kernel/bytes.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { canonicalText, type JsonObject } from "#lib/kernel/json.ts";
import { hasCode } from "#lib/statement/coded-definition.ts";
import type { Definition, RunResult } from "#lib/statement/definition.ts";
import { RUNTIME } from "#lib/statement/definition-runtime.ts";
import type { Bundle } from "../bundle/bundle.ts";
import type { AnsweredRequest } from "../definition/answer.ts";
import {
  concludeRuns,
  concludeVersions,
  hasSameInput,
  isUnattestable,
  judgeWithoutCode,
  type Runs,
  speaksBefore,
} from "../definition/judge.ts";
import { isSameAnswer, type Run } from "../definition/run-definition.ts";
import type { Answer } from "../signing/read-answer.ts";
import type { ResponseFinding } from "../signing/verify-response.ts";
import { readToken, splitToken, type TokenFinding } from "../token/prex-token.ts";
import type { CheckFacts, KnownDefinition } from "./facts.ts";

/** `claim`, `attestable` and `second-host`, in this order; `runs`: what the machines gave, for people to look at. */
export type ClaimFinding = { readonly checks: readonly [Check, Check, Check]; readonly runs?: Runs };

const pass = (name: string, detail?: string): Check => ({ name, outcome: "pass", ...(detail ? { detail } : {}) });
const notNeeded = (name: string): Check => pass(name, "This kind of claim does not need it.");

/** The three checks of a claim that signatures, keys or tokens decide. */
export function claimOnly(check: Check): ClaimFinding {
  return { checks: [check, notNeeded("attestable"), notNeeded("second-host")] };
}

/** What a definition looks at; undefined for an answer that cannot be read. */
export function answeredRequest({ heads, requestBody, responseBody }: Answer): AnsweredRequest | undefined {
  if (heads === undefined) return undefined;
  const { method, authority, path, query, nonce, tokenId } = heads.request;
  const { status, contentType } = heads.response;
  return {
    request: {
      method,
      authority,
      path,
      query,
      nonce,
      ...(tokenId === undefined ? {} : { tokenId }),
      ...(requestBody === undefined ? {} : { body: requestBody }),
    },
    response: { status, contentType, body: responseBody },
  };
}

/**
 * Two different answers to one request under one definition. Nonce and token may differ where the definition does not read
 * them, and places of the answer that it ignores. `dates`: when they were signed, where somebody asks of the version before.
 */
export function judgeEquivocation(
  answers: readonly Answer[],
  known: KnownDefinition,
  dates: readonly Instant[] = [],
): ClaimFinding {
  const [first, second] = answers.map(answeredRequest);
  if (first === undefined || second === undefined) return claimOnly({ name: "claim", outcome: "not-run" });
  const { definition, before, material } = known;
  const open = openness(definition, [first, second]);
  if (!isSameRequest(first.request, second.request)) {
    const detail = "The two answers belong to different requests: more differs than nonce and token.";
    return attested({ name: "claim", outcome: "fail", reason: "different-requests", detail }, open);
  }
  // A file, its block and an archive of it are all right under one identifier; each answer's hash decides alone.
  if (definition.kind === "predicate" || definition.kind === "content-address") {
    const detail = "Its definition allows several right answers to one request.";
    return attested({ name: "claim", outcome: "fail", reason: "several-right-answers", detail }, open);
  }
  const asksTheSame = hasSameInput(definition, first, second, material);
  if (asksTheSame === false) {
    const detail = "The definition reads a nonce or token, and those of the two requests differ.";
    return attested({ name: "claim", outcome: "fail", reason: "different-requests", detail }, open);
  }
  if (asksTheSame === undefined) {
    const detail = "A request has no form that the definition reads, or one that servers read in several ways.";
    return attested({ name: "claim", outcome: "cannot-check", reason: "bad-input", detail }, open);
  }
  const isSame = saysTheSame(definition, first, second);
  if (isSame === undefined) {
    const detail = "One of the answers is not read as JSON.";
    return attested({ name: "claim", outcome: "cannot-check", reason: "bad-input", detail }, open);
  }
  if (isSame) {
    const detail = "Both answers are the same.";
    return attested({ name: "claim", outcome: "fail", reason: "same-answer", detail }, open);
  }
  // One may be right by the version before, and the other by its own: neither is a fault alone.
  const speaks = before !== undefined && dates.some((at) => speaksBefore(definition, before, at));
  if (speaks) return attested(IN_GRACE, open);
  return attested(pass("claim", "Two signed answers to one request differ."), open);
}

/**
 * Whether two answers say the same by the definition's own rule, byte for byte where it has none; undefined when one is
 * not read. Of answers of two providers it says which of them differ, never which is wrong.
 */
export function saysTheSame(
  definition: Definition,
  first: AnsweredRequest,
  second: AnsweredRequest,
): boolean | undefined {
  const rule = "output" in definition ? definition.output : undefined;
  const { status, body } = first.response;
  const isSameStatus = rule?.compare !== "response" || status === second.response.status;
  if (equalBytes(body, second.response.body)) return isSameStatus;
  if (rule === undefined) return false;
  return isSameAnswer(rule, { status: rule.compare === "response" ? status : null, body }, second.response);
}

/** Signed request components without nonce and token, with the body that their digest binds. */
function isSameRequest(a: AnsweredRequest["request"], b: AnsweredRequest["request"]): boolean {
  const isSameTarget = a.method === b.method && a.authority === b.authority && a.path === b.path && a.query === b.query;
  return isSameTarget && equalBytes(a.body ?? NO_BYTES, b.body ?? NO_BYTES);
}

const NO_BYTES = new Uint8Array();

const WRONG: Record<Definition["kind"], string> = {
  "content-address": "content-address",
  equality: "equivocation",
  predicate: "predicate-violated",
  function: "wrong-result",
};

/** What the definition itself says of the answer: by hash, or by runs of its code, twice here and once elsewhere. */
export async function judgeByDefinition(
  kind: string,
  { answer, bodyHash }: ResponseFinding,
  known: KnownDefinition,
  { createdAt, hosts }: { createdAt: Instant; hosts: CheckFacts["hosts"] },
): Promise<ClaimFinding> {
  const read = answeredRequest(answer);
  if (read === undefined) return claimOnly({ name: "claim", outcome: "not-run" });
  if (WRONG[known.definition.kind] !== kind) {
    const detail = `A definition of the kind "${known.definition.kind}" decides no claim of "${kind}".`;
    return claimOnly({ name: "claim", outcome: "fail", reason: "other-kind", detail });
  }
  const asked = hasCode(known.definition) ? read : { ...read, response: { ...read.response, bodyHash } };
  const named = await resultUnder(known, asked, hosts);
  const before =
    named.result === "mismatch" && known.before ? await resultUnder(known.before, asked, hosts) : undefined;
  const result = concludeVersions(
    { definition: known.definition, result: named.result },
    before === undefined || known.before === undefined ? undefined : { ...known.before, result: before.result },
    createdAt,
  );
  const open = openness(known.definition, [asked]);
  // What the version before leaves open is told from what this one does: whoever asked its signer need not count it as none.
  const isOpenBefore = named.result === "mismatch" && LEFT_OPEN.has(result);
  const checks = attested(isOpenBefore ? IN_GRACE : claimCheck(result), open).checks;
  const { runs } = named;
  if (runs === undefined) return { checks };
  return { checks: [checks[0], checks[1], secondHostCheck(runs)], runs };
}

const IN_GRACE: Check = {
  name: "claim",
  outcome: "cannot-check",
  reason: "in-grace",
  detail: "The version before was still in its grace, and by it this may be right.",
};

/** Ends that are no machine's: those are tried again, or waited for. */
const LEFT_OPEN: ReadonlySet<RunResult> = new Set([
  "inconclusive:unattestable",
  "inconclusive:bad-input",
  "inconclusive:budget",
  "inconclusive:memory",
  "inconclusive:stack",
  "inconclusive:float-output",
] as const);

type Under = { readonly result: RunResult; readonly runs?: Runs };

/** A second host only confirms what accuses: a match hurts nobody. */
const isAccused = (local: readonly Run[]): boolean => local.some(({ result }) => result === "mismatch");

async function resultUnder(
  { definition, material }: Pick<KnownDefinition, "definition" | "material">,
  answer: AnsweredRequest,
  hosts: CheckFacts["hosts"],
): Promise<Under> {
  const decided = judgeWithoutCode(definition, answer, { material });
  if (decided !== undefined || !hasCode(definition)) return { result: decided ?? "inconclusive:bad-input" };
  // Of an engine that is no longer, or not yet, this one: nobody need wait for a machine that has it.
  if (definition.runtime.wasmSha256 !== RUNTIME.wasmSha256) return { result: "inconclusive:missing-code" };
  if (hosts === undefined) return { result: "inconclusive:runtime-unavailable" };
  const job = { definition, material, answer };
  const first = await hosts.local.run(job);
  // Already accused: the hosts are machines apart, so that the second need not wait for the first to run again.
  const early = isAccused([first]) ? hosts.second?.run(job) : undefined;
  const local: [Run, Run] = [first, await hosts.local.run(job)];
  const second = isAccused(local) ? await (early ?? hosts.second?.run(job)) : undefined;
  const runs = { local, second };
  return { result: concludeRuns(definition, runs), runs };
}

function claimCheck(result: RunResult): Check {
  const name = "claim";
  if (result === "mismatch") return pass(name, "The answer is not what the definition gives.");
  if (result === "match") return { name, outcome: "fail", reason: "answer-is-right", detail: "The answer is right." };
  const reason = result.slice("inconclusive:".length);
  return { name, outcome: "cannot-check", reason, detail: INCONCLUSIVE[reason] ?? "The runs say nothing." };
}

const INCONCLUSIVE: Readonly<Record<string, string>> = {
  nondeterministic: "Two runs differ, or other engines would: the definition is at fault, not the answer.",
  budget: "The run needs more than half of its budget, or all of it.",
  timeout: "The run took too long.",
  memory: "The run needs more memory than allowed.",
  stack: "The run calls itself too deep.",
  "missing-code": "The code with the hash in the definition is not at hand.",
  "missing-state": "The state with the hash in the definition is not at hand.",
  "bad-input":
    "Request or answer have no form that the definition reads, or not all servers read such a request alike.",
  "out-of-window": "The definition was not in force when this was signed.",
  unattestable: "The definition leaves this answer open.",
  "runtime-unavailable": "No second machine confirmed it here.",
  "float-output": "The code gives a number that is not whole.",
  crash: "The code ended with an error.",
};

function openness(definition: Definition, answers: readonly AnsweredRequest[]): Check {
  const isOpen = answers.some((answer) => isUnattestable(definition, answer));
  if (!isOpen) return pass("attestable");
  return {
    name: "attestable",
    outcome: "cannot-check",
    reason: "unattestable",
    detail: INCONCLUSIVE.unattestable ?? "",
  };
}

function attested(check: Check, open: Check): ClaimFinding {
  return { checks: [check, open, notNeeded("second-host")] };
}

function secondHostCheck({ local, second }: Runs): Check {
  const name = "second-host";
  if (local.every(({ result }) => result === "match")) return notNeeded(name);
  // A machine that was not asked is not away: what accuses nobody needs no second word.
  if (!isAccused(local)) return { name, outcome: "not-run" };
  if (second === undefined) {
    const detail = "Only an index runs the code on two machines; this one ran it on one.";
    return { name, outcome: "cannot-check", reason: "runtime-unavailable", detail };
  }
  const [first] = local;
  if (first.result === second.result && first.outputSha256 === second.outputSha256) return pass(name);
  return { name, outcome: "cannot-check", reason: "nondeterministic", detail: INCONCLUSIVE.nondeterministic ?? "" };
}

/** One token issued twice with different claims. Whether one was taken by whom it was not for asks for names: people's work. */
export function judgeTokens({ claim }: Bundle, trust: CheckFacts["trust"]): ClaimFinding {
  const name = "claim";
  const given = (claim.params as { tokens: readonly string[] }).tokens;
  const parts = given.map(splitToken).filter((each) => each !== undefined);
  const read = parts.map((each) => readToken(each, trust.raw));
  const broken = read.find(({ ok }) => !ok);
  if (broken !== undefined) {
    const failed = broken.checks.find(({ outcome }) => outcome === "fail");
    return claimOnly({
      name,
      outcome: "fail",
      reason: failed?.reason ?? "token-malformed",
      detail: failed?.detail ?? "",
    });
  }
  const [first, second] = read;
  if (first === undefined || second === undefined) {
    const detail = "For whom a token is meant is a name that people must judge.";
    return claimOnly({ name, outcome: "cannot-check", reason: "audience-is-a-name", detail });
  }
  if (first.id !== second.id)
    return claimOnly({
      name,
      outcome: "fail",
      reason: "different-tokens",
      detail: "They are two tokens, not one twice.",
    });
  const isSame = parts[0]?.claims === parts[1]?.claims || claimsText(first) === claimsText(second);
  if (isSame) return claimOnly({ name, outcome: "fail", reason: "same-claims", detail: "Both say the same." });
  return claimOnly(pass(name, "The issuer signed one token id with two sets of claims."));
}

function claimsText({ claims }: TokenFinding): string {
  if (claims === undefined) return "";
  const { quantity, ...others } = claims;
  return canonicalText({ ...others, quantity: String(quantity) } as JsonObject);
}
