/**
 * Proofs of single aggregates under the newest logged state root. Its trie is built once for each state root, on the
 * first question, and kept until a newer one is published.
 */
import { hexDecode } from "#lib/kernel/base.ts";
import { equalBytes } from "#lib/kernel/bytes.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { parseReceipt } from "#lib/log/receipt.ts";
import type { AggregateKey } from "#lib/state/forms.ts";
import { factsTrieOf } from "#lib/state/state-root.ts";
import { aggregateProofObject, proveAggregate } from "#lib/statement/aggregate-proof.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { stateRootBody } from "#lib/statement/log-bodies.ts";
import { hashOfColumn, type Sql } from "../../log-store/sql.ts";
import type { ReadCtx } from "../context.ts";
import { getReceiptAt } from "../log/get-receipt.ts";
import { ServiceError } from "../service-error.ts";
import { readFacts } from "./read-facts.ts";
import type { ProvenRoot } from "./state-root-cache.ts";

/** Entry of the last effective state root that is published; undefined before the first. */
export async function findStateRoot(ctx: ReadCtx, below: number): Promise<number | undefined> {
  const { rows } = await ctx.pool.query<{ index: string }>(
    `SELECT index FROM entry_row WHERE kind = 'state.root' AND status = 'effective' AND index < $1
      ORDER BY index DESC LIMIT 1`,
    [below],
  );
  return rows[0] === undefined ? undefined : Number(rows[0].index);
}

/** The number of entries that the state root of an entry speaks of. */
export async function sizeOfStateRoot(ctx: Pick<ReadCtx, "pool">, entry: number): Promise<number> {
  const { rows } = await ctx.pool.query<{ leaf: Buffer }>("SELECT leaf FROM log_entry WHERE index = $1", [entry]);
  const parsed = parseEntry(new Uint8Array(rows[0]?.leaf ?? []));
  const body = parsed.ok ? stateRootBody.safeParse(parsed.value.parsed.statement.body).data : undefined;
  if (body === undefined) throw new Error(`Entry ${entry} is not a state root.`);
  return body.size;
}

/**
 * The proof about one aggregate as of the newest state root: of presence, or of absence. Errors: `not-found` when no
 * state root is logged yet.
 */
export async function proveState(ctx: ReadCtx, key: AggregateKey): Promise<{ proof: JsonObject; size: number }> {
  const { trie, receipt, size } = await readProvenRoot(ctx);
  const row = await readRow(ctx.pool, key, size);
  const proof = aggregateProofObject(proveAggregate(trie, key, row, receipt));
  return { proof, size };
}

/** The newest published state root with its trie over facts. Errors: `not-found` when none is logged yet. */
export async function readProvenRoot(ctx: ReadCtx): Promise<ProvenRoot> {
  const { head, projectedSize } = await ctx.follower.know();
  const entry = await findStateRoot(ctx, Math.min(projectedSize, head.publishedSize));
  if (entry === undefined) {
    const detail = "No state root is logged yet: the first comes an hour after the log was founded.";
    throw new ServiceError("not-found", detail);
  }
  return ctx.stateRoots.get(entry, () => readProven(ctx, entry));
}

async function readProven(ctx: ReadCtx, entry: number): Promise<ProvenRoot> {
  const { receipt: document } = await getReceiptAt(ctx, entry);
  const receipt = parseReceipt(canonicalBytes({ ...document }));
  const claimed = receipt.ok ? parseEntry(receipt.value.entryBytes) : undefined;
  const body = claimed?.ok ? stateRootBody.safeParse(claimed.value.parsed.statement.body).data : undefined;
  if (!receipt.ok || body === undefined) throw new Error(`Entry ${entry} is not a state root.`);
  const trie = factsTrieOf(await readFacts(ctx.pool, { after: 0, size: body.size }));
  // What is proven must lead to what was claimed: a proof that does not would accuse the wrong one.
  if (!equalBytes(trie.root(), hexDecode(body.facts) ?? new Uint8Array()))
    throw new ServiceError("unavailable", `The read tables do not give the state root of entry ${entry}.`);
  return { entry, size: body.size, receipt: receipt.value, trie };
}

async function readRow(sql: Sql, key: AggregateKey, size: number) {
  const { rows } = await sql.query<{ form: string; digest: Buffer; chain_head: Buffer }>(
    `SELECT form, digest, chain_head FROM aggregate_version
      WHERE key = $1 AND from_size <= $2 AND (to_size IS NULL OR to_size > $2)`,
    [key, size],
  );
  if (rows[0] === undefined) return undefined;
  const { form, digest, chain_head } = rows[0];
  return {
    key,
    form: JSON.parse(form) as JsonObject,
    digest: hashOfColumn(digest),
    chainHead: hashOfColumn(chain_head),
  };
}
