/**
 * The folder in which an agent keeps its choices among indexes: `record.jsonl`, which may be published, and `seed`, which may be
 * when no more choices follow. The record is all there is: who opens it replays it, so that an agent that was killed, or whose
 * machine was, goes on from the last whole line. Nothing is told before its line is on the disk.
 */
import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { hexDecode, hexEncode } from "#lib/kernel/base.ts";
import type { SelectionAgent } from "#lib/selection/agent.ts";
import { SEED_BYTES, seedHashOf } from "#lib/selection/dice.ts";
import { RECORD_TYPE, type RecordEvent, type RecordHead, type SelectionRecord } from "#lib/selection/record.ts";
import { parseRecord } from "#lib/selection/record-file.ts";
import { replay } from "#lib/selection/replay.ts";
import { IncompleteError, UsageError } from "../command.ts";
import { takeLock } from "../process-lock.mjs";

/** How a new book chooses. Its indexes come with their first word. `seed`: preset 32 random bytes. */
export type NewBook = Pick<RecordHead, "engine" | "maxIndexes" | "kappa" | "share" | "horizon"> & {
  readonly seed?: Uint8Array;
};

export type ChoiceBook = {
  readonly agent: SelectionAgent;
  /** Puts the event on the disk. */
  readonly append: (event: RecordEvent) => void;
  readonly close: () => void;
};

/** Opens the folder, or makes it when `fresh` says how. Errors: `UsageError`, `IncompleteError`. */
export function openBook(folder: string, fresh: NewBook | undefined): ChoiceBook {
  if (!existsSync(join(folder, "seed")) && fresh === undefined)
    throw new UsageError(`${folder} holds no choices: touchstone agent choose makes the first.`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = takeLock(join(folder, "lock"));
  if (!lock.ok) throw new IncompleteError(`Process ${lock.pid} has ${folder} open.`);
  try {
    if (fresh !== undefined && !existsSync(join(folder, "seed"))) begin(folder, fresh);
    return { ...goOn(folder), close: lock.release };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function begin(folder: string, { seed = new Uint8Array(randomBytes(SEED_BYTES)), ...engine }: NewBook): void {
  const head: RecordHead = { type: RECORD_TYPE, ...engine, indexIds: [], seedHash: hexEncode(seedHashOf(seed)) };
  writeWhole(join(folder, "record.jsonl"), `${JSON.stringify(head)}\n`, "w");
  // Last: without a seed there is no book yet, and the record is written anew.
  writeWhole(join(folder, "seed"), `${hexEncode(seed)}\n`, "wx");
}

function goOn(folder: string): Omit<ChoiceBook, "close"> {
  const file = join(folder, "record.jsonl");
  const { record, wholeBytes } = readRecord(file);
  const seed = hexDecode(readFileSync(join(folder, "seed"), "utf8").trim());
  const { agent, checks } = replay(record, seed);
  const broken = checks.find(({ outcome }) => outcome === "fail");
  if (agent === null || broken !== undefined)
    throw new IncompleteError(`${file} is not what this agent wrote: ${broken?.detail ?? broken?.name ?? "no agent"}`);
  truncateSync(file, wholeBytes);
  return { agent, append: (event) => writeWhole(file, `${JSON.stringify(event)}\n`, "a") };
}

/** A record file: what stands after the last line feed was cut off as it was written, and told to nobody. Errors: `UsageError`. */
export function readRecord(file: string): { readonly record: SelectionRecord; readonly wholeBytes: number } {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new UsageError(`${file} cannot be read.`);
  }
  const wholeBytes = bytes.lastIndexOf(0x0a) + 1;
  const read = parseRecord(bytes.toString("utf8", 0, wholeBytes));
  if (!read.ok) throw new UsageError(`${file}: ${read.error.detail}`);
  return { record: read.value.record, wholeBytes };
}

function writeWhole(file: string, text: string, flags: "w" | "wx" | "a"): void {
  const descriptor = openSync(file, flags, 0o600);
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
