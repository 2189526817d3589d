/** Bytes of a stranger as something to look at: text only where it is text, with nothing in it that moves or hides. */
import { utf8Decode } from "#lib/kernel/bytes.ts";

/** More than this is not drawn at once; the file has all of it. */
export const SHOWN_BYTES = 16_384;
const ROW_BYTES = 16;

/** The beginning that is shown; a character that the cut goes through is left out. */
export function shownPart(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= SHOWN_BYTES) return bytes;
  let end = SHOWN_BYTES;
  while (end > SHOWN_BYTES - 3 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end);
}

/** The text with control, format and bidi characters by their numbers; undefined for bytes that are no UTF-8. Total. */
export function inertText(bytes: Uint8Array): string | undefined {
  const text = utf8Decode(bytes);
  return text?.replaceAll(
    /(?![\n\t])[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu,
    (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`,
  );
}

/** Sixteen bytes a line: offset, hex, and printable ASCII. Total. */
export function hexLines(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += ROW_BYTES) {
    const row = [...bytes.subarray(at, at + ROW_BYTES)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const ascii = row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·")).join("");
    lines.push(`${at.toString(16).padStart(6, "0")}  ${hex.padEnd(ROW_BYTES * 3 - 1)}  ${ascii}`);
  }
  return lines.join("\n");
}
