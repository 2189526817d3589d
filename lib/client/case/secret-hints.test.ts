import { expect, test } from "vitest";
import { encodeBundle } from "#lib/evidence/bundle/bundle.ts";
import { exampleBundle } from "#lib/evidence/bundle/testing/example-bundle.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { asInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import { secretsInFiles, secretsInText } from "./secret-hints.ts";

const NOW = asInstant(1_800_000_000 * SECOND_MS);
const OPENS = "Authorization: Bearer 0a1b2c3d4e5f60718293";
const base64Url = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const token = (exp: number) => `${base64Url({ alg: "EdDSA" })}.${base64Url({ exp })}.${"s".repeat(86)}`;

test("what somebody types or attaches is held against the forms of secrets, and named by its place", () => {
  expect(secretsInText("It answered late.", "in your text", NOW)).toEqual([]);
  expect(secretsInText(OPENS, "in your text", NOW)).toEqual([
    { what: "A password or token that opens an account", place: "in your text" },
  ]);
  const evidence = encodeBundle({ ...exampleBundle, claim: { ...exampleBundle.claim, text: OPENS } });
  const files = [
    { name: "log.txt", bytes: utf8Encode(`GET /\n${OPENS}\n`) },
    { name: "seen.json", bytes: evidence },
    { name: "picture.png", bytes: Uint8Array.of(0x89, 0x50, 0xff, 0xfe) },
  ];
  expect(secretsInFiles(files, NOW).map(({ place }) => place)).toEqual([
    "in the file “log.txt”",
    "in the file “seen.json”, in your own words",
  ]);
});

test("a token that ended by its own word is none", () => {
  expect(secretsInText(`see ${token(1_799_999_999)}`, "here", NOW)).toEqual([]);
  expect(secretsInText(`see ${token(1_800_000_001)}`, "here", NOW)).toHaveLength(1);
});
