/**
 * A witness's heads in a folder, one file for each log, named by the hex SHA-256 of its origin. A head is written beside
 * the old one, synced, and renamed over it: what a crash leaves is one of the two, whole. One process for each folder.
 */
import { mkdir, open, readFile, rename } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { base64Encode } from "#lib/kernel/base.ts";
import { equalBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { parseJson } from "#lib/kernel/json.ts";
import { parseCheckpoint } from "#lib/log/checkpoint.ts";
import { parseNote } from "#lib/log/note.ts";
import type { CosignedHead } from "#lib/log/witness-protocol.ts";
import { codeOf } from "#lib/server/sequencer/store/store-files.ts";
import { originHashOf, type WitnessedHead, type WitnessStore } from "./witness-desk.ts";

const headSchema = z.strictObject({
  origin: z.string(),
  size: z.number().int().min(0),
  root: z.string(),
  note: z.string(),
});

/** Opens the store; makes the folder. Reading throws for a file that is damaged: a witness must not forget. */
export async function openFileStore(folder: string): Promise<WitnessStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const known = new Map<string, WitnessedHead | undefined>();
  const turns = new Map<string, Promise<unknown>>();

  const read: WitnessStore["read"] = async (origin) => {
    if (!known.has(origin)) known.set(origin, await readHead(fileOf(folder, origin), origin));
    return known.get(origin);
  };

  async function swapNow(origin: string, expected: CosignedHead | undefined, next: WitnessedHead): Promise<boolean> {
    if (!isSameHead(await read(origin), expected)) return false;
    await writeDurably(fileOf(folder, origin), formatHead(origin, next));
    known.set(origin, next);
    return true;
  }

  return {
    read,
    swap: (origin, expected, next) => {
      // One after the other for each log: comparing and replacing is one act.
      const turn = (turns.get(origin) ?? Promise.resolve()).then(
        () => swapNow(origin, expected, next),
        () => swapNow(origin, expected, next),
      );
      turns.set(origin, turn);
      return turn;
    },
  };
}

function isSameHead(a: CosignedHead | undefined, b: CosignedHead | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.size === b.size && equalBytes(a.root, b.root);
}

function fileOf(folder: string, origin: string): string {
  return path.join(folder, `${originHashOf(origin)}.json`);
}

/** The file's text. */
export function formatHead(origin: string, { size, root, note }: WitnessedHead): string {
  return `${JSON.stringify({ origin, size, root: base64Encode(root), note })}\n`;
}

async function readHead(file: string, origin: string): Promise<WitnessedHead | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
  const head = parseHead(bytes, origin);
  if (head === undefined) throw new Error(`The witness's head of ${origin} is damaged.`);
  return head;
}

/**
 * Reads a file; undefined unless {@link formatHead} gives it back exactly and its note says the same head: a size
 * that lost a digit must not pass for what was cosigned. Total.
 */
export function parseHead(bytes: Uint8Array, origin: string): WitnessedHead | undefined {
  const json = parseJson(bytes);
  const parsed = headSchema.safeParse(json.ok ? json.value : undefined);
  if (!parsed.success || parsed.data.origin !== origin) return undefined;
  const { size, root, note } = parsed.data;
  const checkpoint = parseCheckpoint(parseNote(note)?.text ?? "");
  if (!checkpoint.ok || checkpoint.value.origin !== origin || checkpoint.value.size !== size) return undefined;
  const head = { size, root: checkpoint.value.root, note };
  return base64Encode(head.root) === root && equalBytes(utf8Encode(formatHead(origin, head)), bytes) ? head : undefined;
}

/** On disk when this resolves, under its name. */
async function writeDurably(file: string, text: string): Promise<void> {
  const draft = `${file}.draft`;
  const handle = await open(draft, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  const folder = await open(path.dirname(file), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
