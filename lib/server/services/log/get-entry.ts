import type { AsOf } from "#lib/contract/common.ts";
import type { EntryView } from "#lib/contract/entries.ts";
import type { ProposalStanding } from "#lib/contract/keys.ts";
import { base64Encode, hexEncode } from "#lib/kernel/base.ts";
import { leafHash } from "#lib/log/tree.ts";
import { proposalKey } from "#lib/state/forms.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import type { Ctx } from "../context.ts";
import { standingsOf } from "../proposal/proposal-standing.ts";
import { ServiceError } from "../service-error.ts";
import { readForms } from "../state/read-aggregates.ts";
import { resolveAsOf } from "./as-of.ts";
import { ENTRY_COLUMNS, type EntryRow, summaryOf } from "./list-entries.ts";
import { readWithheld } from "./read-withheld.ts";

/** One published and projected entry with its exact bytes. Errors: `not-found`. */
export async function getEntry(ctx: Ctx, index: number): Promise<{ data: EntryView; as_of: AsOf }> {
  const asOf = await resolveAsOf(ctx, undefined);
  const { rows } = await ctx.pool.query<EntryRow & { leaf: Buffer; touched: string[] | null }>(
    `SELECT ${ENTRY_COLUMNS}, e.leaf,
            (SELECT array_agg(c.aggregate_key ORDER BY c.aggregate_key) FROM chain c WHERE c.entry_index = r.index) AS touched
       FROM entry_row r JOIN log_entry e ON e.index = r.index WHERE r.index = $1 AND r.index < $2`,
    [index, asOf.size],
  );
  const row = rows[0];
  if (row === undefined) {
    throw new ServiceError("not-found", `There is no entry ${index}; the log has ${asOf.size} entries here.`);
  }
  const leaf = new Uint8Array(row.leaf);
  const entry = parseEntry(leaf);
  if (!entry.ok) throw new Error(`The stored entry ${index} does not parse: ${entry.error.detail}`);
  const { statement } = entry.value.parsed;
  const data: EntryView = {
    ...summaryOf(row, asOf.size),
    statement: { ...statement },
    leaf: base64Encode(leaf),
    leaf_hash: hexEncode(leafHash(leaf)),
    touched: row.touched ?? [],
    proposal: await readProposal(ctx, row, asOf),
    withheld: await readWithheld(ctx, statement.parts?.map(({ commit }) => commit) ?? []),
  };
  return { data, as_of: asOf };
}

/** How far the proposal is that the entry makes or signs; null for every other entry, and for a void one. */
async function readProposal(ctx: Ctx, row: EntryRow, asOf: AsOf): Promise<ProposalStanding | null> {
  const signed = row.kind === "cosign" && row.status === "effective" ? row.subject.slice("stmt:".length) : undefined;
  const hash = row.proposed ? hexEncode(row.statement_hash) : signed;
  if (hash === undefined) return null;
  const forms = await readForms(ctx, [proposalKey(hash)], asOf.size);
  const [standing] = await standingsOf(
    ctx,
    forms.filter((form) => form.aggregate === "proposal"),
    asOf,
  );
  return standing ?? null;
}
