/**
 * The first half of an export by URL: everything of a log is fetched into a working folder, each piece a file of its own.
 * Full bundles and parts never change, so that an export which was interrupted goes on where it stopped.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { checkpointSchema } from "#lib/contract/log.ts";
import { base64UrlDecode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { type Checkpoint, parseCheckpoint } from "#lib/log/checkpoint.ts";
import { parseNote } from "#lib/log/note.ts";
import { decodeEntryBundle, encodeEntryBundle, entryBundlesOfSize, TILE_WIDTH } from "#lib/log/tile.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { commitOf } from "#lib/statement/submission.ts";
import { IncompleteError } from "../command.ts";
import type { RemoteIndex } from "../remote-index.ts";

export type Gathered = {
  readonly checkpoint: Checkpoint;
  /** By ascending size; the last one is that of `checkpoint`. */
  readonly notes: readonly string[];
  readonly bundle: (number: number) => readonly Uint8Array[];
  /** Commits in hex, ascending. */
  readonly commits: readonly string[];
  readonly part: (commit: string) => { readonly nonce: Uint8Array; readonly bytes: Uint8Array };
  /** Public parts that the index did not serve. */
  readonly missingParts: number;
};

export type Said = (done: number, of: number, what: string) => void;

const HEAD = "head";
const NONCE_BYTES = 32;

/** Errors: IncompleteError when the index cannot be read, or is another log than the one that was begun. */
export async function gatherLog(remote: RemoteIndex, folder: string, say: Said): Promise<Gathered> {
  mkdirSync(folder, { recursive: true });
  const { note, checkpoint } = await pinHead(remote, folder);
  const isPublic = await gatherBundles(remote, folder, checkpoint.size, say);
  const missingParts = await gatherParts(remote, folder, isPublic, say);
  const notes = await gatherNotes(remote, checkpoint, note);
  return {
    checkpoint,
    notes,
    bundle: (number) => decodeEntryBundle(readFileSync(bundleFile(folder, number))) ?? [],
    commits: readdirSync(folder)
      .flatMap((name) => (name.startsWith("part-") ? [name.slice(5)] : []))
      .sort(),
    part: (commit) => {
      const bytes = readFileSync(partFile(folder, commit));
      return {
        nonce: Uint8Array.from(bytes.subarray(0, NONCE_BYTES)),
        bytes: Uint8Array.from(bytes.subarray(NONCE_BYTES)),
      };
    },
    missingParts,
  };
}

/** The head that the first run met decides how far the export goes. */
async function pinHead(remote: RemoteIndex, folder: string): Promise<{ note: string; checkpoint: Checkpoint }> {
  const file = path.join(folder, HEAD);
  const now = await remote.checkpoint();
  const current = checkpointOf(now);
  if (current === undefined) throw new IncompleteError("The index serves no checkpoint.");
  if (current.size === 0) throw new IncompleteError("The log has no entry yet.");
  const begun = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  const before = begun === undefined ? undefined : checkpointOf(begun);
  if (begun !== undefined && before !== undefined) {
    if (before.origin !== current.origin)
      throw new IncompleteError(`${folder} was begun with the log ${before.origin}: delete it, or name another file.`);
    return { note: begun, checkpoint: before };
  }
  writeWhole(file, utf8Encode(now));
  return { note: now, checkpoint: current };
}

/** Fetches what is missing. Answers the commits of public parts, by the statement that brought each first. */
async function gatherBundles(remote: RemoteIndex, folder: string, size: number, say: Said): Promise<Set<string>> {
  const seen = new Map<string, boolean>();
  for (const bundle of entryBundlesOfSize(size)) {
    const file = bundleFile(folder, bundle.number);
    const kept = existsSync(file) ? decodeEntryBundle(readFileSync(file)) : undefined;
    const entries = kept?.length === bundle.width ? kept : await remote.bundle(bundle);
    if (kept !== entries) writeWhole(file, encodeEntryBundle(entries));
    for (const leaf of entries) {
      const entry = parseEntry(leaf);
      for (const { commit, visibility } of (entry.ok && entry.value.parsed.statement.parts) || [])
        if (!seen.has(commit)) seen.set(commit, visibility === "public");
    }
    say(Math.min((bundle.number + 1) * TILE_WIDTH, size), size, "entries");
  }
  return new Set([...seen].flatMap(([commit, isPublic]) => (isPublic ? [commit] : [])));
}

/** A part that is not served is no fault: it may be withheld. One that is not what was committed to is left out too. */
async function gatherParts(
  remote: RemoteIndex,
  folder: string,
  commits: ReadonlySet<string>,
  say: Said,
): Promise<number> {
  let [done, missing] = [0, 0];
  for (const commit of commits) {
    done += 1;
    if (existsSync(partFile(folder, commit))) continue;
    const found = await remote.find(`api/v1/parts/${commit}`);
    const nonce = base64UrlDecode(found?.headers.get("touchstone-part-nonce") ?? "");
    const holds = found !== undefined && nonce !== undefined && commitOf({ bytes: found.bytes, nonce }) === commit;
    if (holds) writeWhole(partFile(folder, commit), concatBytes(nonce, found.bytes));
    else missing += 1;
    say(done, commits.size, "parts");
  }
  return missing;
}

/** Every checkpoint that was signed up to the head, with the cosignatures that the index knows. */
async function gatherNotes(remote: RemoteIndex, head: Checkpoint, note: string): Promise<string[]> {
  const bySize = new Map<number, string>();
  for await (const row of remote.list("log/checkpoints", head.size, checkpointSchema)) bySize.set(row.size, row.note);
  bySize.set(head.size, bySize.get(head.size) ?? note);
  const sizes = [...bySize.keys()].filter((size) => size > 0 && size <= head.size).sort((a, b) => a - b);
  return sizes.map((size) => bySize.get(size) ?? "");
}

function checkpointOf(note: string): Checkpoint | undefined {
  const parsed = parseCheckpoint(parseNote(note)?.text ?? "");
  return parsed.ok ? parsed.value : undefined;
}

const bundleFile = (folder: string, number: number): string => path.join(folder, `entries-${number}`);
const partFile = (folder: string, commit: string): string => path.join(folder, `part-${commit}`);

/** A file that is there is whole: an interruption leaves none that is cut short. */
function writeWhole(file: string, bytes: Uint8Array): void {
  writeFileSync(`${file}.new`, bytes);
  renameSync(`${file}.new`, file);
}
