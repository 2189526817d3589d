/** What a state root says of the marks, from the read tables. */
import { equalBytes } from "#lib/kernel/bytes.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { DAY_MS } from "#lib/kernel/instant.ts";
import { StateTrie } from "#lib/log/trie.ts";
import type { Marks } from "#lib/reputation/marks.ts";
import { findModel } from "#lib/reputation/model.ts";
import { activeModel, type ModelSource } from "#lib/state/marks/marks-input.ts";
import { marksHash, marksLeaf } from "#lib/state/marks/marks-trie.ts";
import { dayOf, NO_MARKS, type StatedMarks } from "#lib/state/state-root.ts";
import { viewThrough } from "#lib/state/view.ts";
import type { Sql } from "../../log-store/sql.ts";
import { parseForm } from "./projected-forms.ts";
import { readLoggedAt } from "./read-facts.ts";

type Row = {
  size: number | string;
  model: string | null;
  provider: string | null;
  day: number | null;
  form: string | null;
  digest: Buffer | null;
};

/**
 * The newest projected size and the marks at it, of one moment: rows of the newest day are replaced while it lasts. Throws
 * where the model in force is not at hand, where a day lacks its rows, and where a digest is not that of its form: then
 * nothing may be claimed from the tables.
 */
export async function readStatedMarks(
  sql: Sql,
  models: ModelSource = findModel,
): Promise<{ size: number; marks: StatedMarks }> {
  const { rows } = await sql.query<Row>(
    `SELECT p.size, v.form AS model, m.provider, m.day, m.form, m.digest FROM projection p
       LEFT JOIN aggregate_version v ON v.key = 'model' AND v.to_size IS NULL
       LEFT JOIN mark_row m ON m.day = (SELECT max(day) FROM mark_row)
      WHERE p.id = 1`,
  );
  const size = Number(rows[0]?.size ?? 0);
  const form = rows[0]?.model;
  const view = viewThrough((key) => (key === "model" && form != null ? parseForm(form) : undefined));
  const model = activeModel(view, models);
  if (model.state === "none") return { size, marks: NO_MARKS };
  if (model.state === "unknown")
    throw new Error(`The model ${model.hash} is in force, and this code does not have it.`);
  const day = dayOf(await readLoggedAt(sql, size - 1)) / DAY_MS;
  const trie = new StateTrie();
  for (const row of rows) {
    if (row.provider === null || row.form === null || row.digest === null) continue;
    if (row.day !== day) throw new Error(`There are no marks of the day ${day}.`);
    const marks: Marks = JSON.parse(row.form);
    if (!equalBytes(marksHash(marks), row.digest))
      throw new Error(`The stored marks of ${row.provider} are not those projected.`);
    trie.put(marksLeaf(row.provider as ProviderId, marksHash(marks)));
  }
  return { size, marks: { root: trie.root(), model: model.hash } };
}
