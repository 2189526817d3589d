/**
 * Secrets by the name that stands before them, in what the reporter wrote and sent: addresses, forms, documents. A name that ends in
 * `token`, `secret`, `key`, `signature` or `password`, however it is written, with a value that nobody would choose to read.
 * Wider than what is looked for in others' words (`secret-forms.ts`): there a liar writes what it likes.
 */
import { hasMark } from "./secret-anchors.ts";
import { type Look, looksIn, OPAQUE, type SecretKind } from "./secret-forms.ts";

/** The last word of a name, and what is glued before it: `hapikey` is a key, as `api_key` and `apiKey` are. */
const ENDING = /^(.*?)(password|passwd|pwd|passphrase|passcode|token|secret|key|signature|sig)$/;
type Ending = "password" | "token" | "secret" | "key" | "signature";
const PASSWORDS: ReadonlySet<string> = new Set(["password", "passwd", "pwd", "passphrase", "passcode"]);

/** A word before it says that it opens nothing: a place in a list, a part of a record, what a chain or everybody knows. */
const PUBLIC_KINDS: ReadonlySet<string> = new Set(
  [
    "public pub publishable verification verifying verify host peer did thumbprint",
    "page nextpage previouspage prevpage next previous prev continuation continue sync cursor resume start end first last min max",
    "primary foreign partition sort sorting range composite hash index row object cache routing group grouping lookup search",
    "idempotency dedup dedupe deduplication surrogate translation message map json musical",
    "from to in out input output base quote sell buy pay fee reward collateral lp nft erc20 native gas mint swap source target",
    "tx txn transaction block",
  ].flatMap((line) => line.split(" ")),
);
/** Words of the language that end so. */
const NO_KEYS = /^(?:(?:don|hoc|hus|joc|mon|tur|whis|pas|lac|smo|ho|po|le|ta)key|esig)$/;

/** Words that make a key one that opens, also in a document, where a key alone is mostly the name of something. */
const PRIVATE_KINDS: ReadonlySet<string> = new Set(
  "access account admin api app application auth client consumer customer dev developer encryption hapi license master private read secret service session shared storage subscription user write".split(
    " ",
  ),
);

type Named = { readonly ending: Ending; readonly before: string };

/** How a name of what opens something ends, and the word before; undefined for every other name. */
function namedBy(name: string): Named | undefined {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  const last = words.at(-1) ?? "";
  const [, glued = "", end] = (NO_KEYS.test(last) ? undefined : ENDING.exec(last)) ?? [];
  if (end === undefined) return undefined;
  const before = glued === "" ? (words.at(-2) ?? "") : glued;
  if (PUBLIC_KINDS.has(before)) return undefined;
  const ending = PASSWORDS.has(end) ? "password" : end === "sig" ? "signature" : end;
  return { ending: ending as Ending, before };
}

/** Whether something of this name opens what is somebody's: `X-Auth-Key`, `appSecret`, `private_token`. Total. */
export function isSecretName(name: string): boolean {
  return namedBy(name) !== undefined;
}

