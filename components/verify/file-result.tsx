"use client";
import { useEffect, useState } from "react";
import { CheckList, CheckRows } from "#components/log/proof/check-list.tsx";
import { verdictOf } from "#components/log/proof/check-words.ts";
import { clockTime } from "#components/log/proof/clock-time.ts";
import { FoolIt } from "#components/log/proof/fool-it.tsx";
import { readable } from "#components/log/proof/readable.ts";
import { Alert } from "#components/ui/alert.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { receiptFileName } from "#lib/client/save-receipt.ts";
import { parseReceipt, RECEIPT_TYPE, receiptObject } from "#lib/log/receipt.ts";
import type { FileFinding } from "#lib/state/files/file-content.ts";
import type { FraudVerdict } from "#lib/state/fraud/judgement.ts";
import { CaseResult } from "./case-result.tsx";
import { EvidenceResult } from "./evidence-result.tsx";
import { FileFacts } from "./file-facts.tsx";
import { Unusable } from "./unusable.tsx";

/** What was found: the sentence first, then what it is about, then every check, then what it does not prove. */
export function FileResult({
  name,
  finding,
  logVkey,
  siteOrigin,
}: {
  name: string;
  finding: FileFinding;
  /** The log of this site. */
  siteOrigin?: string;
  /** By which receipts inside evidence are believed. */
  logVkey?: string | undefined;
}) {
  const { content, checks, verdict } = finding;
  if (content.kind === "unusable") return <Unusable name={name} file={content.found} />;
  if (content.kind === "evidence") return <EvidenceResult bytes={content.bytes} logVkey={logVkey} />;
  return (
    <div data-holds={verdict} className="flex flex-col gap-5">
      <Headline finding={finding} />
      <FileFacts content={content} />
      {content.kind === "receipt" || content.kind === "checkpoint" ? (
        <CheckList checks={checks} label={LABELS[content.kind]} />
      ) : (
        <CheckRows
          checks={checks}
          label={LABELS[content.kind]}
          titles={content.kind === "fraud-proof" ? ACCUSED : {}}
        />
      )}
      {content.kind === "case" ? (
        <CaseResult found={content.found} logVkey={logVkey} isOwn={finding.origin === siteOrigin} />
      ) : null}
      {content.kind === "receipt" ? <Fool finding={finding} bytes={content.bytes} /> : null}
      <Limits finding={finding} />
      <CodeBlock label="The same on the command line, with a key that you trust" text={commandOf(name, finding)} />
    </div>
  );
}

const LABELS = {
  receipt: "Checks of the receipt",
  checkpoint: "Checks of the checkpoint",
  "tlog-proof": "Checks of the proof",
  promise: "Checks of the promise",
  "aggregate-proof": "Checks of the proof",
  "fraud-proof": "Checks of the accusation",
  answer: "Checks of the answer",
  directory: "Checks of the directory",
  "ledger-split": "Checks of the proof",
  archive: "Checks of the log",
  case: "Checks of the case",
  exchange: "Checks of the signed answer",
  token: "Checks of the token",
  definition: "Checks of the definition",
} as const;

/** Here a check passes when it speaks against the log. */
const ACCUSED = {
  "state-root": "The state root is false",
  absence: "The statement is not in the log",
  inclusion: "The entry stands in the log",
  verdict: "The evidence gives another verdict",
  parts: "The evidence is what was filed",
};

const CONCLUSIONS = {
  verified: { tone: "verified", title: "It holds." },
  unsure: { tone: "attention", title: "Nothing is wrong, but not everything could be checked." },
  incomplete: { tone: "attention", title: "Nothing is wrong, but not everything could be checked." },
  "policy-not-met": { tone: "attention", title: "Not signed by the watchers that you trust." },
  tampered: { tone: "failed", title: "It does not hold." },
  equivocation: { tone: "failed", title: "Two histories of one log." },
} as const;

