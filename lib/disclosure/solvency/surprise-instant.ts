/**
 * Surprise snapshots: the instant of the figures follows from a checkpoint that nobody could know while the window ran,
 * so that money cannot be borrowed for the one moment that is shown.
 */
import { hexDecode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { addMs, type Instant, parseInstant, SECOND_MS } from "#lib/kernel/instant.ts";

export type SurpriseWindow = {
  readonly from: string;
  readonly to: string;
  /** Root of a checkpoint whose last entry was logged at `to` or later, hex. */
  readonly root: string;
};

/**
 * from + s seconds, s = the first 8 bytes of SHA-256("touchstone/surprise/v1\n" ‖ provider ‖ "\n" ‖ root) modulo the
 * window's whole seconds. Undefined for a window without a whole second, or text that is no time or hash. Total.
 */
export function surpriseInstant(provider: string, { from, to, root }: SurpriseWindow): Instant | undefined {
  const [start, end, rootBytes] = [parseInstant(from), parseInstant(to), hexDecode(root)];
  if (start === undefined || end === undefined || rootBytes?.length !== 32) return undefined;
  const seconds = Math.floor((end - start) / SECOND_MS);
  if (seconds < 1) return undefined;
  const digest = sha256(concatBytes(utf8Encode(`touchstone/surprise/v1\n${provider}\n`), rootBytes));
  const drawn = new DataView(digest.buffer, digest.byteOffset).getBigUint64(0) % BigInt(seconds);
  return addMs(start, Number(drawn) * SECOND_MS);
}
