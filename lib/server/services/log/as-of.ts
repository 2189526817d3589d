/** Snapshots: which projected size an answer is computed from, and the cursors that pin it over pages. */
import type { AsOf } from "#lib/contract/common.ts";
import { base64UrlDecode, base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import type { ReadCtx } from "../context.ts";
import { refuse, ServiceError } from "../service-error.ts";

/**
 * The newest size that is both projected and published, or the pinned one. Time is the sequencer's clock for the newest,
 * the log time of the last entry for an older one. Errors: `gone` with the nearest size.
 */
export async function resolveAsOf(ctx: ReadCtx, pinned: number | undefined): Promise<AsOf> {
  const { head, projectedSize } = await ctx.follower.know();
  const newest = Math.min(projectedSize, head.publishedSize);
  if (pinned === undefined || pinned === newest) return { size: newest, time: formatInstant(head.now) };
  if (pinned > newest || pinned < 1) {
    const nearest = pinned > newest ? newest : 1;
    throw new ServiceError("gone", `Size ${pinned} is not available; the nearest is ${nearest}.`, {
      errors: [{ pointer: "/as_of", detail: `The nearest available size is ${nearest}.` }],
    });
  }
  const { rows } = await ctx.pool.query<{ logged_at_ms: number | string }>(
    "SELECT logged_at_ms FROM log_entry WHERE index = $1",
    [pinned - 1],
  );
  return { size: pinned, time: formatInstant(asInstant(Number(rows[0]?.logged_at_ms ?? 0))) };
}

/** Where the next page begins: the snapshot's size and the key of the last row shown. */
export type Cursor = { readonly size: number; readonly after: string };

export function encodeCursor(cursor: Cursor): string {
  return base64UrlEncode(utf8Encode(`${cursor.size}\n${cursor.after}`));
}

/** Errors: `malformed` for text that no page gave. */
export function decodeCursor(text: string): Cursor {
  const bytes = base64UrlDecode(text);
  const match = /^(\d{1,15})\n([!-~]+)$/.exec((bytes && utf8Decode(bytes)) ?? "");
  if (match === null) {
    throw refuse({
      code: "malformed",
      pointer: "/cursor",
      detail: "This cursor does not come from a page of this list.",
    });
  }
  return { size: Number(match[1]), after: match[2] ?? "" };
}

/** The index or size that a cursor continues from. Errors: `malformed`. */
export function cursorIndex(text: string): number {
  const index = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(index)) return index;
  throw refuse({
    code: "malformed",
    pointer: "/cursor",
    detail: "This cursor does not come from a page of this list.",
  });
}

/** Asks for one row more than the page, and cuts it: whether a next page exists without counting. */
export function cutPage<Row>(rows: readonly Row[], limit: number, size: number, keyOf: (row: Row) => string) {
  const data = rows.slice(0, limit);
  const last = data[data.length - 1];
  const more = rows.length > limit && last !== undefined;
  return { data, next_cursor: more ? encodeCursor({ size, after: keyOf(last) }) : null };
}
