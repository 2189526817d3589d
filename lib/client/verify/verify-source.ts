/** Verifies what a person dropped, piece by piece: the page stays alive, whatever its size, and can stop. */

import type { FileFinding } from "#lib/state/files/file-content.ts";
import type { FileTrust } from "#lib/state/files/file-trust.ts";
import { FileVerifier } from "#lib/state/files/verify-file.ts";

/** `entries` and `ofEntries` once it is known that it is a log. */
export type VerifyProgress = {
  readonly bytes: number;
  readonly ofBytes: number;
  readonly entries: number | undefined;
  readonly ofEntries: number | undefined;
};

const PIECE_BYTES = 64 * 1024;
/** The page looks up from the work after so long: keys, clicks and drawing go first. */
const BUSY_MS = 40;

/** The finding. Rejects with the signal's reason when it is aborted, and when the file cannot be read any more. */
export async function verifySource(
  source: Blob,
  trust: FileTrust,
  signal: AbortSignal,
  onProgress: (progress: VerifyProgress) => void = () => undefined,
): Promise<FileFinding> {
  const verifier = new FileVerifier(trust);
  let sinceMs = performance.now();
  for (let at = 0; at < source.size && !verifier.isTooLarge; at += PIECE_BYTES) {
    const piece = new Uint8Array(await source.slice(at, at + PIECE_BYTES).arrayBuffer());
    signal.throwIfAborted();
    for (const _ of verifier.steps(piece)) {
      if (performance.now() - sinceMs < BUSY_MS) continue;
      const { entries, of: ofEntries } = verifier.progress ?? {};
      onProgress({ bytes: at, ofBytes: source.size, entries, ofEntries });
      await new Promise((resolve) => setTimeout(resolve));
      signal.throwIfAborted();
      sinceMs = performance.now();
    }
  }
  signal.throwIfAborted();
  return verifier.finish();
}
