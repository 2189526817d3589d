/**
 * HTTP/1.1 messages as text or bytes, as tools print and save them: start line, field lines, an empty line, the content.
 * Lines may end in CRLF or LF. Nothing is guessed: a message that could be read in two ways is refused.
 */
import { concatBytes } from "#lib/kernel/bytes.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import type { Fields } from "../signing/http-message.ts";

/** Longest message that an import reads. */
export const CAPTURE_MAX_BYTES = 10 * 1_048_576;
const HEAD_MAX_BYTES = 65_536;
const MAX_FIELDS = 200;

export type RequestText = {
  readonly method: string;
  readonly target: string;
  readonly fields: Fields;
  readonly body: Uint8Array;
};
export type ResponseText = { readonly status: number; readonly fields: Fields; readonly body: Uint8Array };

type Message = { readonly start: string; readonly fields: Fields; readonly body: Uint8Array };

/** Reads a request. Refuses with `malformed` or `too-large`; `place` begins the pointer. Total. */
export function parseRequestText(bytes: Uint8Array, place = "/request"): Result<RequestText, Refusal> {
  const message = parseMessage(bytes, place);
  if (!message.ok) return message;
  const { start, fields, body } = message.value;
  const [, method, target] =
    /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}) ([!-~]{1,8192}) HTTP\/[0-9](?:\.[0-9])?$/.exec(start) ?? [];
  if (method === undefined || target === undefined)
    return err(refusal("malformed", place, "A request begins with a line such as: POST /sort?order=up HTTP/1.1"));
  return ok({ method, target, fields, body });
}

/** Reads an answer; interim answers (1xx) before it are passed over, as `curl -i` prints them. Total. */
export function parseResponseText(bytes: Uint8Array, place = "/response"): Result<ResponseText, Refusal> {
  let rest = bytes;
  // Bounded: an interim answer has no content, so each step shortens what is left.
  for (;;) {
    const message = parseMessage(rest, place);
    if (!message.ok) return message;
    const { start, fields, body } = message.value;
    const [, code] = /^HTTP\/[0-9](?:\.[0-9])? ([1-5][0-9]{2})(?: [\t -~\x80-\xff]*)?$/.exec(start) ?? [];
    if (code === undefined)
      return err(refusal("malformed", place, "An answer begins with a line such as: HTTP/1.1 200 OK"));
    if (!code.startsWith("1")) return ok({ status: Number(code), fields, body });
    const end = headEnd(rest);
    rest = rest.subarray(end === undefined ? rest.length : end.next);
  }
}

function parseMessage(bytes: Uint8Array, place: string): Result<Message, Refusal> {
  if (bytes.length > CAPTURE_MAX_BYTES)
    return err(refusal("too-large", place, `A message has at most ${CAPTURE_MAX_BYTES} bytes.`));
  const end = headEnd(bytes);
  if (end === undefined)
    return err(refusal("malformed", place, "There is no empty line between the fields and the content."));
  const lines = latin1(bytes.subarray(0, end.head)).split(/\r?\n/);
  const fields: [string, string][] = [];
  for (const [at, line] of lines.slice(1).entries()) {
    const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}):(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined)
      return err(refusal("malformed", `${place}/fields/${at}`, "A field line is a name, a colon and a value."));
    fields.push([name, value]);
  }
  if (fields.length > MAX_FIELDS) return err(refusal("too-large", `${place}/fields`, `At most ${MAX_FIELDS} fields.`));
  const body = contentOf(bytes.subarray(end.next), fields, place);
  return body.ok ? ok({ start: lines[0] ?? "", fields, body: body.value }) : body;
}

/** The content: dechunked, or as long as the message says, or all that follows. */
function contentOf(rest: Uint8Array, fields: Fields, place: string): Result<Uint8Array, Refusal> {
  const values = (name: string) =>
    fields.filter(([field]) => field.toLowerCase() === name).map(([, value]) => value.trim().toLowerCase());
  const [coding, ...codings] = values("transfer-encoding");
  const [length, ...lengths] = values("content-length");
  if (codings.length > 0 || lengths.length > 0 || (coding !== undefined && length !== undefined))
    return err(refusal("malformed", `${place}/body`, "The message states its length in two ways."));
  if (coding === "chunked") {
    const body = dechunk(rest);
    // Tools that save a message often have undone the chunks already.
    return ok(body ?? rest);
  }
  if (coding !== undefined && coding !== "identity")
    return err(
      refusal("malformed", `${place}/body`, `Nothing here undoes the transfer coding ${coding.slice(0, 40)}.`),
    );
  if (length === undefined) return ok(rest);
  if (!/^[0-9]{1,9}$/.test(length)) return err(refusal("malformed", `${place}/body`, "Content-Length is no number."));
  const wanted = Number(length);
  if (rest.length < wanted)
    return err(
      refusal("malformed", `${place}/body`, `The content has ${rest.length} of ${wanted} bytes: it was cut off.`),
    );
  return ok(rest.subarray(0, wanted));
}

/** Undefined when the bytes are not chunks to their very end. RFC 9112 section 7.1. */
function dechunk(bytes: Uint8Array): Uint8Array | undefined {
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf(LF, at);
    const [, hex] =
      lineEnd < 0 ? [] : (/^([0-9A-Fa-f]{1,8})(?:;.*)?\r?$/.exec(latin1(bytes.subarray(at, lineEnd))) ?? []);
    if (hex === undefined) return undefined;
    const size = Number.parseInt(hex, 16);
    if (size === 0) return concatBytes(...pieces);
    const from = lineEnd + 1;
    if (from + size > bytes.length) return undefined;
    pieces.push(bytes.subarray(from, from + size));
    at = from + size;
    if (bytes[at] === CR) at++;
    if (bytes[at] !== LF) return undefined;
    at++;
  }
}

const LF = 0x0a;
const CR = 0x0d;

/** Where the head ends and where the content begins; undefined without an empty line in the first 64 KiB. */
function headEnd(bytes: Uint8Array): { head: number; next: number } | undefined {
  for (let at = 0; at < Math.min(bytes.length, HEAD_MAX_BYTES); at++) {
    if (bytes[at] !== LF) continue;
    const next = bytes[at + 1] === CR ? at + 2 : at + 1;
    if (bytes[next] === LF) return { head: bytes[at - 1] === CR ? at - 1 : at, next: next + 1 };
  }
  return undefined;
}

function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
