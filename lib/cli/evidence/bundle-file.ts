/** A bundle from a file, or from standard input. */
import { readFile } from "node:fs/promises";
import { encodeBundle } from "#lib/evidence/bundle/bundle.ts";
import { startsAsZip, unzipBundle } from "#lib/evidence/bundle/zip.ts";
import { IncompleteError, type Io, UsageError } from "../command.ts";

/** Its canonical JSON, also of the zip form; `-` is standard input. Errors: `IncompleteError`, `UsageError` with place and rule. */
export async function bundleBytes(file: string, io: Pick<Io, "readStdin">): Promise<Uint8Array> {
  const bytes = file === "-" ? await io.readStdin() : await bytesOf(file);
  if (!startsAsZip(bytes)) return bytes;
  const read = unzipBundle(bytes);
  if (read.ok) return encodeBundle(read.value);
  throw new UsageError(`${file}${read.error.pointer}: ${read.error.detail} (${read.error.code})`);
}

async function bytesOf(file: string): Promise<Uint8Array> {
  return await readFile(file).catch((error: Error) => {
    throw new IncompleteError(`${file} cannot be read: ${error.message}`);
  });
}
