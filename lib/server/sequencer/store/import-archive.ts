/**
 * Writes an archive into an empty second store: `touchstone import`. The command line has verified the whole archive
 * before; here every byte is hashed again, so that the store stands for exactly what the last checkpoint signed.
 */
import { createReadStream } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { z } from "zod";
import { hexDecode, hexEncode } from "#lib/kernel/base.ts";
import { equalBytes } from "#lib/kernel/bytes.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { type ArchiveFrame, ArchiveReader } from "#lib/log/archive.ts";
import { ed25519NoteVerifier, formatNote, isSameKey, parseNote } from "#lib/log/note.ts";
import { leafHash } from "#lib/log/tree.ts";
import { parseEnv } from "#lib/server/env.ts";
import { printEvent, runAsScript } from "#lib/server/script.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { type IssuedCheckpoint, SecondStore, type StoredEntry } from "./second-store.ts";
import { diskFiles } from "./store-files.ts";
import type { StoredPart } from "./store-parts.ts";

const ImportEnv = z.object({
  TOUCHSTONE_STORE: z.string().min(1),
  TOUCHSTONE_ARCHIVE: z.string().min(1),
  TOUCHSTONE_LOG_VKEY: z.string().min(1),
});

export type Imported = { readonly size: number; readonly checkpoints: number; readonly parts: number };

/** A part frame: letter, 4-byte length, 32-byte nonce, then its bytes. */
const PART_HEAD_BYTES = 5;
const NONCE_BYTES = 32;

/** Errors: the store is not empty, the archive is not what was verified before, or the disk's own. */
export async function importArchive(
  file: string,
  store: SecondStore,
  logVkey: string,
  onProgress: (size: number, of: number) => void = () => undefined,
): Promise<Imported> {
  if (store.head.size !== 0) throw new Error("The second store is not empty.");
  const places = await placesOfParts(file);
  const handle = await open(file, "r");
  try {
    const writer = new StoreWriter(store, logVkey, (commit) => readPart(handle, places.get(commit)));
    for await (const frame of framesOf(file)) {
      await writer.take(frame);
      onProgress(store.head.size, writer.size);
    }
    return await writer.finish();
  } finally {
    await handle.close();
  }
}

async function* framesOf(file: string): AsyncGenerator<ArchiveFrame> {
  const reader = new ArchiveReader();
  for await (const piece of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    const frames = reader.push(piece);
    if (!frames.ok) throw new Error(frames.error.detail);
    yield* frames.value;
  }
  const missing = reader.end();
  if (missing !== undefined) throw new Error(missing.detail);
}

type Place = { readonly at: number; readonly bytes: number };

/** Parts stand at the end of an archive and belong to entries far before: where each lies, by its hex commit. */
async function placesOfParts(file: string): Promise<Map<string, Place>> {
  const parts: { commit: string; bytes: number }[] = [];
  for await (const frame of framesOf(file))
    if (frame.type === "part") parts.push({ commit: hexEncode(frame.commit), bytes: frame.part.bytes.length });
  const lengthOf = ({ bytes }: { bytes: number }) => PART_HEAD_BYTES + NONCE_BYTES + bytes;
  let at = (await stat(file)).size - parts.reduce((sum, part) => sum + lengthOf(part), 0);
  const places = new Map<string, Place>();
  for (const part of parts) {
    places.set(part.commit, { at: at + PART_HEAD_BYTES, bytes: part.bytes });
    at += lengthOf(part);
  }
  return places;
}

async function readPart(
  handle: FileHandle,
  place: Place | undefined,
): Promise<Omit<StoredPart, "commit" | "position"> | undefined> {
  if (place === undefined) return undefined;
  const buffer = new Uint8Array(NONCE_BYTES + place.bytes);
  await handle.read(buffer, 0, buffer.length, place.at);
  return { nonce: buffer.slice(0, NONCE_BYTES), bytes: buffer.slice(NONCE_BYTES) };
}

type FindPart = (commit: string) => Promise<Omit<StoredPart, "commit" | "position"> | undefined>;

