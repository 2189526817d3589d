/** What an index forecast and what came, out of its days as they were rated: at most one forecast of a provider and year. */
import { type Marks, ratedOf } from "../marks.ts";
import type { RecordItem } from "../record-item.ts";
import type { Forecast } from "./calibration.ts";

/** Whole UTC days since 1970-01-01. */
export type ProviderDay = { readonly provider: string; readonly day: number };

export type RatedDays = {
  /** The first rated day of each provider, and the first rated one of each year after it. */
  readonly rated: readonly (ProviderDay & { readonly marks: Marks })[];
  /** The first day of each provider that was never rated. */
  readonly unrated: readonly ProviderDay[];
  /** Days on which an instance stood as failed, on which anybody closed, and on which a grave or serious fault was found. */
  readonly failed: readonly ProviderDay[];
  readonly leaving: readonly ProviderDay[];
  readonly upheld: readonly ProviderDay[];
};

export function indexForecasts({ rated, unrated, ...days }: RatedDays): Forecast[] {
  const [failed, leaving, upheld] = [days.failed, days.leaving, days.upheld].map(daysByProvider);
  const forecasts = rated.flatMap(({ provider, day, marks }): Forecast[] => {
    // Of who has failed, is silent or closes there is nothing left to forecast.
    if (marks.isShut) return [];
    const outcomes = (marks.decidedBy === "failure" ? failed : upheld)?.get(provider) ?? [];
    return [
      {
        ...{ provider, day, tier: marks.tier, ppm: ratedOf(marks).band.estimate },
        failedDay: outcomes.find((then) => then > day) ?? null,
        leftDay: leaving?.get(provider)?.find((then) => then > day) ?? null,
      },
    ];
  });
  const none = unrated.map((row): Forecast => ({ ...row, tier: "unrated", ppm: 0, failedDay: null, leftDay: null }));
  return [...forecasts, ...none];
}

/** Whether a machine proved it, or it was ruled, and it was anybody's doing. */
export function isUpheldFault({ type, severity, attribution, state }: FoundItem): boolean {
  const isFound = type === "verdict" && state !== "open" && attribution !== "no-fault";
  return isFound && (severity === "grave" || severity === "serious");
}

type FoundItem = Partial<Pick<RecordItem, "severity" | "attribution">> & {
  readonly type: string;
  readonly state?: string;
};

/** Ascending for each provider. */
function daysByProvider(rows: readonly ProviderDay[]): ReadonlyMap<string, readonly number[]> {
  const days = new Map<string, number[]>();
  for (const { provider, day } of rows) days.set(provider, [...(days.get(provider) ?? []), day]);
  for (const each of days.values()) each.sort((a, b) => a - b);
  return days;
}
