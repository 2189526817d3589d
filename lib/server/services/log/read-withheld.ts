import type { WithheldPart } from "#lib/contract/entries.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import { indexOf } from "#lib/state/view.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import type { PartWithheldBody } from "#lib/statement/log-bodies.ts";
import type { Ctx } from "../context.ts";
import { byteaOf } from "../state/projected-forms.ts";

/** Those of the commitments whose parts an entry in force withholds, with who decided it, on what ground and why. */
export async function readWithheld(ctx: Ctx, commits: readonly string[]): Promise<WithheldPart[]> {
  if (commits.length === 0) return [];
  const all = await ctx.forms.ask((view) => indexOf(view)?.withheld ?? []);
  const found = all.filter(({ commit }) => commits.includes(commit));
  if (found.length === 0) return [];
  const { rows } = await ctx.pool.query<{ index: number; leaf: Buffer }>(
    "SELECT index, leaf FROM log_entry WHERE index = ANY($1::bigint[])",
    [found.map(({ recordedIn }) => recordedIn)],
  );
  const gone = await ctx.pool.query<{ commit: Buffer; removed_at_ms: number }>(
    "SELECT commit, removed_at_ms FROM withheld_part WHERE commit = ANY($1::bytea[])",
    [found.map(({ commit }) => byteaOf(commit))],
  );
  const removedAt = new Map(gone.rows.map((row) => [row.commit.toString("hex"), asInstant(Number(row.removed_at_ms))]));
  const leaves = new Map(rows.map(({ index, leaf }) => [Number(index), leaf]));
  return found.map(({ commit, recordedIn }) => {
    const entry = parseEntry(new Uint8Array(leaves.get(recordedIn) ?? new Uint8Array()));
    if (!entry.ok) throw new Error(`The stored entry ${recordedIn} does not parse: ${entry.error.detail}`);
    const { who, ground, reason } = entry.value.parsed.statement.body as PartWithheldBody;
    const at = removedAt.get(commit);
    return { commit, recorded_in: recordedIn, who, ground, reason, removed_at: at ? formatInstant(at) : null };
  });
}
