/** A bundle from a file, or from standard input. */
import { readFile } from "node:fs/promises";
import { type Bundle, encodeBundle, parseBundle } from "#lib/evidence/bundle/bundle.ts";
import { startsAsZip, unzipBundle } from "#lib/evidence/bundle/zip.ts";
import { type EpochReceipt, epochClaim, readEpochReceipt } from "#lib/evidence/epoch-claim.ts";
import { isJsonObject, parseJson } from "#lib/kernel/json.ts";
import { IncompleteError, type Io, UsageError } from "../command.ts";

/** Its canonical JSON, also of the zip form; `-` is standard input. Errors: `IncompleteError`, `UsageError` with place and rule. */
export async function bundleBytes(file: string, io: Pick<Io, "readStdin">): Promise<Uint8Array> {
  const bytes = file === "-" ? await io.readStdin() : await bytesOf(file);
  if (!startsAsZip(bytes)) return bytes;
  const read = unzipBundle(bytes);
  if (read.ok) return encodeBundle(read.value);
  throw new UsageError(`${file}${read.error.pointer}: ${read.error.detail} (${read.error.code})`);
}

/** One file with a bundle, or two with the receipts of two epochs. Errors: `IncompleteError`, `UsageError` with place and rule. */
export async function bundleFrom(files: readonly string[], io: Pick<Io, "readStdin">): Promise<Bundle> {
  const [first = "", second] = files;
  if (second === undefined) {
    const read = parseBundle(await bundleBytes(first, io));
    if (read.ok) return read.value;
    throw new UsageError(`${read.error.pointer}: ${read.error.detail} (${read.error.code})`);
  }
  const made = epochClaim(await epochIn(first), await epochIn(second));
  if (made.ok) return made.value;
  throw new UsageError(made.error);
}

async function epochIn(file: string): Promise<EpochReceipt> {
  const json = parseJson(await bytesOf(file));
  if (!json.ok || !isJsonObject(json.value)) throw new UsageError(`${file} is no receipt.`);
  const read = readEpochReceipt(json.value);
  if (read.ok) return read.value;
  throw new UsageError(`${file}: ${read.error}`);
}

async function bytesOf(file: string): Promise<Uint8Array> {
  return await readFile(file).catch((error: Error) => {
    throw new IncompleteError(`${file} cannot be read: ${error.message}`);
  });
}
