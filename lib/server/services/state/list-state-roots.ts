import type { StateRootView } from "#lib/contract/entries.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { stateRootBody } from "#lib/statement/log-bodies.ts";
import type { Ctx } from "../context.ts";
import { type EntriesPage, listEntries } from "../log/list-entries.ts";
import type { ListQuery } from "./read-aggregates.ts";

export type StateRootsPage = Omit<EntriesPage, "data"> & { readonly data: StateRootView[] };

/** State roots newest first, void ones too: a void claim is a claim all the same. Errors: `gone`, `malformed` (cursor). */
export async function listStateRoots(ctx: Ctx, query: ListQuery): Promise<StateRootsPage> {
  const { data, page, as_of } = await listEntries(ctx, { ...query, kind: "state.root" });
  const { rows } = await ctx.pool.query<{ index: string; leaf: Buffer }>(
    "SELECT index, leaf FROM log_entry WHERE index = ANY($1::bigint[])",
    [data.map(({ index }) => index)],
  );
  const leaves = new Map(rows.map(({ index, leaf }) => [Number(index), new Uint8Array(leaf)]));
  return { data: data.map((row) => ({ ...row, body: bodyOf(row.index, leaves.get(row.index)) })), page, as_of };
}

function bodyOf(index: number, leaf: Uint8Array | undefined): StateRootView["body"] {
  const entry = leaf === undefined ? undefined : parseEntry(leaf);
  if (!entry?.ok) throw new Error(`The stored entry ${index} does not parse.`);
  return stateRootBody.parse(entry.value.parsed.statement.body);
}