const ACCUSATIONS: Readonly<Record<FraudVerdict, { tone: "failed" | "attention"; title: string }>> = {
  tampered: { tone: "failed", title: "Proven: this log lied." },
  equivocation: { tone: "failed", title: "Proven: this log showed two histories." },
  "policy-not-met": { tone: "attention", title: "Not signed by the watchers that you trust." },
  incomplete: { tone: "attention", title: "This cannot be decided here." },
  unproven: { tone: "attention", title: "This proves nothing against the log." },
};

const SPLIT = { tone: "failed", title: "Proven: two versions of one ledger." } as const;
const NO_SPLIT = { tone: "attention", title: "This proves nothing against the provider." } as const;

function conclusionOf({ content, verdict, checks }: FileFinding) {
  if (content.kind === "fraud-proof") return ACCUSATIONS[content.found.verdict];
  if (content.kind === "ledger-split") return content.found.ok ? SPLIT : NO_SPLIT;
  const isOpen = content.kind === "receipt" && verdict === "verified" && verdictOf(checks) === "unsure";
  return CONCLUSIONS[isOpen ? "unsure" : verdict];
}

/** The verdict with the time at which this browser came to it. */
function Headline({ finding }: { finding: FileFinding }) {
  const [at, setAt] = useState<string | undefined>(undefined);
  useEffect(() => {
    if (finding.checks.length > 0) setAt(clockTime());
  }, [finding]);
  const { tone, title } = conclusionOf(finding);
  return (
    <Alert live tone={tone} title={`${title} Checked in this browser${at === undefined ? "" : `, ${at}`}.`}>
      <p className="break-words">{readable(finding.sentence)}</p>
      {finding.checks.some(({ name, outcome }) => name === "verdict" && outcome === "pass") &&
      isJudged(finding.content) ? (
        <p className="mt-1">Judged again here: its evidence gives what the index said.</p>
      ) : null}
    </Alert>
  );
}

/** "Try to fool it", for what can be read as a receipt. */
function Fool({ finding, bytes }: { finding: FileFinding; bytes: Uint8Array }) {
  const parsed = parseReceipt(bytes);
  if (!parsed.ok || finding.content.kind !== "receipt") return null;
  const receipt = { ...receiptObject(parsed.value), type: RECEIPT_TYPE } as const;
  const checked = { receipt, bytes, finding: finding.content.found, logKey: finding.logKey, signer: undefined };
  return <FoolIt key={parsed.value.index} checked={checked} level={2} />;
}

function Limits({ finding: { notProven } }: { finding: FileFinding }) {
  return (
    <div className="flex flex-col gap-2 text-muted text-sm">
      <div>
        <p className="font-medium text-ink">This does not prove</p>
        <ul className="list-disc pl-5">
          {notProven.map((what) => (
            <li key={what}>{what}</li>
          ))}
        </ul>
      </div>
      <p>
        These checks run code that this site sent you. A check by the accused proves little: the independent ways are
        the verifier file and the command line, from a source that you trust.
      </p>
    </div>
  );
}

/** What holds verdicts of an index, and is no accusation of one. */
const isJudged = ({ kind }: FileFinding["content"]) => kind === "receipt" || kind === "case";

function commandOf(name: string, { content, logKey, checks }: FileFinding): string {
  const file = content.kind === "receipt" ? receiptFileName(content.found.index ?? 0) : "<file>";
  const own = /^[\w.-]+$/.test(name) ? name : file;
  const keys = logKey.from === "nowhere" ? "" : ` --key '${logKey.vkey}'`;
  // The key that signed it: whether it is the index's, its genesis says.
  const isSigned = content.kind === "answer" || content.kind === "directory";
  const signer = isSigned && content.found.keyid ? ` --answer-key ${content.found.keyid}` : "";
  const log = isJudged(content) && checks.some((check) => check.name === "verdict") ? " --log <the archive>" : "";
  return `npm run touchstone -- verify ${own}${keys}${signer}${log}`;
}
