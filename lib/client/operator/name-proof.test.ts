import { expect, test } from "vitest";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import { publicKeyOfSeed, signEd25519 } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { nameProofBytes } from "#lib/statement/possession-proof.ts";
import { readNameProof } from "./name-proof.ts";

const seed = sha256(utf8Encode("instance"));
const publicKey = didKeyOf(publicKeyOfSeed(seed));
const operator = didKeyOf(publicKeyOfSeed(sha256(utf8Encode("operator"))));
const other = didKeyOf(publicKeyOfSeed(sha256(utf8Encode("other"))));
const log = "index.example/log" as Origin;

function proofFor(asked: { log: Origin; operator: typeof operator }) {
  const signature = base64UrlEncode(signEd25519(seed, nameProofBytes({ ...asked, provider: "new" })));
  return JSON.stringify({ publicKey, signature });
}

test("a proof by the instance's key for this operator and log is valid", () => {
  expect(readNameProof(`${proofFor({ log, operator })}\n`, { log, operator })).toMatchObject({
    state: "valid",
    proof: { publicKey },
  });
});

test("a proof made for another operator or another log is refused", () => {
  expect(readNameProof(proofFor({ log, operator: other }), { log, operator }).state).toBe("wrong");
  expect(readNameProof(proofFor({ log: "other.example/log" as Origin, operator }), { log, operator }).state).toBe(
    "wrong",
  );
});

test("the operator's own key proves no name", () => {
  const text = proofFor({ log, operator: publicKey });
  expect(readNameProof(text, { log, operator: publicKey })).toMatchObject({
    state: "wrong",
    rule: expect.stringContaining("own account key"),
  });
});

test.each([
  ["", "empty"],
  ["{", "wrong"],
  ["7", "wrong"],
  ["{}", "wrong"],
  ['{"publicKey":"did:key:x","signature":"y"}', "wrong"],
])("%j is %s", (text, state) => {
  expect(readNameProof(text, { log, operator }).state).toBe(state);
});
