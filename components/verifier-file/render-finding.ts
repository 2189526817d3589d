/** A finding as the verifier file shows it: the sentence, the facts, every check in order, what is not proven. */
import { hexLines, inertText, shownPart } from "#components/evidence/body-text.ts";
import { checkTitle } from "#components/log/proof/check-words.ts";
import { missingSentence } from "#lib/client/verify/missing-words.ts";
import type { MissingLog } from "#lib/client/verify/verify-files.ts";
import type { SplitFinding } from "#lib/disclosure/ledger-digest/split-proof.ts";
import type { Bundle } from "#lib/evidence/bundle/bundle.ts";
import type { BundleFinding } from "#lib/evidence/checks/check-bundle.ts";
import type { BundleCheck } from "#lib/evidence/rules.ts";
import { type Answer, readAnswer } from "#lib/evidence/signing/read-answer.ts";
import { CHECK_WORDS, checkSentence } from "#lib/evidence/words/check-words.ts";
import { claimSentence, type VerdictWord } from "#lib/evidence/words/verdict-words.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import type { Check, Outcome } from "#lib/kernel/checks.ts";
import { formatInstant, type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import type { Checkpoint } from "#lib/log/checkpoint.ts";
import { caseStory } from "#lib/state/files/case-story.ts";
import type { FileContent, FileFinding } from "#lib/state/files/file-content.ts";
import { KIND_NAMES } from "#lib/state/files/file-words.ts";
import type { WholeCaseFinding } from "#lib/state/files/verify-whole-case.ts";
import { indexOf } from "#lib/state/view.ts";
import { el, folded, type IconName, icon } from "./dom.ts";

const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  pass: "yes",
  fail: "no",
  "not-run": "not run",
  "cannot-check": "cannot check",
};

/** Here a check passes when it speaks against the log. */
const ACCUSED: Readonly<Record<string, string>> = {
  "state-root": "The state root is false",
  absence: "The statement is not in the log",
  inclusion: "The entry stands in the log",
  verdict: "The evidence gives another verdict",
  parts: "The evidence is what was filed",
};

type Look = { readonly tone: "verified" | "failed" | "attention"; readonly icon: IconName; readonly word: string };

/** A proven lie wears the colour of failure: the log failed, not the file. */
function lookOf({ content, verdict, checks }: FileFinding): Look {
  if (content.kind === "fraud-proof" && content.found.ok)
    return { tone: "failed", icon: "fail", word: "Convicts the log" };
  if (content.kind === "ledger-split" && content.found.ok)
    return { tone: "failed", icon: "fail", word: "Two versions of one ledger" };
  if (content.kind === "unusable") return { tone: "attention", icon: "cannot-check", word: "Cannot be read" };
  if (content.kind === "evidence") return evidenceLook(content.found?.verdict.verdict ?? "open", verdict);
  switch (verdict) {
    case "verified": {
      const isOpen = checks.some(({ name, outcome }) => outcome === "cannot-check" && name === "log-key");
      return { tone: "verified", icon: "pass", word: isOpen ? "Holds, for a key that you have not given" : "Holds" };
    }
    case "tampered":
      return { tone: "failed", icon: "fail", word: "Does not hold" };
    case "equivocation":
      return { tone: "failed", icon: "fail", word: "Two histories" };
    case "policy-not-met":
      return { tone: "attention", icon: "cannot-check", word: "Your watchers did not sign" };
    case "incomplete":
      return { tone: "attention", icon: "cannot-check", word: "Not decided" };
  }
}

/** A proven fault wears the colour of failure: the provider failed, not the file. */
function evidenceLook(found: VerdictWord, verdict: FileFinding["verdict"]): Look {
  if (verdict === "verified") return { tone: "failed", icon: "fail", word: "Convicts the provider" };
  if (found === "refuted") return { tone: "attention", icon: "cannot-check", word: "This report does not hold" };
  return { tone: "attention", icon: "cannot-check", word: "Not decided" };
}

