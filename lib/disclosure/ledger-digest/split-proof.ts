/**
 * Two signed, logged statements that name two hashes for one block of one ledger: whoever holds the file can show that
 * the ledger was rewritten or shown in two versions, without any site (docs/protocol/ledger-digests.md, "Proof of a split").
 */
import { base64Encode, hexDecode } from "#lib/kernel/base.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { asHash } from "#lib/kernel/hash.ts";
import { canonicalBytes, isJsonObject, type JsonObject, type JsonValue, parseCanonical } from "#lib/kernel/json.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { parseHashes } from "#lib/log/proof-file.ts";
import { parseReceipt, type Receipt, receiptObject } from "#lib/log/receipt.ts";
import { verifyInclusion } from "#lib/log/tree.ts";
import { type DatabaseLedgerDigestBody, givenOf } from "#lib/statement/ledger/digest-body.ts";
import type { LedgerPoint } from "#lib/statement/ledger/point.ts";
import { readLedgerDocument } from "#lib/statement/ledger/read-document.ts";
import { seriesIdOf } from "#lib/statement/ledger/series-id.ts";
import {
  type StatementReceiptFinding,
  type StatementTrust,
  verifyStatementReceipt,
} from "#lib/statement/verify-receipt.ts";
import { decodeRow, leafOfRow } from "./rows.ts";

export const SPLIT_TYPE = "touchstone-ledger-split/v1";
export const SPLIT_MAX_BYTES = 262_144;
const LIMITS = { maxBytes: SPLIT_MAX_BYTES, maxDepth: 8, maxKeys: 64 };

/** One line of a batch with its proof under the root in the statement; null: the digest stands in the statement. */
export type ProvenRow = { readonly line: string; readonly position: number; readonly proof: readonly Uint8Array[] };

export type SplitSide = { readonly receipt: Receipt; readonly row: ProvenRow | null };

export type SplitProof = { readonly block: number; readonly sides: readonly [SplitSide, SplitSide] };

export function buildSplitProof({ block, sides }: SplitProof): Uint8Array {
  const side = ({ receipt, row }: SplitSide): JsonObject => ({
    receipt: receiptObject(receipt),
    row:
      row === null
        ? null
        : { line: row.line, position: row.position, proof: row.proof.map((hash) => base64Encode(hash)) },
  });
  return canonicalBytes({ block, sides: sides.map(side), type: SPLIT_TYPE });
}

/** Reads the form only. Total. */
export function parseSplitProof(bytes: Uint8Array): Result<SplitProof, Refusal> {
  const json = parseCanonical(bytes, LIMITS);
  if (!json.ok) return json;
  const { value } = json;
  if (!isJsonObject(value) || value.type !== SPLIT_TYPE)
    return err(refusal("schema", "/type", `The type is not ${SPLIT_TYPE}.`));
  if (Object.keys(value).length !== 3) return err(refusal("schema", "", "It has exactly block, sides and type."));
  const { block, sides } = value;
  if (typeof block !== "number" || !Number.isSafeInteger(block) || block < 0)
    return err(refusal("schema", "/block", "Not a block number."));
  const read = Array.isArray(sides) ? sides.map(readSide) : [];
  const [first, second] = read;
  if (first === undefined || second === undefined || read.length !== 2)
    return err(refusal("schema", "/sides", "It has exactly two sides, each a receipt and its row."));
  return ok({ block, sides: [first, second] });
}

function readSide(value: JsonValue): SplitSide | undefined {
  if (!isJsonObject(value) || value.receipt === undefined || Object.keys(value).length !== 2) return undefined;
  const receipt = parseReceipt(canonicalBytes(value.receipt));
  const row = value.row === null ? null : readRow(value.row);
  return receipt.ok && row !== undefined ? { receipt: receipt.value, row } : undefined;
}

function readRow(value: JsonValue | undefined): ProvenRow | undefined {
  if (!isJsonObject(value) || Object.keys(value).length !== 3 || typeof value.line !== "string") return undefined;
  const { position, proof: steps } = value;
  if (!Array.isArray(steps) || !steps.every((step) => typeof step === "string")) return undefined;
  const proof = parseHashes(steps);
  if (proof === undefined || typeof position !== "number" || !Number.isSafeInteger(position) || position < 0)
    return undefined;
  return { line: value.line, position, proof };
}

/** What one side signed for the block. */
export type SplitSaid = { readonly hash: string; readonly entry: number; readonly observer: string };

export type SplitFinding = {
  /** The split is proven. */
  readonly ok: boolean;
  readonly checks: Check[];
  readonly proof?: SplitProof;
  readonly provider?: string;
  readonly series?: DatabaseLedgerDigestBody["series"];
  readonly said: readonly SplitSaid[];
};

