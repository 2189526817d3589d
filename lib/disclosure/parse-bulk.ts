/**
 * A file with many disclosures: a JSON array, or one JSON object a line, each `{type, provider?, body}`. Every row is
 * read by itself: what is wrong is listed with line, field and rule, and takes nothing from the rows that are right.
 */
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { isJsonObject, type JsonObject, parseJson } from "#lib/kernel/json.ts";
import { DISCLOSURES, type DisclosureName, isDisclosureName } from "#lib/statement/disclosures/all.ts";
import { pointerOf } from "#lib/statement/schema-refusal.ts";
import { complaintsAbout, completeBody } from "./check-body.ts";
import { isAbout } from "./steps.ts";

export type BulkRow = {
  /** Where the row begins in the file, from 1. */
  readonly line: number;
  readonly type: DisclosureName;
  readonly provider: string;
  readonly body: JsonObject;
  /** As it stands in the file. */
  readonly text: string;
};

export type BulkFault = { readonly line: number; readonly field: string; readonly rule: string };

export type BulkFile = {
  readonly rows: readonly BulkRow[];
  readonly faults: readonly BulkFault[];
  /** The rows that are at fault as they stand in the file, to be mended and read again. */
  readonly kept: readonly string[];
};

/** Providers that the rows may be about, by id. `only`: the one that a row without a provider is about. */
export type BulkProviders = {
  readonly kinds: ReadonlyMap<string, "instance" | "service">;
  readonly only: string | undefined;
};

const MAX_ROWS = 500;
const MAX_BYTES = 4 * 1024 * 1024;

type Piece = { readonly line: number; readonly text: string };

/** Total: whatever the bytes are, each row is in `rows` or named in `faults`. */
export function parseBulk(bytes: Uint8Array, providers: BulkProviders, now: Instant): BulkFile {
  if (bytes.length > MAX_BYTES)
    return refused(`The file is larger than ${MAX_BYTES / 1024 / 1024} MiB: divide it.`, "");
  const text = utf8Decode(bytes);
  if (text === undefined) return refused("The file is not UTF-8 text.", "");
  const pieces = text.trimStart().startsWith("[") ? arrayPieces(text) : linePieces(text);
  if (pieces.length === 0) return refused("The file holds no row.", text);
  if (pieces.length > MAX_ROWS) return refused(`The file holds more than ${MAX_ROWS} rows: divide it.`, text);
  const read = pieces.map((piece) => ({ piece, ...readRow(piece, providers, now) }));
  return {
    rows: read.flatMap(({ row }) => row ?? []),
    faults: read.flatMap(({ faults }) => faults),
    kept: read.flatMap(({ piece, row }) => (row === undefined ? [piece.text.trim()] : [])),
  };
}

/** Rows as the text of a file: one a line, or an array when one of them takes several lines. */
export function bulkText(rows: readonly string[]): string {
  const texts = rows.map((row) => row.trim());
  return texts.some((row) => row.includes("\n")) ? `[\n${texts.join(",\n")}\n]` : texts.join("\n");
}

function refused(rule: string, text: string): BulkFile {
  return { rows: [], faults: [{ line: 1, field: "", rule }], kept: [text] };
}

function linePieces(text: string): Piece[] {
  return text.split("\n").flatMap((line, at) => (line.trim() === "" ? [] : [{ line: at + 1, text: line }]));
}

/**
 * The elements of a JSON array as text, each with the line on which it begins. Only strings and brackets are told apart:
 * an element that is no JSON is found out when it is read, and the elements around it stay whole.
 */
function arrayPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let [depth, line, startLine] = [0, 1, 1];
  let start: number | undefined;
  let isString = false;
  const close = (end: number) => {
    if (start !== undefined) pieces.push({ line: startLine, text: text.slice(start, end) });
    start = undefined;
  };
  let at = 0;
  for (; at < text.length; at += 1) {
    const letter = text[at] ?? "";
    if (letter === "\n") line += 1;
    if (isString) {
      if (letter === "\\") at += 1;
      else if (letter === '"') isString = false;
      continue;
    }
    if (letter === "]" || letter === "}") depth -= 1;
    const ends = depth === 0 || (depth === 1 && letter === ",");
    if (ends) close(at);
    else if (start === undefined && letter.trim() !== "") [start, startLine] = [at, line];
    if (depth === 0 && letter !== "[" && letter.trim() !== "") break;
    if (letter === '"') isString = true;
    if (letter === "[" || letter === "{") depth += 1;
  }
  // An array that was cut off, and what stands behind its end, are rows of their own: named, not passed over.
  close(text.length);
  const rest = text.slice(at + 1);
  if (rest.trim() !== "") pieces.push({ line, text: rest });
  return pieces;
}

const ROW_FIELDS: ReadonlySet<string> = new Set(["type", "provider", "body"]);

function readRow(
  { line, text }: Piece,
  providers: BulkProviders,
  now: Instant,
): { readonly row?: BulkRow; readonly faults: readonly BulkFault[] } {
  const fault = (field: string, rule: string) => ({ faults: [{ line, field, rule }] });
  const parsed = parseJson(utf8Encode(text));
  if (!parsed.ok) return fault(parsed.error.pointer ?? "", `Not strict JSON: ${parsed.error.detail}`);
  const row = parsed.value;
  if (!isJsonObject(row)) return fault("", "Each row is an object with type, provider and body.");
  const surplus = Object.keys(row).find((name) => !ROW_FIELDS.has(name));
  if (surplus !== undefined) return fault(`/${surplus}`, "A row holds type, provider and body only.");
  const { type, provider = providers.only, body } = row;
  if (typeof type !== "string" || !isDisclosureName(type)) return fault("/type", "There is no such disclosure type.");
  const kind = typeof provider === "string" ? providers.kinds.get(provider) : undefined;
  if (typeof provider !== "string") return fault("/provider", "Say which of your providers it is about.");
  if (kind === undefined) return fault("/provider", "This is none of your providers.");
  if (!isAbout(DISCLOSURES[type], kind))
    return fault("/type", `This type is not about a provider of this kind: ${kind}.`);
  if (!isJsonObject(body)) return fault("/body", "The body must be one JSON object.");
  const whole = completeBody(DISCLOSURES[type], body, now);
  const complaints = complaintsAbout(DISCLOSURES[type], whole, now);
  if (complaints.length === 0) return { row: { line, type, provider, body: whole, text }, faults: [] };
  return { faults: complaints.map(({ path, rule }) => ({ line, field: `/body${pointerOf(path)}`, rule })) };
}
