import { expect, test } from "vitest";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import { publicKeyOfSeed, signEd25519 } from "#lib/kernel/ed25519.ts";
import { checkProof } from "./possession-proof.ts";

const seed = (fill: number) => new Uint8Array(32).fill(fill);
const did = (fill: number) => didKeyOf(publicKeyOfSeed(seed(fill)));
const message = utf8Encode("who may speak for it");
const proof = base64UrlEncode(signEd25519(seed(1), message));

test("a proof holds for its key and its message, and malformed ones hold for nobody", () => {
  expect(checkProof(did(1), message, proof)).toBe(true);
  expect(checkProof(did(2), message, proof)).toBe(false);
  expect(checkProof(did(1), utf8Encode("something else"), proof)).toBe(false);
  for (const text of ["", "?", `${proof}=`, proof.slice(0, -2), `${proof}AA`])
    expect(checkProof(did(1), message, text), text).toBe(false);
  for (const text of ["", "did:key:z", `${did(1)}x`, "prv_halden"])
    expect(checkProof(text, message, proof), text).toBe(false);
});

test("a checker that verifies in its own way is asked", () => {
  expect(checkProof(did(1), message, proof, () => true)).toBe(true);
  expect(checkProof(did(1), message, proof, () => false)).toBe(false);
});