class StoreWriter {
  readonly #store: SecondStore;
  readonly #vkey: string;
  readonly #findPart: FindPart;
  readonly #brought = new Set<string>();
  readonly #issued: IssuedCheckpoint[] = [];
  /** Log time of the entries of the last bundle, from its first index on. */
  #times: { readonly first: number; readonly at: readonly Instant[] } = { first: 0, at: [] };
  #parts = 0;
  size = 0;

  constructor(store: SecondStore, vkey: string, findPart: FindPart) {
    this.#store = store;
    this.#vkey = vkey;
    this.#findPart = findPart;
  }

  async take(frame: ArchiveFrame): Promise<void> {
    if (frame.type === "header") this.size = frame.header.size;
    if (frame.type === "entries") await this.#takeEntries(frame.first, frame.entries);
    if (frame.type === "checkpoint") {
      const { size, root } = frame.checkpoint;
      if (size === this.#store.head.size && !equalBytes(root, this.#store.head.root))
        throw new Error(`The entries do not give the root that was signed for size ${size}.`);
      const signedAtMs = this.#times.at[size - 1 - this.#times.first] ?? 0;
      this.#issued.push({ size, note: ownNote(frame.note, this.#vkey), signedAtMs });
    }
  }

  async #takeEntries(first: number, leaves: readonly Uint8Array[]): Promise<void> {
    const times: Instant[] = [];
    const entries: StoredEntry[] = [];
    for (const [at, bytes] of leaves.entries()) {
      const entry = parseEntry(bytes);
      if (!entry.ok) throw new Error(`Entry ${first + at} cannot be read: ${entry.error.detail}`);
      times.push(entry.value.loggedAt);
      const commits = (entry.value.parsed.statement.parts ?? []).map(({ commit }) => commit);
      entries.push({ index: first + at, bytes, leafHash: leafHash(bytes), parts: await this.#partsOf(commits) });
    }
    this.#times = { first, at: times };
    await this.#store.advance(await this.#store.stage(entries));
  }

  /** A part is kept with the entry that brought it first. */
  async #partsOf(commits: readonly string[]): Promise<StoredPart[]> {
    const parts: StoredPart[] = [];
    for (const [position, commit] of commits.entries()) {
      if (this.#brought.has(commit)) continue;
      this.#brought.add(commit);
      const part = await this.#findPart(commit);
      if (part !== undefined) parts.push({ ...part, commit: hexDecode(commit) ?? new Uint8Array(), position });
    }
    this.#parts += parts.length;
    return parts;
  }

  async finish(): Promise<Imported> {
    const last = this.#issued.at(-1);
    if (last === undefined || last.size !== this.#store.head.size) throw new Error("The last checkpoint is missing.");
    await this.#store.recordCheckpoints(this.#issued);
    return { size: this.#store.head.size, checkpoints: this.#issued.length, parts: this.#parts };
  }
}

/** What a log keeps of a checkpoint is its own line; those of witnesses come and go. */
function ownNote(note: string, vkey: string): string {
  const parsed = parseNote(note);
  const own = ed25519NoteVerifier(vkey);
  const signatures = parsed?.signatures.filter((line) => own !== undefined && isSameKey(line, own)) ?? [];
  if (parsed === undefined || signatures.length === 0) throw new Error("A checkpoint is not signed by the log's key.");
  return formatNote({ text: parsed.text, signatures });
}

async function main(): Promise<void> {
  const env = parseEnv(ImportEnv);
  const store = await SecondStore.open(await diskFiles(env.TOUCHSTONE_STORE));
  let nextMs = 0;
  const onProgress = (size: number, of: number) => {
    if (performance.now() < nextMs) return;
    nextMs = performance.now() + 2_000;
    printEvent("progress", { size, of });
  };
  printEvent("imported", await importArchive(env.TOUCHSTONE_ARCHIVE, store, env.TOUCHSTONE_LOG_VKEY, onProgress));
}

await runAsScript(import.meta.url, main);