/** Whether nobody would choose to read it: letters and digits mixed, or very long; no public name, no call of a program. */
export function isOpaque(value: string): boolean {
  return OPAQUE_START.test(value) && !/[([{$]/.test(value);
}
const OPAQUE_START = new RegExp(`^${OPAQUE}`, "i");

/** Of a password the form is its owner's: something with a digit, of six and more. */
const isPassword = (value: string) => value.length >= 6 && /\d/.test(value) && !/[([{$]/.test(value);

/** A name, or a member of one as `user[token]`, and its sign. What follows is read only behind a name that asks for it, and may hold the next name. */
const ASSIGNED = /(?<![\w.-])([A-Za-z_][\w.-]{1,63})(?:\[(\w{0,40})\])?["']?(\s{0,9})([:=])(\s{0,9})/g;
const VALUE = /(["']?)([^\s"'&;<>,]{4,200})/y;
const ELEMENT = /<(?:[A-Za-z][\w-]{0,31}:)?([A-Za-z_][\w.-]{1,63})(?:\s[^<>]{0,200})?>\s{0,9}([^\s"'&;<>,]{4,200})/g;
const PART =
  /form-data;\s{0,9}name=["']?([A-Za-z_][\w.-]{1,63})(?:\[(\w{0,40})\])?["']?(?:\r?\n[^\r\n]{1,200}){0,4}\r?\n\r?\n([^\r\n]{4,200})/g;

/** A few that have no name, or one that says nothing. */
const OTHERS: readonly RegExp[] = [
  /(?:^|[?&;])appid=[0-9a-f]{32}(?![0-9a-z])/i,
  new RegExp(`(?:^|[?&;])sess=${OPAQUE}`, "i"),
  /\/bot\d{6,12}:[\w-]{30,}/,
  /\/services\/T[A-Z0-9]{8,12}\/B[A-Z0-9]{8,12}\/[A-Za-z0-9]{20,}/,
];
/** `pass` is many a thing, but beside who somebody is. */
const PASS = /(?<![\w.-])pass["']?\s{0,9}[:=]\s{0,9}["']?(?=[^\s"'&;<>,]{0,60}\d)[^\s"'&;<>,]{6,}/i;
const WHO = /(?<![\w.-])(?:user(?:_?name)?|login|e-?mail)["']?\s{0,9}[:=]/i;

/**
 * What looks like a secret in a text that the reporter wrote or sent: {@link looksIn}, and what its name says besides. Total; in
 * the time that reading takes.
 */
export function looksInOwn(text: string): Look[] {
  if (!hasMark(text)) return [];
  const looks = looksIn(text);
  const known = new Set(looks.map(({ kind }) => kind));
  const more = [...new Set(kindsIn(text))].filter((kind) => !known.has(kind));
  return [...looks, ...more.map((kind) => ({ kind, endsAt: null }))];
}

function* kindsIn(text: string): Generator<SecretKind> {
  for (const { 0: all, 1: name = "", 2: member = "", 3: before, 4: sign, 5: behind, index } of text.matchAll(
    ASSIGNED,
  )) {
    const named = namedBy(member) ?? namedBy(name);
    if (named === undefined) continue;
    VALUE.lastIndex = index + all.length;
    const [, quote, value = ""] = VALUE.exec(text) ?? [];
    // A program's line sets a name to what it calls; a value stands in quotes there.
    const isLoose = sign === "=" && `${before}${behind}` !== "" && quote === "";
    const isAmongNames = sign === ":" && !opensInDocument(named);
    if (!isLoose && !isAmongNames && isValue(named, value)) yield kindOf(named);
  }
  for (const [, name = "", value = ""] of text.matchAll(ELEMENT)) {
    const named = namedBy(name);
    if (named !== undefined && opensInDocument(named) && isValue(named, value)) yield kindOf(named);
  }
  for (const [, name = "", member = "", value = ""] of text.matchAll(PART)) {
    const named = namedBy(member) ?? namedBy(name);
    if (named !== undefined && isValue(named, value)) yield kindOf(named);
  }
  if (OTHERS.some((form) => form.test(text))) yield "session-token";
  if (PASS.test(text) && WHO.test(text)) yield "password";
}

/** In a document a key is mostly the name of something, and a signature what it holds. */
function opensInDocument({ ending, before }: Named): boolean {
  return ending === "key" ? PRIVATE_KINDS.has(before) : ending !== "signature";
}

const isValue = ({ ending }: Named, value: string) => (ending === "password" ? isPassword(value) : isOpaque(value));

/** As the forms call it where they know the name, so that one place is told once. */
function kindOf({ ending, before }: Named): SecretKind {
  if (ending === "password") return "password";
  if (ending === "key" && before === "private") return "private-key";
  if (ending === "token") return TOKENS_OF_INTERFACES.has(before) ? "api-key" : "session-token";
  return ending === "signature" || before === "" || before === "session" ? "session-token" : "api-key";
}
const TOKENS_OF_INTERFACES: ReadonlySet<string> = new Set(["access", "api", "auth", "bearer", "bot", "refresh"]);
