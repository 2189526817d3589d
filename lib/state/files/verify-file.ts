/**
 * One entry for everything that a log hands out as a file: recognises it, verifies it by the reader's own trust, and
 * answers with one shape: every check in order, one verdict, one sentence, and what it does not prove. Command line,
 * `/verify` and the offline file all use this. Evidence is only recognised: `judgeEvidence` makes its checks, which may run
 * code. Never throws.
 */

import { verifySplitProof } from "#lib/disclosure/ledger-digest/split-proof.ts";
import type { CheckFacts } from "#lib/evidence/checks/facts.ts";
import { concatBytes } from "#lib/kernel/bytes.ts";
import { type Check, findingOf } from "#lib/kernel/checks.ts";
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import type { Did, Thumbprint } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { ArchiveReader } from "#lib/log/archive.ts";
import {
  checkLogKey,
  checkLogSignature,
  type LogKey,
  NO_LOG_KEY,
  policyKey,
  vkeyOf,
  withLogKey,
} from "#lib/log/log-key.ts";
import { parseNote } from "#lib/log/note.ts";
import { parsePromise } from "#lib/log/promise.ts";
import { parseReceipt, verifyProofFile } from "#lib/log/receipt.ts";
import { leafHash } from "#lib/log/tree.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import { verifyAggregateProof } from "#lib/statement/aggregate-proof.ts";
import { verifySignedAnswer } from "#lib/statement/signed-answer.ts";
import { verifySignedRows } from "#lib/statement/signed-rows.ts";
import { verifyStatementReceipt } from "#lib/statement/verify-receipt.ts";
import { checkCosignatures, checkSameView } from "../check-head.ts";
import { MAX_FRAUD_PROOF_BYTES } from "../fraud/fraud-proof.ts";
import type { FraudFinding, FraudTrust } from "../fraud/judgement.ts";
import { verifyByRunning, verifyFraudProof } from "../fraud/verify.ts";
import { checkPromise, type PromiseKeys } from "./check-promise.ts";
import { FILE_EXIT_CODES, type FileContent, type FileFinding } from "./file-content.ts";
import { verdictOf } from "./file-verdict.ts";
import { NOT_PROVEN, sentenceOf } from "./file-words.ts";
import { checkHead, checkpointOf, remembered } from "./known-head.ts";
import { type RecognisedFile, recogniseFile, startsAsArchive, type UnusableFile } from "./recognise-file.ts";
import { ArchiveAudit } from "./verify-archive.ts";
import { awaitsChecks, judgeDefinition, judgeExchange, judgeToken } from "./verify-evidence.ts";
import { verifyWholeCase } from "./verify-whole-case.ts";

/** What a reader knows of one log. `checkpoint`: a signed note that verified at an earlier visit, at `seenAt`. */
export type KnownLog = PromiseKeys & {
  readonly key: LogKey;
  /** Who speaks for the index, from its genesis. */
  readonly issuer?: Did;
  /** By whom its answers are signed, from there too. */
  readonly answerKey?: Did;
  readonly checkpoint?: string;
  readonly seenAt?: Instant;
};

/**
 * `known`: what the reader knows of the log of that origin. `policy`: the witnesses that the reader trusts; with one,
 * every head must be cosigned by its quorum. `log`: pieces of an archive of that origin's log, for proofs of fraud
 * that leave it out. `keys`: signing keys from elsewhere. `entryBytes`: the entry that a `.tlog-proof` is about.
 */
export type FileTrust = {
  readonly known: (origin: string) => KnownLog | undefined;
  readonly policy?: WitnessPolicy;
  readonly log?: (origin: string) => Iterable<Uint8Array> | undefined;
  readonly keys?: (thumbprint: Thumbprint) => Uint8Array | undefined;
  readonly entryBytes?: Uint8Array;
  readonly raw?: RawVerify;
};

/** An archive's header frame ends within so many bytes. */
const HEADER_BYTES = 4224;

