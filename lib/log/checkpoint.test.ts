import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import {
  type Checkpoint,
  compareCheckpoints,
  formatCheckpoint,
  openCheckpoint,
  parseCheckpoint,
} from "./checkpoint.ts";
import { cosignatureVerifier, cosigner } from "./cosignature.ts";
import { naiveNodes, naiveRoot } from "./naive-tree.ts";
import { appendSignatureLine, ed25519NoteSigner, signNote } from "./note.ts";
import { leafHash, proveConsistency } from "./tree.ts";

const origin = "example.com/log";
const leaves = Array.from({ length: 9 }, (_, i) => leafHash(Uint8Array.of(i)));
const log = ed25519NoteSigner(origin, new Uint8Array(32).fill(1));
const witness = cosigner("witness.example/w1", new Uint8Array(32).fill(2), 1_679_315_147);

function headOf(size: number, tree: readonly Hash[] = leaves): Checkpoint {
  return { origin, size, root: naiveRoot(tree.slice(0, size)) };
}

test("a checkpoint's text is origin, size and root, and reads back", () => {
  const text = formatCheckpoint({ ...headOf(0) });
  expect(text).toBe(`${origin}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n`);
  expect(parseCheckpoint(text)).toEqual({ ok: true, value: headOf(0) });
  const extended = { ...headOf(3), extension: ["one", "two"] };
  expect(parseCheckpoint(formatCheckpoint(extended))).toEqual({ ok: true, value: extended });
});

test("another spelling of a size or a root, a missing or an empty line is refused", () => {
  const root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
  const refused = [
    "",
    `${origin}\n0\n${root}`,
    `${origin}\n0\n`,
    `\n0\n${root}\n`,
    `${origin}\n00\n${root}\n`,
    `${origin}\n+1\n${root}\n`,
    `${origin}\n-1\n${root}\n`,
    `${origin}\n1e3\n${root}\n`,
    `${origin}\n9007199254740992\n${root}\n`,
    `${origin}\n\n${root}\n`,
    `${origin}\n0\n${root.slice(0, -1)}\n`,
    `${origin}\n0\nAAAA\n`,
    `${origin}\n0\n${root}\n\n`,
    `${origin}\n0\n${root}\n\nextension\n`,
  ];
  for (const text of refused) {
    expect.soft(parseCheckpoint(text), JSON.stringify(text)).toMatchObject({ ok: false, error: { code: "malformed" } });
  }
  expect(parseCheckpoint(`${origin}\n9007199254740991\n${root}\n`).ok).toBe(true);
});

test("what no checkpoint may say is not written", () => {
  expect(() => formatCheckpoint({ ...headOf(1), origin: "" })).toThrow(RangeError);
  expect(() => formatCheckpoint({ ...headOf(1), origin: "a\nb" })).toThrow(RangeError);
  expect(() => formatCheckpoint({ ...headOf(1), size: -1 })).toThrow(RangeError);
  expect(() => formatCheckpoint({ ...headOf(1), extension: [""] })).toThrow(RangeError);
});

test("a checkpoint opens with the log's key; a witness that one knows is told with its time", () => {
  const w1 = cosignatureVerifier(witness.vkey);
  if (w1 === undefined) throw new Error("bad witness");
  const note = signNote(formatCheckpoint(headOf(5)), [log, witness]);
  expect(openCheckpoint(note, log.vkey)).toEqual({ ok: true, value: { checkpoint: headOf(5), cosigned: [] } });
  expect(openCheckpoint(utf8Encode(note), log.vkey, [w1])).toEqual({
    ok: true,
    value: { checkpoint: headOf(5), cosigned: [{ witness: w1, timeSeconds: 1_679_315_147 }] },
  });
});

test("a witness's line alone does not open a checkpoint", () => {
  const w1 = cosignatureVerifier(witness.vkey);
  if (w1 === undefined) throw new Error("bad witness");
  const note = signNote(formatCheckpoint(headOf(5)), [witness]);
  expect(openCheckpoint(note, log.vkey, [w1])).toEqual({ ok: false, error: "unverified" });
});

test("a cosignature with another time, another length or over another text is refused", () => {
  const w1 = cosignatureVerifier(witness.vkey);
  const text = utf8Encode(formatCheckpoint(headOf(5)));
  const signature = witness.sign(text);
  expect(w1?.verify(text, signature)).toBe(true);
  for (let at = 0; at < signature.length; at += 1) {
    expect.soft(w1?.verify(text, signature.with(at, (signature[at] ?? 0) ^ 1)), `byte ${at}`).toBe(false);
  }
  expect(w1?.verify(text, signature.slice(0, -1))).toBe(false);
  expect(w1?.verify(utf8Encode(formatCheckpoint(headOf(6))), signature)).toBe(false);
});

test("the log's key under another origin line, or another key under the log's name, opens nothing", () => {
  const other = ed25519NoteSigner(origin, new Uint8Array(32).fill(7));
  const elsewhere = signNote(formatCheckpoint({ ...headOf(5), origin: "example.com/other" }), [log]);
  expect(openCheckpoint(elsewhere, log.vkey)).toEqual({ ok: false, error: "wrong-origin" });
  const forged = signNote(formatCheckpoint(headOf(5)), [other]);
  expect(openCheckpoint(forged, log.vkey)).toEqual({ ok: false, error: "unverified" });
  expect(openCheckpoint(forged, "no vkey")).toEqual({ ok: false, error: "unverified" });
  expect(openCheckpoint(signNote("not a checkpoint\n", [log]), log.vkey)).toEqual({ ok: false, error: "malformed" });
});

test("a witness line that is appended leaves the log's signature as it was", () => {
  const text = formatCheckpoint(headOf(5));
  const line = { name: witness.name, keyId: witness.keyId, signature: witness.sign(utf8Encode(text)) };
  expect(appendSignatureLine(signNote(text, [log]), line)).toBe(signNote(text, [log, witness]));
});

test("two heads of one size with different roots conflict; a proof decides for different sizes", () => {
  const forked = [...leaves.slice(0, 4), ...leaves.slice(5), leafHash(Uint8Array.of(99))];
  const proof = proveConsistency(3, 8, naiveNodes(leaves.slice(0, 8)));
  expect(compareCheckpoints(headOf(8), headOf(8), undefined)).toBe("same");
  expect(compareCheckpoints(headOf(8), headOf(8, forked), undefined)).toBe("conflict");
  expect(compareCheckpoints(headOf(3), headOf(8), proof)).toBe("consistent");
  expect(compareCheckpoints(headOf(8), headOf(3), proof)).toBe("consistent");
  expect(compareCheckpoints(headOf(3), headOf(8), undefined)).toBe("unproven");
  expect(compareCheckpoints(headOf(3), headOf(8, forked), proof)).toBe("unproven");
  expect(compareCheckpoints(headOf(3), { ...headOf(8), origin: "example.com/other" }, proof)).toBe("other-log");
});