/** `missing`: to judge its verdicts again. */
export function renderFinding(name: string, finding: FileFinding, missing: MissingLog | undefined): HTMLElement {
  const { content, checks, sentence, notProven } = finding;
  const look = lookOf(finding);
  const titles = content.kind === "fraud-proof" ? ACCUSED : {};
  const facts = factsOf(content);
  const headline = el("p", { class: "headline" }, icon(look.icon), el("strong", {}, `${look.word}.`), ` ${sentence}`);
  return el(
    "article",
    { class: `finding ${look.tone}`, "data-verdict": finding.verdict, "aria-label": name },
    el("p", { class: "muted" }, `${KIND_NAMES[content.kind]} · ${name}`),
    headline,
    ...(missing === undefined ? [] : [el("p", {}, missingSentence(missing, finding.origin ?? ""))]),
    ...(facts.length === 0
      ? []
      : [el("dl", {}, ...facts.flatMap(([key, value]) => [el("dt", {}, key), el("dd", {}, value)]))]),
    el(
      "ol",
      { class: "checks", "aria-label": "Checks, in order" },
      ...checks.map((check) => renderCheck(check, titles, content.kind === "evidence")),
    ),
    ...contentOf(content),
    el(
      "div",
      { class: "muted" },
      el("p", {}, "This does not prove"),
      el("ul", {}, ...notProven.map((what) => el("li", {}, what))),
    ),
  );
}

function renderCheck(check: Check, titles: Readonly<Record<string, string>>, isEvidence: boolean): HTMLElement {
  const { name, outcome, reason, detail } = check;
  const title = isEvidence ? CHECK_WORDS[name as BundleCheck].title : (titles[name] ?? checkTitle(name));
  const line = el("span", {}, `${title}: `, el("strong", { class: "word" }, OUTCOME_WORDS[outcome]));
  const more = [
    isEvidence ? checkSentence(check) : undefined,
    detail,
    reason === undefined ? undefined : `Code: ${reason}`,
  ].filter((text) => text !== undefined);
  // What went wrong is read at once; what went well may be opened.
  const isOpen = outcome === "fail" || outcome === "cannot-check";
  const details = more.map((text) => el("p", { class: "muted" }, text));
  const body =
    details.length === 0 ? line : el("details", isOpen ? { open: "" } : {}, el("summary", {}, line), ...details);
  return el("li", { "data-outcome": outcome, "data-check": name }, icon(outcome), body);
}

function contentOf(content: FileContent): HTMLElement[] {
  if (content.kind === "receipt" && content.found.parsed !== undefined)
    return [folded("The statement, as signed", el("pre", {}, utf8Decode(content.found.parsed.bytes) ?? ""))];
  if (content.kind === "evidence" && content.found !== undefined) return bodiesOf(content.found);
  if (content.kind === "case")
    return (content.found.said ?? []).map(({ index, loggedAt, parsed }) =>
      folded(
        `Entry ${index}, ${formatInstant(loggedAt)}: ${parsed.statement.kind}`,
        el("pre", {}, utf8Decode(parsed.bytes) ?? ""),
      ),
    );
  if (content.kind === "exchange") return bodyOf("The answer's body", content.found.answer.responseBody);
  if (content.kind === "definition")
    return [folded("The definition", el("pre", {}, canonicalText({ ...content.found.definition })))];
  if ((content.kind === "answer" || content.kind === "directory") && content.found.answer !== undefined)
    return [folded("The answer, as signed", el("pre", {}, canonicalText(content.found.answer.answer)))];
  if (content.kind === "aggregate-proof" && content.found.proof !== undefined && "presence" in content.found.proof)
    return [folded("What stood there, as proven", el("pre", {}, canonicalText(content.found.proof.presence.form)))];
  return [];
}

function bodiesOf({ bundle, runs }: BundleFinding): HTMLElement[] {
  const answers = (bundle?.exchanges ?? []).map(readAnswer);
  return [
    ...answers.flatMap(({ requestBody, responseBody }, at) => [
      ...(requestBody === undefined ? [] : bodyOf(`Body of request ${at + 1}`, requestBody)),
      ...bodyOf(`Body of answer ${at + 1}, as signed`, responseBody),
    ]),
    ...(runs?.local[0].output ? bodyOf("What its own rule gives", runs.local[0].output.body) : []),
  ];
}

/** As characters only: text with what moves it shown by its numbers, everything else as bytes. */
function bodyOf(summary: string, bytes: Uint8Array): HTMLElement[] {
  const part = shownPart(bytes);
  return [folded(`${summary} (${bytes.length} bytes)`, el("pre", {}, inertText(part) ?? hexLines(part)))];
}

type Fact = readonly [string, string];

function caseFacts({ file, forms }: WholeCaseFinding): Fact[] {
  if (file === undefined) return [];
  const story = caseStory(file.case, forms);
  const own: Fact[] = [["Case", file.case]];
  if (story === undefined) return own;
  return [
    ...own,
    ["Stood as", story.state],
    ["Claim", story.claim],
    ["Against", story.accused],
    ["Reported by", story.reporter],
  ];
}