/** The origin that an archive's header names; undefined where the bytes do not begin with a whole header. */
export function archiveOrigin(start: Uint8Array): string | undefined {
  const frames = new ArchiveReader().push(start.subarray(0, HEADER_BYTES));
  const header = frames.ok ? frames.value.find((frame) => frame.type === "header") : undefined;
  return header?.type === "header" ? header.header.origin : undefined;
}

/** Verifies a file that is at hand as a whole. */
export function verifyFile(bytes: Uint8Array, trust: FileTrust): FileFinding {
  const verifier = new FileVerifier(trust);
  verifier.push(bytes);
  return verifier.finish();
}

/**
 * Verifies a file as it arrives, in pieces of any size. An archive is never held; of everything else at most
 * {@link MAX_FRAUD_PROOF_BYTES} are.
 */
export class FileVerifier {
  readonly #trust: FileTrust;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  /** Whether its start was looked at: then it is no archive. */
  #isRead = false;
  #archive: { audit: ArchiveAudit; origin: string | undefined; known: KnownLog | undefined } | undefined;

  constructor(trust: FileTrust) {
    this.#trust = trust;
  }

  /** Entries verified so far and in all, of an archive. */
  get progress(): { readonly entries: number; readonly of: number } | undefined {
    const audit = this.#archive?.audit;
    return audit?.header === undefined ? undefined : { entries: audit.replay.size, of: audit.header.size };
  }

  /** Whether the rest need not be read: it is larger than anything that it could be. */
  get isTooLarge(): boolean {
    return this.#heldBytes > MAX_FRAUD_PROOF_BYTES;
  }

  push(piece: Uint8Array): void {
    for (const _ of this.steps(piece));
  }

