/** What the forecasts of this index came to: each as rated then, out of the rows that the projector wrote. */
import { asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import { type Calibration, calibrate, FORECAST_DAYS } from "#lib/reputation/backtest/calibration.ts";
import { indexForecasts, isUpheldFault, type ProviderDay } from "#lib/reputation/backtest/index-forecasts.ts";
import type { Marks } from "#lib/reputation/marks.ts";
import type { Ctx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { parseForm } from "../state/projected-forms.ts";

export type IndexCalibration = Calibration & {
  /** UTC day up to which outcomes are known, since 1970-01-01. */
  readonly day: number;
};

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

/** As of the beginning of a UTC day, since 1970-01-01: out of the days that are over, which nothing moves any more. */
export async function calibrationAt({ pool }: Pick<Ctx, "pool">, day: number): Promise<IndexCalibration> {
  const [rated, unrated, failed, leaving, faults] = await Promise.all([
    pool.query<ProviderDay & { readonly form: string }>(
      `SELECT DISTINCT ON (provider, turn) provider, day, form
         FROM (SELECT provider, day, form, (day - min(day) OVER (PARTITION BY provider)) / $1 AS turn
                 FROM mark_row WHERE day < $2 AND form NOT LIKE '%"tier":"unrated"%') AS each
        ORDER BY provider, turn, day`,
      [FORECAST_DAYS, day],
    ),
    pool.query<ProviderDay>(
      `SELECT provider, min(day) AS day FROM mark_row WHERE day < $1 GROUP BY provider
        HAVING bool_and(form LIKE '%"tier":"unrated"%') ORDER BY provider`,
      [day],
    ),
    pool.query<ProviderDay>(
      `SELECT provider, day FROM mark_row WHERE day < $1 AND form LIKE '%"rule":"failed"%' ORDER BY day`,
      [day],
    ),
    pool.query<ProviderDay>(
      `SELECT provider, day FROM mark_row WHERE day < $1 AND form LIKE '%"rule":"closing"%' ORDER BY day`,
      [day],
    ),
    pool.query<{ form: string }>(
      `WITH before AS (SELECT coalesce((SELECT index + 1 FROM log_entry WHERE logged_at_ms < $1
                                         ORDER BY index DESC LIMIT 1), 0) AS size)
       SELECT form FROM aggregate_version, before
        WHERE key LIKE 'record:%' AND from_size <= before.size AND (to_size IS NULL OR to_size > before.size)
          AND form LIKE '%"type":"verdict"%'`,
      [day * DAY_MS],
    ),
  ]);
  const forecasts = indexForecasts({
    // Text that the projector wrote from marks; its shape is the projector's promise.
    rated: rated.rows.map(({ form, ...row }) => ({ ...row, marks: JSON.parse(form) as Marks })),
    ...{ unrated: unrated.rows, failed: failed.rows, leaving: leaving.rows },
    upheld: faults.rows.flatMap(({ form }) => upheldFaults(form)),
  });
  return { ...calibrate(forecasts, day), day };
}

function upheldFaults(text: string): ProviderDay[] {
  const form = parseForm(text);
  if (form.aggregate !== "record") return [];
  return form.items.filter(isUpheldFault).map(({ day }) => ({ provider: form.provider, day }));
}
