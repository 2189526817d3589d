/** How reports against a provider went, and how it kept the deadlines that it took on. */
import { z } from "zod";
import type { CaseState } from "#lib/dispute/dispute.ts";
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { conductOf } from "#lib/reputation/conduct.ts";
import type { Model } from "#lib/reputation/model.ts";
import type { ItemType, RecordItem } from "#lib/reputation/record-item.ts";
import type { CaseForm } from "#lib/state/case/case-forms.ts";
import { findingOf, isUndecided, standsAgainst } from "#lib/state/case/outlook.ts";
import { providerIdSchema, sizeSchema } from "./common.ts";
import { dateOfDay } from "./mark-views.ts";

export const DISPUTE_DAYS = 365;

export const disputesSchema = z
  .object({
    id: providerIdSchema,
    within_days: z.literal(DISPUTE_DAYS),
    reports: sizeSchema.meta({ description: "Filed within these days, the seven outcomes together." }),
    proven: sizeSchema.meta({ description: "By machine, or upheld by people." }),
    refuted: sizeSchema,
    not_taken: sizeSchema.meta({ description: "Inadmissible, and not refuted." }),
    joined: sizeSchema.meta({ description: "Of a fault that was reported before." }),
    cleared: sizeSchema.meta({ description: "People found otherwise than was reported." }),
    ended: sizeSchema.meta({ description: "Withdrawn, lapsed or handed over, with nothing standing." }),
    open: sizeSchema,
    deadlines: z
      .object({ met: sizeSchema, missed: sizeSchema })
      .nullable()
      .meta({ description: "Of incidents and promises of its own, within these days; null: no model is in force." }),
    ever: z.object({ upheld: sizeSchema, open: sizeSchema }).meta({ description: "Of all reports, whenever filed." }),
  })
  .meta({ id: "Disputes" });
export type DisputesView = z.infer<typeof disputesSchema>;

/** Reports of one state, verdict and finding. `isRecent`: filed within {@link DISPUTE_DAYS}. */
export type CountedReports = {
  readonly state: CaseState;
  readonly verdict: string | null;
  readonly finding: string | null;
  readonly isRecent: boolean;
  readonly reports: number;
};

/** One case as it is counted; `since`: from which instant on a report is recent. */
export function countedCase({ state, verdict, dispute, filedAt }: CaseForm, since: Instant): CountedReports {
  const isRecent = (parseInstant(filedAt) ?? 0) >= since;
  return { state, verdict: verdict?.verdict ?? null, finding: findingOf(dispute), isRecent, reports: 1 };
}

const MET: readonly ItemType[] = ["clock-met", "promise-kept"];
const MISSED: readonly ItemType[] = ["response-late", "promise-broken"];

type Bar = { readonly type: ItemType; readonly day: string };

/** What counted in the conduct of a day, whole UTC days since 1970-01-01. */
export function countedBars(items: readonly RecordItem[], model: Model, day: number): Bar[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  return conductOf(items, model, day).bars.flatMap(({ id }) => {
    const item = byId.get(id);
    return item === undefined ? [] : [{ type: item.type, day: dateOfDay(item.day) }];
  });
}

/** Each report has one outcome. `bars`: what counted in the marks, null where nothing is rated. `since`: the first UTC day that counts. */
export function disputesOf(
  cases: readonly CountedReports[],
  bars: readonly Bar[] | null,
  since: string,
): Omit<DisputesView, "id"> {
  const count = (outcome: Outcome | "any", which: readonly CountedReports[]) =>
    which.reduce((sum, one) => sum + (outcome === "any" || outcomeOf(one) === outcome ? one.reports : 0), 0);
  const recent = cases.filter(({ isRecent }) => isRecent);
  const bound = (types: readonly ItemType[]) =>
    bars?.filter(({ type, day }) => types.includes(type) && day >= since).length ?? 0;
  return {
    ...{ within_days: DISPUTE_DAYS, reports: count("any", recent), proven: count("proven", recent) },
    ...{ refuted: count("refuted", recent), not_taken: count("not-taken", recent) },
    ...{ joined: count("joined", recent), cleared: count("cleared", recent), ended: count("ended", recent) },
    open: count("open", recent),
    deadlines: bars === null ? null : { met: bound(MET), missed: bound(MISSED) },
    ever: countedEver(cases),
  };
}

/** Of all reports, whenever filed. */
export function countedEver(cases: readonly CountedReports[]): DisputesView["ever"] {
  const count = (outcome: Outcome) =>
    cases.reduce((sum, one) => sum + (outcomeOf(one) === outcome ? one.reports : 0), 0);
  return { upheld: count("proven"), open: count("open") };
}

type Outcome = "proven" | "refuted" | "not-taken" | "joined" | "cleared" | "ended" | "open";

function outcomeOf(one: CountedReports): Outcome {
  const { state, verdict, finding } = one;
  if (state === "duplicate") return "joined";
  if (standsAgainst(one)) return "proven";
  if (finding === "cleared") return "cleared";
  if (state === "inadmissible" || (state === "final" && finding === null))
    return verdict === "refuted" ? "refuted" : "not-taken";
  return isUndecided(one) || finding === "open" ? "open" : "ended";
}
