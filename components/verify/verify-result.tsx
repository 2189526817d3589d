"use client";
import { useEffect, useMemo, useState } from "react";
import { CheckLimits, CheckList } from "#components/log/check-list.tsx";
import { verdictOf } from "#components/log/check-words.ts";
import { clockTime } from "#components/log/clock-time.ts";
import { FoolIt } from "#components/log/fool-it.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { browserClock } from "#lib/client/platform.ts";
import { browserTexts } from "#lib/client/text-store.ts";
import { trustStore } from "#lib/client/trust-store.ts";
import { checkCheckpoint } from "#lib/client/verify/check-checkpoint.ts";
import { checkReceipt, type LogKey, rememberedKey } from "#lib/client/verify/check-receipt.ts";
import { type ProofText, readProofText } from "#lib/client/verify/read-proof-text.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import type { Checkpoint } from "#lib/log/checkpoint.ts";
import { parseReceipt, RECEIPT_TYPE, receiptObject } from "#lib/log/receipt.ts";
import { parseVkey } from "#lib/log/vkey.ts";
import type { StatementReceiptFinding } from "#lib/statement/verify-receipt.ts";
import { AggregateResult, FraudResult } from "./state-results.tsx";

/** `issuer`: who speaks for this index, from its genesis. */
export type SiteLog = { readonly origin: string; readonly vkey: string; readonly issuer: Did | undefined };

/** The key that the reader gave, else the one that this browser remembers, else this site's own for its own log. */
function keyFor(origin: string | undefined, vkey: string, site: SiteLog): LogKey {
  if (vkey !== "") return { from: "given", vkey };
  if (origin === undefined) return { from: "nowhere" };
  const known = rememberedKey(trustStore(browserTexts()), origin);
  return known.from === "nowhere" && origin === site.origin ? { from: "site", vkey: site.vkey } : known;
}

export type VerifyResultProps = {
  /** What it is called: the file's name. */
  name: string;
  bytes: Uint8Array;
  /** The log's key from elsewhere; "" when the reader has none. */
  vkey: string;
  site: SiteLog;
};

/** Verifies what was given, with nothing but this page. */
export default function VerifyResult({ name, bytes, vkey, site }: VerifyResultProps) {
  const proof = useMemo(() => readProofText(bytes), [bytes]);
  const origin = proof.kind === "unusable" ? undefined : proof.origin;
  const logKey = useMemo(() => keyFor(origin, vkey, site), [origin, vkey, site]);
  if (vkey !== "" && parseVkey(vkey)?.type !== "ed25519") {
    return (
      <Alert live tone="failed" title="This is not a log key">
        At “Log key”: a verifier key is the log's name, a plus sign, 8 hex digits, a plus sign and base64. Copy all of
        it.
      </Alert>
    );
  }
  if (proof.kind === "unusable") return <Unusable name={name} proof={proof} />;
  switch (proof.kind) {
    case "receipt":
      return <ReceiptResult bytes={proof.bytes} logKey={logKey} />;
    case "aggregate": {
      const issuer = proof.origin === site.origin ? site.issuer : undefined;
      return <AggregateResult bytes={proof.bytes} logKey={logKey} {...(issuer === undefined ? {} : { issuer })} />;
    }
    case "fraud":
      return <FraudResult bytes={proof.bytes} origin={proof.origin} logKey={logKey} />;
    case "checkpoint":
      return <CheckpointResult note={proof.note} origin={proof.origin} logKey={logKey} />;
  }
}

/** A key met on this page is kept once something held with it, so that the next visit can compare. */
function useKeepKey(logKey: LogKey, origin: string | undefined, isSound: boolean): void {
  useEffect(() => {
    if (!isSound || origin === undefined || logKey.from !== "site") return;
    trustStore(browserTexts()).rememberKey(origin, logKey.vkey, browserClock());
  }, [logKey, origin, isSound]);
}

function Unusable({ name, proof }: { name: string; proof: Extract<ProofText, { kind: "unusable" }> }) {
  return (
    <Alert live tone="failed" title={proof.title}>
      <p>
        In {name}, at <code className="font-mono">{proof.place}</code>: {proof.rule}
      </p>
    </Alert>
  );
}

const conclusions = {
  verified: { tone: "verified", title: "It holds." },
  failed: { tone: "failed", title: "It does not hold." },
  unsure: { tone: "attention", title: "Nothing is wrong, but not everything could be checked." },
} as const;