  /** The same in small steps, for a page that has to stay alive meanwhile. To be run to its end. */
  *steps(piece: Uint8Array): Generator<void> {
    if (this.#archive !== undefined) yield* this.#archive.audit.steps(piece);
    else if (this.#hold(piece)) yield* this.#startArchive(this.#whole());
  }

  finish(): FileFinding {
    if (this.#archive === undefined) {
      const whole = this.#whole();
      const file = recogniseFile(whole);
      if (file.kind !== "archive") return judge(file, this.#trust);
      for (const _ of this.#startArchive(whole));
    }
    return this.#concludeArchive();
  }

  /** Answers whether what is held is the beginning of an archive. */
  #hold(piece: Uint8Array): boolean {
    this.#heldBytes += piece.length;
    this.#held.push(piece);
    if (this.#heldBytes < HEADER_BYTES) return false;
    if (!this.#isRead && startsAsArchive(this.#whole())) return true;
    this.#isRead = true;
    // One byte more than is ever read tells a file that is too large from one that fits.
    const excess = this.#heldBytes - MAX_FRAUD_PROOF_BYTES - 1;
    if (excess <= 0) return false;
    this.#held.pop();
    this.#held.push(piece.subarray(0, Math.max(0, piece.length - excess)));
    this.#heldBytes -= excess;
    return false;
  }

  #whole(): Uint8Array {
    if (this.#held.length !== 1) this.#held = [concatBytes(...this.#held)];
    return this.#held[0] ?? new Uint8Array();
  }

  /** The header tells whose log it is, and so which key verifies the rest. */
  *#startArchive(start: Uint8Array): Generator<void> {
    const origin = archiveOrigin(start);
    const { known, logKey } = keyOf(origin, this.#trust);
    const { policy, raw } = this.#trust;
    const audit = new ArchiveAudit({
      logVkey: vkeyOf(logKey),
      ...(policy === undefined ? {} : { policy }),
      ...(raw === undefined ? {} : { raw }),
      ...remembered(known),
    });
    this.#archive = { audit, origin, known };
    this.#held = [];
    yield* audit.steps(start);
  }

  #concludeArchive(): FileFinding {
    const { audit, origin } = this.#archive ?? { audit: new ArchiveAudit({ logVkey: undefined }), origin: undefined };
    const { logKey } = keyOf(origin, this.#trust);
    const found = audit.finish();
    const ownKey = logKey.from === "nowhere" ? undefined : logKey;
    const checks = [
      ...found.checks.map((check) =>
        check.name === "log-key" && ownKey !== undefined ? checkLogKey(ownKey, check.outcome) : check,
      ),
      ...checkCosignatures(found.note, found.vkey, this.#trust.policy),
    ];
    return conclude({ kind: "archive", found }, checks, origin, logKey);
  }
}

type Known = { readonly known: KnownLog | undefined; readonly logKey: LogKey };

/** The reader's key of a log: one from the reader goes before one from a policy, and that before one from the site. */
function keyOf(origin: string | undefined, { known, policy }: FileTrust): Known {
  const found = origin === undefined ? undefined : known(origin);
  const own = found?.key ?? NO_LOG_KEY;
  if (origin === undefined || (own.from !== "nowhere" && own.from !== "site")) return { known: found, logKey: own };
  const named = policyKey(policy, origin);
  return { known: found, logKey: named.from === "nowhere" ? own : named };
}

function judge(file: Exclude<RecognisedFile, { kind: "archive" }>, trust: FileTrust): FileFinding {
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
      return judgeFraud(file, trust, logKey);
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

function judgeFraud({ bytes, origin }: DocumentOf<"fraud-proof">, trust: FileTrust, logKey: LogKey): FileFinding {
  return concludeFraudProof(bytes, verifyFraudProof(bytes, fraudTrust(origin, trust, logKey)), origin, logKey);
}

function fraudTrust(origin: string, trust: FileTrust, logKey: LogKey): FraudTrust {
  const { policy, raw } = trust;
  const log = trust.log?.(origin);
  return { logVkey: vkeyOf(logKey), ...(policy && { policy }), ...(log && { log }), ...(raw && { raw }) };
}

/** A proof of a wrong verdict, once the verdict was run again; any other finding as it is. `hosts` as for verdicts. */
export async function runFraudAgain(
  finding: FileFinding,
  trust: FileTrust,
  hosts: CheckFacts["hosts"],
): Promise<FileFinding> {
  const { content, origin, logKey } = finding;
  if (content.kind !== "fraud-proof" || !awaitsRun(finding)) return finding;
  const found = await verifyByRunning(content.bytes, fraudTrust(origin ?? "", trust, logKey), hosts);
  return concludeFraudProof(content.bytes, found, origin, logKey);
}

/** Whether the verdict in question is still to be run again. */
export function awaitsRun({ content, checks }: Pick<FileFinding, "content" | "checks">): boolean {
  return content.kind === "fraud-proof" && checks.some(({ reason }) => reason === "not-run-again");
}

function concludeFraudProof(
  bytes: Uint8Array,
  found: FraudFinding,
  origin: string | undefined,
  logKey: LogKey,
): FileFinding {
  const [form, ...rest] = found.checks;
  const checks = form === undefined ? [] : [form, checkLogKey(logKey, "pass"), ...rest];
  return conclude({ kind: "fraud-proof", found: { ...found, checks }, bytes }, checks, origin, logKey);
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

export function conclude(
  content: FileContent,
  checks: Check[],
  origin: string | undefined,
  logKey: LogKey,
): FileFinding {
  const verdict = verdictOf(content, checks);
  const isAccusation = content.kind === "fraud-proof" || content.kind === "ledger-split";
  const ok = isAccusation ? content.found.ok : findingOf(checks).ok;
  return {
    ok,
    checks,
    content,
    verdict,
    exitCode: FILE_EXIT_CODES[verdict],
    origin,
    logKey,
    sentence: sentenceOf({ content, verdict, checks, origin }),
    notProven: NOT_PROVEN[content.kind],
  };
}
