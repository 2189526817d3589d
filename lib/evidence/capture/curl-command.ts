/**
 * The request that a curl command sends, read from the command as browsers copy it and people type it. Only options
 * that say what is sent are followed; files are never read.
 */
import { base64Encode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import type { SentRequest } from "../signing/capture-exchange.ts";
import type { Fields } from "../signing/http-message.ts";

/** Options with a value that change nothing of what is signed. */
const PASSED_OVER: ReadonlySet<string> = new Set([
  "-o",
  "--output",
  "-m",
  "--max-time",
  "--connect-timeout",
  "-w",
  "--write-out",
  "--retry",
  "--resolve",
  "--cacert",
  "-b",
  "--cookie",
  "-u",
  "--user",
  "-A",
  "--user-agent",
  "-e",
  "--referer",
]);
/** Those of them whose value is a secret: said, so that nobody wonders where it went. */
const SECRET: Readonly<Record<string, string>> = {
  "-b": "cookie",
  "--cookie": "cookie",
  "-u": "authorization",
  "--user": "authorization",
};
const DATA: ReadonlySet<string> = new Set(["-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--json"]);

export type CurlRequest = {
  readonly request: SentRequest;
  /** Options left out that held secrets, as field names. */
  readonly left: readonly string[];
  /** What they held, as the fields that curl sends: to be compared with the answer, and kept nowhere. */
  readonly secrets: Fields;
};

/** Reads `curl … 'https://…' -H 'Name: value' --data-raw '…'`. Refuses with `malformed` and the word at fault. Total. */
export function parseCurlCommand(command: string): Result<CurlRequest, Refusal> {
  const words = wordsOf(command);
  if (words === undefined) return bad(0, "A quotation mark is not closed.");
  if (words[0] !== "curl") return bad(0, "The command does not begin with curl.");
  const fields: [string, string][] = [];
  const data: Uint8Array[] = [];
  const secrets: [string, string][] = [];
  let method: string | undefined;
  let address: string | undefined;
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? "";
    const value = words[at + 1];
    if (!word.startsWith("-")) {
      if (address !== undefined) return bad(at, "There are two addresses.");
      address = word;
      continue;
    }
    const [, joined, rest] = /^(-[XHd])(.+)$/s.exec(word) ?? [];
    const option = joined ?? word;
    const given = rest ?? value;
    const takesValue =
      option === "-X" ||
      option === "--request" ||
      option === "-H" ||
      option === "--header" ||
      option === "--url" ||
      DATA.has(option) ||
      PASSED_OVER.has(option);
    if (!takesValue) continue;
    if (given === undefined) return bad(at, `${option} has no value.`);
    if (joined === undefined) at++;
    if (option === "-X" || option === "--request") method = given;
    else if (option === "--url") address = given;
    else if (option === "-H" || option === "--header") {
      const [, name, content] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s?(.*)$/s.exec(given) ?? [];
      if (name === undefined || content === undefined) return bad(at, "A header is written as 'Name: value'.");
      fields.push([name, content]);
    } else if (DATA.has(option)) {
      if (given.startsWith("@") && option !== "--data-raw")
        return bad(at, "The content is in a file: give it as raw bytes instead.");
      if (data.length > 0 && option !== "--json") data.push(utf8Encode("&"));
      data.push(
        utf8Encode(
          option === "--data-raw" || option === "--data-binary" || option === "--json"
            ? given
            : given.replace(/[\r\n]/g, ""),
        ),
      );
    }
    const secret = SECRET[option];
    if (secret !== undefined) secrets.push([secret, secret === "cookie" ? given : basic(given)]);
  }
  const [, scheme, user, host, target] =
    /^(https?):\/\/(?:([^/?#]*)@)?([^/?#@]+)([/?][^#]*)?(?:#.*)?$/i.exec(address ?? "") ?? [];
  if (scheme === undefined || host === undefined) return bad(0, "The command has no https or http address.");
  if (user !== undefined) secrets.push(["authorization", basic(user)]);
  const body = data.length === 0 ? undefined : concatBytes(...data);
  const request: SentRequest = {
    method: method ?? (body === undefined ? "GET" : "POST"),
    scheme: scheme.toLowerCase() === "http" ? "http" : "https",
    host: fieldOf(fields, "host") ?? host,
    target: target === undefined ? "/" : target.startsWith("?") ? `/${target}` : target,
    fields,
    ...(body === undefined ? {} : { body }),
  };
  return ok({ request, left: [...new Set(secrets.map(([name]) => name))], secrets });
}

/** Name and password as curl sends them; in an address they can be percent-encoded. */
function basic(user: string): string {
  return `Basic ${base64Encode(utf8Encode(user.replace(/%([0-7][0-9A-Fa-f])/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))))}`;
}

function fieldOf(fields: readonly (readonly [string, string])[], name: string): string | undefined {
  return fields.find(([field]) => field.toLowerCase() === name)?.[1];
}

function bad(word: number, detail: string): { ok: false; error: Refusal } {
  return err(refusal("malformed", `/command/${word}`, detail));
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "\\": "\\", "'": "'", '"': '"' };

/** Words of a POSIX shell command: quotes, escapes, `$'…'`, lines continued by a backslash. Undefined for an open quote. */
function wordsOf(command: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < command.length; at++) {
    const letter = command[at] ?? "";
    if (/\s/.test(letter)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (letter === "\\") {
      at++;
      // A backslash at the end of a line joins it with the next.
      const isJoined = command[at] === "\n" || (command[at] === "\r" && command[at + 1] === "\n");
      if (isJoined && command[at] === "\r") at++;
      if (!isJoined) word = (word ?? "") + (command[at] ?? "");
    } else if (letter === "'" || letter === '"' || (letter === "$" && command[at + 1] === "'")) {
      const read = quoted(command, letter === "$" ? at + 2 : at + 1, letter);
      if (read === undefined) return undefined;
      word = (word ?? "") + read.text;
      at = read.end;
    } else word = (word ?? "") + letter;
  }
  if (word !== undefined) words.push(word);
  return words;
}

function quoted(command: string, from: number, mark: string): { text: string; end: number } | undefined {
  const closing = mark === "$" ? "'" : mark;
  let text = "";
  for (let at = from; at < command.length; at++) {
    const letter = command[at] ?? "";
    if (letter === closing) return { text, end: at };
    const next = command[at + 1] ?? "";
    if (letter !== "\\" || mark === "'") text += letter;
    else if (mark === "$") {
      const [whole, hex] = /^\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))/.exec(command.slice(at, at + 6)) ?? [];
      const code = hex ?? whole?.slice(2);
      text += code === undefined ? (ESCAPES[next] ?? `\\${next}`) : String.fromCharCode(Number.parseInt(code, 16));
      at += code === undefined ? 1 : (whole?.length ?? 2) - 1;
    } else {
      text += '"\\$`'.includes(next) ? next : next === "\n" ? "" : `\\${next}`;
      at++;
    }
  }
  return undefined;
}
