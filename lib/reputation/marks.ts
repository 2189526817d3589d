/**
 * The four marks of a provider as one document of integers: conduct, chance to fail, transparency, depth, and the tier
 * that follows from the first two. Whoever has the same facts, model and day has the same bytes.
 */
import { hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import { type Band, type Depth, depthOf, faultProbability } from "./band.ts";
import { conductScoreOf } from "./conduct.ts";
import { type Failure, failureProbability, type InstanceFacts } from "./failure.ts";
import { type Model, modelHash } from "./model.ts";
import type { RecordItem } from "./record-item.ts";
import type { Rated } from "./stack.ts";
import { type GateFacts, type Rating, ratingOf } from "./tier.ts";

/** Facts of one provider as of one day. No name, no payment, no fame: there is no field for them. */
export type MarksInput = {
  readonly items: readonly RecordItem[];
  /** Null for services. */
  readonly instance: InstanceFacts | null;
  readonly gates: GateFacts;
  /** Transparency steps reached, 0 to 4. */
  readonly steps: number;
};

/** Points in thousandths, probabilities in ppm, evidence in 2^16ths of a unit, days since 1970-01-01. */
export type Marks = Rating & {
  readonly type: "touchstone-marks/v1";
  readonly model: string;
  readonly day: number;
  readonly conduct: Band & { readonly score: number; readonly start: number; readonly clean: number };
  readonly failure: (Band & Pick<Failure, "score" | "start" | "bars">) | null;
  readonly transparency: number;
  /** Of all that counts towards the tier. */
  readonly effective: number;
  readonly depth: Depth;
};

export function marksOf({ items, instance, gates, steps }: MarksInput, model: Model, day: number): Marks {
  const conduct = conductScoreOf(items, model, day);
  const failure = instance === null ? null : failureProbability(instance, conduct, model);
  // One provider, one body of evidence: an instance that gives signs of life every day was looked at in all it does.
  const clean = failure?.clean ?? conduct.clean;
  const conductBand = faultProbability({ ...conduct, clean }, model);
  const effective = failure?.effective ?? conduct.effective;
  const { score, start } = conduct;
  return {
    type: "touchstone-marks/v1",
    model: modelHash(model),
    day,
    ...ratingOf({ items, conduct, conductBand, failure, gates }, model, day),
    conduct: { score, start, clean, ...conductBand },
    failure:
      failure === null ? null : { score: failure.score, start: failure.start, bars: failure.bars, ...failure.band },
    transparency: steps,
    effective,
    depth: depthOf(effective, model),
  };
}

/** SHA-256 of the canonical JSON, in hex. */
export function marksDigest(marks: Marks): string {
  return hexEncode(sha256(canonicalBytes(marks)));
}

/** Points of the mark that decides. */
export function decidingScore({ decidedBy, conduct, failure }: Marks): number {
  return decidedBy === "failure" && failure !== null ? failure.score : conduct.score;
}

/** What stacks and limits read of marks: the band of the mark that decides. */
export function ratedOf({ tier, isShut, conduct, failure, decidedBy }: Marks): Rated {
  const { estimate, low, high } = decidedBy === "failure" && failure !== null ? failure : conduct;
  return { tier, isShut, band: { estimate, low, high } };
}
