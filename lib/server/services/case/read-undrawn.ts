/** Cases whose panel is due and not drawn: for the job that draws, and for who looks whether it did. */
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { parseForm } from "#lib/server/services/state/projected-forms.ts";
import { type CaseForm, panelKey } from "#lib/state/case/case-forms.ts";
import { type DrawDue, drawDueOf } from "#lib/state/case/draw-due.ts";
import type { IndexForm } from "#lib/state/forms.ts";

export type Undrawn = { readonly form: CaseForm; readonly due: DrawDue };

/** Those that were due at `until`, longest due first. */
export async function readUndrawn(
  sql: Sql,
  index: Pick<IndexForm, "drawChainEnd" | "drawChainSince">,
  until: Instant,
): Promise<Undrawn[]> {
  const { rows } = await sql.query<{ form: string; rounds: string[] }>(
    `SELECT v.form, ARRAY(SELECT p.key FROM aggregate_version p
              WHERE p.key LIKE 'panel:' || c.id || '.%' AND p.to_size IS NULL) AS rounds
       FROM case_row c JOIN aggregate_version v ON v.key = 'case:' || c.id AND v.to_size IS NULL
      WHERE c.to_size IS NULL AND c.state = 'drawing'`,
  );
  return rows
    .flatMap(({ form: text, rounds }): Undrawn[] => {
      const form = parseForm(text);
      if (form.aggregate !== "case") return [];
      const due = drawDueOf(form, index);
      if (due === undefined || (parseInstant(due.dueAt) ?? Number.POSITIVE_INFINITY) > until) return [];
      return rounds.includes(panelKey(form.id, due.round)) ? [] : [{ form, due }];
    })
    .sort((a, b) => (a.due.dueAt < b.due.dueAt ? -1 : 1));
}
