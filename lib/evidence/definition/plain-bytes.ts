/**
 * A body that a definition reads as bytes is most often a text that its code takes apart by itself: a form, JSON, lines. Its
 * service has a library for that, which takes a member for a field in another case, makes spaces of plus, and leaves out a
 * mark at the start that code counts. So such a text is held by what tests show, and bytes that are no text are free (ADR 0252).
 */
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { jsonBody } from "./compare.ts";
import { isPlainQuery, readQueries } from "./plain-address.ts";
import { readBodies } from "./plain-body.ts";
import { addTo, isShownAt, newShown } from "./plain-text.ts";

/** Reads bodies of tests; tells of any other whether it is plain. Total. */
export function readBytes(shown: readonly Uint8Array[]): (body: Uint8Array) => boolean {
  const texts = shown.map(utf8Decode).filter((text) => text !== undefined);
  if (texts.length < shown.length) return () => true;
  const isPlain = readTexts(texts);
  if (shown.some((body) => jsonBody(body) === undefined)) return (body) => isSomeText(isPlain, body);
  const isBuiltAlike = readBodies(shown);
  const isAsWritten = shown.every(isCompact);
  return (body) => isBuiltAlike(body) && (!isAsWritten || isCompact(body));
}

/** Forms where all are. */
function readTexts(texts: readonly string[]): (text: string) => boolean {
  const queries = texts.map((text) => `?${text}`);
  if (queries.every(isPlainQuery)) {
    const isPlainForm = readQueries(queries);
    return (text) => isPlainForm(`?${text}`);
  }
  const place = newShown();
  const ends = new Set(texts.map(endOf));
  for (const text of texts) addTo(place, withoutEnd(text));
  return (text) => ends.has(endOf(text)) && isShownAt(place, withoutEnd(text));
}

/** A file of lines ends with one that is broken, and one that a test shows so is not taken off by whoever reads bytes. */
const endOf = (text: string): string => (text.endsWith("\n") ? "\n" : "");

const withoutEnd = (text: string): string => text.slice(0, text.length - endOf(text).length);

function isSomeText(isPlain: (text: string) => boolean, body: Uint8Array): boolean {
  const text = utf8Decode(body);
  return text !== undefined && isPlain(text);
}

/** Without spaces between, and escapes that nothing needs. */
const isCompact = (body: Uint8Array): boolean => JSON.stringify(jsonBody(body)) === utf8Decode(body);
