/**
 * `$TOUCHSTONE_HOME/promises`: each promise that an index gave, as the note itself (`<hash>.promise`) beside where it
 * came from (`<hash>.json`), until its receipt lies in `$TOUCHSTONE_HOME/receipts`. A promise is the only proof that a
 * statement was handed in; it is written whole before anything is said of it.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { parseNote } from "#lib/log/note.ts";
import { type InclusionPromise, parsePromise, verifyPromise } from "#lib/log/promise.ts";
import { IncompleteError, type Io } from "./command.ts";
import { homeFolder } from "./home.ts";

export type KeptPromise = {
  readonly note: string;
  readonly promise: InclusionPromise;
  /** Address of the index that gave it, and its log's key then; undefined for a note that was put here by hand. */
  readonly source: { readonly url: string; readonly logVkey: string } | undefined;
  /** The file of the note. */
  readonly path: string;
};

const sourceSchema = z.object({ url: z.string(), logVkey: z.string() });

type Vkeys = { readonly log: string; readonly promise: string };

const promisesFolder = (env: Io["env"]) => join(homeFolder(env), "promises");

/**
 * Keeps a promise that an index answered with. Errors: `IncompleteError` when it is none for this statement by this key,
 * since such a file would prove nothing later.
 */
export function keepPromise(
  env: Io["env"],
  given: { readonly note: string; readonly url: string; readonly vkeys: Vkeys; readonly statementHash: string },
): KeptPromise {
  const finding = verifyPromise(given.note, given.vkeys.promise);
  if (!finding.ok || finding.promise?.statementHash !== given.statementHash)
    throw new IncompleteError("The index answered with a promise that its own key did not sign for this statement.");
  const folder = promisesFolder(env);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${given.statementHash}.promise`);
  const source = { url: given.url, logVkey: given.vkeys.log };
  writeWhole(sourcePath(path), `${JSON.stringify(source)}\n`);
  writeWhole(path, given.note);
  return { note: given.note, promise: finding.promise, source, path };
}

/** Every promise that can be read, oldest first; a file that cannot is left alone. */
export function listPromises(env: Io["env"]): KeptPromise[] {
  const folder = promisesFolder(env);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".promise"))
    .flatMap((name) => readPromise(join(folder, name)) ?? [])
    .sort((a, b) => a.promise.receivedSeconds - b.promise.receivedSeconds);
}

export function dropPromise({ path }: KeptPromise): void {
  rmSync(path, { force: true });
  rmSync(sourcePath(path), { force: true });
}

/** The receipt in place of its promise. Answers where it lies. */
export function exchangePromise(env: Io["env"], kept: KeptPromise, receipt: Uint8Array, index: number): string {
  const folder = join(homeFolder(env), "receipts");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `entry-${index}-${kept.promise.statementHash.slice(0, 8)}.receipt.json`);
  writeWhole(path, receipt);
  dropPromise(kept);
  return path;
}

/** A moment in POSIX seconds as people write it. */
export function momentText(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

function readPromise(path: string): KeptPromise | undefined {
  const note = readFileSync(path, "utf8");
  const promise = parsePromise(parseNote(note)?.text ?? "");
  return promise.ok ? { note, promise: promise.value, source: sourceOf(path), path } : undefined;
}

function sourceOf(path: string): KeptPromise["source"] {
  if (!existsSync(sourcePath(path))) return undefined;
  try {
    const source = sourceSchema.safeParse(JSON.parse(readFileSync(sourcePath(path), "utf8")));
    return source.success ? source.data : undefined;
  } catch {
    return undefined;
  }
}

function sourcePath(path: string): string {
  return path.replace(/\.promise$/, ".json");
}

function writeWhole(path: string, content: string | Uint8Array): void {
  writeFileSync(`${path}.new`, content, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
