/**
 * What every form of a secret has (`secret-forms.ts`), and a search for it that goes once over the bytes of a body: most
 * bodies hold none, and to make a text of each and put it to each form took a quarter of the check of a bundle.
 */

/**
 * A mark as an expression, and three or four letters in lower case of which one group stands in every text that the
 * expression finds.
 */
const MARKS: readonly (readonly [form: string, ...anchors: string[]])[] = [
  ["\\.e[wy]", ".ew", ".ey"],
  ["authorization", "hori"],
  ["bearer", "eare"],
  ["cookie", "okie"],
  ["private key", "vate"],
  ['"d"', '"d"'],
  ["passw", "assw"],
  ["passphrase", "rase"],
  ["pwd", "pwd"],
  ["token[\"':=\\s]", "toke"],
  ["api[_-]?key", "pike", "i_ke", "i-ke"],
  ["secret", "ecre"],
  ["k_live_", "live"],
  ["gh[opsu]_", "gho_", "ghp_", "ghs_", "ghu_"],
  ["_pat_", "_pat"],
  ["glpat-", "lpat"],
  ["xox", "xox"],
  ["session", "essi"],
  ["sid[\"']?\\s{0,9}[:=]", "sid"],
  ["jwt[\"']?\\s{0,9}[:=]", "jwt"],
  ["(?:[?&;\\r\\n]|^)(?:auth|key|sig|signature|ticket|x-amz-signature)=", "uth=", "key=", "sig=", "ure=", "ket="],
  [":\\/\\/[^\\s/?#@]{1,257}@", "://"],
];

const MARK = new RegExp(MARKS.map(([form]) => form).join("|"), "i");

/** Whether a text can hold a secret: of its marks every form has one. */
export function hasMark(text: string): boolean {
  return MARK.test(text);
}

const ANCHORS = MARKS.flatMap(([, ...anchors]) => anchors);

type Anchor = { readonly value: number; readonly mask: number };

/** Each byte in lower case. */
const LOWER = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte));

const NUL = 0;
const PERCENT = 0x25;
const BACKSLASH = 0x5c;
const LINE_END = 0x0a;

/** Anchors by their last two letters, as 1 and on in `ENDS`. */
const BY_END: Anchor[][] = [];
/** What two letters ask for: nothing, mostly; a look at the anchors that end in them; or a reading as `plain` does it. */
const ENDS = new Uint8Array(65_536);
const READ = 255;
for (const anchor of ANCHORS) {
  const end = pack(anchor.slice(-2));
  if (ENDS[end] === 0) ENDS[end] = BY_END.push([]);
  BY_END[(ENDS[end] ?? 0) - 1]?.push({ value: pack(anchor), mask: anchor.length === 4 ? -1 : 0xffffff });
}
for (let before = 0; before < 256; before++)
  for (const byte of [NUL, PERCENT, BACKSLASH]) ENDS[before * 256 + byte] = READ;

function pack(letters: string): number {
  let packed = 0;
  for (const letter of letters) packed = (packed << 8) | letter.charCodeAt(0);
  return packed;
}

/**
 * Whether the plain text of these bytes (`plain(textOf(bytes))` of secret-forms.ts and secrets.ts) may have a mark: true for
 * some that have none, never false for one that has. Reads escapes as `plain` does, and says yes where they build on each
 * other. Total; one pass.
 */
export function mayHaveMark(bytes: Uint8Array): boolean {
  let last = 0;
  for (let at = 0; at < bytes.length; at++) {
    let next = (last << 8) | (LOWER[bytes[at] ?? 0] ?? 0);
    // The one branch, seldom taken: on bytes by chance, one that is taken now and then costs more than all else.
    const asks = ENDS[next & 0xffff];
    if (asks !== 0) {
      if (asks === READ) {
        const { upTo, read } = readAt(bytes, at);
        if (read === MIXED) return true;
        at = upTo;
        if (read === NUL) continue;
        next = (last << 8) | (LOWER[read] ?? 0);
      }
      if (endsAnchor(next)) return true;
    }
    last = next;
  }
  return false;
}

function endsAnchor(last: number): boolean {
  const end = ENDS[last & 0xffff] ?? 0;
  return end !== 0 && BY_END[end - 1]?.some(({ value, mask }) => (last & mask) === value) === true;
}

/** Instead of a letter: escapes that build on each other. */
const MIXED = -1;

/** The letter that `plain` reads from the NUL, percent sign or backslash at `at`, up to which byte; NUL for none. */
function readAt(bytes: Uint8Array, at: number): { readonly upTo: number; readonly read: number } {
  const byte = bytes[at];
  if (byte === NUL) return { upTo: at, read: NUL };
  if (byte === PERCENT) {
    const read = escapedAt(bytes, at + 1);
    // A slash: then `plain` looks at the text as it was, too. A backslash may begin an escape of the other kind.
    if (read === 0x2f || read === BACKSLASH) return { upTo: at, read: MIXED };
    return read === undefined ? { upTo: at, read: PERCENT } : { upTo: at + 2, read };
  }
  let upTo = at;
  while (bytes[upTo + 1] === BACKSLASH) upTo++;
  if (isMixed(bytes, upTo + 1)) return { upTo, read: MIXED };
  const next = bytes[upTo + 1];
  const isNumbered = next === 0x75 && bytes[upTo + 2] === 0x30 && bytes[upTo + 3] === 0x30;
  const read = isNumbered ? escapedAt(bytes, upTo + 4) : undefined;
  if (read === BACKSLASH) return { upTo, read: MIXED };
  if (read !== undefined) return { upTo: upTo + 5, read };
  return next === 0x72 || next === 0x6e ? { upTo: upTo + 1, read: LINE_END } : { upTo, read: NUL };
}

/** Whether what stands behind a backslash is escaped itself in the other way, so that `plain` may read both together. */
function isMixed(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] === PERCENT) return AFTER_BACKSLASH.has(escapedAt(bytes, at + 1) ?? NUL);
  if (bytes[at] !== 0x75) return false;
  for (let digit = 1; digit <= 4; digit++) if (bytes[at + digit] === PERCENT) return true;
  return false;
}

/** u, r, n and the backslash. */
const AFTER_BACKSLASH: ReadonlySet<number> = new Set([0x75, 0x72, 0x6e, BACKSLASH]);

/** The ASCII letter of two hex digits; undefined where none stand. */
function escapedAt(bytes: Uint8Array, at: number): number | undefined {
  const high = (bytes[at] ?? 0) - 0x30;
  const low = hexDigit(bytes[at + 1] ?? 0);
  return high < 0 || high > 7 || low === undefined ? undefined : high * 16 + low;
}

function hexDigit(byte: number): number | undefined {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : undefined;
}
