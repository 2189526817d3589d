/**
 * What was built from sources, kept until one of them is another: the stamp beside it names each file that was read and each
 * that was written by its SHA-256, so that neither is believed by its date.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

/** A file system's dates may be behind the clock by so much, in ms. */
const DATES_BEHIND_MS = 2_000;

/** Texts by their path from the root. */
type Texts = Readonly<Record<string, string>>;

type KeptBuild = {
  readonly root: string;
  /** The stamp's path from the root. */
  readonly stamp: string;
  /** True: it is built whatever is kept. */
  readonly isAnew: boolean;
  /** Answers what is to be written; `onInput` is told each file that was read, absolute or from the root. */
  readonly build: (onInput: (file: string) => void) => Promise<Texts>;
};

/** SHA-256, hex, by path from the root. */
const Hashes = z.record(z.string(), z.string());
const Stamp = z.object({ inputs: Hashes, outputs: Hashes });

/** Answers what is kept, or builds it and writes what has other bytes by now. Errors: those of `build`. */
export async function keptOrBuilt({ root, stamp, isAnew, build }: KeptBuild): Promise<Texts> {
  const kept = isAnew ? undefined : readKept(root, stamp);
  if (kept !== undefined) return kept;
  const startedMs = Date.now();
  const read = new Set<string>();
  const texts = await build((file) => read.add(path.relative(root, path.resolve(root, file))));
  for (const [name, text] of Object.entries(texts)) ensureFile(path.join(root, name), text);
  const inputs = [...read].filter((name) => isFile(path.join(root, name))).sort();
  // One that was written meanwhile may have been read before: without a stamp the next start builds again.
  if (inputs.some((name) => statSync(path.join(root, name)).mtimeMs > startedMs - DATES_BEHIND_MS)) return texts;
  const outputs = Object.entries(texts).map(([name, text]) => [name, hashOf(text)] as const);
  const hashes = inputs.map((name) => [name, hashOf(readFileSync(path.join(root, name)))] as const);
  const said = { inputs: Object.fromEntries(hashes), outputs: Object.fromEntries(outputs) };
  ensureFile(path.join(root, stamp), `${JSON.stringify(said, null, 1)}\n`);
  return texts;
}

/** Undefined: nothing is kept, or a file is another or gone. */
function readKept(root: string, stamp: string): Texts | undefined {
  const text = readIfThere(path.join(root, stamp))?.toString("utf8");
  if (text === undefined) return undefined;
  const said = Stamp.safeParse(parsed(text));
  if (!said.success) return undefined;
  const sameBytes = ([name, hash]: readonly [string, string]): Buffer | undefined => {
    const bytes = readIfThere(path.join(root, name));
    return bytes !== undefined && hashOf(bytes) === hash ? bytes : undefined;
  };
  if (!Object.entries(said.data.inputs).every((input) => sameBytes(input) !== undefined)) return undefined;
  const texts: Record<string, string> = {};
  for (const output of Object.entries(said.data.outputs)) {
    const bytes = sameBytes(output);
    if (bytes === undefined) return undefined;
    texts[output[0]] = bytes.toString("utf8");
  }
  return texts;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function hashOf(bytes: string | Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Bundlers name parts of their own, too, which are no files: by a custom of theirs, with a zero byte. */
function isFile(file: string): boolean {
  return !file.includes("\0") && statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

function ensureFile(file: string, text: string): void {
  if (readIfThere(file)?.toString("utf8") === text) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}.partial`, text);
  renameSync(`${file}.${process.pid}.partial`, file);
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
