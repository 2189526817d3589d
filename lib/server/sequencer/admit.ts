/**
 * The sequencer's own check of the inbox: the web is not trusted with what gets an index. Form, schema, log, signature
 * and parts are run again on the committed bytes. Authority is not: the fold decides it at the entry's index.
 *
 * A signer's key is looked up in the state before the entry, exactly as an auditor's replay does, so each entry is
 * folded before the next is checked. What the fold answers is kept for the projector.
 */
import { hexDecode, hexEncode } from "#lib/kernel/base.ts";
import { equalBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import type { EntryIndex, Origin } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { leafHash } from "#lib/log/tree.ts";
import type { Applied, MemoryState } from "#lib/state/memory-state.ts";
import { encodeEntry } from "#lib/statement/entry.ts";
import { checkStatementSignature, type ParsedStatement, signerKeyOf } from "#lib/statement/envelope.ts";
import { commitOf, type Part, parseSubmission } from "#lib/statement/submission.ts";
import type { StoredEntry } from "./second-store.ts";

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
  readonly row: InboxRow /** Code and place, e.g. `schema /body/name`. */;
  readonly reason: string;
};

export type AdmissionRules = { readonly origin: Origin; readonly fold: MemoryState; readonly verify: RawVerify };

/** Checks one row against the state as it is. Total. */
export function checkRow(row: InboxRow, { origin, fold, verify }: AdmissionRules): Checked | Refused {
  const submission = parseSubmission(submissionBytes(row));
  if (!submission.ok) return { row, reason: `${submission.error.code} ${submission.error.pointer}`.trim() };
  const { parsed, parts } = submission.value;
  const { statement } = parsed;
  if (statement.log !== origin) return { row, reason: "wrong-log /log" };
  // A second genesis would make the log unreadable for auditors: entry 0, and only entry 0, is one.
  if (statement.kind === "index.genesis") return { row, reason: "already-exists /kind" };
  if (parsed.hash !== hexEncode(row.statementHash)) return { row, reason: "statement-hash" };
  if (!equalBytes(parsed.bytes, row.bytes)) return { row, reason: "not-canonical" };
  const publicKey = signerKeyOf(statement, (thumbprint) => fold.keyByThumbprint(thumbprint));
  if (publicKey === undefined) return { row, reason: "bad-signature /key" };
  if (!checkStatementSignature(parsed, publicKey, verify)) return { row, reason: "bad-signature /signature" };
  return { row, parsed, parts };
}

/** Numbers and folds the rows that pass, from index `from`. Moves the fold: after a failure to commit, load it anew. */
export function admit(
  rows: readonly InboxRow[],
  rules: AdmissionRules,
  from: number,
  loggedAt: Instant,
): { entries: FoldedEntry[]; refused: Refused[] } {
  const entries: FoldedEntry[] = [];
  const refused: Refused[] = [];
  for (const row of rows) {
    const checked = checkRow(row, rules);
    if ("reason" in checked) refused.push(checked);
    else entries.push(foldEntry(rules.fold, numberEntry(from + entries.length, loggedAt, checked)));
  }
  return { entries, refused };
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
  throw new Error("A commitment is 32 bytes in hex.");
}
