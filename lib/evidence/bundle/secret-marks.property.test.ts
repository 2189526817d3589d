/** The search over bytes passes over nothing that the forms would find, however it is escaped. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { hasMark } from "./secret-anchors.ts";
import { plain } from "./secret-forms.ts";
import { mayHaveMark, mayHaveMarkInText } from "./secret-marks.ts";
import { textOf } from "./secrets.ts";

const MARKED = [
  ...[
    "x.eyJ",
    "X.EW",
    "Authorization",
    "bearer",
    "COOKIE",
    "private key",
    '"d":',
    '"d"\u00a0:',
    "passwd",
    "passphrase",
    "pwd=",
    "pwd' :",
    "pwd\u2028:",
    "token=",
  ],
  ...[
    "token:",
    "api-key",
    "api_key",
    "apikey",
    "client_secret",
    "sk_live_",
    "gho_",
    "ghp_",
    "ghs_",
    "ghu_",
    "github_pat_",
  ],
  ...[
    "glpat-",
    "xoxb",
    "session",
    "sid=",
    "jwt:",
    "sid\u3000=",
    "&key=",
    "\nsig=",
    "?signature=",
    ";ticket=",
    "x-amz-signature=",
  ],
  ...["auth=", "s://ada:word@"],
  ...["private_key", "privateKey", "Mnemonic", 'seed"', "seed:", "SEED=", "seedPhrase", "seed_phrase", "seed-phrase"],
  ...["xprv", "AKIA0123456789ABCDEF", "AIza", "npm_", '"sk-a', "'sk-9", "=sk-P", ":sk-p", " sk-p", "\tsk-p", "/sk-p"],
  ...["passcode", "pass=", '"pass"', "form-data", "/bot1", "/services/T", "appid=", "sess=", "token>", "auth=", "key="],
  ...["access_key:", "authKey=", "user-key'", "accountkey>", "dev_key ", "license.key=", 'encryption-key"'],
  ...[",sk-p", ">sk-p", "(sk-p", "[sk-p", `"hf_${"a1".repeat(15)}`, `=hf_${"Z9".repeat(15)}`],
];

const hex = (code: number, width: number) => code.toString(16).padStart(width, "0");
const WAYS: readonly ((letter: string) => string)[] = [
  (letter) => letter,
  (letter) => letter.toUpperCase(),
  (letter) => `%${hex(letter.charCodeAt(0), 2)}`,
  (letter) => `%${hex(letter.charCodeAt(0), 2).toUpperCase()}`,
  (letter) => `\\u${hex(letter.charCodeAt(0), 4)}`,
  (letter) => `\\\\\\u${hex(letter.charCodeAt(0), 4)}`,
  (letter) => `\\${letter}`,
  (letter) => `${letter}\0`,
  (letter) => `%00${letter}`,
  (letter) => `\\%75${hex(letter.charCodeAt(0), 4)}`,
  (letter) => `%5cu${hex(letter.charCodeAt(0), 4)}`,
  (letter) => `\\u%3${"0"}${hex(letter.charCodeAt(0), 3)}`,
];

/** A mark of which every letter is written in one way or another. */
const written = fc
  .constantFrom(...MARKED)
  .chain((mark) => fc.tuple(...Array.from(mark, (letter) => fc.constantFrom(...WAYS).map((way) => way(letter)))))
  .map((letters) => letters.join(""));
const crumbs = fc.constantFrom(
  "%",
  "%2f",
  "%2F",
  "\\",
  "\\u",
  "\\u00",
  "\\u005c",
  "%5c",
  "\\n",
  "\0",
  "u00",
  "6",
  "e",
  "=",
  "ÿ",
  "🗝",
);
const noise = fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes).toString("latin1"));

test("every mark is found, in whatever letters", () => {
  for (const mark of MARKED)
    for (const way of WAYS) {
      const text = Array.from(mark, way).join("");
      expect(hasMark(plain(text)) && !mayHaveMark(Buffer.from(text)), text).toBe(false);
    }
  for (const mark of MARKED)
    expect([hasMark(mark), mayHaveMark(Buffer.from(mark)), mayHaveMarkInText(mark)], mark).toEqual([true, true, true]);
});

