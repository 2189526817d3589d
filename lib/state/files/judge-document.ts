/** Every file that is at hand as a whole, judged by its kind. */
import { verifySplitProof } from "#lib/disclosure/ledger-digest/split-proof.ts";
import { type Check, findingOf } from "#lib/kernel/checks.ts";
import { checkLogKey, checkLogSignature, type LogKey, NO_LOG_KEY, vkeyOf, withLogKey } from "#lib/log/log-key.ts";
import { parseNote } from "#lib/log/note.ts";
import { parsePromise } from "#lib/log/promise.ts";
import { parseReceipt, verifyProofFile } from "#lib/log/receipt.ts";
import { leafHash } from "#lib/log/tree.ts";
import { verifyAggregateProof } from "#lib/statement/aggregate-proof.ts";
import { verifySignedAnswer } from "#lib/statement/signed-answer.ts";
import { verifySignedRows } from "#lib/statement/signed-rows.ts";
import { verifyStatementReceipt } from "#lib/statement/verify-receipt.ts";
import { checkCosignatures, checkSameView } from "../check-head.ts";
import { checkPromise } from "./check-promise.ts";
import { conclude } from "./conclude-file.ts";
import type { FileFinding } from "./file-content.ts";
import { type FileTrust, type Known, keyOf } from "./file-trust.ts";
import { judgeFraudProof } from "./judge-fraud-proof.ts";
import { checkHead, checkpointOf, remembered } from "./known-head.ts";
import type { RecognisedFile, UnusableFile } from "./recognise-file.ts";
import { awaitsChecks, judgeDefinition, judgeExchange, judgeToken } from "./verify-evidence.ts";
import { verifyWholeCase } from "./verify-whole-case.ts";

/** Never throws. Evidence is only recognised: `judgeEvidence` makes its checks. */
export function judgeDocument(file: Exclude<RecognisedFile, { kind: "archive" }>, trust: FileTrust): FileFinding {
  switch (file.kind) {
    case "unusable":
      return judgeUnusable(file);
    case "evidence":
      return awaitsChecks(file.bytes);
    case "exchange":
      return judgeExchange(file.exchange, trust.raw);
    case "token":
      return judgeToken(file.parts, trust.raw);
    case "definition":
      return judgeDefinition(file.definition);
  }
  const { known, logKey } = keyOf(file.origin, trust);
  switch (file.kind) {
    case "receipt":
      return judgeReceipt(file, trust, { known, logKey });
    case "tlog-proof":
      return judgeProofFile(file, trust, { known, logKey });
    case "checkpoint":
      return judgeCheckpoint(file, trust, { known, logKey });
    case "promise":
      return judgePromise(file, { known, logKey });
    case "aggregate-proof":
      return judgeAggregate(file, trust, { known, logKey });
    case "answer":
      return judgeAnswer(file, trust, { known, logKey });
    case "directory":
      return judgeDirectory(file, trust, { known, logKey });
    case "case":
      return judgeCase(file, trust, { known, logKey });
    case "fraud-proof":
      return judgeFraudProof(file.bytes, file.origin, trust, logKey);
    case "ledger-split":
      return judgeSplit(file, trust, logKey);
  }
}

function judgeUnusable(file: UnusableFile): FileFinding {
  const detail = `${file.place}: ${file.rule}`;
  const checks: Check[] = [{ name: "form", outcome: "fail", reason: file.code, detail }];
  return conclude({ kind: "unusable", found: file }, checks, undefined, NO_LOG_KEY);
}

type DocumentOf<K extends RecognisedFile["kind"]> = Extract<RecognisedFile, { readonly kind: K }>;

function judgeReceipt({ bytes, origin }: DocumentOf<"receipt">, trust: FileTrust, { known, logKey }: Known) {
  const { keys, raw } = trust;
  const options = { logVkey: vkeyOf(logKey), ...(keys && { keys }), ...(raw && { raw }) };
  const found = verifyStatementReceipt(bytes, options);
  const receipt = parseReceipt(bytes);
  const note = receipt.ok ? receipt.value.checkpointNote : "";
  const checks = [...withLogKey(found.checks, logKey), ...checkHead(note, trust, { known, logKey })];
  return conclude({ kind: "receipt", found: { ...found, ...findingOf(checks) }, bytes }, checks, origin, logKey);
}

