/** The whole case as one file: every entry about it, every public part, and how it stood under the newest state root. */
import { publicKeyOfDid, thumbprintOf } from "#lib/kernel/did-key.ts";
import { type CaseId, type Did, parseStatementHash, type StatementHash, type Thumbprint } from "#lib/kernel/ids.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { parseReceipt, type Receipt } from "#lib/log/receipt.ts";
import { type CaseForm, caseKey, panelKey } from "#lib/state/case/case-forms.ts";
import { CASE_PARTS_MAX_BYTES, encodeWholeCase, type WholeCaseState } from "#lib/state/files/whole-case.ts";
import { type AggregateKey, keyKey } from "#lib/state/forms.ts";
import { parseAggregateProof } from "#lib/statement/aggregate-proof.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { signerKeyOf, type UnsignedStatement } from "#lib/statement/envelope.ts";
import type { Part } from "#lib/statement/submission.ts";
import type { Ctx } from "../context.ts";
import { readIncluded } from "../log/read-included.ts";
import { isServiceError, ServiceError } from "../service-error.ts";
import { byteaOf } from "../state/projected-forms.ts";
import { readAggregate, readForms } from "../state/read-aggregates.ts";
import { proveState } from "../state/state-proofs.ts";

/** Errors: `not-found`. */
export async function getWholeCase(ctx: Ctx, id: CaseId): Promise<Uint8Array> {
  const { data, as_of: asOf } = await readAggregate(ctx, caseKey(id), undefined);
  if (data?.form.aggregate !== "case")
    throw new ServiceError("not-found", `No case ${id} was filed at size ${asOf.size}.`);
  const keys = keysOf(data.form);
  const state = await readState(ctx, keys);
  const hashes = await readHashes(ctx, keys, [0, data.form.filedIn]);
  const included = await readIncluded(ctx.pool, hashes, ctx.tiles);
  const receipts = [...included.values()]
    .map(({ receipt }) => receiptOf({ ...receipt }))
    .toSorted((a, b) => a.index - b.index);
  const said = receipts.map(statementOf);
  return encodeWholeCase({
    case: id,
    receipts,
    parts: await readParts(ctx, said),
    state,
    keys: await readKeys(ctx, said, asOf.size),
  });
}

/** The case, then each round that there can be a panel of. */
function keysOf({ id, dispute }: CaseForm): AggregateKey[] {
  return [caseKey(id), ...Array.from({ length: dispute?.round ?? 0 }, (_, at) => panelKey(id, at + 1))];
}

/** Of the case, then of each panel; none before the log's first state root, or while none covers the case. */
async function readState(ctx: Ctx, keys: readonly AggregateKey[]): Promise<WholeCaseState[]> {
  const states: WholeCaseState[] = [];
  for (const key of keys) {
    const one = await proveOne(ctx, key);
    if (one === undefined) return states;
    states.push(one);
  }
  return states;
}

async function proveOne(ctx: Ctx, key: AggregateKey): Promise<WholeCaseState | undefined> {
  const proven = await proveState(ctx, key).catch((error: unknown) => {
    if (isServiceError(error) && error.code === "not-found") return undefined;
    throw error;
  });
  const proof = proven === undefined ? undefined : parseAggregateProof(canonicalBytes(proven.proof));
  if (proven === undefined || proof?.ok !== true || !("presence" in proof.value)) return undefined;
  const { rows } = await ctx.pool.query<{ entry_index: string }>(
    "SELECT entry_index FROM chain WHERE aggregate_key = $1 AND entry_index < $2 ORDER BY entry_index",
    [key, proven.size],
  );
  return { entries: rows.map(({ entry_index: index }) => Number(index)), proof: proof.value };
}

/** Statement hashes of these entries, and of all that changed the case or a panel of it since. */
async function readHashes(
  ctx: Ctx,
  keys: readonly AggregateKey[],
  indices: readonly number[],
): Promise<StatementHash[]> {
  const { rows } = await ctx.pool.query<{ hash: string }>(
    `SELECT encode(statement_hash, 'hex') AS hash FROM log_entry
      WHERE index = ANY($2::bigint[]) OR index IN (SELECT entry_index FROM chain WHERE aggregate_key = ANY($1::text[]))`,
    [keys, [...new Set(indices)]],
  );
  return rows.flatMap(({ hash }) => parseStatementHash(hash) ?? []);
}

function receiptOf(document: JsonObject): Receipt {
  const receipt = parseReceipt(canonicalBytes(document));
  if (!receipt.ok) throw new Error(`An own receipt does not parse: ${receipt.error.detail}`);
  return receipt.value;
}

function statementOf({ index, entryBytes }: Receipt): UnsignedStatement {
  const entry = parseEntry(entryBytes);
  if (!entry.ok) throw new Error(`The stored entry ${index} does not parse.`);
  return entry.value.parsed.statement;
}

/** Public parts in the order in which they were filed, as many as fit. */
async function readParts(ctx: Ctx, said: readonly UnsignedStatement[]): Promise<Part[]> {
  const wanted = said.flatMap(({ parts = [] }) => parts.filter(({ visibility }) => visibility === "public"));
  let left = CASE_PARTS_MAX_BYTES;
  const fitting = wanted.filter(({ bytes }) => {
    left -= bytes;
    return left >= 0;
  });
  const { rows } = await ctx.pool.query<{ commit: string; bytes: Buffer; nonce: Buffer }>(
    "SELECT encode(commit, 'hex') AS commit, bytes, nonce FROM part WHERE commit = ANY($1::bytea[]) AND visibility = 'public'",
    [fitting.map(({ commit }) => byteaOf(commit))],
  );
  const found = new Map(rows.map((row) => [row.commit, row]));
  return fitting.flatMap(({ commit }): Part[] => {
    const row = found.get(commit);
    return row === undefined ? [] : [{ bytes: new Uint8Array(row.bytes), nonce: new Uint8Array(row.nonce) }];
  });
}

/** Keys that a statement names by their thumbprint alone. */
async function readKeys(ctx: Ctx, said: readonly UnsignedStatement[], size: number): Promise<Did[]> {
  const unnamed = new Set<Thumbprint>();
  for (const statement of said) {
    if (signerKeyOf(statement, () => undefined) === undefined) unnamed.add(statement.key);
  }
  const forms = await readForms(ctx, [...unnamed].map(keyKey), size);
  const keys = forms.flatMap((form) => (form.aggregate === "key" ? [form.publicKey] : []));
  return keys.filter((did) => unnamed.has(thumbprintOf(publicKeyOfDid(did) ?? new Uint8Array(32)))).toSorted();
}
