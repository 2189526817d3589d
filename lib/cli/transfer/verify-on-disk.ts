/** Verifies a file piece by piece from disk, by what the reader gave and kept of its log. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { parseDid } from "#lib/kernel/ids.ts";
import { type LogKey, NO_LOG_KEY } from "#lib/log/log-key.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import type { FileFinding } from "#lib/state/files/file-content.ts";
import type { KnownLog } from "#lib/state/files/file-trust.ts";
import { FileVerifier } from "#lib/state/files/verify-file.ts";
import { IncompleteError, type Io } from "../command.ts";
import { findKnownLog } from "../home.ts";

/** What an earlier audit kept of a log; a key given now goes before it. */
export function keptLog(origin: string, key: string | undefined, io: Io): KnownLog {
  const kept = findKnownLog(io.env, origin);
  const issuer = parseDid(kept?.issuer ?? "");
  return {
    key: keyOf(key, kept?.vkey),
    ...(issuer === undefined ? {} : { issuer }),
    ...(kept?.checkpoint == null ? {} : { checkpoint: kept.checkpoint }),
  };
}

function keyOf(given: string | undefined, kept: string | undefined): LogKey {
  if (given !== undefined) return { from: "given", vkey: given };
  return kept === undefined ? NO_LOG_KEY : { from: "kept", vkey: kept };
}

export async function verifyOnDisk(file: string, key: string | undefined, io: Io): Promise<FileFinding> {
  const verifier = new FileVerifier({ known: (origin) => keptLog(origin, key, io), raw: rawVerify });
  await pushFile(file, verifier, io);
  return verifier.finish();
}

/** Hands a file over; a log of many gigabytes needs no more memory than its state. Errors: IncompleteError. */
export async function pushFile(file: string, verifier: FileVerifier, io: Io): Promise<void> {
  try {
    const { size } = await stat(file);
    const showProgress = progressOf(io, size);
    let done = 0;
    for await (const piece of createReadStream(file, { highWaterMark: 1024 * 1024, signal: io.signal })) {
      verifier.push(piece);
      done += piece.length;
      showProgress(done);
    }
  } catch (error) {
    if (io.signal.aborted) throw new IncompleteError("Stopped.");
    throw new IncompleteError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

const SMALL_BYTES = 8 * 1024 * 1024;

function progressOf(io: Io, size: number): (done: number) => void {
  let nextPercent = 10;
  return (done) => {
    const percent = Math.floor((done * 100) / size);
    if (io.json || size < SMALL_BYTES || percent < nextPercent) return;
    nextPercent = percent + 10;
    io.err(`${percent} % checked`);
  };
}
