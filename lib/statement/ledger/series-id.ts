import { hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import type { SeriesKey } from "./point.ts";

/** How a series is addressed: the first 16 bytes of SHA-256 over its canonical key, 32 lower-case hex digits. */
export function seriesIdOf({ ledger, server, database, createdAt }: SeriesKey): string {
  return hexEncode(sha256(canonicalBytes({ createdAt, database, ledger, server })).subarray(0, 16));
}
