/** Proofs of fraud that verified here, with the entry by which each was logged. */
import type { AsOf } from "#lib/contract/common.ts";
import { PRESET_LIMIT } from "#lib/contract/common.ts";
import type { FraudProofView } from "#lib/contract/fraud.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import { indexOf } from "#lib/state/view.ts";
import type { Ctx } from "../context.ts";
import { cutPage, decodeCursor, resolveAsOf } from "../log/as-of.ts";
import { refuse, ServiceError } from "../service-error.ts";
import { byteaOf } from "../state/projected-forms.ts";

export type FraudProofsQuery = {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  /** Origin of a log. */
  readonly accused?: string | undefined;
};

export type FraudProofsPage = { data: FraudProofView[]; page: { next_cursor: string | null }; as_of: AsOf };

type Row = {
  seq: string;
  sha256: Buffer;
  kind: FraudProofView["kind"];
  accused: string;
  verdict: FraudProofView["verdict"];
  heads: string;
  length: number;
  received_at_ms: string;
  entry: string | null;
  withheld_in: string | null;
};

/** `$1`: the tree size whose entries count. */
const SELECT = `SELECT f.seq, f.sha256, f.kind, f.accused, f.verdict, f.heads, f.length, f.received_at_ms, f.withheld_in,
    (SELECT min(r.index) FROM fraud_proof_statement s JOIN entry_row r ON r.statement_hash = s.statement_hash
      WHERE s.sha256 = f.sha256 AND r.index < $1 AND r.status = 'effective') AS entry
  FROM fraud_proof f`;

/** Newest first, all or those against one log. Errors: `malformed` (cursor). */
export async function listFraudProofs(ctx: Ctx, query: FraudProofsQuery = {}): Promise<FraudProofsPage> {
  const before = query.cursor === undefined ? undefined : seqOf(decodeCursor(query.cursor).after);
  const asOf = await resolveAsOf(ctx, undefined);
  const limit = query.limit ?? PRESET_LIMIT;
  const { rows } = await ctx.pool.query<Row>(
    `${SELECT} WHERE ($2::bigint IS NULL OR f.seq < $2) AND ($3::text IS NULL OR f.accused = $3)
      ORDER BY f.seq DESC LIMIT $4`,
    [asOf.size, before ?? null, query.accused ?? null, limit + 1],
  );
  const { data, next_cursor } = cutPage(rows, limit, asOf.size, ({ seq }) => seq);
  return { data: data.map(viewOf), page: { next_cursor }, as_of: asOf };
}

/** One proof by its hash; undefined when it is not known. `size`: the tree size whose entries count. */
export async function findFraudProof(ctx: Ctx, sha256: string, size: number): Promise<FraudProofView | undefined> {
  const { rows } = await ctx.pool.query<Row>(`${SELECT} WHERE f.sha256 = $2`, [size, byteaOf(sha256)]);
  return rows[0] === undefined ? undefined : viewOf(rows[0]);
}

/** The first proof that this log showed two histories; undefined when there is none. Its entry is left open. */
export async function findFirstFork(ctx: Ctx, accused: string): Promise<FraudProofView | undefined> {
  const { rows } = await ctx.pool.query<Row>(
    `${SELECT} WHERE f.accused = $2 AND f.verdict = 'equivocation' ORDER BY f.seq LIMIT 1`,
    [0, accused],
  );
  return rows[0] === undefined ? undefined : viewOf(rows[0]);
}

/** `withheldIn`: the entry by which the part with its bytes, or one that it holds, was withheld by the official route. */
export type KnownFraudProof = {
  readonly data: FraudProofView;
  readonly withheldIn: number | undefined;
  readonly as_of: AsOf;
};

/** A proof without its bytes. Errors: `not-found`. */
export async function readFraudProof(ctx: Ctx, sha256: string): Promise<KnownFraudProof> {
  const asOf = await resolveAsOf(ctx, undefined);
  const { rows } = await ctx.pool.query<Row>(`${SELECT} WHERE f.sha256 = $2`, [asOf.size, byteaOf(sha256)]);
  const [row] = rows;
  if (row === undefined) throw new ServiceError("not-found", "No proof of fraud with this hash is known here.");
  const withheldIn = row.withheld_in === null ? await findWithheld(ctx, sha256) : Number(row.withheld_in);
  return { data: viewOf(row), withheldIn, as_of: asOf };
}

/** A proof with its exact bytes. Errors: `not-found`; `gone` when the part that holds it in the log was withheld. */
export async function getFraudProof(
  ctx: Ctx,
  sha256: string,
): Promise<{ readonly data: FraudProofView; readonly bytes: Uint8Array }> {
  const { data, withheldIn } = await readFraudProof(ctx, sha256);
  if (withheldIn !== undefined) {
    throw new ServiceError("gone", `This file was withheld by the official route, as entry ${withheldIn} says.`);
  }
  const { rows } = await ctx.pool.query<{ bytes: Buffer | null }>("SELECT bytes FROM fraud_proof WHERE sha256 = $1", [
    byteaOf(sha256),
  ]);
  if (rows[0] === undefined) throw new Error("A proof that was just read is not there.");
  if (rows[0].bytes === null) throw new ServiceError("gone", "This file was just withheld by the official route.");
  return { data, bytes: new Uint8Array(rows[0].bytes) };
}

/** An accusation of the index has one part at most: the file. */
async function findWithheld(ctx: Ctx, sha256: string): Promise<number | undefined> {
  const withheld = await ctx.forms.ask((view) => indexOf(view)?.withheld ?? []);
  if (withheld.length === 0) return undefined;
  const { rows } = await ctx.pool.query<{ index: string }>(
    "SELECT e.index FROM fraud_proof_statement s JOIN log_entry e USING (statement_hash) WHERE s.sha256 = $1",
    [byteaOf(sha256)],
  );
  const entries = rows.map(({ index }) => Number(index));
  return withheld.find(({ entry }) => entries.includes(entry))?.recordedIn;
}

function viewOf(row: Row): FraudProofView {
  const heads: FraudProofView["heads"] = JSON.parse(row.heads);
  return {
    sha256: hexEncode(row.sha256),
    kind: row.kind,
    accused: row.accused,
    verdict: row.verdict,
    heads,
    bytes: row.length,
    entry: row.entry === null ? null : Number(row.entry),
    received_at: formatInstant(asInstant(Number(row.received_at_ms))),
  };
}

function seqOf(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const detail = "This cursor does not come from a page of this list.";
  throw refuse({ code: "malformed", pointer: "/cursor", detail });
}
