/**
 * Many documents in one public part: a line each, as received. A document of several lines stands as a JSON string. The
 * statement carries the root of the Merkle tree (RFC 6962) over the lines, so that one row can be proven without the part.
 */
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import { canonicalText, parseJson } from "#lib/kernel/json.ts";
import { proveLeaf, rootOfLeaves } from "#lib/log/leaf-list.ts";
import { leafHash } from "#lib/log/tree.ts";

/** With base64 and the statement it stays below the 1 MiB of a submission. */
export const ROWS_MAX_BYTES = 640 * 1024;

export function encodeRow(document: string): string {
  const isOneLine = !/[\r\n]/.test(document) && !document.startsWith('"');
  return isOneLine ? document : canonicalText(document);
}

/** Inverse of {@link encodeRow}; a line that is no JSON string stands for itself. Total. */
export function decodeRow(line: string): string {
  if (!line.startsWith('"')) return line;
  const parsed = parseJson(utf8Encode(line));
  return parsed.ok && typeof parsed.value === "string" ? parsed.value : line;
}

export function formatRows(lines: readonly string[]): Uint8Array {
  return utf8Encode(lines.map((line) => `${line}\n`).join(""));
}

/** The lines of a part. Undefined: not UTF-8, or the last line does not end. Total. */
export function parseRows(bytes: Uint8Array): string[] | undefined {
  const lines = utf8Decode(bytes)?.split("\n");
  return lines?.pop() === "" ? lines : undefined;
}

export function rootOfRows(lines: readonly string[]): Hash {
  return rootOfLeaves(lines.map(leafOfRow));
}

export function leafOfRow(line: string): Hash {
  return leafHash(utf8Encode(line));
}

/** Inclusion proof of one line. Throws RangeError for a position that is not there. */
export function proveRow(lines: readonly string[], position: number): Hash[] {
  return proveLeaf(lines.map(leafOfRow), position);
}
