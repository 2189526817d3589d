/**
 * A body that a definition reads as bytes is most often a text that its code takes apart by itself: a form, JSON, lines. Its
 * service has a library for that, which takes a member for a field in another case, makes spaces of plus, and leaves out a
 * mark at the start that code counts. So such a text is held by what tests show, and bytes that are no text are free (ADR 0252).
 */
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { jsonBody } from "../compare.ts";
import { isPlainQuery, readQueries, type Written } from "./address.ts";
import { readBodies, type Sent } from "./body.ts";
import { type Ask, notShown } from "./not-shown.ts";
import { addTo, newShown, notShownAt } from "./text.ts";
import { addTogether, NOTHING_BESIDE, newTogether, notTogether, oneBeside } from "./together.ts";

/** Reads bodies of tests; tells of any other whether it is plain. Total. */
export function readBytes(shown: readonly Sent[]): Ask<Sent> {
  const texts = shown.flatMap(asWritten);
  if (texts.length < shown.length) return () => undefined;
  if (shown.some(({ body }) => jsonBody(body) === undefined)) return asText(readTexts(texts));
  const notBuilt = readBodies(shown);
  const areCompact = shown.every(({ body }) => isCompact(body));
  return (sent) =>
    notBuilt(sent) ??
    (areCompact && !isCompact(sent.body)
      ? notShown("body", "spaces between, or escapes that nothing needs")
      : undefined);
}

/** Nothing where it is no text. */
function asWritten({ body, ...rest }: Sent): Written[] {
  const text = utf8Decode(body);
  return text === undefined ? [] : [{ text, ...rest }];
}

/** Forms where all are. */
function readTexts(texts: readonly Written[]): Ask<Written> {
  const queries = texts.map((each) => ({ ...each, text: `?${each.text}` }));
  if (queries.every(({ text }) => isPlainQuery(text))) {
    const notShownForm = readQueries(queries, "body");
    return (each) => notShownForm({ ...each, text: `?${each.text}` });
  }
  const place = newShown();
  const together = newTogether();
  const ends = new Set(texts.map(({ text }) => endOf(text)));
  for (const { text, around, beside = NOTHING_BESIDE } of texts) {
    addTo(place, withoutEnd(text), around);
    addTogether(together, oneBeside(withoutEnd(text), beside));
  }
  return ({ text, around, beside = NOTHING_BESIDE }) => {
    const isEnded = endOf(text) !== "";
    if (!ends.has(endOf(text))) return notShown("body", isEnded ? "a newline at the end" : "no newline at the end");
    const why =
      notShownAt(place, withoutEnd(text), around) ?? notTogether(together, oneBeside(withoutEnd(text), beside));
    return why === undefined ? undefined : notShown("body", why);
  };
}

/** A file of lines ends with one that is broken, and one that a test shows so is not taken off by whoever reads bytes. */
const endOf = (text: string): string => (text.endsWith("\n") ? "\n" : "");

const withoutEnd = (text: string): string => text.slice(0, text.length - endOf(text).length);

const asText =
  (ask: Ask<Written>): Ask<Sent> =>
  (sent) => {
    const [written] = asWritten(sent);
    return written === undefined ? notShown("body", "bytes that are no text (UTF-8)") : ask(written);
  };

/** Without spaces between, and escapes that nothing needs. */
const isCompact = (body: Uint8Array): boolean => JSON.stringify(jsonBody(body)) === utf8Decode(body);
