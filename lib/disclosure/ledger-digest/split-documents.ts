/**
 * Finds the documents in what an operator pastes: one document, a JSON array, documents one after the other (lines or
 * pretty-printed), signed notes one after the other. A document that does not end swallows no other: the next line that
 * begins with `{` begins the next one.
 */
import { isWellFormed, utf8Encode } from "#lib/kernel/bytes.ts";
import { parseJson } from "#lib/kernel/json.ts";
import type { Ledger } from "#lib/statement/ledger/point.ts";

/** `line`: where it begins, from 1. */
export type FoundDocument = { readonly line: number; readonly text: string };

export function splitDocuments(text: string, ledger: Ledger): FoundDocument[] {
  const isNotes = ledger === "tlog" && !/^\s*[[{"]/.test(text);
  return isNotes ? splitNotes(text) : splitJson(text);
}

/** A note ends with its signature lines. */
function splitNotes(text: string): FoundDocument[] {
  const documents: FoundDocument[] = [];
  let held: { line: number; lines: string[] } | undefined;
  const end = () => {
    if (held !== undefined) documents.push({ line: held.line, text: `${held.lines.join("\n").trimEnd()}\n` });
    held = undefined;
  };
  for (const [index, line] of text.split("\n").entries()) {
    const isSigned = held?.lines.some((other) => other.startsWith("— ")) === true;
    if (isSigned && !line.startsWith("— ")) end();
    if (held !== undefined) held.lines.push(line);
    else if (line.trim() !== "") held = { line: index + 1, lines: [line] };
  }
  end();
  return documents;
}

function splitJson(text: string): FoundDocument[] {
  const documents: FoundDocument[] = [];
  let line = 1;
  let at = 0;
  while (at < text.length) {
    const letter = text[at] ?? "";
    if (letter === "\n") line += 1;
    if (/[\s,[\]\uFEFF]/.test(letter)) {
      at += 1;
      continue;
    }
    const end = letter === "{" ? endOfObject(text, at) : letter === '"' ? endOfString(text, at) : endOfLine(text, at);
    const own = text.slice(at, end);
    documents.push({ line, text: letter === '"' ? unquoted(own) : own.trimEnd() });
    line += own.split("\n").length - 1;
    at = end;
  }
  return documents;
}

/** Behind the bracket that closes the object; for one that is never closed, where the next document begins. */
function endOfObject(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const letter = text[at];
    if (letter === "{") depth += 1;
    else if (letter === '"') at = endOfString(text, at) - 1;
    else if (letter === "}" && --depth === 0) return at + 1;
    else if (letter === "\n" && /^[ \t]*\{/.test(text.slice(at + 1, at + 200))) return at;
  }
  return text.length;
}

/** Behind the closing quote, or at the end of the line: a JSON string has no line break. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at + 1;
    else if (text[at] === "\n") return at;
  }
  return text.length;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

function unquoted(text: string): string {
  if (!isWellFormed(text)) return text;
  const parsed = parseJson(utf8Encode(text));
  return parsed.ok && typeof parsed.value === "string" ? parsed.value : text;
}
