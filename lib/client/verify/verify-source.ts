/** Verifies what a person dropped, piece by piece: the page stays alive, whatever its size, and can stop. */
import { type FileFinding, type FileTrust, FileVerifier } from "#lib/state/verify-file.ts";

/** `entries` and `ofEntries` once it is known that it is a log. */
export type VerifyProgress = {
  readonly bytes: number;
  readonly ofBytes: number;
  readonly entries: number | undefined;
  readonly ofEntries: number | undefined;
};

/** A frame of an archive is seldom longer: each piece is then some tenth of a second of work. */
const PIECE_BYTES = 64 * 1024;

/** The finding. Rejects with the signal's reason when it is aborted, and when the file cannot be read any more. */
export async function verifySource(
  source: Blob,
  trust: FileTrust,
  signal: AbortSignal,
  onProgress: (progress: VerifyProgress) => void = () => undefined,
): Promise<FileFinding> {
  const verifier = new FileVerifier(trust);
  for (let at = 0; at < source.size; at += PIECE_BYTES) {
    const piece = new Uint8Array(await source.slice(at, at + PIECE_BYTES).arrayBuffer());
    signal.throwIfAborted();
    verifier.push(piece);
    const { entries, of: ofEntries } = verifier.progress ?? {};
    onProgress({ bytes: at + piece.length, ofBytes: source.size, entries, ofEntries });
  }
  signal.throwIfAborted();
  return verifier.finish();
}