/** Checks, in order: `form`; of each side those of its receipt and `row`; `same-series`, `same-block`, `two-hashes`. Total. */
export function verifySplitProof(bytes: Uint8Array, trust: StatementTrust): SplitFinding {
  const parsed = parseSplitProof(bytes);
  if (!parsed.ok) {
    const { code, pointer, detail } = parsed.error;
    return {
      ok: false,
      checks: [{ name: "form", outcome: "fail", reason: code, detail: `${pointer} ${detail}`.trim() }],
      said: [],
    };
  }
  const proof = parsed.value;
  const [a, b] = proof.sides.map((side) => verifySide(side, trust));
  if (a === undefined || b === undefined) return { ok: false, checks: [], said: [] };
  const compared = compareSides(a, b, proof.block);
  const checks: Check[] = [
    { name: "form", outcome: "pass" },
    ...named("first", a.checks),
    ...named("second", b.checks),
    ...compared,
  ];
  const holds =
    compared.every(({ outcome }) => outcome === "pass") && !checks.some(({ outcome }) => outcome === "fail");
  return {
    ok: holds && isVouched(a.found) && isVouched(b.found),
    checks,
    proof,
    ...(a.subject !== undefined && { provider: a.subject }),
    ...(a.body !== undefined && { series: a.body.series }),
    said: [a, b].flatMap(({ point, found, body }) =>
      point === undefined || found.index === undefined
        ? []
        : [{ hash: point.hash, entry: found.index, observer: body?.observer ?? "" }],
    ),
  };
}

type Side = {
  readonly found: StatementReceiptFinding;
  readonly checks: Check[];
  readonly subject: string | undefined;
  readonly body: DatabaseLedgerDigestBody | undefined;
  readonly point: LedgerPoint | undefined;
};

function verifySide({ receipt, row }: SplitSide, trust: StatementTrust): Side {
  const found = verifyStatementReceipt(canonicalBytes(receiptObject(receipt)), trust);
  const statement = found.parsed?.statement;
  const isDigest = statement?.kind === "disclosure.database_ledger_digest";
  const body = isDigest ? (statement.body as unknown as DatabaseLedgerDigestBody) : undefined;
  const document = body === undefined ? undefined : documentOf(body, row);
  const read = body === undefined || document === undefined ? undefined : readLedgerDocument(document, givenOf(body));
  const point = read?.ok === true ? read.value : undefined;
  const check: Check =
    point === undefined
      ? { name: "row", outcome: "fail", reason: "bad-proof", detail: "The statement was not signed for this row." }
      : { name: "row", outcome: "pass", detail: `Block ${point.block} has the hash ${point.hash}.` };
  return { found, checks: [...found.checks, check], subject: statement?.subject, body, point };
}

/** The document that the statement was signed for: its own, or a row that leads to its root. */
function documentOf(body: DatabaseLedgerDigestBody, row: ProvenRow | null): string | undefined {
  if (row === null) return body.digest;
  const root = hexDecode(body.rows?.root ?? "");
  if (body.rows === undefined || root?.length !== 32) return undefined;
  const proof = row.proof.map(asHash);
  const isThere = verifyInclusion(proof, row.position, body.rows.count, leafOfRow(row.line), asHash(root));
  return isThere ? decodeRow(row.line) : undefined;
}

function compareSides(a: Side, b: Side, block: number): Check[] {
  const isReadable = a.point !== undefined && b.point !== undefined && a.body !== undefined && b.body !== undefined;
  if (!isReadable) return ["same-series", "same-block", "two-hashes"].map((name) => ({ name, outcome: "not-run" }));
  const check = (name: string, holds: boolean, detail: string): Check =>
    holds ? { name, outcome: "pass" } : { name, outcome: "fail", reason: "bad-proof", detail };
  const isSame =
    a.subject === b.subject &&
    a.found.checkpoint?.origin === b.found.checkpoint?.origin &&
    a.body !== undefined &&
    b.body !== undefined &&
    seriesIdOf(a.body.series) === seriesIdOf(b.body.series);
  return [
    check("same-series", isSame, "The statements are about two ledgers, or of two logs."),
    check("same-block", a.point?.block === block && b.point?.block === block, "They are about two blocks."),
    check("two-hashes", a.point?.hash !== b.point?.hash, "Both name the same hash: nothing is split."),
  ];
}

/** Whether somebody whom the reader knows says that the operator signed it: the log, or the signature itself. */
function isVouched({ checks }: StatementReceiptFinding): boolean {
  const passed = (wanted: string) => checks.some(({ name, outcome }) => name === wanted && outcome === "pass");
  return (passed("log-signature") && passed("inclusion")) || passed("statement-signature");
}

function named(side: "first" | "second", checks: readonly Check[]): Check[] {
  return checks.map((check) => ({ ...check, name: `${side}-${check.name}` }));
}
