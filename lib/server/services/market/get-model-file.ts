import { hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import { findModel } from "#lib/reputation/model.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import type { ModelAnnounceBody } from "#lib/statement/model-bodies.ts";
import type { Ctx } from "../context.ts";
import { getPart } from "../log/get-part.ts";
import { ServiceError } from "../service-error.ts";

/** Canonical JSON whose SHA-256 is the hash: of this code, or as it was announced. Errors: `not-found`, `gone`. */
export async function getModelFile(ctx: Ctx, hash: string): Promise<Uint8Array> {
  const known = findModel(hash);
  if (known !== undefined) return canonicalBytes(known);
  for (const commit of await readAnnounced(ctx, hash)) {
    const { bytes } = await getPart(ctx, commit);
    // The announcement names the hash, and nobody has held it against the part.
    if (hexEncode(sha256(bytes)) === hash) return bytes;
  }
  throw new ServiceError("not-found", `No model of the hash ${hash} is known here, and none was announced.`);
}

/** Commitments of the model files that announcements of this hash carry, newest first. */
async function readAnnounced(ctx: Ctx, hash: string): Promise<string[]> {
  const { rows } = await ctx.pool.query<{ leaf: Buffer }>(
    `SELECT e.leaf FROM entry_row r JOIN log_entry e ON e.index = r.index
      WHERE r.kind = 'model.announce' AND r.status = 'effective' ORDER BY r.index DESC LIMIT 200`,
  );
  return rows.flatMap(({ leaf }) => {
    const entry = parseEntry(new Uint8Array(leaf));
    if (!entry.ok) return [];
    const { body, parts = [] } = entry.value.parsed.statement;
    return (body as ModelAnnounceBody).hash === hash ? parts.slice(0, 1).map(({ commit }) => commit) : [];
  });
}