function factsOf(content: FileContent): Fact[] {
  switch (content.kind) {
    case "receipt": {
      const { parsed, checkpoint, index, loggedAt } = content.found;
      if (parsed === undefined || checkpoint === undefined || index === undefined) return [];
      return [
        ["Log", checkpoint.origin],
        ["Entry", `${index} of ${checkpoint.size}`],
        ["Logged", loggedAt === undefined ? "unreadable" : formatInstant(loggedAt)],
        ["Kind", parsed.statement.kind],
        ["About", parsed.statement.subject],
        ["Signed by", parsed.statement.issuer],
        ["Statement hash", parsed.hash],
      ];
    }
    case "tlog-proof":
    case "checkpoint":
      return headFacts(content.found.checkpoint);
    case "promise":
      return promiseFacts(content);
    case "aggregate-proof":
      return [
        ["About", content.found.proof?.key ?? "unreadable"],
        ["State after", `${content.found.size ?? "unknown"} entries`],
      ];
    case "answer":
    case "directory": {
      const { answer } = content.found;
      return answer === undefined
        ? []
        : [
            ["Asked", answer.request.path],
            ...Object.entries(answer.request.query).map(([name, value]): [string, string] => [name, value]),
            ["As of", `${answer.asOf.time}, after ${answer.asOf.size} entries`],
          ];
    }
    case "fraud-proof": {
      const { proof } = content.found;
      return proof === undefined
        ? []
        : [
            ["Accused", proof.origin],
            ["Of", proof.kind],
          ];
    }
    case "ledger-split":
      return splitFacts(content.found);
    case "case":
      return caseFacts(content.found);
    case "evidence":
      return content.found?.bundle === undefined ? [] : evidenceFacts(content.found.bundle, content.found);
    case "exchange":
      return exchangeFacts(content.found.answer);
    case "token": {
      const { claims } = content.found;
      return claims === undefined
        ? []
        : [
            ["Issued by", claims.iss],
            ["For", claims.aud.join(", ")],
            ["Number", claims.jti],
            ["Quantity", claims.quantity.toString()],
          ];
    }
    case "definition":
      return [
        ["Kind", content.found.definition.kind],
        ["Content address", content.found.hash],
      ];
    case "archive":
      return archiveFacts(content);
    case "unusable":
      return [];
  }
}

function evidenceFacts({ claim, subject }: Bundle, { signer, fault }: BundleFinding): Fact[] {
  return [
    ["Claim", claimSentence(claim.kind)],
    ["Accused", subject.provider],
    ["Signed by", signer ?? "unknown"],
    ["Fault", fault?.id ?? "unknown"],
  ];
}

function exchangeFacts({ heads, parameters }: Answer): Fact[] {
  if (heads === undefined) return [];
  const { method, authority, path, query } = heads.request;
  return [
    ["Request", `${method} ${authority}${path}${query === "?" ? "" : query}`],
    ["Status", `${heads.response.status}`],
    ["Signed by", parameters.keyid ?? "unknown"],
  ];
}

function headFacts(checkpoint: Checkpoint | undefined): Fact[] {
  if (checkpoint === undefined) return [];
  return [
    ["Log", checkpoint.origin],
    ["Size", `${checkpoint.size} entries`],
    ["Root", hexEncode(checkpoint.root)],
  ];
}

function promiseFacts({ found: { promise } }: Extract<FileContent, { kind: "promise" }>): Fact[] {
  if (promise === undefined) return [];
  const at = (seconds: number) => formatInstant((seconds * SECOND_MS) as Instant);
  return [
    ["Log", promise.origin],
    ["Statement hash", promise.statementHash],
    ["Received", at(promise.receivedSeconds)],
    ["Late after", at(promise.includeBySeconds)],
    ["Broken after", at(promise.hardBySeconds)],
  ];
}

/** A log that was folded says which verifier file it announces and by which keys it speaks. */
function archiveFacts({ found }: Extract<FileContent, { kind: "archive" }>): Fact[] {
  const index = found.replay === undefined ? undefined : indexOf(found.replay.state);
  if (index === undefined) return headFacts(found.checkpoint);
  return [
    ...headFacts(found.checkpoint),
    ["Log key", found.vkey ?? "unknown"],
    ["Speaks for it", index.issuer],
    ["Verifier file", index.verifierSha256 ?? "none announced"],
  ];
}

function splitFacts({ proof, provider, series, said }: SplitFinding): Fact[] {
  return [
    ["Provider", provider ?? "unreadable"],
    [
      "Ledger",
      series === undefined ? "unreadable" : `${series.server}/${series.database}, created ${series.createdAt}`,
    ],
    ["Block", String(proof?.block ?? "unreadable")],
    ...said.map(({ hash, entry }): Fact => [`Entry ${entry}`, hash]),
  ];
}
