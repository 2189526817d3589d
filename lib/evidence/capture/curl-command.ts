/**
 * The request that a curl command sends, read from the command as browsers copy it and people type it. Only options
 * that say what is sent are followed; files are never read.
 */
import { base64Encode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import type { SentRequest } from "../signing/capture-exchange.ts";
import type { Fields } from "../signing/http-message.ts";

/**
 * What curl does with its options, by long name; after `|` the letter. `flag` takes no value and `pass` takes one: neither
 * changes what is signed. Any other name is refused: it may change what is sent.
 */
const NAMES = {
  flag: "compressed silent|s show-error|S verbose|v insecure|k include|i fail|f fail-with-body fail-early http1.0|0 http1.1 http2 http2-prior-knowledge http3 http3-only ipv4|4 ipv6|6 no-buffer|N progress-bar|# no-progress-meter no-keepalive remote-name|O remote-header-name|J tlsv1|1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 tcp-nodelay styled-output disable|q ssl-no-revoke create-dirs anyauth basic",
  pass: "output|o max-time|m connect-timeout write-out|w retry retry-delay retry-max-time resolve connect-to cacert capath user-agent|A referer|e proxy|x proxy-user|U noproxy socks5 socks5-hostname preproxy max-redirs max-filesize limit-rate speed-limit|Y speed-time|y cert|E key cert-type key-type pass ciphers tls13-ciphers tls-max pinnedpubkey cookie-jar|c dump-header|D stderr trace trace-ascii interface local-port keepalive-time unix-socket dns-servers doh-url output-dir expect100-timeout",
  "as-is": "path-as-is",
  globoff: "globoff|g",
  onward: "location|L location-trusted",
  get: "get|G",
  head: "head|I",
  method: "request|X",
  url: "url",
  header: "header|H",
  cookie: "cookie|b",
  user: "user|u oauth2-bearer",
  data: "data|d data-ascii data-binary",
  "data-raw": "data-raw",
  "data-urlencode": "data-urlencode",
  json: "json",
} as const;
type Deed = keyof typeof NAMES;

const DEEDS: ReadonlyMap<string, Deed> = new Map(
  Object.entries(NAMES).flatMap(([deed, names]) =>
    names.split(" ").flatMap((each): [string, Deed][] => {
      const [name, letter] = each.split("|");
      return [
        [`--${name}`, deed as Deed],
        ...(letter === undefined ? [] : [[`-${letter}`, deed as Deed] as [string, Deed]]),
      ];
    }),
  ),
);
const VALUELESS: ReadonlySet<Deed> = new Set<Deed>(["flag", "as-is", "globoff", "onward", "get", "head"]);

type Option = { readonly name: string; readonly deed: Deed; readonly value: string; readonly at: number };

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
  const options = optionsOf(words);
  if (!options.ok) return options;
  const fields: [string, string][] = [];
  const data: Uint8Array[] = [];
  const secrets: [string, string][] = [];
  const addresses: string[] = [];
  let method: string | undefined;
  for (const { name, deed, value, at } of options.value) {
    if (deed === "method") method = value;
    else if (deed === "url") {
      if (addresses.push(value) > 1) return bad(at, "There are two addresses.");
    } else if (deed === "header") {
      const [, field, content] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s?(.*)$/s.exec(value) ?? [];
      if (field === undefined || content === undefined) return bad(at, "A header is written as 'Name: value'.");
      fields.push([field, content]);
    } else if (deed === "cookie") secrets.push(["cookie", value]);
    else if (deed === "user")
      secrets.push(["authorization", name === "--oauth2-bearer" ? `Bearer ${value}` : basic(value)]);
    else if (deed in CONTENT) {
      const content = CONTENT[deed as keyof typeof CONTENT](value);
      if (typeof content !== "string") return bad(at, content.why);
      if (data.length > 0 && deed !== "json") data.push(utf8Encode("&"));
      data.push(utf8Encode(content));
    }
  }
  const has = (deed: Deed) => options.value.some((option) => option.deed === deed);
  if (has("onward"))
    return bad(0, "With -L curl may ask another address: give the last one that it asked, without -L.");
  const [, scheme, user, host, target = ""] =
    /^(https?):\/\/(?:([^/?#]*)@)?([^/?#@]+)([/?][^#]*)?(?:#.*)?$/i.exec(addresses[0] ?? "") ?? [];
  if (scheme === undefined || host === undefined) return bad(0, "The command has no https or http address.");
  if (user !== undefined) secrets.push(["authorization", basic(percentDecoded(user))]);
  const isQuery = has("get");
  const why = changedBy({ host, target, asIs: has("as-is"), globoff: has("globoff") });
  if (why !== undefined) return bad(0, why);
  if (has("head") && data.length > 0 && !isQuery) return bad(0, "curl sends no content with -I.");
  const content = concatBytes(...data);
  const hasBody = data.length > 0 && !isQuery;
  const path = target.startsWith("/") ? target : `/${target}`;
  const request: SentRequest = {
    method: method ?? (has("head") ? "HEAD" : hasBody ? "POST" : "GET"),
    scheme: scheme.toLowerCase() === "http" ? "http" : "https",
    host: fieldOf(fields, "host") ?? host,
    target: isQuery ? withQuery(path, utf8Decode(content) ?? "") : path,
    fields,
    ...(hasBody ? { body: content } : {}),
  };
  return ok({ request, left: [...new Set(secrets.map(([name]) => name))], secrets });
}

type Address = { readonly host: string; readonly target: string; readonly asIs: boolean; readonly globoff: boolean };

/** Why curl may ask for something else than what stands in the address. */
function changedBy({ host, target, asIs, globoff }: Address): string | undefined {
  const isName = /^\[[0-9A-Fa-f:.%]+\](?::\d*)?$|^[^[\]{}]+$/.test(host);
  if (!globoff && (!isName || /[{}[\]]/.test(target.replaceAll("[]", ""))))
    return "curl asks for several addresses where {} or [] stand in one: name the one that was asked, or say -g.";
  const [path = ""] = target.split("?");
  if (!asIs && path.split("/").some((part) => /^(?:\.|%2e){1,2}$/i.test(part)))
    return "curl takes /./ and /../ out of an address: give it as it was sent, or say --path-as-is.";
  return undefined;
}

/** What `-G` makes of content. */
function withQuery(path: string, more: string): string {
  if (more === "") return path;
  return `${path}${path.endsWith("?") ? "" : path.includes("?") ? "&" : "?"}${more}`;
}

/** What an option sends as content, or why that is not to be told. */
const CONTENT: {
  readonly [deed in Extract<Deed, `data${string}` | "json">]: (value: string) => string | { readonly why: string };
} = {
  data: unlessFile,
  "data-raw": (value) => value,
  json: unlessFile,
  // `content`, `=content` or `name=content`; with `@` and no `=` a file.
  "data-urlencode": (value) => {
    const mark = value.indexOf("=");
    if (mark < 0 && value.includes("@")) return IN_FILE;
    const encoded = percentEncoded(value.slice(mark + 1));
    if (/%(?:[A-F].|.[A-F])/.test(encoded))
      return { why: "curl percent-encodes by its version, as %2f or %2F: give the request as raw bytes." };
    return mark > 0 ? `${value.slice(0, mark)}=${encoded}` : encoded;
  },
};

const IN_FILE = { why: "The content is in a file: give it as raw bytes instead." };

function unlessFile(value: string): string | typeof IN_FILE {
  return value.startsWith("@") ? IN_FILE : value;
}

/** Every byte of UTF-8 but the unreserved ones of RFC 3986, and a space as `+`: as curl writes it. */
function percentEncoded(text: string): string {
  return Array.from(utf8Encode(text), (byte) => {
    const letter = String.fromCharCode(byte);
    if (letter === " ") return "+";
    return /[A-Za-z0-9._~-]/.test(letter) ? letter : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }).join("");
}

/** The options of a command in their order, an address as `--url`: clusters of letters taken apart, values beside them. */
function optionsOf(words: readonly string[]): Result<Option[], Refusal> {
  const options: Option[] = [];
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? "";
    if (!/^-./s.test(word)) {
      options.push({ name: "--url", deed: "url", value: word, at });
      continue;
    }
    const isLong = word.startsWith("--");
    // In a cluster of letters the first that takes a value takes what follows it, else the next word.
    for (let letters = isLong ? word : word.slice(1); letters !== ""; ) {
      const name = isLong ? word : `-${letters.slice(0, 1)}`;
      const inside = isLong ? "" : letters.slice(1);
      letters = inside;
      const deed = DEEDS.get(name) ?? (DEEDS.has(name.replace(/^--no-/, "--")) ? "flag" : undefined);
      if (deed === undefined) return bad(at, `${name.split("=")[0]} is not known here: give the request as raw bytes.`);
      if (VALUELESS.has(deed)) {
        options.push({ name, deed, value: "", at });
        continue;
      }
      letters = "";
      const value = inside === "" ? words[at + 1] : inside;
      if (value === undefined) return bad(at, `${name} has no value.`);
      if (inside === "") at++;
      options.push({ name, deed, value, at });
    }
  }
  return ok(options);
}

/** Name and password as curl sends them. */
function basic(user: string): string {
  return `Basic ${base64Encode(utf8Encode(user))}`;
}

/** In an address they can be percent-encoded, and nowhere else. */
function percentDecoded(user: string): string {
  return user.replace(/%([0-7][0-9A-Fa-f])/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
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
