/**
 * The sequencer's own check of the inbox: the web is not trusted with what gets an index. Form, schema, log, signature
 * and parts are run again on the committed bytes. Authority is not: the fold decides it at the entry's index.
 *
 * A signer's key is looked up in the state before the entry, exactly as an auditor's replay does, so each entry is
 * folded before the next is checked. What the fold answers is kept for the projector.
 */
import { base64UrlDecode, hexDecode, hexEncode } from "#lib/kernel/base.ts";
import { equalBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { type RawVerifyAsync, verifyEd25519Async } from "#lib/kernel/ed25519.ts";
import type { EntryIndex, Origin } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { leafHash } from "#lib/log/tree.ts";
import type { Applied, MemoryState } from "#lib/state/memory-state.ts";
import { encodeEntry } from "#lib/statement/entry.ts";
import { type ParsedStatement, signerKeyOf } from "#lib/statement/envelope.ts";
import { commitOf, type Part, parseSubmission } from "#lib/statement/submission.ts";
import type { StoredEntry } from "./store/second-store.ts";

/** A committed row of the inbox. `parts` is the submission's list of parts, canonical JSON. */
export type InboxRow = {
  readonly statementHash: Uint8Array;
  readonly bytes: Uint8Array;
  readonly parts: Uint8Array | undefined;
  readonly receivedAtMs: number;
};

/** An entry that has its index and its log time. */
export type LoggedEntry = StoredEntry & { readonly parsed: ParsedStatement; readonly loggedAt: Instant };
/** With what the fold says of it. */
export type FoldedEntry = LoggedEntry & { readonly applied: Applied };

export type Checked = { readonly row: InboxRow; readonly parsed: ParsedStatement; readonly parts: readonly Part[] };
export type Refused = {
  readonly row: InboxRow;
  /** Code and place, e.g. `schema /body/name`. */
  readonly reason: string;
};

export type AdmissionRules = {
  readonly origin: Origin;
  readonly fold: MemoryState;
  /** Step 3 of TS-Ed25519/1; may run on other threads. */
  readonly verify: RawVerifyAsync;
};

/** A row's signature under the key that the state before the batch names. */
type Verified = { readonly publicKey: Uint8Array; readonly valid: boolean };

/**
 * A row with all that can be said of it before its turn: its bytes read, and its signature being checked by other
 * threads under the key that the state names now.
 */
export type CheckedRow = {
  readonly row: InboxRow;
  readonly read: Checked | Refused;
  readonly ahead: Promise<Verified | undefined> | undefined;
};

/** Reads a row and begins to check its signature. Moves nothing. */
export function checkRow(row: InboxRow, rules: AdmissionRules): CheckedRow {
  const read = readRow(row, rules.origin);
  return { row, read, ahead: "reason" in read ? undefined : verifyRow(read, rules) };
}

/** Numbers and folds the rows that pass, from index `from`. Moves the fold: after a failure to commit, load it anew. */
export async function admit(
  rows: readonly CheckedRow[],
  rules: AdmissionRules,
  from: number,
  loggedAt: Instant,
): Promise<{ entries: FoldedEntry[]; refused: Refused[] }> {
  const entries: FoldedEntry[] = [];
  const refused: Refused[] = [];
  for (const { row, read, ahead } of rows) {
    const fault = "reason" in read ? read.reason : await signatureFault(read, rules, await ahead);
    if ("reason" in read || fault !== undefined) refused.push({ row, reason: fault ?? "" });
    else entries.push(foldEntry(rules.fold, numberEntry(from + entries.length, loggedAt, read)));
  }
  return { entries, refused };
}

/** Those rows that would be admitted now, one by one. Moves nothing. */
export async function admissible(rows: readonly CheckedRow[], rules: AdmissionRules): Promise<InboxRow[]> {
  const faults = await Promise.all(
    rows.map(async ({ read, ahead }) =>
      "reason" in read ? read.reason : await signatureFault(read, rules, await ahead),
    ),
  );
  return rows.flatMap(({ row }, at) => (faults[at] === undefined ? [row] : []));
}

/** Form, schema, log and parts: all that needs no state. Total. */
function readRow(row: InboxRow, origin: Origin): Checked | Refused {
  const submission = parseSubmission(submissionBytes(row));
  if (!submission.ok) return { row, reason: `${submission.error.code} ${submission.error.pointer}`.trim() };
  const { parsed, parts } = submission.value;
  const { statement } = parsed;
  if (statement.log !== origin) return { row, reason: "wrong-log /log" };
  // A second genesis would make the log unreadable for auditors: entry 0, and only entry 0, is one.
  if (statement.kind === "index.genesis") return { row, reason: "already-exists /kind" };
  if (parsed.hash !== hexEncode(row.statementHash)) return { row, reason: "statement-hash" };
  if (!equalBytes(parsed.bytes, row.bytes)) return { row, reason: "not-canonical" };
  return { row, parsed, parts };
}

/** Why the signature does not count in the state as it is; `ahead` counts when it was made with that state's key. */
async function signatureFault(
  checked: Checked,
  rules: AdmissionRules,
  ahead: Verified | undefined,
): Promise<string | undefined> {
  const publicKey = signerOf(checked, rules.fold);
  if (publicKey === undefined) return "bad-signature /key";
  const verified =
    ahead !== undefined && equalBytes(ahead.publicKey, publicKey) ? ahead : await verifyRow(checked, rules);
  return verified?.valid === true ? undefined : "bad-signature /signature";
}

async function verifyRow(checked: Checked, { fold, verify }: AdmissionRules): Promise<Verified | undefined> {
  const publicKey = signerOf(checked, fold);
  const signature = base64UrlDecode(checked.parsed.statement.signature);
  if (publicKey === undefined || signature === undefined) return undefined;
  return { publicKey, valid: await verifyEd25519Async(publicKey, checked.parsed.signingBytes, signature, verify) };
}

function signerOf({ parsed }: Checked, fold: MemoryState): Uint8Array | undefined {
  return signerKeyOf(parsed.statement, (thumbprint) => fold.keyByThumbprint(thumbprint));
}

/** The entry of a statement at an index. */
export function numberEntry(index: number, loggedAt: Instant, { parsed, parts }: Omit<Checked, "row">): LoggedEntry {
  const bytes = encodeEntry(loggedAt, parsed.bytes);
  const stored = parts.map((part, position) => ({ ...part, commit: hexDecode(commitOf(part)) ?? missing(), position }));
  return { index, bytes, leafHash: leafHash(bytes), parsed, loggedAt, parts: stored };
}

export function foldEntry(fold: MemoryState, entry: LoggedEntry): FoldedEntry {
  const { index, leafHash: hashOfLeaf, loggedAt, parsed } = entry;
  const { statement, hash } = parsed;
  return {
    ...entry,
    applied: fold.apply({ index: index as EntryIndex, leafHash: hashOfLeaf, loggedAt, statement, hash }),
  };
}

/** The submission as it was received, so that one parser checks statement and parts together. */
function submissionBytes(row: InboxRow): Uint8Array {
  if (row.parts === undefined) return row.bytes;
  return Buffer.concat([utf8Encode('{"parts":'), row.parts, utf8Encode(',"statement":'), row.bytes, utf8Encode("}")]);
}

function missing(): never {
  throw new Error("A commitment is 32 bytes in hex, and each row is read once.");
}