test("one escape alone hides no mark, at whichever of its letters it stands", () => {
  const single = [...WAYS.slice(2, 9), (letter: string) => `\0${letter}`, (letter: string) => `\\\0${letter}`];
  const missed: string[] = [];
  let marked = 0;
  for (const mark of MARKED)
    for (const way of single)
      for (const at of Array.from(mark).keys())
        for (const before of ["", "x"]) {
          const text = `${before}${mark.slice(0, at)}${way(mark.charAt(at))}${mark.slice(at + 1)}`;
          if (!hasMark(plain(text))) continue;
          marked += 1;
          if (!mayHaveMark(Buffer.from(text)) || !mayHaveMarkInText(text)) missed.push(text);
        }
  expect([missed, marked > 3_000]).toEqual([[], true]);
});

test("a name before a line end is found, in whatever way the line end is written", () => {
  const ends = [
    "\n",
    "\r",
    "\\n",
    "\\r",
    "\\\\n",
    "\\%6e",
    "\\%72",
    "%5cn",
    "%5Cr",
    "%5c%6e",
    "%5c%72",
    "\\u005cn",
    "%0a",
    "%0D",
  ];
  const escaped = ["\\u000a", "\\u000D", "\\%75000a", "\\u%3000a", "\0\n", "\\\0n", "\n\0"];
  const missed: string[] = [];
  let marked = 0;
  for (const name of ["token", "pwd", "sid", "jwt", '"d"', "TOKEN"])
    for (const end of [...ends, ...escaped])
      for (const before of ["", "x", "\\", "%", "\0"])
        for (const behind of [": x", "=x", "\t:", "x"]) {
          const text = `${before}${name}${end}${behind}`;
          const has = hasMark(plain(textOf(Buffer.from(text))));
          if (has) marked += 1;
          if (has && !(mayHaveMark(Buffer.from(text)) && mayHaveMarkInText(text))) missed.push(text);
        }
  expect([missed, marked > 1_000]).toEqual([[], true]);
});

test.each(["latin1", "utf8", "utf16le"] as const)("bytes without a mark have a text without one (%s)", (encoding) => {
  let marked = 0;
  fc.assert(
    fc.property(fc.array(fc.oneof(written, crumbs, crumbs, noise), { maxLength: 8 }), (pieces) => {
      const bytes = Buffer.from(pieces.join(""), encoding);
      const has = hasMark(plain(textOf(bytes)));
      if (has) marked += 1;
      return !has || mayHaveMark(bytes);
    }),
    { numRuns: 3_000, seed: 1 },
  );
  // Escapes with a backslash are none in UTF-16.
  expect(marked).toBeGreaterThan(encoding === "utf16le" ? 10 : 300);
});

test("of bodies by chance, few are looked at any further", () => {
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 24;
  };
  const bodies = Array.from({ length: 200 }, () => Uint8Array.from({ length: 7_000 }, next));
  expect(bodies.filter(mayHaveMark).length).toBeLessThan(10);
});

test("a text that is passed over is read as it stands, and has no mark", () => {
  const seen = { passed: 0, marked: 0 };
  const letters = fc.string({ unit: fc.constantFrom(..."toke n:=\u017f\u212a\u0130sidTOKE"), maxLength: 20 });
  fc.assert(
    fc.property(fc.array(fc.oneof(letters, written, noise, crumbs), { maxLength: 3 }), (pieces) => {
      const text = pieces.join("");
      const has = hasMark(plain(text));
      if (has) seen.marked += 1;
      if (mayHaveMarkInText(text)) return true;
      seen.passed += 1;
      return !has && plain(text) === text;
    }),
    { numRuns: 3_000, seed: 1 },
  );
  expect(Math.min(seen.passed, seen.marked)).toBeGreaterThan(300);
});
