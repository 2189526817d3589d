/**
 * The second store: a copy of the log outside the database's restore domain, and the judge of what may be signed.
 *
 *   tile/<L>/<N>, tile/entries/<N>   hash tiles and entry bundles, full paths of C2SP tlog-tiles
 *   parts/<N>                        the parts of the entries of bundle N, one JSON object a line
 *   withheld                         commitments of the parts that were removed, one JSON object a line
 *   checkpoints                      every note that was signed, one JSON object a line
 *   cosignatures                     every witness's line on one of them (cosignature-journal.ts)
 *   head/<generation>                {root, size}; the largest generation is the head
 *
 * Bundles and tiles are prefixes of their full form, so a partial one is a file that grows at its end: an append costs
 * what it appends. Bytes past the head are what a crash left; the next append writes over them. The head moves by
 * creating the next generation's name, which the file system grants once: two writers cannot both move it.
 */
import { base64Decode, base64Encode, hexEncode } from "#lib/kernel/base.ts";
import { equalBytes, utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { asHash, type Hash } from "#lib/kernel/hash.ts";
import { canonicalBytes, canonicalText } from "#lib/kernel/json.ts";
import { append, emptyFrontier, type Frontier, frontierFromNodes, rootOf } from "#lib/log/frontier.ts";
import {
  decodeEntryBundle,
  encodeEntryBundle,
  entriesTilePath,
  hashInTile,
  TILE_HEIGHT,
  TILE_WIDTH,
  tileOfNode,
  tilePath,
} from "#lib/log/tile.ts";
import { emptyRoot, leafHash, nodesOfRoot } from "#lib/log/tree.ts";
import { Fenced, onStore, SigningRefused } from "../signing-refused.ts";
import { DRAFT, type StoreFiles } from "./store-files.ts";
import {
  commitOfLine,
  dropParts,
  dropPartsOf,
  lineOfPart,
  linesOf,
  linesOfParts,
  objectOfLine,
  PARTS_FOLDER,
  partOfLine,
  type StoredPart,
} from "./store-parts.ts";

/** What the store keeps of an entry. */
export type StoredEntry = {
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly leafHash: Hash;
  readonly parts: readonly StoredPart[];
};

export type StoreHead = { readonly generation: number; readonly size: number; readonly root: Hash };
export type IssuedCheckpoint = { readonly size: number; readonly note: string; readonly signedAtMs: number };

/** Entries that are written and read back but not yet in the head. */
export type Staged = { readonly frontier: Frontier; readonly bundleBytes: number; readonly root: Hash };

const HASH_BYTES = 32;
const JOURNAL = "checkpoints";
const WITHHELD = "withheld";
/** The journal's tail that is read at start: some hundred notes. */
const JOURNAL_TAIL_BYTES = 64 * 1024;
const KEPT_GENERATIONS = 2;

const fullPath = (level: number, number: number): string => tilePath({ level, number, width: TILE_WIDTH });
const bundlePath = (number: number): string => entriesTilePath({ number, width: TILE_WIDTH });
const partsPath = (number: number): string => bundlePath(number).replace("tile/entries/", `${PARTS_FOLDER}/`);
const headPath = (generation: number): string => `head/${String(generation).padStart(12, "0")}`;

export class SecondStore {
  readonly files: StoreFiles;
  #head: StoreHead;
  #frontier: Frontier;
  /** Bytes of the partial bundle that belong to entries below the head. */
  #bundleBytes: number;
  /** Files that this process has continued: others may end in a line that a crash tore. */
  readonly #continued = new Set<string>();

  /** Commitments of parts that were removed and must not come back. */
  readonly #withheld: Set<string>;

  private constructor(
    files: StoreFiles,
    {
      head,
      frontier,
      bundleBytes,
      withheld,
    }: {
      head: StoreHead;
      frontier: Frontier;
      bundleBytes: number;
      withheld: Set<string>;
    },
  ) {
    this.files = files;
    this.#withheld = withheld;
    this.#head = head;
    this.#frontier = frontier;
    this.#bundleBytes = bundleBytes;
  }

  /** Opens the store at its head. Throws SigningRefused when its own tiles do not give the head's root. */
  static async open(files: StoreFiles): Promise<SecondStore> {
    await onStore(() => removeDrafts(files));
    const head = await onStore(() => readStoreHead(files));
    const frontier = await onStore(() => readFrontier(files, head));
    if (!equalBytes(rootOf(frontier), head.root)) {
      throw new SigningRefused(
        "tampered",
        `The second store's tiles do not give the root of its head, size ${head.size}.`,
      );
    }
    const width = head.size % TILE_WIDTH;
    const bundle =
      width === 0 ? new Uint8Array() : await onStore(() => readBundle(files, (head.size - width) / TILE_WIDTH, width));
    const withheld = await onStore(() => readWithheld(files));
    return new SecondStore(files, { head, frontier, bundleBytes: bundle.length, withheld });
  }

  get head(): StoreHead {
    return this.#head;
  }

  /**
   * Writes entries from the head's size on, reads everything back, and answers the root they give. The head stays.
   * Throws SigningRefused (disk, read-back); then what was written is past the head and does not count.
   */
  async stage(entries: readonly StoredEntry[]): Promise<Staged> {
    const { size } = this.#head;
    if (entries.some((entry, at) => entry.index !== size + at)) {
      throw new Error(`The store continues at ${size}, not at ${entries[0]?.index}.`);
    }
    const grown = append(
      this.#frontier,
      entries.map((entry) => entry.leafHash),
    );
    const writes = new Map<string, { offset: number; chunks: Uint8Array[] }>();
    const put = (file: string, offset: number, bytes: Uint8Array) => {
      const write = writes.get(file);
      if (write === undefined) writes.set(file, { offset, chunks: [bytes] });
      else write.chunks.push(bytes);
    };
    let bundleBytes = this.#bundleBytes;
    for (const { index, bytes } of entries) {
      if (index % TILE_WIDTH === 0) bundleBytes = 0;
      const framed = encodeEntryBundle([bytes]);
      put(bundlePath(Math.floor(index / TILE_WIDTH)), bundleBytes, framed);
      bundleBytes += framed.length;
    }
    for (const { node, hash } of grown.completed) {
      if (node.level % TILE_HEIGHT !== 0) continue;
      const { tile, offset } = tileOfNode(node);
      put(fullPath(tile.level, tile.number), offset * HASH_BYTES, hash);
    }
    await onStore(async () => {
      await Promise.all([...writes].map(([file, { offset, chunks }]) => this.#writeChecked(file, offset, chunks)));
      await this.#appendParts(entries);
    });
    return { frontier: grown.frontier, bundleBytes, root: rootOf(grown.frontier) };
  }

  /**
   * Moves the head to what was staged: compare-and-swap on the generation. Throws Fenced when another writer moved it,
   * SigningRefused when the disk fails.
   */
  async advance(staged: Staged): Promise<void> {
    if (staged.frontier.size === this.#head.size) return;
    const next: StoreHead = {
      generation: this.#head.generation + 1,
      size: staged.frontier.size,
      root: staged.root,
    };
    await onStore(async () => {
      const bytes = canonicalBytes({ root: base64Encode(next.root), size: next.size });
      const created = await this.files.createExclusive(headPath(next.generation), bytes);
      const generations = await readGenerations(this.files);
      // A generation that was taken and cleared away can be created again by a writer that slept through it.
      if (!created || generations.at(-1) !== next.generation) throw new Fenced(`the second store's head ${next.size}`);
      this.#head = next;
      this.#frontier = staged.frontier;
      this.#bundleBytes = staged.bundleBytes;
      for (const old of generations.slice(0, -KEPT_GENERATIONS)) await this.files.remove(headPath(old));
    });
  }

  /** Throws Fenced when the head on disk is not the one this process knows. */
  async assertHead(): Promise<void> {
    const onDisk = (await onStore(() => readGenerations(this.files))).at(-1) ?? 0;
    if (onDisk !== this.#head.generation) throw new Fenced(`anything after the second store's head ${this.#head.size}`);
  }

  /** Notes signed checkpoints before anyone can see them: receipts that rest on them survive a restored database. */
  async recordCheckpoints(issued: readonly IssuedCheckpoint[]): Promise<void> {
    if (issued.length === 0) return;
    const lines = issued.map((checkpoint) => canonicalText({ ...checkpoint }));
    await onStore(() => this.#appendLines(JOURNAL, lines));
  }

  /** The newest checkpoint that was signed; undefined before the first. */
  async lastCheckpoint(): Promise<IssuedCheckpoint | undefined> {
    return await onStore(async () => {
      const length = await this.files.lengthOf(JOURNAL);
      const from = Math.max(0, length - JOURNAL_TAIL_BYTES);
      return journalLines(await this.files.readAt(JOURNAL, from, length - from)).at(-1);
    });
  }

  /** Every checkpoint that was signed, by size. */
  async allCheckpoints(): Promise<IssuedCheckpoint[]> {
    const bytes = await onStore(() => this.files.read(JOURNAL));
    const bySize = new Map<number, IssuedCheckpoint>();
    for (const issued of journalLines(bytes ?? new Uint8Array())) {
      if (!bySize.has(issued.size)) bySize.set(issued.size, issued);
    }
    return [...bySize.values()].sort((a, b) => a.size - b.size);
  }

  /** Bytes of one bundle's entries below the head; undefined when the file does not hold them. */
  async readEntries(number: number): Promise<Uint8Array[] | undefined> {
    const width = Math.min(TILE_WIDTH, this.#head.size - number * TILE_WIDTH);
    const file = await onStore(() => this.files.read(bundlePath(number)));
    return width <= 0 ? [] : entriesOfPrefix(file ?? new Uint8Array(), width);
  }

  /** The hashes of one tile that lie below the head, concatenated; as many as the file has. */
  async readTile(level: number, number: number): Promise<Uint8Array> {
    const width = Math.min(TILE_WIDTH, Math.floor(this.#head.size / TILE_WIDTH ** level) - number * TILE_WIDTH);
    return width <= 0
      ? new Uint8Array()
      : await onStore(() => this.files.readAt(fullPath(level, number), 0, width * HASH_BYTES));
  }

  /** Whether a part was removed for good. */
  isWithheld(commit: string): boolean {
    return this.#withheld.has(commit);
  }

  /** Removes parts from every file. Done when it resolves: files and names are on disk. */
  async dropParts(commits: readonly string[]): Promise<void> {
    await onStore(() => dropParts(this.files, new Set(commits)));
  }

  /** Notes that these parts are removed; they are never written again. */
  async noteWithheld(commits: readonly string[]): Promise<void> {
    await onStore(() =>
      this.#appendLines(
        WITHHELD,
        commits.map((commit) => canonicalText({ commit })),
      ),
    );
    for (const commit of commits) this.#withheld.add(commit);
  }

  /** Removes from one file what was withheld: a leader that slept through a removal may have written it again. */
  async cleanParts(number: number): Promise<void> {
    if (this.#withheld.size > 0) await onStore(() => dropPartsOf(this.files, partsPath(number), this.#withheld));
  }

  /**
   * Parts of the entries of one bundle by hex commit, but for those withheld; `wanted`: only these. Lines that a crash
   * tore are left out.
   */
  async readParts(
    number: number,
    wanted?: ReadonlySet<string>,
  ): Promise<Map<string, StoredPart & { readonly entry: number }>> {
    const parts = new Map<string, StoredPart & { readonly entry: number }>();
    const isAskedFor = (commit: string) => !this.#withheld.has(commit) && (wanted?.has(commit) ?? true);
    await onStore(async () => {
      for await (const line of linesOfParts(this.files, partsPath(number))) {
        const commit = commitOfLine(line);
        const part = commit !== undefined && isAskedFor(commit) ? partOfLine(line.toString("utf8")) : undefined;
        if (part !== undefined) parts.set(hexEncode(part.commit), part);
      }
    });
    return parts;
  }

  async #writeChecked(file: string, offset: number, chunks: readonly Uint8Array[]): Promise<void> {
    const bytes = Buffer.concat(chunks);
    await this.files.writeAt(file, offset, bytes);
    const readBack = await this.files.readAt(file, offset, bytes.length);
    if (!equalBytes(readBack, bytes))
      throw new SigningRefused("tampered", `The second store gives back other bytes: ${file}.`);
  }

  async #appendParts(entries: readonly StoredEntry[]): Promise<void> {
    const lines = new Map<string, string[]>();
    for (const { index, parts } of entries) {
      const file = partsPath(Math.floor(index / TILE_WIDTH));
      const kept = parts.filter(({ commit }) => !this.#withheld.has(hexEncode(commit)));
      for (const part of kept) lines.set(file, [...(lines.get(file) ?? []), lineOfPart(index, part)]);
    }
    for (const [file, fileLines] of lines) await this.#appendLines(file, fileLines);
  }

  async #appendLines(file: string, lines: readonly string[]): Promise<void> {
    // An empty line first closes what a crash may have torn; readers skip both.
    const text = `${this.#continued.has(file) ? "" : "\n"}${lines.join("\n")}\n`;
    const bytes = utf8Encode(text);
    const offset = await this.files.append(file, bytes);
    const readBack = await this.files.readAt(file, offset, bytes.length);
    if (!equalBytes(readBack, bytes))
      throw new SigningRefused("tampered", `The second store gives back other bytes: ${file}.`);
    this.#continued.add(file);
  }
}

/** What a writer left that died between writing a head and naming it. */
async function removeDrafts(files: StoreFiles): Promise<void> {
  for (const name of await files.list("head")) if (name.endsWith(DRAFT)) await files.remove(`head/${name}`);
}

async function readWithheld(files: StoreFiles): Promise<Set<string>> {
  const lines = linesOf((await files.read(WITHHELD)) ?? new Uint8Array());
  return new Set(lines.map((line) => String(objectOfLine(line).commit)));
}

async function readGenerations(files: StoreFiles): Promise<number[]> {
  const names = await files.list("head");
  return names
    .filter((name) => /^\d{12}$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);
}

async function readStoreHead(files: StoreFiles): Promise<StoreHead> {
  const generation = (await readGenerations(files)).at(-1);
  if (generation === undefined) return { generation: 0, size: 0, root: emptyRoot() };
  const text = utf8Decode((await files.read(headPath(generation))) ?? new Uint8Array()) ?? "";
  const match = /^\{"root":"([^"]+)","size":(\d+)\}$/.exec(text);
  const root = base64Decode(match?.[1] ?? "");
  if (root?.length !== HASH_BYTES) throw new SigningRefused("tampered", "The second store's head cannot be read.");
  return { generation, size: Number(match?.[2]), root: asHash(root) };
}

async function readFrontier(files: StoreFiles, head: StoreHead): Promise<Frontier> {
  if (head.size === 0) return emptyFrontier();
  const tiles = new Map<string, Uint8Array>();
  for (const node of nodesOfRoot(head.size)) {
    const { tile } = tileOfNode(node);
    const file = fullPath(tile.level, tile.number);
    if (!tiles.has(file)) tiles.set(file, await files.readAt(file, 0, TILE_WIDTH * HASH_BYTES));
  }
  return frontierFromNodes(head.size, (node) => {
    const { tile } = tileOfNode(node);
    const bytes = tiles.get(fullPath(tile.level, tile.number)) ?? new Uint8Array();
    if (bytes.length < tile.width * HASH_BYTES) {
      throw new SigningRefused("tampered", `The second store's tile ${tile.level}/${tile.number} is too short.`);
    }
    return hashInTile(bytes, node);
  });
}

/** The bytes of the first `width` entries of a bundle, each checked against its tile. */
async function readBundle(files: StoreFiles, number: number, width: number): Promise<Uint8Array> {
  const entries = entriesOfPrefix((await files.read(bundlePath(number))) ?? new Uint8Array(), width);
  if (entries === undefined) {
    throw new SigningRefused("tampered", `The second store's bundle ${number} lacks entries below its head.`);
  }
  const hashes = await files.readAt(fullPath(0, number), 0, width * HASH_BYTES);
  for (const [at, entry] of entries.entries()) {
    if (!equalBytes(leafHash(entry), hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES))) {
      const index = number * TILE_WIDTH + at;
      throw new SigningRefused(
        "tampered",
        `Entry ${index}: its bytes in the second store are not those that were hashed.`,
      );
    }
  }
  return encodeEntryBundle(entries);
}

/** The first `width` entries of a file that may go on with what a crash left. */
function entriesOfPrefix(file: Uint8Array, width: number): Uint8Array[] | undefined {
  let end = 0;
  for (let entry = 0; entry < width; entry += 1) {
    const high = file[end];
    const low = file[end + 1];
    if (high === undefined || low === undefined) return undefined;
    end += 2 + high * 256 + low;
  }
  return end > file.length ? undefined : decodeEntryBundle(file.subarray(0, end));
}

function journalLines(bytes: Uint8Array): IssuedCheckpoint[] {
  return linesOf(bytes).flatMap((line) => {
    const { note, signedAtMs, size } = objectOfLine(line);
    return typeof note === "string" && typeof signedAtMs === "number" && typeof size === "number"
      ? [{ note, signedAtMs, size }]
      : [];
  });
}
