/** How reports against a provider went, and how it kept the deadlines that it took on. */
import { z } from "zod";
import type { ItemType } from "#lib/reputation/record-item.ts";
import { providerIdSchema, sizeSchema } from "./common.ts";

export const DISPUTE_DAYS = 365;

export const disputesSchema = z
  .object({
    id: providerIdSchema,
    within_days: z.literal(DISPUTE_DAYS),
    reports: sizeSchema.meta({ description: "Filed within these days, the five outcomes together." }),
    proven: sizeSchema.meta({ description: "By machine, or ruled." }),
    refuted: sizeSchema,
    not_taken: sizeSchema.meta({ description: "Inadmissible, and not refuted." }),
    joined: sizeSchema.meta({ description: "Of a fault that was reported before." }),
    open: sizeSchema,
    deadlines: z
      .object({ met: sizeSchema, missed: sizeSchema })
      .nullable()
      .meta({ description: "Of incidents and promises of its own, within these days; null: no model is in force." }),
    ever: z.object({ upheld: sizeSchema, open: sizeSchema }).meta({ description: "Of all reports, whenever filed." }),
  })
  .meta({ id: "Disputes" });
export type DisputesView = z.infer<typeof disputesSchema>;

/** Reports of one state and verdict. `isRecent`: filed within {@link DISPUTE_DAYS}. */
export type CountedReports = {
  readonly state: string;
  readonly verdict: string | null;
  readonly isRecent: boolean;
  readonly reports: number;
};

const MET: readonly ItemType[] = ["clock-met", "promise-kept"];
const MISSED: readonly ItemType[] = ["response-late", "promise-broken"];

type Bar = { readonly type: ItemType; readonly day: string };

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
    ...{ joined: count("joined", recent), open: count("open", recent) },
    deadlines: bars === null ? null : { met: bound(MET), missed: bound(MISSED) },
    ever: { upheld: count("proven", cases), open: count("open", cases) },
  };
}

type Outcome = "proven" | "refuted" | "not-taken" | "joined" | "open";

function outcomeOf({ state, verdict }: CountedReports): Outcome {
  if (state === "duplicate") return "joined";
  if (state === "proven" || state === "ruled") return "proven";
  if (verdict === "refuted") return "refuted";
  return state === "inadmissible" ? "not-taken" : "open";
}
