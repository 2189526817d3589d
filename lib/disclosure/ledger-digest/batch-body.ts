/** From a batch of rows to the body that is signed for it, and the part that carries many. */
import { hexEncode } from "#lib/kernel/base.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { ReadWith } from "#lib/statement/ledger/point.ts";
import type { ImportRow } from "./plan-import.ts";
import { encodeRow, formatRows, rootOfRows } from "./rows.ts";

export const ROWS_MEDIA_TYPE = "application/jsonl";

export type BatchWords = Pick<ReadWith, "series" | "signedBy"> & {
  readonly cadenceMinutes?: number | undefined;
  readonly observer?: string | undefined;
};

/** One row stands in the statement; more stand in its part. Throws RangeError for no row. */
export function bodyOfBatch(
  batch: readonly ImportRow[],
  { series, signedBy, cadenceMinutes, observer }: BatchWords,
  now: Instant,
): { body: JsonObject; part: Uint8Array | undefined } {
  const [first, last] = [batch[0], batch.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError("A batch has at least one row.");
  const { ledger, server, database, createdAt } = series;
  const said = {
    version: 1,
    effectiveAt: formatInstant(now),
    series: { createdAt, database, ledger, server },
    ...(signedBy !== undefined && { signedBy }),
    ...(cadenceMinutes !== undefined && { cadenceMinutes }),
    ...(observer !== undefined && { observer }),
  };
  if (batch.length === 1) return { body: { ...said, digest: first.document }, part: undefined };
  const lines = batch.map(({ document }) => encodeRow(document));
  const pin = ({ point }: ImportRow) => ({ block: point.block, hash: point.hash });
  const rows = { count: lines.length, root: hexEncode(rootOfRows(lines)), first: pin(first), last: pin(last) };
  return { body: { ...said, rows }, part: formatRows(lines) };
}
