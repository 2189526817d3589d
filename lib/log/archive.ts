/**
 * A whole log in one file that verifies offline (docs/protocol/archive.md): the line `touchstone-archive/v1`, then
 * frames of one letter, a 4-byte big-endian length, and that many bytes.
 *
 *   H  header, canonical JSON {"origin","parts","size"}: once, first
 *   E  entry bundle, the bytes of `tile/entries/<N>`: in order, all but the last with 256 entries
 *   C  signed checkpoint: after the bundle that completes its size, sizes ascending; the last one has the header's size
 *   P  part, 32-byte nonce and bytes: at the end, by ascending commit
 *
 * One order of frames for one content, and nothing has to be held but one frame: an archive is read as it arrives.
 */
import { asciiText, compareBytes, concatBytes, utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { type Hash, sha256 } from "#lib/kernel/hash.ts";
import { canonicalBytes, isJsonObject, parseCanonical } from "#lib/kernel/json.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { type Checkpoint, parseCheckpoint } from "./checkpoint.ts";
import { parseNote } from "./note.ts";
import { decodeEntryBundle, encodeEntryBundle, MAX_ENTRY_BYTES, TILE_WIDTH } from "./tile.ts";

/** `parts`: number of part frames. `size`: entries, at least 1. */
export type ArchiveHeader = { readonly origin: string; readonly parts: number; readonly size: number };

/** Bytes kept beside the log under a commitment SHA-256(0x02 ‖ nonce ‖ bytes). */
export type ArchivePart = { readonly nonce: Uint8Array; readonly bytes: Uint8Array };

/** `first` is the index of the bundle's first entry. */
export type ArchiveFrame =
  | { readonly type: "header"; readonly header: ArchiveHeader }
  | { readonly type: "entries"; readonly first: number; readonly entries: readonly Uint8Array[] }
  | { readonly type: "checkpoint"; readonly note: string; readonly checkpoint: Checkpoint }
  | { readonly type: "part"; readonly part: ArchivePart; readonly commit: Hash };

/** First line of an archive. */
export const ARCHIVE_MAGIC = utf8Encode("touchstone-archive/v1\n");
const NONCE_BYTES = 32;
const HEAD_BYTES = 5;
/** Longest payload of each frame. */
const MAX_BYTES = {
  H: 4096,
  E: TILE_WIDTH * (2 + MAX_ENTRY_BYTES),
  C: 65_536,
  P: NONCE_BYTES + 1_048_576,
} as const;
type Letter = keyof typeof MAX_BYTES;

/** Where an archive stands; the writer and the reader keep to the same order by it. */
type Place = {
  header: ArchiveHeader | undefined;
  size: number;
  checkpointed: number;
  parts: number;
  last: Hash | undefined;
};

const START: Place = { header: undefined, size: 0, checkpointed: 0, parts: 0, last: undefined };

/** The place after a frame, or what is wrong with the frame at this place. */
function advance(place: Place, frame: ArchiveFrame): Place | string {
  const { header } = place;
  if (header === undefined) {
    if (frame.type !== "header") return "The header is missing.";
    if (frame.header.size < 1) return "An archive holds at least one entry.";
    return { ...place, header: frame.header };
  }
  switch (frame.type) {
    case "header":
      return "A second header.";
    case "entries": {
      const expected = Math.min(TILE_WIDTH, header.size - place.size);
      if (frame.first !== place.size || frame.entries.length === 0 || frame.entries.length !== expected)
        return `The bundle from entry ${place.size} on must hold ${expected} entries.`;
      return { ...place, size: place.size + frame.entries.length };
    }
    case "checkpoint": {
      const { origin, size } = frame.checkpoint;
      // Only the sizes that the last bundle completed: an earlier one belongs before it.
      const from = Math.max(place.checkpointed, bundleStart(place.size));
      if (origin !== header.origin) return "A checkpoint of another log.";
      if (size <= from || size > place.size) return `A checkpoint of size ${size} is out of place.`;
      return { ...place, checkpointed: size };
    }
    case "part":
      if (place.checkpointed !== header.size) return "A part stands before the last checkpoint.";
      if (place.parts === header.parts) return "There are more parts than the header says.";
      if (place.last !== undefined && compareBytes(place.last, frame.commit) >= 0) return "The parts are out of order.";
      return { ...place, parts: place.parts + 1, last: frame.commit };
  }
}

function bundleStart(size: number): number {
  return Math.max(0, Math.ceil(size / TILE_WIDTH) - 1) * TILE_WIDTH;
}

function isWhole({ header, size, checkpointed, parts }: Place): boolean {
  return header !== undefined && size === header.size && checkpointed === size && parts === header.parts;
}

/** Writes an archive frame by frame; every method answers the bytes to write next and throws RangeError out of order. */
export class ArchiveWriter {
  #place = START;

  header(header: ArchiveHeader): Uint8Array {
    this.#take({ type: "header", header });
    return concatBytes(ARCHIVE_MAGIC, frameBytes("H", canonicalBytes({ ...header })));
  }

  /** The next up to 256 entries. */
  entries(entries: readonly Uint8Array[]): Uint8Array {
    this.#take({ type: "entries", first: this.#place.size, entries });
    return frameBytes("E", encodeEntryBundle(entries));
  }

  /** Whether a checkpoint of this size comes now: after the last bundle and before the next. */
  takes(checkpointSize: number): boolean {
    return checkpointSize > bundleStart(this.#place.size) && checkpointSize <= this.#place.size;
  }

  checkpoint(note: string): Uint8Array {
    const checkpoint = checkpointOf(note);
    if (checkpoint === undefined) throw new RangeError("Not a signed checkpoint.");
    this.#take({ type: "checkpoint", note, checkpoint });
    return frameBytes("C", utf8Encode(note));
  }

  part(part: ArchivePart): Uint8Array {
    this.#take({ type: "part", part, commit: commitOf(part) });
    return frameBytes("P", concatBytes(part.nonce, part.bytes));
  }

  /** Throws RangeError when something that the header announced is missing. */
  end(): void {
    if (!isWhole(this.#place)) throw new RangeError("The archive is not complete.");
  }

  #take(frame: ArchiveFrame): void {
    const next = advance(this.#place, frame);
    if (typeof next === "string") throw new RangeError(next);
    this.#place = next;
  }
}

/** A log that fits in memory. `checkpointNotes` by ascending size, the last one of `leaves.length` entries. */
export type ArchivedLog = {
  readonly origin: string;
  readonly leaves: readonly Uint8Array[];
  readonly checkpointNotes: readonly string[];
  readonly parts?: readonly ArchivePart[];
};

/** The pieces of the file, one after the other. Throws RangeError when they do not make an archive. */
export function* archivePieces({ origin, leaves, checkpointNotes, parts = [] }: ArchivedLog): Generator<Uint8Array> {
  const writer = new ArchiveWriter();
  yield writer.header({ origin, parts: parts.length, size: leaves.length });
  const waiting = [...checkpointNotes];
  for (let first = 0; first < leaves.length; first += TILE_WIDTH) {
    yield writer.entries(leaves.slice(first, first + TILE_WIDTH));
    while (waiting[0] !== undefined && writer.takes(checkpointOf(waiting[0])?.size ?? 0))
      yield writer.checkpoint(waiting.shift() ?? "");
  }
  if (waiting[0] !== undefined) yield writer.checkpoint(waiting[0]);
  for (const part of parts.toSorted((a, b) => compareBytes(commitOf(a), commitOf(b)))) yield writer.part(part);
  writer.end();
}

/** The beginning of an archive, up to its last entry: the log beside a proof that leaves it out. Not an archive by itself. */
export function* leafPieces(origin: string, leaves: readonly Uint8Array[]): Generator<Uint8Array> {
  const writer = new ArchiveWriter();
  yield writer.header({ origin, parts: 0, size: leaves.length });
  for (let first = 0; first < leaves.length; first += TILE_WIDTH)
    yield writer.entries(leaves.slice(first, first + TILE_WIDTH));
}

/** The whole file. */
export function encodeArchive(log: ArchivedLog): Uint8Array {
  return concatBytes(...archivePieces(log));
}

/**
 * Reads an archive as it arrives, in chunks of any size. After the first refusal it reads no more. Holds at most one
 * unfinished frame. What is inside (signatures, roots, statements) is another question: lib/state/files/verify-archive.ts.
 */
export class ArchiveReader {
  #place = START;
  #chunks: Uint8Array[] = [];
  #held = 0;
  #hasMagic = false;
  #refusal: Refusal | undefined;

  /** The frames that this chunk completes. Total. */
  push(chunk: Uint8Array): Result<ArchiveFrame[], Refusal> {
    const frames: ArchiveFrame[] = [];
    if (chunk.length > 0) this.#chunks.push(chunk);
    this.#held += chunk.length;
    while (this.#refusal === undefined) {
      const frame = this.#next();
      if (frame === undefined) break;
      frames.push(frame);
    }
    return this.#refusal === undefined ? ok(frames) : err(this.#refusal);
  }

  /** To be asked when nothing follows: what is missing, if anything. */
  end(): Refusal | undefined {
    if (this.#refusal === undefined && (this.#held > 0 || !isWhole(this.#place)))
      this.#refuse("malformed", "The archive ends before it is complete.");
    return this.#refusal;
  }

  #next(): ArchiveFrame | undefined {
    if (!this.#hasMagic && !this.#readMagic()) return undefined;
    const head = this.#peek(HEAD_BYTES);
    if (head === undefined) return undefined;
    const letter = letterOf(head[0] ?? 0);
    if (letter === undefined) return this.#refuse("malformed", "An unknown frame.");
    const length = new DataView(head.buffer, head.byteOffset).getUint32(1);
    if (length > MAX_BYTES[letter])
      return this.#refuse("too-large", `A frame ${letter} has at most ${MAX_BYTES[letter]} bytes.`);
    if (this.#held < HEAD_BYTES + length) return undefined;
    const frame = this.#decode(letter, this.#take(HEAD_BYTES + length).subarray(HEAD_BYTES));
    if (typeof frame === "string") return this.#refuse("malformed", frame);
    const place = advance(this.#place, frame);
    if (typeof place === "string") return this.#refuse("malformed", place);
    this.#place = place;
    return frame;
  }

  #readMagic(): boolean {
    const start = this.#peek(Math.min(this.#held, ARCHIVE_MAGIC.length));
    if (start === undefined || start.length === 0) return false;
    if (compareBytes(start, ARCHIVE_MAGIC.subarray(0, start.length)) !== 0) {
      this.#refuse("malformed", "Not a touchstone-archive/v1.");
      return false;
    }
    if (start.length < ARCHIVE_MAGIC.length) return false;
    this.#take(ARCHIVE_MAGIC.length);
    this.#hasMagic = true;
    return true;
  }

  #decode(letter: Letter, payload: Uint8Array): ArchiveFrame | string {
    switch (letter) {
      case "H":
        return decodeHeader(payload);
      case "E": {
        const entries = decodeEntryBundle(payload);
        if (entries === undefined) return "An entry bundle is malformed.";
        return { type: "entries", first: this.#place.size, entries };
      }
      case "C": {
        const note = utf8Decode(payload);
        const checkpoint = note === undefined ? undefined : checkpointOf(note);
        if (note === undefined || checkpoint === undefined) return "Not a signed checkpoint.";
        return { type: "checkpoint", note, checkpoint };
      }
      case "P": {
        if (payload.length <= NONCE_BYTES) return "A part has a nonce of 32 bytes and at least one byte.";
        const part = { nonce: payload.slice(0, NONCE_BYTES), bytes: payload.slice(NONCE_BYTES) };
        return { type: "part", part, commit: commitOf(part) };
      }
    }
  }

  #peek(count: number): Uint8Array | undefined {
    if (this.#held < count) return undefined;
    const [first] = this.#chunks;
    if (first === undefined) return new Uint8Array();
    if (first.length < count) this.#chunks = [concatBytes(...this.#chunks)];
    return this.#chunks[0]?.subarray(0, count);
  }

  #take(count: number): Uint8Array {
    const taken = this.#peek(count) ?? new Uint8Array();
    const [first = taken, ...rest] = this.#chunks;
    this.#chunks = first.length > count ? [first.subarray(count), ...rest] : rest;
    this.#held -= count;
    return taken;
  }

  #refuse(code: "malformed" | "too-large", detail: string): undefined {
    this.#refusal = refusal(code, "", detail);
    this.#chunks = [];
  }
}

/** Every frame of a whole archive at once, for small ones. Total. */
export function decodeArchive(bytes: Uint8Array): Result<ArchiveFrame[], Refusal> {
  const reader = new ArchiveReader();
  const frames = reader.push(bytes);
  const missing = reader.end();
  return missing === undefined ? frames : err(missing);
}

function decodeHeader(payload: Uint8Array): ArchiveFrame | string {
  const json = parseCanonical(payload, { maxBytes: MAX_BYTES.H });
  const value = json.ok && isJsonObject(json.value) ? json.value : undefined;
  if (value === undefined || Object.keys(value).length !== 3)
    return "The header is not canonical JSON of three members.";
  const { origin, parts, size } = value;
  if (typeof origin !== "string" || !isCount(parts) || !isCount(size) || origin === "")
    return "The header names origin, parts and size.";
  return { type: "header", header: { origin, parts, size } };
}

function frameBytes(letter: Letter, payload: Uint8Array): Uint8Array {
  if (payload.length > MAX_BYTES[letter]) throw new RangeError(`A frame ${letter} of ${payload.length} bytes.`);
  const length = new DataView(new ArrayBuffer(4));
  length.setUint32(0, payload.length);
  return concatBytes(utf8Encode(letter), new Uint8Array(length.buffer), payload);
}

function checkpointOf(note: string): Checkpoint | undefined {
  const parsed = parseNote(note);
  const checkpoint = parsed === undefined ? undefined : parseCheckpoint(parsed.text);
  return checkpoint?.ok === true ? checkpoint.value : undefined;
}

function letterOf(byte: number): Letter | undefined {
  const letter = byte < 0x80 ? asciiText(Uint8Array.of(byte), 0, 1) : "";
  return Object.hasOwn(MAX_BYTES, letter) ? (letter as Letter) : undefined;
}

function commitOf({ nonce, bytes }: ArchivePart): Hash {
  return sha256(Uint8Array.of(2), nonce, bytes);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
