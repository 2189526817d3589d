import fc from "fast-check";
import { expect, test } from "vitest";
import { base32LowerEncode, base58Encode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { isContentOf, parseCid } from "./cid.ts";

const names = (text: string, content: string): boolean => {
  const cid = parseCid(text);
  return cid !== undefined && isContentOf(cid, utf8Encode(content));
};

test("identifiers that others made name the bytes that they were made of", () => {
  // Made by kubo: `ipfs add` of an empty file and of two greetings, version 0, and raw leaves of version 1.
  expect(names("QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH", "")).toBe(true);
  expect(names("QmT78zSuBmuS4z925WZfrqQ1qHaJ56DQaTfyMUF7F8ff5o", "hello world\n")).toBe(true);
  // Their rule written down a second time: files whose lengths take one, two and three bytes.
  expect(names("QmNmnpJGdjY3g1VmRrTJ98Q2LKmKZbKq39UM55fLstuKLm", "a".repeat(127))).toBe(true);
  expect(names("QmQWypfL4i7VtLMdBELZpFQiB2eR9m49xAgaYzb3JDdBWh", "a".repeat(128))).toBe(true);
  expect(names("QmaHRXTCj9h6m3cJKmxdSz65uYDQQoWdLWwom3rtd9ijD7", "a".repeat(300))).toBe(true);
  expect(names("QmZtMmj9Vdc2UArtw4RptFjCb8p2vgugaVDBRgVVuyQQeN", "a".repeat(20_000))).toBe(true);
  expect(names("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e", "hello world")).toBe(true);
  expect(names("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e", "hello world\n")).toBe(false);
});

test("an identifier names its bytes in each base, and no other bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.uint8Array({ maxLength: 64 }), (body, other) => {
      const cid = concatBytes(Uint8Array.of(1, 0x55, 0x12, 32), sha256(body));
      for (const text of [`b${base32LowerEncode(cid)}`, `z${base58Encode(cid)}`]) {
        const parsed = parseCid(text);
        if (parsed === undefined || !isContentOf(parsed, body)) return false;
        if (String(other) !== String(body) && isContentOf(parsed, other)) return false;
      }
      return true;
    }),
    { seed: 5, numRuns: 60 },
  );
});

test("another version, codec, hash, base, case or length is no identifier here", () => {
  const digest = sha256(utf8Encode("x"));
  const b32 = (...head: number[]) => `b${base32LowerEncode(concatBytes(Uint8Array.of(...head), digest))}`;
  expect(parseCid(b32(1, 0x55, 0x12, 32))).toBeDefined();
  const good = b32(1, 0x55, 0x12, 32);
  const bad = [
    b32(2, 0x55, 0x12, 32),
    b32(1, 0x71, 0x12, 32),
    b32(1, 0x55, 0x13, 32),
    b32(1, 0x55, 0x12, 31),
    good.toUpperCase(),
    `${good}a`,
    good.slice(0, -1),
    "",
    "Qm",
    "z",
    "f0155",
    "b".repeat(5_000),
  ];
  expect(bad.filter((text) => parseCid(text) !== undefined)).toEqual([]);
});
