/** A finding as the verifier file shows it: the sentence, the facts, every check in order, what is not proven. */
import { checkTitle } from "#components/log/check-words.ts";
import type { SplitFinding } from "#lib/disclosure/ledger-digest/split-proof.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import type { Check, Outcome } from "#lib/kernel/checks.ts";
import { formatInstant, type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import type { Checkpoint } from "#lib/log/checkpoint.ts";
import type { FileContent, FileFinding } from "#lib/state/file-content.ts";
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
};

const KIND_WORDS: Readonly<Record<FileContent["kind"], string>> = {
  receipt: "Receipt",
  "tlog-proof": "Inclusion proof",
  checkpoint: "Checkpoint",
  promise: "Promise",
  "aggregate-proof": "Proof of one thing in the state",
  "fraud-proof": "Proof of fraud",
  "ledger-split": "Proof that a ledger was split",
  archive: "Whole log",
  unusable: "Not usable",
};

type Look = { readonly tone: "verified" | "failed" | "attention"; readonly icon: IconName; readonly word: string };

/** A proven lie wears the colour of failure: the log failed, not the file. */
function lookOf({ content, verdict, checks }: FileFinding): Look {
  if (content.kind === "fraud-proof" && content.found.ok)
    return { tone: "failed", icon: "fail", word: "Convicts the log" };
  if (content.kind === "ledger-split" && content.found.ok)
    return { tone: "failed", icon: "fail", word: "Two versions of one ledger" };
  if (content.kind === "unusable") return { tone: "attention", icon: "cannot-check", word: "Cannot be read" };
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

export function renderFinding(name: string, finding: FileFinding): HTMLElement {
  const { content, checks, sentence, notProven } = finding;
  const look = lookOf(finding);
  const titles = content.kind === "fraud-proof" ? ACCUSED : {};
  const facts = factsOf(content);
  const headline = el("p", { class: "headline" }, icon(look.icon), el("strong", {}, `${look.word}.`), ` ${sentence}`);
  return el(
    "article",
    { class: `finding ${look.tone}`, "data-verdict": finding.verdict, "aria-label": name },
    el("p", { class: "muted" }, `${KIND_WORDS[content.kind]} · ${name}`),
    headline,
    ...(facts.length === 0
      ? []
      : [el("dl", {}, ...facts.flatMap(([key, value]) => [el("dt", {}, key), el("dd", {}, value)]))]),
    el(
      "ol",
      { class: "checks", "aria-label": "Checks, in order" },
      ...checks.map((check) => renderCheck(check, titles)),
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

function renderCheck(check: Check, titles: Readonly<Record<string, string>>): HTMLElement {
  const { name, outcome, reason, detail } = check;
  const line = el(
    "span",
    {},
    `${titles[name] ?? checkTitle(name)}: `,
    el("strong", { class: "word" }, OUTCOME_WORDS[outcome]),
  );
  const more = [detail, reason === undefined ? undefined : `Code: ${reason}`].filter((text) => text !== undefined);
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
  if (content.kind === "aggregate-proof" && content.found.proof !== undefined && "presence" in content.found.proof)
    return [folded("What stood there, as proven", el("pre", {}, canonicalText(content.found.proof.presence.form)))];
  return [];
}

type Fact = readonly [string, string];

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
    case "archive":
      return archiveFacts(content);
    case "unusable":
      return [];
  }
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
