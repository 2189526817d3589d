/** What every form of a secret has (`secret-forms.ts`): as expressions, and as letters that a search can look for. */

/** What stands behind a name: an end of quotes, a sign, or white space, of which beyond ASCII the first byte, or what stands for all beyond a byte. */
const BEHIND_NAME = Array.from("\"':=>\t\n\v\f\r \u00a0\u00c2\u00e1\u00e2\u00e3\u00ef\u0001");
const named = (name: string): string[] => BEHIND_NAME.map((letter) => name + letter);

/** What stands before a key of which the first letters alone are too few to look for. No line end: an escape writes it in two letters. */
const BEFORE_KEY = Array.from("\"'=: \t/,>([");
const keyed = (start: string): string[] => BEFORE_KEY.map((letter) => letter + start);
/** As an expression. */
export const BEHIND_SIGN = `(?<=[${BEFORE_KEY.join("").replace("[", "\\[")}])`;

const each = (letters: string, rest: string): string[] => Array.from(letters, (letter) => letter + rest);
const BASE64_URL = "abcdefghijklmnopqrstuvwxyz0123456789_-";
const SCHEME = "abcdefghijklmnopqrstuvwxyz0123456789+.-";

/** A mark as an expression, and four letters in lower case of which one group stands in every text that the expression finds. */
// Anchors that no usual field has: every signature input names `"@authority"`, and many `"prex-token-id"`.
const MARKS: readonly (readonly [form: string, ...anchors: string[]])[] = [
  ["[\\w-]\\.e[wy]", ...each(BASE64_URL, ".ew"), ...each(BASE64_URL, ".ey")],
  ["authorization", "oriz"],
  ["bearer", "eare"],
  ["cookie", "okie"],
  ["private[ _-]?key", "vate"],
  ['"d"\\s{0,9}:', ...named('"d"')],
  ["passw", "assw"],
  ["passphrase", "sphr"],
  ["pwd[\"']?\\s{0,9}[:=]", ...named("pwd")],
  ["token[\"':=\\s>]", ...named("ken")],
  ["api[_-]?key", "pike", "i_ke", "i-ke"],
  ["passcode", "ssco"],
  ["pass[\"':=]", "pass"],
  ["form-data", "m-da"],
  ["/bot[0-9]", "/bot"],
  ["/services/t", "es/t"],
  ["appid=", "pid="],
  ["sess=", "ess="],
  // Of what opens the last letter: a key of access, of an account.
  [
    "[dehinprstv][_-]?key[\"':=>\\s]",
    ...Array.from("dehinprstv").flatMap((last) => [`${last}key`, `${last}_ke`, `${last}-ke`]),
  ],
  ["secret", "ecre"],
  ["mnemonic", "nemo"],
  ["seed[\"':=]", "seed"],
  ["seed[_-]?phrase", "dphr", "d_ph", "d-ph"],
  ["xprv", "xprv"],
  ["k_live_", "k_li"],
  ["gh[opsu]_", "gho_", "ghp_", "ghs_", "ghu_"],
  ["_pat_", "_pat"],
  ["glpat-", "lpat"],
  ["xox[abprs]", "xoxa", "xoxb", "xoxp", "xoxr", "xoxs"],
  ["akia[a-z0-9]{16}", "akia"],
  ["aiza", "aiza"],
  ["npm_", "npm_"],
  [`${BEHIND_SIGN}(?:sk-[a-z0-9]|hf_[a-z0-9]{30})`, ...keyed("sk-"), ...keyed("hf_")],
  ["session", "essi"],
  ["sid[\"']?\\s{0,9}[:=]", ...named("sid")],
  ["jwt[\"']?\\s{0,9}[:=]", ...named("jwt")],
  ["(?:auth|key|sig|signature|ticket)=", "uth=", "key=", "sig=", "ure=", "ket="],
  ["[a-z0-9+.-]:\\/\\/[^\\s/?#@]{1,257}@", ...each(SCHEME, "://")],
];

const MARK = new RegExp(MARKS.map(([form]) => form).join("|"), "i");

/** Whether a text can hold a secret: of its marks every form has one. */
export function hasMark(text: string): boolean {
  return MARK.test(text);
}

/** Of each mark the letters of which one group stands in every text that it finds. */
export const ANCHORS: readonly string[] = MARKS.flatMap(([, ...anchors]) => anchors);
