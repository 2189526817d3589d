import { parseEntriesTilePath, parseTilePath } from "#lib/log/tile.ts";
import { readHead } from "../../log-store/read-head.ts";
import { readEntryBundle, readTile } from "../../log-store/read-tile.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";

/**
 * Bytes of a path below `/log/` (`tile/<L>/<N>[.p/<W>]`, `tile/entries/…`); what was served once never changes. Errors:
 * `not-found` for paths of another form and for tiles beyond the published size.
 */
export async function getTile(ctx: Ctx, path: string): Promise<Uint8Array> {
  const bytes = await read(ctx, path);
  if (bytes === undefined) throw new ServiceError("not-found", "The published log has no such tile.");
  return bytes;
}

async function read(ctx: Ctx, path: string): Promise<Uint8Array | undefined> {
  const tile = parseTilePath(path);
  const bundle = tile === undefined ? parseEntriesTilePath(path) : undefined;
  const readAt = async (size: number) => {
    if (tile !== undefined) return readTile(ctx.pool, tile, size);
    return bundle === undefined ? undefined : readEntryBundle(ctx.pool, bundle, size);
  };
  if (tile === undefined && bundle === undefined) return undefined;
  const { head } = await ctx.follower.know();
  const known = await readAt(head.publishedSize);
  if (known !== undefined) return known;
  // Who holds a checkpoint that another process gave a moment ago finds its tiles here, too.
  const { publishedSize } = await readHead(ctx.pool);
  return publishedSize > head.publishedSize ? readAt(publishedSize) : undefined;
}
