/** What a verified file says, in one sentence for people, and what it leaves open whatever its checks say. */
import type { SplitFinding } from "#lib/disclosure/ledger-digest/split-proof.ts";
import type { BundleFinding } from "#lib/evidence/checks/check-bundle.ts";
import { resultPieces, resultText } from "#lib/evidence/words/result.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { formatInstant, type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { AnswerFinding } from "#lib/statement/signed-answer.ts";
import type { FraudFinding } from "../fraud/judgement.ts";
import { EARLY_TIME } from "../log-time.ts";
import { caseStory } from "./case-story.ts";
import type { FileContent, FileVerdict } from "./file-content.ts";
import type { WholeCaseFinding } from "./verify-whole-case.ts";

type Said = {
  readonly content: FileContent;
  readonly verdict: FileVerdict;
  readonly checks: readonly Check[];
  readonly origin: string | undefined;
};

const ONE_VIEW = "that everybody is shown the same log: name the watchers that you trust, and compare with others";
const EFFECT = "that the statement has effect: the fold of the whole log decides, an audit recomputes it";
const TRUTH = "that what the statement says is true in the world";

/** Each completes "This does not prove …". */
export const NOT_PROVEN: Readonly<Record<FileContent["kind"], readonly string[]>> = {
  receipt: [TRUTH, EFFECT, ONE_VIEW],
  "tlog-proof": ["what the entry says: this file does not hold it", ONE_VIEW],
  checkpoint: ["what stands in the log: a checkpoint is its size and root", ONE_VIEW],
  promise: ["that the statement is in the log: the log only promised it", ONE_VIEW],
  "aggregate-proof": ["that the index signed its true state: an audit of the whole log tells", ONE_VIEW],
  "fraud-proof": ["anything about other entries of the same log, good or bad"],
  "ledger-split": ["who rewrote the ledger, or why", "that either of the two hashes is the true one"],
  answer: [
    "that the answer is right: an audit of the whole log tells",
    "that others are given the same answer: two that differ are evidence",
    ONE_VIEW,
  ],
  directory: [
    "that its rows are right: an audit of the whole log tells",
    "that others are given the same file: two of one size that differ are evidence",
    ONE_VIEW,
  ],
  archive: [TRUTH, "that the log has not grown since, or that its site shows what it gives: an audit tells", ONE_VIEW],
  case: [TRUTH, "that the index decided rightly, or signed its true state: an audit of the whole log tells", ONE_VIEW],
  evidence: ["anything yet: its checks were not made"],
  exchange: [
    "that the answer is right",
    "whose key it is, and whether it was in force: the log knows that",
    "when it was given",
  ],
  token: ["that it can still be spent, or was spent", "that its issuer is an instance that anybody knows"],
  definition: ["that an index tested and admitted it", "that any provider answers by it"],
  unusable: ["that the log did anything wrong: it only cannot be read"],
};

/** What a file is, before anything is said of it. */
export const KIND_NAMES: Readonly<Record<FileContent["kind"], string>> = {
  receipt: "Receipt",
  "tlog-proof": "Inclusion proof",
  checkpoint: "Checkpoint",
  promise: "Promise",
  "aggregate-proof": "Proof of one thing in the state",
  directory: "Whole directory of an index, signed",
  "fraud-proof": "Proof of fraud",
  "ledger-split": "Proof that a ledger was split",
  answer: "Signed answer of an index",
  archive: "Whole log",
  case: "Whole case",
  evidence: "Evidence against a provider",
  exchange: "Signed answer",
  token: "Prex token",
  definition: "Definition of a service",
  unusable: "Not usable",
};

export function sentenceOf(said: Said): string {
  const { content } = said;
  if (content.kind === "fraud-proof") return fraudSentence(content.found);
  if (content.kind === "ledger-split") return splitSentence(content.found);
  if (content.kind === "evidence") return evidenceSentence(content.found);
  if (content.kind === "unusable") return `${content.found.title}.`;
  switch (said.verdict) {
    case "verified":
      return verifiedSentence(said);
    case "equivocation":
      return `The log ${said.origin} signed another history than the one that was verified here before.`;
    case "policy-not-met":
      return "All of it fits together, but the watchers that you trust did not sign it.";
    case "incomplete":
      return incompleteSentence(said);
    case "tampered":
      return tamperedSentence(
        content.kind,
        said.checks.find(({ outcome }) => outcome === "fail"),
      );
  }
}

const DOES_NOT_HOLD: Readonly<
  Record<Exclude<FileContent["kind"], "fraud-proof" | "ledger-split" | "evidence" | "unusable">, string>
> = {
  receipt: "This receipt does not hold.",
  "tlog-proof": "This proof does not hold.",
  checkpoint: "This checkpoint does not hold.",
  promise: "This promise does not hold.",
  "aggregate-proof": "This proof does not hold.",
  answer: "This answer does not hold.",
  directory: "This directory does not hold.",
  archive: "This log does not hold.",
  case: "This case does not hold.",
  exchange: "This signed answer does not hold.",
  token: "This token does not hold.",
  definition: "This definition does not hold.",
};

/** `fault`: the first one. A verdict that was judged again is false in a file that holds. */
function tamperedSentence(kind: keyof typeof DOES_NOT_HOLD, fault: Check | undefined): string {
  const begin = fault?.name === "verdict" ? "This verdict does not follow from its evidence." : DOES_NOT_HOLD[kind];
  return `${begin} ${fault?.detail ?? ""}`.trim();
}

