/**
 * What a signature reads of an HTTP message, each in the one form in which RFC 9421 signs it.
 *
 * Texts are as HTTP/1.1 carries them, one code unit a byte (Latin-1), as Node gives them.
 */
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { type SigningRefusal, signingRefusal } from "./signing-refusal.ts";

/** Field lines in the order of the message; one name may come several times. */
export type Fields = readonly (readonly [name: string, value: string])[];

export type RequestHead = {
  readonly method: string;
  readonly authority: string;
  readonly path: string;
  readonly query: string;
  readonly fields: Fields;
};

export type ResponseHead = { readonly status: number; readonly fields: Fields };

/**
 * Value of a field by its name in lower case: line folding becomes one space, spaces around each line go, lines are
 * joined by a comma and a space (RFC 9421 section 2.1). Undefined when the message has no such field.
 * Refuses control characters and bytes outside ASCII, which a signature base cannot hold (section 2.5).
 */
export function fieldValue(
  fields: Fields,
  name: string,
  component: string,
): Result<string | undefined, SigningRefusal> {
  let joined: string | undefined;
  for (const [lineName, lineValue] of fields) {
    if (lineName.length !== name.length || lineName.toLowerCase() !== name) continue;
    const value = trimmed(unfolded(lineValue));
    joined = joined === undefined ? value : `${joined}, ${value}`;
  }
  if (joined === undefined || IS_TEXT.test(joined)) return ok(joined);
  return err(signingRefusal(HAS_CONTROL.test(joined) ? "field-control" : "field-not-ascii", component));
}

const IS_TEXT = /^[\t -~]*$/;
// biome reads a class of control characters as a slip: name them by their negation.
const HAS_CONTROL = /[^\t -~\x80-\xff]/;

/** Line by line, since an expression that looks for blanks before a break takes quadratic time. */
function unfolded(value: string): string {
  if (!value.includes("\n")) return value;
  const lines = value.split("\r\n");
  // A break that folds nothing stays, and is refused as a control character.
  const isFolded = lines.every((line, at) => at === 0 || isBlank(line.charCodeAt(0)));
  return isFolded ? lines.map(trimmed).join(" ") : value;
}

/** Without spaces and tabs at both ends: `trim` would take more. */
function trimmed(value: string): string {
  let from = 0;
  let to = value.length;
  while (from < to && isBlank(value.charCodeAt(from))) from++;
  while (to > from && isBlank(value.charCodeAt(to - 1))) to--;
  return value.slice(from, to);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/**
 * `@authority` of a `Host` field or an address: host in lower case; the scheme's own port, and an empty one, are left
 * out (RFC 9421 section 2.2.3, RFC 9110 section 4.2.3).
 */
export function authorityOf(host: string, scheme: "http" | "https"): Result<string, SigningRefusal> {
  const parts = HOST.exec(host.toLowerCase());
  const [, name, port = ""] = parts ?? [];
  if (name === undefined || host.length > 261) return err(signingRefusal("authority-form", '"@authority"'));
  const isOwn = port === "" || Number(port) === (scheme === "https" ? 443 : 80);
  return ok(isOwn ? name : `${name}:${Number(port)}`);
}

const HOST = /^(\[[0-9a-f:.]{2,45}\]|[a-z0-9_][a-z0-9._-]*)(?::([0-9]{0,5}))?$/;

export type Target = { readonly path: string; readonly query: string };

/**
 * `@path` and `@query` of a request target, percent-encoding as sent: an empty path is `/`, an absent query is `?`
 * (RFC 9421 sections 2.2.6 and 2.2.7). Of an address with scheme and host the rest counts. Refuses `*` and `host:port`.
 */
export function targetOf(requestTarget: string): Result<Target, SigningRefusal> {
  const own = requestTarget.replace(/^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*/, "");
  const isAbsolute = own.length < requestTarget.length;
  const mark = own.indexOf("?");
  const path = mark < 0 ? own : own.slice(0, mark);
  const query = mark < 0 ? "?" : own.slice(mark);
  if (!(path.startsWith("/") || (path === "" && isAbsolute))) return err(signingRefusal("target-form", '"@path"'));
  // A fragment is never sent, and what is not visible ASCII must be percent-encoded.
  if (!IS_TARGET.test(path)) return err(signingRefusal("target-form", '"@path"'));
  if (!IS_TARGET.test(query)) return err(signingRefusal("target-form", '"@query"'));
  return ok({ path: path === "" ? "/" : path, query });
}

const IS_TARGET = /^[!"$-~]*$/;
