import { expect, test } from "vitest";
import { base64UrlDecode, base64UrlEncode } from "#lib/kernel/base.ts";
import { openBox, sealBox, sealingPairOfSeed } from "./sealed-box.ts";

const { subtle } = crypto;
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
const seed = new Uint8Array(32).fill(7);
const about = "index.example case_a 1";

test("a box opens for its seed and what it is about, and for nothing else", async () => {
  const pair = await sealingPairOfSeed(seed, subtle);
  const bytes = random(300);
  const box = await sealBox({ to: pair.publicKey, bytes, about }, subtle, random);
  expect(await openBox({ box, pair, about }, subtle)).toEqual(bytes);
  const another = await sealingPairOfSeed(new Uint8Array(32).fill(8), subtle);
  expect(await openBox({ box, pair: another, about }, subtle)).toBeUndefined();
  expect(await openBox({ box, pair, about: "index.example case_b 1" }, subtle)).toBeUndefined();
  for (const member of ["ephemeral", "iv", "ciphertext"] as const) {
    const changed = base64UrlDecode(box[member]) ?? new Uint8Array(1);
    changed[0] = (changed[0] ?? 0) ^ 1;
    expect(await openBox({ box: { ...box, [member]: base64UrlEncode(changed) }, pair, about }, subtle)).toBeUndefined();
  }
  const weak = { ...box, ephemeral: base64UrlEncode(new Uint8Array(32)) };
  expect(await openBox({ box: weak, pair, about }, subtle)).toBeUndefined();
});

test("the sealing key of a seed is fixed for ever: files of today open what was sealed years ago", async () => {
  const { publicKey } = await sealingPairOfSeed(seed, subtle);
  expect(base64UrlEncode(publicKey)).toBe("Qlsk3AXBn1_dC4I1iHVF4qns6UaDG98z5Y3-haiqQz0");
});
