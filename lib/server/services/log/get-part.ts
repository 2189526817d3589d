import { base64UrlEncode } from "#lib/kernel/base.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { byteaOf } from "../state/projected-forms.ts";
import { resolveAsOf } from "./as-of.ts";
import { readWithheld } from "./read-withheld.ts";

export type PublicPart = { readonly bytes: Uint8Array; readonly nonce: string; readonly mediaType: string };

/**
 * A part that is public, by its commitment. Errors: `gone` for one that was withheld, public or not, since the log says
 * so to everybody; `not-found`, the same for parts that exist and are not public.
 */
export async function getPart(ctx: Ctx, commit: string): Promise<PublicPart> {
  const [withheld] = await readWithheld(ctx, [commit]);
  if (withheld !== undefined) {
    const { who, ground, reason, recorded_in: entry } = withheld;
    throw new ServiceError(
      "gone",
      `This part was withheld by the official route, as entry ${entry} says. By: ${who}. Ground: ${ground}. Reason: ${reason}`,
    );
  }
  const { size } = await resolveAsOf(ctx, undefined);
  const { rows } = await ctx.pool.query<{ bytes: Buffer; nonce: Buffer; media_type: string }>(
    "SELECT bytes, nonce, media_type FROM part WHERE commit = $1 AND visibility = 'public' AND entry_index < $2",
    [byteaOf(commit), size],
  );
  const row = rows[0];
  if (row === undefined) throw new ServiceError("not-found", "No public part has this commitment.");
  return { bytes: new Uint8Array(row.bytes), nonce: base64UrlEncode(row.nonce), mediaType: row.media_type };
}
