/** What a ruling on paper says besides the case: its own statement, every entry by its hash, and the head that they stand under. */
import { hexEncode } from "#lib/kernel/base.ts";
import { type Checkpoint, parseCheckpoint } from "#lib/log/checkpoint.ts";
import { parseNote } from "#lib/log/note.ts";
import { type RulingBody, rulingBody } from "#lib/statement/dispute-bodies.ts";
import type { Ctx } from "../context.ts";
import { readStatements } from "./case-view.ts";
import type { CaseAnswer } from "./get-case.ts";

/** An entry about the case. `hash`: of its statement, hex. */
export type SheetEntry = { readonly index: number; readonly kind: string; readonly hash: string };

/** `reasons`: of the ruling that stands; undefined while nobody has recorded it. `head`: the newest that the log signed. */
export type RulingSheet = {
  readonly reasons: RulingBody | undefined;
  readonly entries: readonly SheetEntry[];
  readonly isCut: boolean;
  readonly head: Checkpoint | undefined;
};

/** A case with all its statements and two panels has some 100 entries. */
export const MOST_ENTRIES = 200;

export async function readRulingSheet(ctx: Ctx, { id, filed_in: filedIn, ruling }: CaseAnswer): Promise<RulingSheet> {
  const { rows } = await ctx.pool.query<{ index: string; kind: string; statement_hash: Buffer }>(
    `SELECT index, kind, statement_hash FROM entry_row
      WHERE (subject = $1 OR index = $2) AND status = 'effective' ORDER BY index LIMIT ${MOST_ENTRIES + 1}`,
    [id, filedIn],
  );
  const entry = ruling?.entry ?? undefined;
  const said = entry === undefined ? undefined : (await readStatements(ctx, [entry])).get(entry);
  const { checkpoint = "" } = await ctx.follower.know();
  const head = parseCheckpoint(parseNote(checkpoint)?.text ?? "");
  return {
    reasons: rulingBody.safeParse(said?.body).data,
    entries: rows.slice(0, MOST_ENTRIES).map(({ index, kind, statement_hash: hash }) => ({
      index: Number(index),
      kind,
      hash: hexEncode(new Uint8Array(hash)),
    })),
    isCut: rows.length > MOST_ENTRIES,
    head: head.ok ? head.value : undefined,
  };
}
