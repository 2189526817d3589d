import { expect, test } from "vitest";
import { base64UrlDecode, base64UrlEncode } from "#lib/kernel/base.ts";
import { openBox, sealBox, sealingKeyOfSeed } from "./sealed-box.ts";

const { subtle } = crypto;
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
const seed = new Uint8Array(32).fill(7);
const about = "index.example case_a 1";

test("a box opens for its seed and what it is about, and for nothing else", async () => {
  const to = await sealingKeyOfSeed(seed, subtle);
  const bytes = random(300);
  const box = await sealBox({ to, bytes, about }, subtle, random);
  expect(await openBox({ box, seed, about }, subtle)).toEqual(bytes);
  expect(await openBox({ box, seed: new Uint8Array(32).fill(8), about }, subtle)).toBeUndefined();
  expect(await openBox({ box, seed, about: "index.example case_b 1" }, subtle)).toBeUndefined();
  for (const member of ["ephemeral", "iv", "ciphertext"] as const) {
    const changed = base64UrlDecode(box[member]) ?? new Uint8Array(1);
    changed[0] = (changed[0] ?? 0) ^ 1;
    expect(await openBox({ box: { ...box, [member]: base64UrlEncode(changed) }, seed, about }, subtle)).toBeUndefined();
  }
  expect(await openBox({ box: { ...box, ephemeral: base64UrlEncode(new Uint8Array(32)) }, seed, about }, subtle)).toBe(
    undefined,
  );
});

test("the sealing key of a seed is fixed for ever: files of today open what was sealed years ago", async () => {
  const key = await sealingKeyOfSeed(seed, subtle);
  expect(base64UrlEncode(key)).toBe("Qlsk3AXBn1_dC4I1iHVF4qns6UaDG98z5Y3-haiqQz0");
});
