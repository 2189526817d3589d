import { STATE_WORDS } from "#components/case/case-words.ts";
import { BodyView } from "#components/evidence/body-view.tsx";
import { FRAUD_WORDS } from "#components/fraud/fraud-words.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { formatUtc } from "#components/ui/format-time.ts";
import { HashText } from "#components/ui/hash-text.tsx";
import { type KeyValueItem, KeyValueList } from "#components/ui/key-value.tsx";
import type { SplitFinding } from "#lib/disclosure/ledger-digest/split-proof.ts";
import type { ResponseFinding } from "#lib/evidence/signing/verify-response.ts";
import type { TokenClaims } from "#lib/evidence/token/prex-token.ts";
import { claimSentence } from "#lib/evidence/words/verdict-words.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { SECOND_MS } from "#lib/kernel/instant.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import type { Checkpoint } from "#lib/log/checkpoint.ts";
import type { InclusionPromise } from "#lib/log/promise.ts";
import { caseStory } from "#lib/state/files/case-story.ts";
import type { FileContent } from "#lib/state/files/file-content.ts";
import type { WholeCaseFinding } from "#lib/state/files/verify-whole-case.ts";
import type { FraudProof } from "#lib/state/fraud/fraud-proof.ts";
import type { AggregateFinding } from "#lib/statement/aggregate-proof.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { CLAIM_NAMES } from "#lib/statement/evidence-bodies.ts";
import type { SignedAnswer } from "#lib/statement/signed-answer.ts";
import type { StatementReceiptFinding } from "#lib/statement/verify-receipt.ts";

/** What a verified file speaks of, read from its own bytes. */
export function FileFacts({ content }: { content: Exclude<FileContent, { kind: "unusable" }> }) {
  const items = itemsOf(content);
  return items.length === 0 ? null : <KeyValueList items={items} />;
}

function itemsOf(content: Exclude<FileContent, { kind: "unusable" }>): KeyValueItem[] {
  switch (content.kind) {
    case "receipt":
      return receiptItems(content.found);
    case "tlog-proof":
    case "checkpoint":
    case "archive":
      return content.found.checkpoint === undefined ? [] : headItems(content.found.checkpoint);
    case "promise":
      return content.found.promise === undefined ? [] : promiseItems(content.found.promise);
    case "aggregate-proof":
      return aggregateItems(content.found);
    case "fraud-proof":
      return content.found.proof === undefined ? [] : fraudItems(content.found.proof);
    case "answer":
    case "directory":
      return content.found.answer === undefined ? [] : answerItems(content.found.answer);
    case "case":
      return caseItems(content.found);
    case "ledger-split":
      return splitItems(content.found);
    case "exchange":
      return exchangeItems(content.found);
    case "token":
      return content.found.claims === undefined ? [] : tokenItems(content.found.claims);
    case "definition":
      return definitionItems(content.found);
    case "evidence":
      return [];
  }
}

/** A file can hold any number where a time should be. */
function utcText(at: number | undefined): string {
  return at === undefined || Number.isNaN(new Date(at).getTime()) ? "unreadable" : formatUtc(at);
}

function receiptItems({ parsed, checkpoint, index, loggedAt }: StatementReceiptFinding): KeyValueItem[] {
  if (parsed === undefined || checkpoint === undefined || index === undefined) return [];
  return [
    { key: "Log", value: <Name text={checkpoint.origin} /> },
    { key: "Entry", value: `${index.toLocaleString("en")} of ${checkpoint.size.toLocaleString("en")}` },
    { key: "Logged", value: utcText(loggedAt) },
    { key: "Kind", value: <code className="font-mono text-sm">{parsed.statement.kind}</code> },
    { key: "About", value: <HashText value={parsed.statement.subject} what="subject" /> },
    { key: "Signed by", value: <HashText value={parsed.statement.issuer} what="DID" /> },
    { key: "Statement hash", value: <HashText value={parsed.hash} what="statement hash" /> },
    {
      key: "Statement",
      value: <CodeBlock json label="Statement, as signed" text={utf8Decode(parsed.bytes) ?? ""} />,
    },
  ];
}

function headItems({ origin, size, root }: Checkpoint): KeyValueItem[] {
  return [
    { key: "Log", value: <Name text={origin} /> },
    { key: "Size", value: `${size.toLocaleString("en")} entries` },
    { key: "Root", value: <HashText full value={hexEncode(root)} what="root" /> },
  ];
}

function caseItems({ file, forms }: WholeCaseFinding): KeyValueItem[] {
  if (file === undefined) return [];
  const story = caseStory(file.case, forms);
  const own = [{ key: "Case", value: <HashText value={file.case} what="case id" /> }];
  if (story === undefined) return own;
  return [
    ...own,
    { key: "Stood as", value: STATE_WORDS[story.state as keyof typeof STATE_WORDS] ?? story.state },
    { key: "Reported", value: claimWords(story.claim) },
    { key: "Against", value: <HashText value={story.accused} what="provider" /> },
    { key: "Reported by", value: <HashText value={story.reporter} what="reporter's key" /> },
    { key: "Filed", value: utcText(Date.parse(story.filedAt)) },
  ];
}