/** The verdict with the time at which this browser came to it. */
function Verdict({ checks }: { checks: readonly Check[] }) {
  const [at, setAt] = useState<string | undefined>(undefined);
  useEffect(() => {
    if (checks.length > 0) setAt(clockTime());
  }, [checks]);
  const { tone, title } = conclusions[verdictOf(checks)];
  return <Alert live tone={tone} title={`${title} Checked in this browser${at === undefined ? "" : `, ${at}`}.`} />;
}

function ReceiptResult({ bytes, logKey }: { bytes: Uint8Array; logKey: LogKey }) {
  const finding = useMemo(() => checkReceipt(bytes, { logKey }), [bytes, logKey]);
  const checked = useMemo(() => {
    const receipt = parseReceipt(bytes);
    if (!receipt.ok) return undefined;
    const document = { ...receiptObject(receipt.value), type: RECEIPT_TYPE } as const;
    return { receipt: document, bytes, finding, logKey, signer: undefined };
  }, [bytes, finding, logKey]);
  useKeepKey(logKey, finding.checkpoint?.origin, finding.ok);
  const index = finding.index ?? 0;
  return (
    <div className="flex flex-col gap-5">
      <Verdict checks={finding.checks} />
      <Told finding={finding} />
      <CheckList checks={finding.checks} label="Checks of the receipt" />
      {checked === undefined ? null : <FoolIt key={index} checked={checked} />}
      <CheckLimits />
      <CodeBlock
        label="The same on the command line, with a key that you trust"
        text={`npm run touchstone -- verify touchstone-entry-${index}.receipt.json${logKey.from === "nowhere" ? "" : ` --key '${logKey.vkey}'`}`}
      />
    </div>
  );
}

/** What the receipt speaks of, read from its own bytes. */
function Told({ finding }: { finding: StatementReceiptFinding }) {
  const { parsed, checkpoint, index, loggedAt } = finding;
  if (parsed === undefined || checkpoint === undefined || index === undefined) return null;
  return (
    <KeyValueList
      items={[
        { key: "Log", value: <code className="break-all font-mono text-sm">{checkpoint.origin}</code> },
        { key: "Entry", value: `${index.toLocaleString("en")} of ${checkpoint.size.toLocaleString("en")}` },
        { key: "Logged", value: loggedAt === undefined ? "unreadable" : formatInstant(loggedAt) },
        { key: "Kind", value: <code className="font-mono text-sm">{parsed.statement.kind}</code> },
        { key: "About", value: <HashText value={parsed.statement.subject} what="subject" /> },
        { key: "Signed by", value: <HashText value={parsed.statement.issuer} what="DID" /> },
        { key: "Statement hash", value: <HashText value={parsed.hash} what="statement hash" /> },
        {
          key: "Statement",
          value: <CodeBlock json label="Statement, as signed" text={utf8Decode(parsed.bytes) ?? ""} />,
        },
      ]}
    />
  );
}

function CheckpointResult({ note, origin, logKey }: { note: string; origin: string; logKey: LogKey }) {
  const store = trustStore(browserTexts());
  const finding = checkCheckpoint(note, logKey, store.find(origin));
  useKeepKey(logKey, origin, finding.ok);
  const isSame = finding.checks.some((check) => check.name === "same-view" && check.outcome === "pass");
  useEffect(() => {
    // Seen again with the same root: that is a fresh sighting of a head that was verified before.
    if (isSame) trustStore(browserTexts()).rememberCheckpoint(origin, note, browserClock());
  }, [isSame, note, origin]);
  return (
    <div className="flex flex-col gap-5">
      <Verdict checks={finding.checks} />
      {finding.checkpoint === undefined ? null : <HeadFacts checkpoint={finding.checkpoint} />}
      <CheckList checks={finding.checks} label="Checks of the checkpoint" />
      <CheckLimits />
      <p className="text-muted text-sm">
        A checkpoint shows that this log stood so. That two people were shown the same, they find out by comparing size
        and root.
      </p>
    </div>
  );
}

function HeadFacts({ checkpoint }: { checkpoint: Checkpoint }) {
  return (
    <KeyValueList
      items={[
        { key: "Log", value: <code className="break-all font-mono text-sm">{checkpoint.origin}</code> },
        { key: "Size", value: `${checkpoint.size.toLocaleString("en")} entries` },
        { key: "Root", value: <HashText full value={hexEncode(checkpoint.root)} what="root" /> },
      ]}
    />
  );
}
