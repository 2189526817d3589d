/** One look over a bundle's bytes passes over no secret that the search through its texts finds, wherever it stands. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { base64Encode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { noPlaces, parseCanonical } from "#lib/kernel/json.ts";
import type { HttpExchange } from "../exchange.ts";
import { type Bundle, encodeBundle } from "./bundle.ts";
import { plain } from "./secret-forms.ts";
import { secretsOf } from "./secrets.ts";
import { exampleBundle } from "./testing/example-bundle.ts";

const SECRETS = [
  "password=hunter22",
  '{"password":"hunter22"}',
  "Authorization: Bearer abcdefghij123456",
  "pwd\t:\tx\n'pwd'\t=\thunter22",
  "-----BEGIN PRIVATE KEY-----",
  "\nsig=9sd8f7s9d8f7sd9f8",
  "https://ann:hunter2@a.example/",
  'x "d" : "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"',
  'x "privateKey" : "0x4f3c2a1b4f3c2a1b4f3c2a1b4f3c2a1b"',
  "\tsk-proj-abcd1234efgh5678",
  '{"seed":"legal winner thank year wave sausage worth useful legal winner thank yellow"}',
  "eyJhbGciOiJFZERTQSJ9.eyJleHAiOjE4MDAwMDAwNjB9.AAAAAAAAAAAAAAAAAAAAAAAA",
];
const WAYS: readonly ((letter: string) => string)[] = [
  (letter) => letter,
  (letter) => letter,
  (letter) => `%${letter.charCodeAt(0).toString(16).padStart(2, "0")}`,
  (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  (letter) => `\\${letter}`,
  (letter) => `${letter}\0`,
];

const exchange = exampleBundle.exchanges[0] as HttpExchange;
const { claim } = exampleBundle;
const inBase64 = (text: string) => base64Encode(utf8Encode(text));
const answered = (body: string): Partial<Bundle> => ({
  exchanges: [{ ...exchange, response: { ...exchange.response, body } }],
});
const dsse = { payloadType: "a/b", signatures: [{ keyid: "a", sig: "" }], responseBody: "" };
const PLACES: readonly ((text: string) => Partial<Bundle>)[] = [
  (text) => ({ claim: { ...claim, text } }),
  (text) => ({ claim: { ...claim, params: { [`${text} and what makes it a long name`]: 1 } } }),
  (text) => ({ exchanges: [{ ...exchange, request: { ...exchange.request, query: text } }] }),
  (text) => ({ exchanges: [{ ...exchange, signatureInput: text }] }),
  (text) => ({ exchanges: [{ ...exchange, request: { ...exchange.request, body: inBase64(text) } }] }),
  (text) => answered(inBase64(text)),
  (text) => answered(inBase64(`${"0 ".repeat(2000)}${text}`)),
  (text) => ({ ...answered(inBase64("0 ".repeat(2000))), receipts: [{ note: text }] }),
  (text) => ({ exchanges: [{ dsse: { ...dsse, payload: inBase64(text) } }] }),
  (text) => ({ receipts: [{ deep: [{ payload: inBase64(text) }] }] }),
  (text) => ({ definition: { body: inBase64(`${"0 ".repeat(2000)}${text}`) } }),
  (text) => ({ time: [{ receipt: { note: text } }] }),
];

test("what is found through the texts is found when the bundle's bytes are asked first", () => {
  const seen = { found: 0, none: 0 };
  const spelled = fc
    .constantFrom(...SECRETS)
    .chain((secret) => fc.tuple(...Array.from(secret, (letter) => fc.constantFrom(...WAYS).map((way) => way(letter)))))
    .map((letters) => letters.join(""));
  const text = fc.oneof(spelled, fc.constantFrom(...SECRETS, "nothing", 'a "quoted"\nline\r\f \u00e9 \u2014'));
  fc.assert(
    fc.property(text, fc.constantFrom(...PLACES), (secret, place) => {
      const bytes = encodeBundle({ ...exampleBundle, ...place(secret) });
      const places = noPlaces();
      const read = parseCanonical(bytes, {}, places);
      if (!read.ok) throw new Error(read.error.detail);
      const bundle = read.value as unknown as Bundle;
      const found = secretsOf(bundle, 1_800_000_000);
      seen[found.length > 0 ? "found" : "none"] += 1;
      expect(secretsOf(bundle, 1_800_000_000, { bytes, places })).toEqual(found);
    }),
    { seed: 1, numRuns: 1_500 },
  );
  expect(Math.min(seen.found, seen.none)).toBeGreaterThan(300);
});

// In a time that grows with the square of the run this takes a quarter of an hour, and not milliseconds.
test("a long run of backslashes is read like any other text", () => {
  expect(plain(`${"\\".repeat(400_000)}x token=abc\\u0041`)).toBe("x token=abcA");
});
