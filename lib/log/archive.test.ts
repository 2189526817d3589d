import fc from "fast-check";
import { expect, test } from "vitest";
import { concatBytes, equalBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import {
  type ArchivedLog,
  ArchiveReader,
  ArchiveWriter,
  archivePieces,
  decodeArchive,
  encodeArchive,
} from "./archive.ts";
import { formatCheckpoint } from "./checkpoint.ts";
import { append, emptyFrontier, rootOf } from "./frontier.ts";
import { ed25519NoteSigner, signNote } from "./note.ts";
import { leafHash } from "./tree.ts";

const origin = "example.com/log";
const log = ed25519NoteSigner(origin, new Uint8Array(32).fill(1));
const leaves = Array.from({ length: 600 }, (_, at) => utf8Encode(`entry ${at}`));
const noteAt = (size: number) => {
  const { frontier } = append(emptyFrontier(), leaves.slice(0, size).map(leafHash));
  return signNote(formatCheckpoint({ origin, size, root: rootOf(frontier) }), [log]);
};
const notes = new Map([1, 200, 256, 257, 511, 512, 513, 600].map((size) => [size, noteAt(size)]));
const note = (size: number) => notes.get(size) ?? noteAt(size);
const parts = [3, 1, 2].map((at) => ({ nonce: new Uint8Array(32).fill(at), bytes: utf8Encode(`part ${at}`) }));
const logOf = (size: number, sizes: number[], change: Partial<ArchivedLog> = {}): ArchivedLog => ({
  origin,
  leaves: leaves.slice(0, size),
  checkpointNotes: sizes.map(note),
  ...change,
});

test("an archive gives back entries, checkpoints and parts, whatever the chunks in which it arrives", () => {
  const archive = logOf(600, [1, 200, 256, 257, 512, 513, 600], { parts });
  const bytes = encodeArchive(archive);
  const whole = decodeArchive(bytes);
  if (!whole.ok) throw new Error(whole.error.detail);
  const entries = whole.value.flatMap((frame) => (frame.type === "entries" ? [...frame.entries] : []));
  expect(entries).toEqual(archive.leaves);
  const found = whole.value.flatMap((frame) => (frame.type === "checkpoint" ? [frame.note] : []));
  expect(found).toEqual(archive.checkpointNotes);
  expect(whole.value.filter((frame) => frame.type === "part").length).toBe(3);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9000 }), { maxLength: 40 }), (widths) => {
      const reader = new ArchiveReader();
      const frames: unknown[] = [];
      let at = 0;
      for (const width of [...widths, bytes.length]) {
        const read = reader.push(bytes.subarray(at, at + width));
        if (!read.ok) throw new Error(read.error.detail);
        frames.push(...read.value);
        at += width;
      }
      expect(reader.end()).toBeUndefined();
      expect(frames).toEqual(whole.value);
    }),
    { seed: 1, numRuns: 30 },
  );
});

test("the same content has one file: the frames' order is fixed", () => {
  const archive = logOf(300, [200, 300], { parts });
  expect(equalBytes(encodeArchive(archive), encodeArchive({ ...archive, parts: parts.toReversed() }))).toBe(true);
  expect(() => encodeArchive(logOf(300, [300, 200]))).toThrow(RangeError);
  expect(() => encodeArchive(logOf(300, [200]))).toThrow(RangeError);
  expect(() => encodeArchive(logOf(0, []))).toThrow(RangeError);
  const writer = new ArchiveWriter();
  expect(() => writer.entries(leaves.slice(0, 3))).toThrow(RangeError);
  writer.header({ origin, parts: 0, size: 600 });
  expect(() => writer.entries(leaves.slice(0, 3))).toThrow(RangeError);
});

test("a cut, a doubled or a swapped frame is refused", () => {
  const pieces = [...archivePieces(logOf(600, [200, 256, 600], { parts }))];
  const refused = (list: readonly Uint8Array[]) => !decodeArchive(concatBytes(...list)).ok;
  expect(refused(pieces)).toBe(false);
  for (const at of pieces.keys()) {
    expect(refused(pieces.slice(0, at)), `cut before ${at}`).toBe(true);
    expect(refused(pieces.toSpliced(at, 0, pieces[at] ?? new Uint8Array())), `twice ${at}`).toBe(true);
    const [one, two] = [pieces[at], pieces[at + 1]];
    if (one !== undefined && two !== undefined)
      expect(refused(pieces.toSpliced(at, 2, two, one)), `swap ${at}`).toBe(true);
  }
  const bytes = concatBytes(...pieces);
  for (let cut = 0; cut < bytes.length; cut += 97) expect(decodeArchive(bytes.subarray(0, cut)).ok).toBe(false);
  expect(decodeArchive(concatBytes(bytes, Uint8Array.of(0))).ok).toBe(false);
});

test("a frame that claims to be huge is refused before its bytes are awaited", () => {
  const reader = new ArchiveReader();
  const [header = new Uint8Array()] = archivePieces(logOf(3, [3]));
  expect(reader.push(header).ok).toBe(true);
  expect(reader.push(utf8Encode("E\x7f\x7f\x7f\x7f"))).toMatchObject({ ok: false, error: { code: "too-large" } });
  expect(reader.push(header).ok).toBe(false);
});

test("a header that does not say what it must, and a part without a byte, are refused", () => {
  const [first = new Uint8Array()] = archivePieces(logOf(3, [3]));
  const payloadOf = (header: object) => canonicalBytes(header as JsonObject);
  const magic = first.slice(0, first.length - payloadOf({ origin, parts: 0, size: 3 }).length - 5);
  const frame = (letter: string, payload: Uint8Array) =>
    concatBytes(utf8Encode(letter), Uint8Array.of(0, 0, payload.length >> 8, payload.length & 0xff), payload);
  const isTaken = (header: object) => new ArchiveReader().push(concatBytes(magic, frame("H", payloadOf(header)))).ok;
  expect(isTaken({ origin, parts: 0, size: 3 })).toBe(true);
  for (const text of ["null", "[1,2,3]", "{", '{"origin":"a","parts":0}'])
    expect(new ArchiveReader().push(concatBytes(magic, frame("H", utf8Encode(text)))).ok, text).toBe(false);
  for (const wrong of [{ origin: "" }, { origin: 3 }, { parts: -1 }, { parts: "0" }, { size: 0.5 }, { size: "3" }])
    expect(isTaken({ origin, parts: 0, size: 3, ...wrong }), JSON.stringify(wrong)).toBe(false);
  const [nonce] = parts.map((part) => part.nonce);
  const withPart = (bytes: number) => {
    const pieces = [...archivePieces(logOf(3, [3], { parts: parts.slice(0, 1) }))];
    const payload = concatBytes(nonce ?? new Uint8Array(), new Uint8Array(bytes));
    return decodeArchive(concatBytes(...pieces.slice(0, -1), frame("P", payload))).ok;
  };
  expect([withPart(0), withPart(1)]).toEqual([false, true]);
});
