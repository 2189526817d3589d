/**
 * A body that a definition reads as bytes is most often a text that its code takes apart by itself: a form, JSON, lines. Its
 * service has a library for that, which takes a member for a field in another case, makes spaces of plus, and leaves out a
 * mark at the start that code counts. So such a text is held by what tests show, and bytes that are no text are free (ADR 0252).
 */
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { jsonBody } from "./compare.ts";
import { type Ask, notShown } from "./not-shown.ts";
import { isPlainQuery, readQueries } from "./plain-address.ts";
import { readBodies } from "./plain-body.ts";
import { addTo, newShown, notShownAt } from "./plain-text.ts";

/** Reads bodies of tests; tells of any other whether it is plain. Total. */
export function readBytes(shown: readonly Uint8Array[]): Ask<Uint8Array> {
  const texts = shown.map(utf8Decode).filter((text) => text !== undefined);
  if (texts.length < shown.length) return () => undefined;
  if (shown.some((body) => jsonBody(body) === undefined)) return asText(readTexts(texts));
  const notBuilt = readBodies(shown);
  const isAsWritten = shown.every(isCompact);
  return (body) =>
    notBuilt(body) ??
    (isAsWritten && !isCompact(body) ? notShown("body", "spaces between, or escapes that nothing needs") : undefined);
}

/** Forms where all are. */
function readTexts(texts: readonly string[]): Ask<string> {
  const queries = texts.map((text) => `?${text}`);
  if (queries.every(isPlainQuery)) {
    const notShownForm = readQueries(queries, "body");
    return (text) => notShownForm(`?${text}`);
  }
  const place = newShown();
  const ends = new Set(texts.map(endOf));
  for (const text of texts) addTo(place, withoutEnd(text));
  return (text) => {
    const isEnded = endOf(text) !== "";
    if (!ends.has(endOf(text))) return notShown("body", isEnded ? "a newline at the end" : "no newline at the end");
    const why = notShownAt(place, withoutEnd(text));
    return why === undefined ? undefined : notShown("body", why);
  };
}

/** A file of lines ends with one that is broken, and one that a test shows so is not taken off by whoever reads bytes. */
const endOf = (text: string): string => (text.endsWith("\n") ? "\n" : "");

const withoutEnd = (text: string): string => text.slice(0, text.length - endOf(text).length);

const asText =
  (ask: Ask<string>): Ask<Uint8Array> =>
  (body) => {
    const text = utf8Decode(body);
    return text === undefined ? notShown("body", "bytes that are no text (UTF-8)") : ask(text);
  };

/** Without spaces between, and escapes that nothing needs. */
const isCompact = (body: Uint8Array): boolean => JSON.stringify(jsonBody(body)) === utf8Decode(body);
