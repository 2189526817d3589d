/** An index's signed answer: what holds of it, by whose keys, and that no byte of it can be another. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import { sha256Hex } from "#lib/kernel/hash.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import { canonicalText, type JsonObject } from "#lib/kernel/json.ts";
import type { LogKey } from "#lib/log/log-key.ts";
import { contradicts, openAnswer, type SignedAnswer, sealAnswer } from "#lib/statement/signed-answer.ts";
import { forkedAt, headOf, logSigner, smallLog } from "../testing/fraud-world.ts";
import { TEST_LOG, testKey } from "../testing/world.ts";
import type { FileTrust, KnownLog } from "./file-trust.ts";
import { verifyFile } from "./verify-file.ts";

const { world } = smallLog(3);
const size = world.leaves.length;
const checkpoint = headOf(world.leaves, size);
const [index, stranger] = [testKey("answers"), testKey("stranger")];
const given: LogKey = { from: "given", vkey: logSigner.vkey };

const plain: SignedAnswer = {
  origin: TEST_LOG,
  request: { path: "/api/v1/paycheck", query: { amount: "10", provider: `prv_${"a".repeat(26)}` } },
  asOf: { size, time: formatInstant(world.now) },
  answer: { data: { verdict: "within", limit: "25" } },
  checkpoint,
};
const seal = (change: Partial<SignedAnswer> = {}, by = index) =>
  sealAnswer({ ...plain, ...change }, by.did, (message) => signEd25519(by.seed, message));
const knowing = (known: Partial<KnownLog> = { answerKey: index.did }): FileTrust => ({
  known: () => ({ key: given, ...known }),
});
const found = (bytes: Uint8Array, trust = knowing()) => {
  const { verdict, checks } = verifyFile(bytes, trust);
  return [verdict, ...checks.flatMap(({ name, outcome }) => (outcome === "pass" ? [] : [`${name} ${outcome}`]))];
};

test("an answer holds by the index's answer key and its log's key, and what the reader lacks stays open", () => {
  expect(found(seal())).toEqual(["verified"]);
  expect(verifyFile(seal(), knowing()).sentence).toContain("answered /api/v1/paycheck?amount=10&provider=prv_");
  expect(found(seal(), knowing({}))).toEqual(["incomplete", "answer-key cannot-check"]);
  const blank: FileTrust = { known: () => undefined };
  const open = ["answer-key cannot-check", "log-key cannot-check", "log-signature cannot-check"];
  expect(found(seal(), blank)).toEqual(["incomplete", ...open]);
  expect(found(seal({}, stranger))).toEqual(["tampered", "answer-key fail"]);
  expect(found(seal({ checkpoint: headOf(forkedAt(world.leaves, 1), size - 1) }))).toEqual([
    "tampered",
    "answer-head fail",
  ]);
  expect(found(seal({ asOf: { ...plain.asOf, size: size + 1 } }))).toEqual(["tampered", "answer-head fail"]);
  expect(found(seal({ checkpoint: `${checkpoint.split("\n\n")[0]}\n\n` }))[0]).toBe("tampered");
});

test("no byte of an answer can be another: it is refused, or the signature fails, and never does it hold", () => {
  const bytes = seal();
  const at = fc.integer({ min: 0, max: bytes.length - 1 });
  fc.assert(
    fc.property(at, fc.integer({ min: 1, max: 255 }), (place, flip) => {
      const other = bytes.map((byte, nth) => (nth === place ? byte ^ flip : byte));
      expect(found(other)[0]).not.toBe("verified");
    }),
    { numRuns: 150 },
  );
  const envelope = new TextDecoder().decode(bytes);
  const spaced = utf8Encode(envelope.replace('{"payload"', '{ "payload"'));
  expect(found(spaced)).toEqual(["tampered", "form fail"]);
});

test("two answers contradict only of one question, size and time", () => {
  const opened = openAnswer(seal());
  expect(opened.ok && canonicalText({ ...opened.value.answer })).toBe(canonicalText({ ...plain }));
  expect(contradicts(plain, plain)).toBe(false);
  // Other witnesses' lines are no other answer.
  expect(contradicts(plain, { ...plain, checkpoint: `${checkpoint}— witness AAAA\n` })).toBe(false);
  expect(contradicts(plain, { ...plain, answer: { data: { verdict: "dont", limit: "0" } } })).toBe(true);
  for (const other of [
    { request: { ...plain.request, query: { amount: "11" } } },
    { asOf: { ...plain.asOf, size: 1 } },
    { asOf: { ...plain.asOf, time: formatInstant((world.now + 1) as never) } },
  ])
    expect(contradicts(plain, { ...plain, ...other, answer: {} })).toBeUndefined();
});

const LINES = '{"id":"prv_a","name":"Halden"}\n{"id":"prv_b","name":"Vela"}\n';
const digestOf = (text: string) => ({
  ...{ rows: text.split("\n").length - 1, bytes: text.length, sha256: sha256Hex(utf8Encode(text)) },
});
const directory = (lines = LINES, said: JsonObject = digestOf(LINES)) => {
  const request = { path: "/api/v1/directory/digest", query: {} };
  return concatBytes(seal({ request, answer: { data: said } }), utf8Encode(`\n${lines}`));
};

test("a directory holds with exactly the rows that were signed, in their order", () => {
  expect(found(directory())).toEqual(["verified"]);
  expect(verifyFile(directory(), knowing()).sentence).toContain(
    `signed this directory, 2 rows, as of its first ${size}`,
  );
  expect(found(directory(), knowing({}))).toEqual(["incomplete", "answer-key cannot-check"]);
  const [one = "", two = ""] = LINES.split("\n");
  for (const lines of [
    `${one}\n`,
    `${two}\n${one}\n`,
    `${LINES}${two}\n`,
    LINES.replace("Vela", "Veli"),
    `${LINES}\n`,
    LINES.slice(0, -1),
  ])
    expect(found(directory(lines)), lines).toEqual(["tampered", "rows fail"]);
  // Signed by nobody, or about something else.
  expect(found(directory(one, digestOf(one)))).toEqual(["verified"]);
  expect(found(directory(LINES, { ...digestOf(LINES), rows: 3 }))).toEqual(["tampered", "rows fail"]);
  expect(found(concatBytes(seal(), utf8Encode(`\n${LINES}`)))).toEqual(["tampered", "rows fail"]);
  const flipped = directory().map((byte, at) => (at === 40 ? byte ^ 1 : byte));
  expect(found(flipped)[0]).toBe("tampered");
  expect(found(concatBytes(seal(), utf8Encode("\n")))).toEqual(["verified"]);
});
