import { expect, test } from "vitest";
import { hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { commitOfShare, isShareOf, SHARE_LINKS, shareOfRound } from "./draw-share.ts";
import { readShareFile, shareFile, shareFileName } from "./share-file.ts";

const secret = new Uint8Array(32).fill(5);
const commit = commitOfShare(secret);
const share = (round: number) => hexEncode(shareOfRound(secret, commit, round) ?? new Uint8Array());

test("each round has a share of its own, which is no other's, and from which the next cannot be told", () => {
  for (let round = 1; round <= SHARE_LINKS; round++) {
    const rounds = Array.from({ length: SHARE_LINKS }, (_, at) => at + 1).filter((at) =>
      isShareOf(share(round), commit, at),
    );
    expect(rounds).toEqual([round]);
    // What is shown leads back to what was shown before, and not on.
    if (round > 1) expect(hexEncode(sha256(shareOfRound(secret, commit, round) ?? secret))).toBe(share(round - 1));
  }
  expect(share(SHARE_LINKS)).toBe(hexEncode(secret));
  expect(shareOfRound(secret, commit, SHARE_LINKS + 1)).toBeUndefined();
  expect(shareOfRound(secret, commit, 0)).toBeUndefined();
  expect(shareOfRound(sha256(secret), commit, SHARE_LINKS)).toBeUndefined();
});

test("a commitment of one hash has a share for the first round only", () => {
  const plain = hexEncode(sha256(secret));
  expect(shareOfRound(secret, plain, 1)).toEqual(secret);
  expect(shareOfRound(secret, plain, 2)).toBeUndefined();
  expect(isShareOf(hexEncode(secret), plain, 1)).toBe(true);
});

test("what is no share is refused, whatever it is", () => {
  for (const text of ["", "0", "zz".repeat(32), "00".repeat(31), "00".repeat(33)])
    expect(isShareOf(text, commit, 1)).toBe(false);
  for (const round of [0, -1, 1.5, Number.NaN, 1e9]) expect(isShareOf(share(1), commit, round)).toBe(false);
  let end: Uint8Array = secret;
  for (let link = 0; link < 99; link++) end = sha256(end);
  expect(isShareOf(hexEncode(secret), hexEncode(end), 99)).toBe(true);
  expect(isShareOf(hexEncode(secret), hexEncode(sha256(end)), 100)).toBe(false);
});

test("a file is read also of a secret whose commitment is one hash, and of no other number of bytes", () => {
  const kept = { commit: hexEncode(sha256(secret)), case: "case_aaaaaaaaaaaaaaaaaaaaaaaaaa", secret };
  expect(readShareFile(shareFile(kept))).toEqual(kept);
  for (const bytes of [31, 33]) {
    const other = new Uint8Array(bytes).fill(5);
    expect(readShareFile(shareFile({ ...kept, secret: other, commit: commitOfShare(other) }))).toBeUndefined();
  }
  expect(readShareFile(shareFile(kept).padEnd(4_000))).toEqual(kept);
  expect(readShareFile(shareFile({ ...kept, case: "x".repeat(4_096) }))).toBeUndefined();
  expect(shareFileName("case_abcdefghijklm")).toBe("touchstone-draw-share-abcdefgh.json");
});

test("the file of a secret is read as it was written, and not once its secret or commitment was changed", () => {
  const kept = { commit, case: "case_aaaaaaaaaaaaaaaaaaaaaaaaaa", secret };
  const text = shareFile(kept);
  expect(readShareFile(`${text}\n`)).toEqual(kept);
  const other = shareFile({ ...kept, secret: new Uint8Array(32).fill(6) });
  for (const wrong of [
    other,
    text.replace(commit, "0".repeat(64)),
    text.replace('"v":1', '"v":2'),
    text.slice(1),
    "",
    "null",
    "7",
    "[]",
  ])
    expect(readShareFile(wrong)).toBeUndefined();
});
