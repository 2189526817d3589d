/**
 * Rows of the review desk: open cases by what is due next, seats by what their maintainers have to do, and rulings as
 * precedents. Only as things stand now: whoever reads an older size reads the forms.
 */
import type { CaseState, Panel } from "#lib/dispute/dispute.ts";
import { seatTask } from "#lib/dispute/seat-task.ts";
import { bigintArray, textArray } from "#lib/server/log-store/binary-array.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { type CaseForm, caseKey, panelKey } from "#lib/state/case/case-forms.ts";
import type { Form } from "#lib/state/forms.ts";
import { rewoundView } from "#lib/state/rewound-view.ts";
import type { StateView } from "#lib/state/view.ts";
import type { FoldBeside } from "./project-marks.ts";

/** Sorts behind every time: no clock runs. */
export const DUE_NEVER = "9999-12-31T23:59:59.999Z";

/** Nothing is to be done any more; a report that was not taken up waits for an appeal, and stands on the public list. */
const CLOSED: ReadonlySet<CaseState> = new Set([
  ...(["inadmissible", "final", "duplicate", "withdrawn", "expired", "handed_over"] as const),
]);

type Touching = { readonly applied: { readonly touched: readonly { readonly form: Form }[] } };

/** Call inside the transaction that projects the entries. */
export async function projectReview(
  sql: Sql,
  entries: readonly Touching[],
  { fold, ahead }: FoldBeside,
): Promise<void> {
  const ids = new Set(entries.flatMap(({ applied }) => applied.touched.flatMap(({ form }) => caseOf(form))));
  if (ids.size === 0) return;
  const view = rewoundView(
    fold,
    ahead.map(({ applied }) => applied),
  );
  const found = [...ids].flatMap((id) => {
    const form = view.get(caseKey(id));
    return form?.aggregate === "case" ? [{ form, panel: panelOf(view, form) }] : [];
  });
  await writeRows(sql, found);
  await writeSeats(sql, found);
  await writePrecedents(sql, found);
}

type Found = { readonly form: CaseForm; readonly panel: Panel | undefined };

function caseOf(form: Form): string[] {
  if (form.aggregate === "case") return [form.id];
  return form.aggregate === "panel" ? [form.case] : [];
}

function panelOf(view: StateView, { id, dispute }: CaseForm): Panel | undefined {
  const panel = view.get(panelKey(id, dispute?.round ?? 0));
  return panel?.aggregate === "panel" ? panel : undefined;
}

async function writeRows(sql: Sql, found: readonly Found[]): Promise<void> {
  await sql.query("DELETE FROM review_row WHERE id = ANY($1::text[])", [textArray(found.map(({ form }) => form.id))]);
  const open = found.filter(({ form }) => !CLOSED.has(form.state));
  if (open.length === 0) return;
  const texts = (of: (one: Found) => string | null) => textArray(open.map(of));
  await sql.query(
    `INSERT INTO review_row (id, state, claim, verdict, reason, provider, filed_at, due_at, filed_in, round)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                          $9::bigint[], $10::bigint[])`,
    [
      texts(({ form }) => form.id),
      texts(({ form }) => form.state),
      texts(({ form }) => form.claim),
      texts(({ form }) => form.verdict?.verdict ?? null),
      texts(({ form }) => form.closedFor ?? form.verdict?.reason ?? null),
      texts(({ form }) => form.provider),
      texts(({ form }) => form.filedAt),
      texts(({ form }) => dueAt(form)),
      bigintArray(open.map(({ form }) => form.filedIn)),
      bigintArray(open.map(({ panel }) => panel?.round ?? 0)),
    ],
  );
}

function dueAt({ judgedAt, verdictBy, due }: CaseForm): string {
  return judgedAt === null ? verdictBy : (due?.deadline ?? DUE_NEVER);
}

async function writeSeats(sql: Sql, found: readonly Found[]): Promise<void> {
  const panels = found.flatMap(({ panel }) => panel ?? []);
  if (panels.length === 0) return;
  const seats = panels.flatMap((panel) => panel.seats.map((seat) => ({ panel, seat, task: seatTask(seat, panel) })));
  await sql.query(
    `DELETE FROM review_seat s USING unnest($1::text[], $2::bigint[]) AS gone(id, round)
      WHERE s.case_id = gone.id AND s.round = gone.round`,
    [textArray(panels.map((panel) => panel.case)), bigintArray(panels.map(({ round }) => round))],
  );
  // A maintainer who left a seat and was asked again is one row: what it has to do now.
  const newest = [...new Map(seats.map((one) => [`${one.panel.case} ${one.seat.maintainer}`, one])).values()];
  await sql.query(
    `INSERT INTO review_seat (case_id, maintainer, does, due_at, words, open, round)
     SELECT id, maintainer, does, due_at, words, open::boolean, round
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[])
         AS seat(id, maintainer, does, due_at, words, open, round)`,
    [
      textArray(newest.map(({ panel }) => panel.case)),
      textArray(newest.map(({ seat }) => seat.maintainer)),
      textArray(newest.map(({ task }) => task?.does ?? null)),
      textArray(newest.map(({ task }) => task?.dueAt ?? DUE_NEVER)),
      textArray(newest.map(({ seat }) => wordsOf(seat.answers?.reasons))),
      textArray(newest.map(({ seat }) => `${seat.open}`)),
      bigintArray(newest.map(({ panel }) => panel.round)),
    ],
  );
}

function wordsOf(reasons: Readonly<Record<string, string | null>> | undefined): string {
  return Object.values(reasons ?? {})
    .filter((reason) => reason !== null)
    .join("\n");
}

/** Rulings of people; a machine's own proves itself and decides no question of judgement. */
async function writePrecedents(sql: Sql, found: readonly Found[]): Promise<void> {
  const rulings = found.flatMap(({ form }) =>
    (form.dispute?.rulings ?? []).flatMap((ruling) => (ruling.by === "machine" ? [] : [{ form, ruling }])),
  );
  // Of one round the last ruling stands.
  const newest = [...new Map(rulings.map((one) => [`${one.form.id} ${one.ruling.round}`, one])).values()];
  if (newest.length === 0) return;
  await sql.query(
    `INSERT INTO precedent AS p (case_id, claim, definition, by, outcome, attribution, severity, at, filed_at, round)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                          $9::text[], $10::bigint[])
     ON CONFLICT (case_id, round) DO UPDATE SET by = excluded.by, outcome = excluded.outcome,
       attribution = excluded.attribution, severity = excluded.severity, at = excluded.at`,
    [
      textArray(newest.map(({ form }) => form.id)),
      textArray(newest.map(({ form }) => form.claim)),
      textArray(newest.map(({ form }) => form.verdict?.definition ?? null)),
      textArray(newest.map(({ ruling }) => ruling.by)),
      textArray(newest.map(({ ruling }) => ruling.outcome)),
      textArray(newest.map(({ ruling }) => ruling.attribution)),
      textArray(newest.map(({ ruling }) => ruling.severity)),
      textArray(newest.map(({ ruling }) => ruling.at)),
      textArray(newest.map(({ form }) => form.filedAt)),
      bigintArray(newest.map(({ ruling }) => ruling.round)),
    ],
  );
}
