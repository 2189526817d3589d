/**
 * Parts in the second store: one JSON object a line, in one file for each bundle of entries. Lines that a crash tore are
 * skipped by readers.
 */
import { base64Decode, base64Encode, hexDecode, hexEncode } from "#lib/kernel/base.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import { DRAFT, type StoreFiles } from "./store-files.ts";

/** A part as it is kept: `commit` = SHA-256(0x02 ‖ nonce ‖ bytes). */
export type StoredPart = {
  readonly commit: Uint8Array;
  readonly position: number;
  readonly bytes: Uint8Array;
  readonly nonce: Uint8Array;
};

export const PARTS_FOLDER = "parts";

export function lineOfPart(entry: number, part: StoredPart): string {
  return canonicalText({
    bytes: base64Encode(part.bytes),
    commit: hexEncode(part.commit),
    entry,
    nonce: base64Encode(part.nonce),
    position: part.position,
  });
}

export function partOfLine(line: string): (StoredPart & { readonly entry: number }) | undefined {
  const { bytes, commit, entry, nonce, position } = objectOfLine(line);
  const decoded = {
    bytes: base64Decode(String(bytes)),
    commit: hexDecode(String(commit)),
    nonce: base64Decode(String(nonce)),
  };
  if (decoded.bytes === undefined || decoded.commit === undefined || decoded.nonce === undefined) return undefined;
  if (typeof entry !== "number" || typeof position !== "number") return undefined;
  return { bytes: decoded.bytes, commit: decoded.commit, nonce: decoded.nonce, entry, position };
}

/** Where a line that is whole says which part it holds, in its last letters: {@link lineOfPart} sorts its fields. */
const TAIL = /","commit":"([0-9a-f]{64})","entry":\d+,"nonce":"[^"]{44}","position":\d+\}$/;
const TAIL_BYTES = 256;

/** The hex commitment of a line, without reading its bytes; undefined for a line that a crash tore. */
export function commitOfLine(line: Buffer): string | undefined {
  return TAIL.exec(line.subarray(-TAIL_BYTES).toString("latin1"))?.[1];
}

const PIECE_BYTES = 4 * 1024 * 1024;

/** The lines of one file in order, read in pieces: the parts of one bundle may be hundreds of MiB. */
export async function* linesOfParts(files: StoreFiles, file: string): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for (let offset = 0; ; ) {
    const piece = await files.readAt(file, offset, PIECE_BYTES);
    if (piece.length === 0) break;
    offset += piece.length;
    rest = Buffer.concat([rest, piece]);
    let from = 0;
    for (let end = rest.indexOf(10, from); end !== -1; end = rest.indexOf(10, from)) {
      if (end > from) yield rest.subarray(from, end);
      from = end + 1;
    }
    rest = rest.subarray(from);
  }
  if (rest.length > 0) yield rest;
}

export function linesOf(bytes: Uint8Array): string[] {
  return Buffer.from(bytes)
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "");
}

/** The fields of one line, none when a crash tore it. */
export function objectOfLine(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/**
 * Writes every file of parts anew that holds one of the commitments. A torn line goes too: it may hold a part's bytes
 * without its name.
 */
export async function dropParts(files: StoreFiles, commits: ReadonlySet<string>): Promise<void> {
  for (const file of await partsFiles(files, PARTS_FOLDER)) await dropPartsOf(files, file, commits);
}

export async function dropPartsOf(files: StoreFiles, file: string, commits: ReadonlySet<string>): Promise<void> {
  if (!(await hasOther(files, file, commits))) return;
  const kept: Buffer[] = [];
  for await (const line of linesOfParts(files, file)) if (isKept(line, commits)) kept.push(line, Buffer.from("\n"));
  await files.replace(file, Buffer.concat(kept));
}

function isKept(line: Buffer, commits: ReadonlySet<string>): boolean {
  const commit = commitOfLine(line);
  return commit !== undefined && !commits.has(commit);
}

async function hasOther(files: StoreFiles, file: string, commits: ReadonlySet<string>): Promise<boolean> {
  for await (const line of linesOfParts(files, file)) if (!isKept(line, commits)) return true;
  return false;
}

/** All files of parts; what a crash left of a rewriting is removed. Folders are named x000, files 000 (tlog-tiles). */
async function partsFiles(files: StoreFiles, folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await files.list(folder)) {
    const place = `${folder}/${name}`;
    if (name.startsWith("x")) found.push(...(await partsFiles(files, place)));
    else if (name.endsWith(DRAFT)) await files.remove(place);
    else found.push(place);
  }
  return found;
}