function verifiedSentence({ content, checks, origin }: Said): string {
  switch (content.kind) {
    case "receipt": {
      const isOpen = checks.some(({ name, outcome }) => name === "statement-signature" && outcome === "cannot-check");
      const author = isOpen ? " Its author's signature needs a key that only the log's history holds." : "";
      return `Entry ${content.found.index} stands in the log ${origin}.${author}`;
    }
    case "tlog-proof":
      return `This entry stands at ${content.found.index} in the log ${origin}.`;
    case "checkpoint":
      return `The log ${origin} signed this head of ${content.found.checkpoint?.size} entries.`;
    case "promise":
      return `The log ${origin} promised to log this statement by ${hardByOf(content)}.`;
    case "aggregate-proof":
      return aggregateSentence(content, origin);
    case "answer":
      return answerSentence(content.found, origin);
    case "directory":
      return directorySentence(content.found, checks, origin);
    case "archive":
      return `The whole log ${origin} holds: ${content.found.checkpoint?.size} entries, every signature, rule and root recomputed.`;
    case "case":
      return caseSentence(content.found, origin);
    case "exchange":
      return `${content.found.answer.parameters.keyid} signed exactly this answer to exactly this request.`;
    case "token":
      return `${content.found.claims?.iss} issued this token.`;
    case "definition":
      return `A definition of the kind "${content.found.definition.kind}". Its content address is ${content.found.hash}.`;
    case "fraud-proof":
    case "ledger-split":
    case "evidence":
    case "unusable":
      return "";
  }
}

function caseSentence({ file, said = [], size = 0, forms }: WholeCaseFinding, origin: string | undefined): string {
  const story = file === undefined ? undefined : caseStory(file.case, forms);
  const stood = story === undefined ? "" : ` ${story.handedOver ?? `It stood as ${story.state.replaceAll("_", " ")}.`}`;
  return `The case ${file?.case} of the log ${origin}: ${said.length} entries, all logged and signed; of the first ${size} entries of the log none is left out.${stood}`;
}

function answerSentence({ answer }: AnswerFinding, origin: string | undefined): string {
  if (answer === undefined) return "";
  const asked = Object.entries(answer.request.query).map(([name, value]) => `${name}=${value}`);
  const question = [answer.request.path, ...(asked.length === 0 ? [] : [asked.join("&")])].join("?");
  const { time, size } = answer.asOf;
  return `The index of ${origin} answered ${question} so at ${time}, after ${size === 1 ? "1 entry" : `${size} entries`}.`;
}

function directorySentence({ answer }: AnswerFinding, checks: readonly Check[], origin: string | undefined): string {
  const rows = checks.find(({ name }) => name === "rows")?.detail ?? "";
  return `The index of ${origin} signed this directory, ${rows}, as of its first ${answer?.asOf.size} entries.`;
}

function aggregateSentence({ found }: Extract<FileContent, { kind: "aggregate-proof" }>, origin: string | undefined) {
  const where = `in the state that ${origin} signed after its first ${found.size} entries`;
  const key = found.proof?.key;
  return found.proof !== undefined && "presence" in found.proof
    ? `${key} stood so ${where}.`
    : `There was no ${key} ${where}.`;
}

function hardByOf({ found }: Extract<FileContent, { kind: "promise" }>): string {
  return found.promise === undefined ? "a time" : formatInstant((found.promise.hardBySeconds * SECOND_MS) as Instant);
}

function incompleteSentence({ content, checks, origin }: Said): string {
  const isUnsigned = checks.some(({ name, outcome }) => name === "log-signature" && outcome === "cannot-check");
  if (isUnsigned)
    return `All of it fits together, but nothing yet shows that ${origin} signed it: the log's key is missing.`;
  const early = checks.find(({ reason }) => reason === EARLY_TIME)?.detail;
  if (early !== undefined) return `All of it fits together. Alarm, though no proof: ${early}`;
  const open = checks.find(({ outcome, name }) => outcome === "cannot-check" && name !== "log-key")?.detail;
  const said = content.kind === "aggregate-proof" ? ` ${aggregateSentence(content, origin)}` : "";
  return `Nothing is wrong, but not everything could be checked: ${open ?? "something is missing."}${said}`;
}

function evidenceSentence(found: BundleFinding | undefined): string {
  return found === undefined
    ? "This is evidence against a provider; its fourteen checks were not made yet."
    : resultText(resultPieces(found));
}

function fraudSentence({ verdict, proof, checks }: FraudFinding): string {
  const whose = proof?.origin ?? "the log";
  switch (verdict) {
    case "tampered":
      return `Proven: the log ${whose} lied (${proof?.kind}).`;
    case "equivocation":
      return `Proven: the log ${whose} showed two histories (${proof?.kind}).`;
    case "policy-not-met":
      return "It fits together, but the watchers that you trust did not sign it.";
    case "incomplete":
      return `This cannot be decided here: ${checks.find(({ name, outcome }) => outcome === "cannot-check" && name !== "log-key")?.detail ?? "something is missing."}`;
    case "unproven":
      return `It proves nothing against ${whose}.`;
  }
}

function splitSentence({ ok, proof, series, provider, said, checks }: SplitFinding): string {
  const where = `block ${proof?.block} of the ledger ${series?.server}/${series?.database}`;
  if (ok) {
    const hashes = said.map(({ hash, entry }) => `${hash.slice(0, 8)}… in entry ${entry}`).join(" and ");
    return `Proven: ${provider} signed two hashes for ${where}: ${hashes}.`;
  }
  const isBroken = checks.some(({ outcome }) => outcome === "fail" || outcome === "not-run");
  if (isBroken) return "It does not prove that a ledger was split.";
  return `Two statements name two hashes for ${where}, but nothing yet shows who signed them: the log's key is missing.`;
}
