/** A definition from the file of its author and the files beside it. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { completeSource, parseSource, type Source } from "#lib/evidence/definition/source.ts";
import type { Result } from "#lib/kernel/result.ts";
import { UsageError } from "../command.ts";

/** Errors: `UsageError` with every broken rule and its place. */
export async function readSource(file: string): Promise<Source> {
  const text = complain(file, parseSource(await bytesOf(file)));
  const beside = (name: string | undefined) =>
    name === undefined ? undefined : bytesOf(path.resolve(path.dirname(file), name));
  const material = { code: await beside(text.code), state: await beside(text.state?.file) };
  return complain(file, completeSource(text, material));
}

function complain<T>(file: string, read: Result<T, string[]>): T {
  if (read.ok) return read.value;
  throw new UsageError(`${file} is no definition.\n${read.error.map((line) => `  ${line}`).join("\n")}`);
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(file));
  } catch {
    throw new UsageError(`${file} cannot be read.`);
  }
}
