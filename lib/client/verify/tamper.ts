/** Ways to falsify a receipt, for "try to fool it": each must be caught by the checks (tamper.test.ts). */

import type { ReceiptDocument } from "#lib/contract/statements.ts";
import { base64Decode, base64Encode, base64UrlDecode, base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { addMs, DAY_MS, formatInstant, parseInstant } from "#lib/kernel/instant.ts";
import { canonicalText, isJsonObject, type JsonObject, parseJson } from "#lib/kernel/json.ts";

/** `said` tells what was changed, in a sentence with the old and the new. */
export type Tampered = { readonly receipt: ReceiptDocument; readonly said: string };

export type Tampering = {
  readonly id: string;
  readonly title: string;
  /** Undefined when this receipt has nothing to change there. */
  readonly apply: (receipt: ReceiptDocument) => Tampered | undefined;
};

export const TAMPERINGS: readonly Tampering[] = [
  { id: "word", title: "Change one letter of what it says", apply: changeWord },
  { id: "time", title: "Back-date it by a day", apply: backdate },
  { id: "signature", title: "Swap the author's signature", apply: changeSignature },
  { id: "place", title: "Move it one place in the log", apply: movePlace },
  { id: "proof", title: "Change one hash of the proof", apply: changeProof },
  { id: "root", title: "Change the log's root", apply: changeRoot },
  { id: "size", title: "Hide the last entry of the log", apply: shrinkLog },
];

/** The text of the entry inside a receipt; undefined when it is not UTF-8. */
export function entryText(receipt: ReceiptDocument): string | undefined {
  const bytes = base64Decode(receipt.entry);
  return bytes === undefined ? undefined : utf8Decode(bytes);
}

export function withEntryText(receipt: ReceiptDocument, text: string): ReceiptDocument {
  return { ...receipt, entry: base64Encode(utf8Encode(text)) };
}

type Entry = { loggedAt: string; statement: JsonObject };

function readEntry(receipt: ReceiptDocument): Entry | undefined {
  const parsed = parseJson(utf8Encode(entryText(receipt) ?? ""), { maxDepth: 33, maxKeys: 1002 });
  const value = parsed.ok && isJsonObject(parsed.value) ? parsed.value : undefined;
  if (typeof value?.loggedAt !== "string" || !isJsonObject(value.statement)) return undefined;
  return { loggedAt: value.loggedAt, statement: value.statement };
}

function writeEntry(receipt: ReceiptDocument, { loggedAt, statement }: Entry): ReceiptDocument {
  return withEntryText(receipt, canonicalText({ loggedAt, statement }));
}

/** Fields that a reader recognises, before whatever text comes first. */
const TELLING = ["legalName", "name", "displayName", "softwareVersion", "note", "jurisdiction"];

function changeWord(receipt: ReceiptDocument): Tampered | undefined {
  const entry = readEntry(receipt);
  const body = entry?.statement.body;
  if (entry === undefined || !isJsonObject(body)) return undefined;
  const fields = [...TELLING, ...Object.keys(body)];
  const field = fields.find((name) => typeof body[name] === "string" && body[name] !== "");
  const before = field === undefined ? undefined : body[field];
  if (field === undefined || typeof before !== "string") return undefined;
  const after = nextLetter(before.slice(0, 1)) + before.slice(1);
  const statement = { ...entry.statement, body: { ...body, [field]: after } };
  return { receipt: writeEntry(receipt, { ...entry, statement }), said: `“${before}” now reads “${after}”.` };
}

/** Another letter or digit of the same sort, so that the text still looks right. */
function nextLetter(letter: string): string {
  if (/^[a-y]|^[A-Y]|^[0-8]/.test(letter)) return String.fromCharCode(letter.charCodeAt(0) + 1);
  return /^[0-9]/.test(letter) ? "0" : "A" === letter ? "B" : "A";
}

function backdate(receipt: ReceiptDocument): Tampered | undefined {
  const entry = readEntry(receipt);
  const at = entry === undefined ? undefined : parseInstant(entry.loggedAt);
  if (entry === undefined || at === undefined) return undefined;
  const loggedAt = formatInstant(addMs(at, -DAY_MS));
  return { receipt: writeEntry(receipt, { ...entry, loggedAt }), said: `Logged ${entry.loggedAt}, now ${loggedAt}.` };
}

function changeSignature(receipt: ReceiptDocument): Tampered | undefined {
  const entry = readEntry(receipt);
  const before = entry?.statement.signature;
  const bytes = typeof before === "string" ? base64UrlDecode(before) : undefined;
  if (entry === undefined || bytes === undefined) return undefined;
  const signature = base64UrlEncode(flipped(bytes));
  const statement = { ...entry.statement, signature };
  return {
    receipt: writeEntry(receipt, { ...entry, statement }),
    said: `The signature begins with ${signature.slice(0, 8)} instead of ${String(before).slice(0, 8)}.`,
  };
}

function movePlace(receipt: ReceiptDocument): Tampered {
  const index = receipt.index === 0 ? 1 : receipt.index - 1;
  return { receipt: { ...receipt, index }, said: `Entry ${receipt.index} now claims to be entry ${index}.` };
}

function changeProof(receipt: ReceiptDocument): Tampered | undefined {
  const [first, ...rest] = receipt.proof;
  const bytes = first === undefined ? undefined : base64Decode(first);
  if (bytes === undefined) return undefined;
  const changed = base64Encode(flipped(bytes));
  return {
    receipt: { ...receipt, proof: [changed, ...rest] },
    said: `The first hash begins with ${changed.slice(0, 8)} instead of ${first?.slice(0, 8)}.`,
  };
}

/** Line 0 is the origin, 1 the size, 2 the root. */
function changeLine(receipt: ReceiptDocument, line: number, change: (before: string) => string | undefined) {
  const lines = receipt.checkpoint.split("\n");
  const before = lines[line];
  const after = before === undefined ? undefined : change(before);
  if (before === undefined || after === undefined) return undefined;
  lines[line] = after;
  return { receipt: { ...receipt, checkpoint: lines.join("\n") }, before, after };
}

function changeRoot(receipt: ReceiptDocument): Tampered | undefined {
  const changed = changeLine(receipt, 2, (before) => {
    const bytes = base64Decode(before);
    return bytes === undefined ? undefined : base64Encode(flipped(bytes));
  });
  if (changed === undefined) return undefined;
  const { before, after } = changed;
  return {
    receipt: changed.receipt,
    said: `The root begins with ${after.slice(0, 8)} instead of ${before.slice(0, 8)}.`,
  };
}

function shrinkLog(receipt: ReceiptDocument): Tampered | undefined {
  const changed = changeLine(receipt, 1, (before) =>
    /^[1-9]\d*$/.test(before) ? String(Number(before) - 1) : undefined,
  );
  if (changed === undefined) return undefined;
  return { receipt: changed.receipt, said: `The log claims ${changed.after} entries instead of ${changed.before}.` };
}

function flipped(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[0] = (copy[0] ?? 0) ^ 0x04;
  return copy;
}
