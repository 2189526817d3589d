/** What the forecasts of this index came to: each as rated then, out of the rows that the projector wrote. */
import type { ProviderId } from "#lib/kernel/ids.ts";
import { asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import { type Calibration, calibrate, FORECAST_DAYS, type Forecast } from "#lib/reputation/backtest/calibration.ts";
import { type Marks, ratedOf } from "#lib/reputation/marks.ts";
import type { Ctx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { parseForm } from "../state/projected-forms.ts";

export type IndexCalibration = Calibration & {
  /** UTC day up to which outcomes are known, since 1970-01-01. */
  readonly day: number;
};

type Row = { readonly provider: ProviderId; readonly day: number; readonly form: string };

/** Forecasts ripen by the day: computed once for each. */
const kept = new WeakMap<Ctx["pool"], { readonly day: number; readonly answer: Promise<IndexCalibration> }>();

export async function readCalibration(ctx: Ctx): Promise<IndexCalibration> {
  const { time } = await resolveAsOf(ctx, undefined);
  const day = Math.floor(asInstant(Date.parse(time)) / DAY_MS);
  const known = kept.get(ctx.pool);
  if (known?.day === day) return known.answer;
  const answer = calibrationAt(ctx, day);
  kept.set(ctx.pool, { day, answer });
  answer.catch(() => kept.delete(ctx.pool));
  return answer;
}

/** As of a UTC day, since 1970-01-01. */
export async function calibrationAt({ pool }: Pick<Ctx, "pool">, day: number): Promise<IndexCalibration> {
  const [rated, unrated, failed, left, faults] = await Promise.all([
    // Of each provider its first rated day, and the first of each year after it.
    pool.query<Row>(
      `SELECT DISTINCT ON (provider, turn) provider, day, form
         FROM (SELECT provider, day, form, (day - min(day) OVER (PARTITION BY provider)) / $1 AS turn
                 FROM mark_row WHERE form NOT LIKE '%"tier":"unrated"%') AS each
        ORDER BY provider, turn, day`,
      [FORECAST_DAYS],
    ),
    pool.query<Pick<Row, "provider" | "day">>(
      `SELECT provider, min(day) AS day FROM mark_row GROUP BY provider
        HAVING bool_and(form LIKE '%"tier":"unrated"%') ORDER BY provider`,
    ),
    pool.query<Pick<Row, "provider" | "day">>(
      `SELECT provider, day FROM mark_row WHERE form LIKE '%"rule":"failed"%' ORDER BY day`,
    ),
    pool.query<Pick<Row, "provider" | "day">>(
      `SELECT provider, day FROM mark_row WHERE form LIKE '%"rule":"closing"%' ORDER BY day`,
    ),
    pool.query<{ form: string }>(
      `SELECT form FROM aggregate_version
        WHERE key LIKE 'record:%' AND to_size IS NULL AND form LIKE '%"type":"verdict"%'`,
    ),
  ]);
  const failures = daysByProvider(failed.rows);
  const leaving = daysByProvider(left.rows);
  const upheld = daysByProvider(faults.rows.flatMap(({ form }) => upheldFaults(form)));
  const forecasts = rated.rows.flatMap((row): Forecast[] => {
    // Text that the projector wrote from marks; its shape is the projector's promise.
    const marks: Marks = JSON.parse(row.form);
    // Of who has failed, is silent or closes there is nothing left to forecast.
    if (marks.isShut) return [];
    const outcomes = (marks.decidedBy === "failure" ? failures : upheld).get(row.provider) ?? [];
    return [
      {
        ...{ provider: row.provider, day: row.day, tier: marks.tier, ppm: ratedOf(marks).band.estimate },
        failedDay: outcomes.find((then) => then > row.day) ?? null,
        leftDay: leaving.get(row.provider)?.find((then) => then > row.day) ?? null,
      },
    ];
  });
  const none = unrated.rows.map(
    (row): Forecast => ({ ...row, tier: "unrated", ppm: 0, failedDay: null, leftDay: null }),
  );
  return { ...calibrate([...forecasts, ...none], day), day };
}

/** Grave and serious faults that a machine proved or that were ruled, and that were anybody's doing, by the day on which the log showed them. */
function upheldFaults(text: string): Pick<Row, "provider" | "day">[] {
  const form = parseForm(text);
  if (form.aggregate !== "record") return [];
  return form.items.flatMap(({ type, severity, attribution, state, day }) =>
    type === "verdict" &&
    state !== "open" &&
    attribution !== "no-fault" &&
    (severity === "grave" || severity === "serious")
      ? [{ provider: form.provider, day }]
      : [],
  );
}

/** Ascending for each provider. */
function daysByProvider(rows: readonly Pick<Row, "provider" | "day">[]): ReadonlyMap<ProviderId, readonly number[]> {
  const days = new Map<ProviderId, number[]>();
  for (const { provider, day } of rows) days.set(provider, [...(days.get(provider) ?? []), day]);
  for (const each of days.values()) each.sort((a, b) => a - b);
  return days;
}
