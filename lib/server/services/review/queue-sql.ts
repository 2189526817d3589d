/** One page of the queue as one statement over rows of its own, so that ten thousand open cases are as quick as ten. */
import type { QueueFilter } from "#lib/contract/review.ts";

/** States in which people have something to read, to answer or to decide. */
const FOR_PEOPLE = [
  ...["checked", "awaiting_response", "accepted", "evidence_open", "drawing"],
  ...["voting", "revealing", "draft", "appealed"],
];

export type QueueRow = {
  readonly id: string;
  readonly state: string;
  readonly claim: string;
  readonly verdict: string | null;
  readonly reason: string | null;
  readonly provider: string;
  readonly filed_in: string;
  readonly filed_at: string;
  readonly due_at: string;
  /** By which the page is ordered: of the seat for `mine`, else of the case. */
  readonly sort_due: string;
  readonly seat_round: number | null;
  readonly does: string | null;
  readonly seat_due: string | null;
  readonly open: boolean | null;
  readonly triage_state: string | null;
  readonly until: Date | null;
  readonly note: string | null;
  readonly triage_at: Date | null;
};

export type QueueChoice = {
  readonly filter: QueueFilter;
  /** Whose notes; undefined: none are read. */
  readonly own: string | undefined;
  /** Whose seats. */
  readonly maintainer: string | undefined;
  readonly state?: string | undefined;
  readonly claim?: string | undefined;
  readonly due_before?: string | undefined;
  /** Log time, RFC 3339. */
  readonly now: string;
  readonly after: { readonly due: string; readonly id: string } | undefined;
  readonly limit: number;
};

export function queueSql(choice: QueueChoice): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const place = (value: unknown) => `$${values.push(value)}`;
  const isMine = choice.filter === "mine";
  const sort = isMine ? "s.due_at" : "r.due_at";
  const own = place(choice.own ?? "");
  const maintainer = place(choice.maintainer ?? "");
  // Only what is asked by time: a value that a statement does not use has no type there.
  const now = choice.filter === "all" ? "" : place(choice.now);
  const seat = "s.case_id = r.id AND s.round = r.round AND s.maintainer";
  const where = [
    ...(choice.state === undefined ? [] : [`r.state = ${place(choice.state)}`]),
    ...(choice.claim === undefined ? [] : [`r.claim = ${place(choice.claim)}`]),
    ...(choice.due_before === undefined ? [] : [`${sort} < ${place(choice.due_before)}`]),
    ...(choice.after === undefined
      ? []
      : [`(${sort}, r.id) > (${place(choice.after.due)}, ${place(choice.after.id)})`]),
    // What a clock has ended since the row was written is nobody's to do any more.
    ...(isMine ? [`s.maintainer = ${maintainer} AND s.does IS NOT NULL AND s.due_at > ${now}`] : []),
    ...(choice.filter === "triage"
      ? [
          `r.state = ANY(${place(FOR_PEOPLE)}::text[])`,
          `(t.state IS NULL OR t.state = 'pending' OR t.until <= ${now}::timestamptz)`,
        ]
      : []),
    ...(choice.filter === "snoozed" ? [`t.state = 'snoozed' AND t.until > ${now}::timestamptz`] : []),
  ];
  const from = isMine
    ? `review_seat s JOIN review_row r ON ${seat} = ${maintainer}`
    : `review_row r LEFT JOIN review_seat s ON ${seat} = ${maintainer}`;
  const text = `
    SELECT r.id, r.state, r.claim, r.verdict, r.reason, r.provider, r.filed_in, r.filed_at, r.due_at,
           ${sort} AS sort_due, s.round AS seat_round, s.does, s.due_at AS seat_due, s.open,
           t.state AS triage_state, t.until, t.note, t.updated_at AS triage_at
      FROM ${from}
      LEFT JOIN review_triage t ON t.did = ${own} AND t.case_id = r.id
     WHERE ${where.length === 0 ? "true" : where.join(" AND ")}
     ORDER BY ${sort}, r.id LIMIT ${place(choice.limit)}`;
  return { text, values };
}