function judgeProofFile({ text, origin }: DocumentOf<"tlog-proof">, trust: FileTrust, { known, logKey }: Known) {
  const { entryBytes } = trust;
  const found = verifyProofFile(text, leafHash(entryBytes ?? new Uint8Array()), { logVkey: vkeyOf(logKey) });
  const detail = "This file does not hold the entry: give it too, or take the .receipt.json, which holds both.";
  const absent: Check = { name: "inclusion", outcome: "cannot-check", reason: "entry-needed", detail };
  const own = found.checks.map((check) => (check.name === "inclusion" && entryBytes === undefined ? absent : check));
  const note = text.slice(text.indexOf("\n\n") + 2);
  const checks = [...withLogKey(own, logKey), ...checkHead(note, trust, { known, logKey })];
  return conclude({ kind: "tlog-proof", found: { ...found, ...findingOf(checks) } }, checks, origin, logKey);
}

function judgeCheckpoint({ text, origin }: DocumentOf<"checkpoint">, trust: FileTrust, { known, logKey }: Known) {
  const checkpoint = checkpointOf(text);
  const [key, signed] = checkLogSignature(text, logKey);
  const form: Check = { name: "checkpoint", outcome: "pass" };
  const view = checkSameView(checkpoint, signed.outcome === "pass", remembered(known));
  const checks = [form, key, signed, view, ...checkCosignatures(text, vkeyOf(logKey), trust.policy)];
  return conclude({ kind: "checkpoint", found: { checkpoint }, note: text }, checks, origin, logKey);
}

function judgePromise({ text, origin }: DocumentOf<"promise">, { known, logKey }: Known) {
  const parsed = parsePromise(parseNote(text)?.text ?? "");
  const promise = parsed.ok ? parsed.value : undefined;
  return conclude({ kind: "promise", found: { promise } }, checkPromise(text, origin, known), origin, logKey);
}

function judgeAggregate(file: DocumentOf<"aggregate-proof">, trust: FileTrust, { known, logKey }: Known) {
  const { keys, raw } = trust;
  const found = verifyAggregateProof(file.bytes, {
    logVkey: vkeyOf(logKey),
    ...(keys && { keys }),
    ...(raw && { raw }),
    ...(known?.issuer === undefined ? {} : { issuer: known.issuer }),
  });
  const note = found.proof?.receipt.checkpointNote ?? "";
  const checks = [...withLogKey(found.checks, logKey), ...checkHead(note, trust, { known, logKey })];
  const content = { kind: "aggregate-proof", found: { ...found, ...findingOf(checks) }, bytes: file.bytes } as const;
  return conclude(content, checks, file.origin, logKey);
}

function judgeAnswer({ bytes, origin }: DocumentOf<"answer">, trust: FileTrust, { known, logKey }: Known) {
  const { raw } = trust;
  const answerKey = known?.answerKey;
  const found = verifySignedAnswer(bytes, { logKey, ...(answerKey && { answerKey }), ...(raw && { raw }) });
  const checks = [...found.checks, ...checkHead(found.answer?.checkpoint ?? "", trust, { known, logKey })];
  return conclude({ kind: "answer", found: { ...found, ...findingOf(checks) } }, checks, origin, logKey);
}

function judgeDirectory(file: DocumentOf<"directory">, trust: FileTrust, { known, logKey }: Known) {
  const { raw } = trust;
  const answerKey = known?.answerKey;
  const found = verifySignedRows(file, { logKey, ...(answerKey && { answerKey }), ...(raw && { raw }) });
  const checks = [...found.checks, ...checkHead(found.answer?.checkpoint ?? "", trust, { known, logKey })];
  return conclude({ kind: "directory", found: { ...found, ...findingOf(checks) } }, checks, file.origin, logKey);
}

function judgeCase({ bytes, origin }: DocumentOf<"case">, trust: FileTrust, { known, logKey }: Known) {
  const { keys, raw } = trust;
  const found = verifyWholeCase(bytes, { logVkey: vkeyOf(logKey), ...(keys && { keys }), ...(raw && { raw }) });
  const note = found.file?.receipts.at(-1)?.checkpointNote ?? "";
  const checks = [...withLogKey(found.checks, logKey), ...checkHead(note, trust, { known, logKey })];
  return conclude({ kind: "case", found: { ...found, ...findingOf(checks) }, bytes }, checks, origin, logKey);
}

function judgeSplit(
  { bytes, origin }: DocumentOf<"ledger-split">,
  { keys, raw }: FileTrust,
  logKey: LogKey,
): FileFinding {
  const found = verifySplitProof(bytes, { logVkey: vkeyOf(logKey), ...(keys && { keys }), ...(raw && { raw }) });
  const [form, ...rest] = found.checks;
  const checks = form === undefined ? [] : [form, checkLogKey(logKey, "pass"), ...rest];
  return conclude({ kind: "ledger-split", found, bytes }, checks, origin, logKey);
}
