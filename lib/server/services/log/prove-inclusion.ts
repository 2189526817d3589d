import type { InclusionProofView } from "#lib/contract/log.ts";
import { base64Encode } from "#lib/kernel/base.ts";
import { parseStatementHash } from "#lib/kernel/ids.ts";
import { parseCheckpoint } from "#lib/log/checkpoint.ts";
import { parseNote } from "#lib/log/note.ts";
import { formatProofFile, type ProofFile } from "#lib/log/proof-file.ts";
import { leafHash } from "#lib/log/tree.ts";
import { receiptOf } from "../../log-store/receipt-of.ts";
import type { Ctx } from "../context.ts";
import { refuse, ServiceError } from "../service-error.ts";
import { byteaOf } from "../state/projected-forms.ts";

/** By entry index, or by statement hash (hex). Exactly one. */
export type InclusionQuery = { readonly index?: number | undefined; readonly hash?: string | undefined };

/** The proof to the smallest signed checkpoint that covers the entry, as JSON and as `.tlog-proof` text. Errors: `not-found`. */
export async function getInclusionProof(
  ctx: Ctx,
  query: InclusionQuery,
): Promise<{ view: InclusionProofView; text: string }> {
  const index = await findIndex(ctx, query);
  const receipt = index === undefined ? undefined : await receiptOf(ctx.pool, index, ctx.tiles);
  if (receipt === undefined) throw new ServiceError("not-found", "No signed checkpoint covers such an entry.");
  const checkpoint = parseCheckpoint(parseNote(receipt.checkpointNote)?.text ?? "");
  if (!checkpoint.ok) throw new Error(`The stored checkpoint over entry ${receipt.index} does not parse.`);
  const file: ProofFile = { index: receipt.index, proof: receipt.proof, checkpointNote: receipt.checkpointNote };
  const view: InclusionProofView = {
    index: receipt.index,
    size: checkpoint.value.size,
    leaf_hash: base64Encode(leafHash(receipt.entryBytes)),
    root: base64Encode(checkpoint.value.root),
    proof: receipt.proof.map((hash) => base64Encode(hash)),
    checkpoint: receipt.checkpointNote,
  };
  return { view, text: formatProofFile(file) };
}

async function findIndex(ctx: Ctx, { index, hash }: InclusionQuery): Promise<number | undefined> {
  if ((index === undefined) === (hash === undefined)) {
    throw refuse({ code: "malformed", pointer: "", detail: "Give exactly one of index and hash." });
  }
  if (hash === undefined) return index;
  if (parseStatementHash(hash) === undefined) {
    throw refuse({ code: "malformed", pointer: "/hash", detail: "A hash is 64 lower-case hex digits." });
  }
  const { rows } = await ctx.pool.query<{ index: number | string }>(
    "SELECT index FROM log_entry WHERE statement_hash = $1",
    [byteaOf(hash)],
  );
  return rows[0] === undefined ? undefined : Number(rows[0].index);
}