function claimWords(claim: string): string {
  const known = CLAIM_NAMES.find((name) => name === claim);
  return known === undefined ? claim : claimSentence(known);
}

function answerItems({ origin, request, asOf, answer }: SignedAnswer): KeyValueItem[] {
  const asked = Object.entries(request.query);
  return [
    { key: "Log", value: <Name text={origin} /> },
    { key: "Asked", value: <code className="break-all font-mono text-sm">{request.path}</code> },
    ...asked.map(([key, value]) => ({ key, value: <bdi className="break-all">{value}</bdi> })),
    { key: "As of", value: `${utcText(Date.parse(asOf.time))}, after ${asOf.size.toLocaleString("en")} entries` },
    { key: "Answer", value: <CodeBlock json label="Answer, as signed" text={canonicalText(answer)} /> },
  ];
}

function promiseItems(promise: InclusionPromise): KeyValueItem[] {
  const at = (seconds: number) => utcText(seconds * SECOND_MS);
  return [
    { key: "Log", value: <Name text={promise.origin} /> },
    { key: "Statement hash", value: <HashText value={promise.statementHash} what="statement hash" /> },
    { key: "Received", value: at(promise.receivedSeconds) },
    { key: "Late after", value: at(promise.includeBySeconds) },
    { key: "Broken after", value: at(promise.hardBySeconds) },
  ];
}

function aggregateItems({ proof, size }: AggregateFinding): KeyValueItem[] {
  if (proof === undefined) return [];
  const form =
    "presence" in proof ? (
      <CodeBlock json label="The aggregate's form, as proven" text={canonicalText(proof.presence.form)} />
    ) : (
      "proven to be absent"
    );
  return [
    { key: "About", value: <Name text={proof.key} /> },
    { key: "State after", value: size === undefined ? "unreadable" : `${size.toLocaleString("en")} entries` },
    { key: "Form", value: form },
  ];
}

function fraudItems({ origin, kind }: FraudProof): KeyValueItem[] {
  return [
    { key: "Accused", value: <Name text={origin} /> },
    {
      key: "Of",
      value: (
        <>
          {FRAUD_WORDS[kind].noun} <code className="font-mono text-muted text-sm">{kind}</code>
        </>
      ),
    },
  ];
}

function splitItems({ proof, provider, series, said }: SplitFinding): KeyValueItem[] {
  if (proof === undefined || series === undefined) return [];
  return [
    { key: "Provider", value: <HashText value={provider ?? "unreadable"} what="provider id" /> },
    { key: "Ledger", value: <Name text={`${series.server}/${series.database}, created ${series.createdAt}`} /> },
    { key: "Block", value: proof.block.toLocaleString("en") },
    ...said.map(({ hash, entry }) => ({
      key: `Entry ${entry.toLocaleString("en")}`,
      value: <HashText full value={hash} what="hash" />,
    })),
  ];
}

function exchangeItems({ answer }: ResponseFinding): KeyValueItem[] {
  const { heads, parameters } = answer;
  if (heads === undefined) return [];
  const { method, authority, path, query } = heads.request;
  const target = `${method} ${authority}${path}${query === "?" ? "" : query}`;
  return [
    { key: "Request", value: <Name text={target} /> },
    { key: "Status", value: heads.response.status },
    { key: "Signed by", value: <HashText value={parameters.keyid ?? "unreadable"} what="key" /> },
    {
      key: "Dated",
      value: utcText(parameters.created === undefined ? undefined : parameters.created * SECOND_MS),
    },
    {
      key: "Answer",
      value: <BodyView bytes={answer.responseBody} label="body of the answer" fileName="answer-body.bin" />,
    },
  ];
}

function tokenItems({ iss, aud, exp, jti, quantity, usage }: TokenClaims): KeyValueItem[] {
  return [
    { key: "Issued by", value: <HashText value={iss} what="issuer" /> },
    { key: "For", value: <Name text={aud.join(", ")} /> },
    { key: "Ends", value: utcText(exp * SECOND_MS) },
    { key: "Number", value: <Name text={jti} /> },
    { key: "Quantity", value: quantity.toString() },
    { key: "Use", value: usage === 1 ? "begins a session" : "manages a session" },
  ];
}

function definitionItems({ definition, hash }: { definition: Definition; hash: string }): KeyValueItem[] {
  const { validFrom, validUntil } = definition.window;
  return [
    { key: "Kind", value: definition.kind },
    { key: "Content address", value: <HashText full value={hash} what="content address" /> },
    { key: "In force", value: `${utcText(Date.parse(validFrom))} to ${utcText(Date.parse(validUntil))}` },
    { key: "Tests", value: definition.tests.length },
    {
      key: "Definition",
      value: <CodeBlock json label="Definition, as its address names it" text={canonicalText({ ...definition })} />,
    },
  ];
}

function Name({ text }: { text: string }) {
  return <code className="break-all font-mono text-sm">{text}</code>;
}
