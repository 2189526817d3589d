/**
 * A model: every constant and table by which facts become marks. It is data, public and hashed, so that a change of
 * the rules is told apart from a change of the world.
 */
import { hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import model1 from "./model-1.json" with { type: "json" };
import type { Attribution, EvidenceClass, GoodType, Severity } from "./record-item.ts";

/** Points from a value on, to the next step. `from` ascends. */
export type Step = { readonly from: number; readonly points: number };

/** A term of the scorecard: what it is worth by its value, and when nobody knows it; whence the numbers come. */
export type Term = {
  /** `study`: a published measurement. `prior`: a guess, stated as one, until this index has measured. */
  readonly basis: string;
  readonly says: string;
  readonly unknown: number;
  readonly steps: readonly Step[];
};

/**
 * Masses in thousandths, factors in percent, points in thousandths, probabilities in parts per million, decays and
 * evidence in 2^16ths, days whole.
 */
export type Model = {
  readonly type: string;
  readonly name: string;
  readonly base: {
    readonly good: Readonly<Record<GoodType, number>>;
    readonly bad: Readonly<Record<Severity, number>>;
  };
  readonly evidencePercent: Readonly<Record<EvidenceClass, number>>;
  readonly standingPercent: { readonly full: number; readonly half: number };
  readonly attributionPercent: Readonly<Record<Attribution, number>>;
  readonly selfDisclosedPercent: number;
  /** Evidence with which an open report counts at all. */
  readonly openReportEvidence: readonly string[];
  /** Good and bad mass that everybody begins with. */
  readonly prior: { readonly good: number; readonly bad: number };
  /** Mass that counts at most, in each window. `duties`: of what the provider itself kept; `auditDay`: of a UTC day. */
  readonly caps: {
    readonly reporter: number;
    readonly cluster: number;
    readonly openReports: number;
    readonly duties: number;
    readonly auditDay: number;
  };
  /** Half-lives with the weight of their points; `decay[d]` is 2^(−d / halfLifeDays) for one half-life, halved for each further. */
  readonly windows: readonly {
    readonly halfLifeDays: number;
    readonly weight: number;
    readonly decay: readonly number[];
  }[];
  /** What decays by the longest window in all of them. */
  readonly longCurve: { readonly types: readonly string[]; readonly severities: readonly string[] };
  /** S0: points that everybody has besides those of the prior masses. */
  readonly startPoints: number;
  readonly evidence: {
    /** Mass that is one unit of clean evidence. */
    readonly cleanUnit: number;
    /** Mass that is one unit of evidence of faults. */
    readonly faultUnit: number;
    /** Units below which a provider is unrated. */
    readonly rated: number;
    readonly medium: number;
    readonly deep: number;
    /** Units that everybody's band begins with. */
    readonly prior: number;
  };
  /** Probability of an upheld grave or serious fault within a year, by conduct: row k is for `least + k × step` points. */
  readonly faultTable: { readonly least: number; readonly step: number; readonly ppm: readonly number[] };
  /** Ends of the 90 % band by evidence (rows, units) and estimate (columns, ppm). */
  readonly bandTable: {
    readonly units: readonly number[];
    readonly estimates: readonly number[];
    readonly low: readonly (readonly number[])[];
    readonly high: readonly (readonly number[])[];
  };
  readonly failure: {
    readonly startPoints: number;
    /** Row k is for k whole points. */
    readonly ppm: readonly number[];
    readonly terms: {
      readonly age: Term;
      readonly breach: Term;
      readonly coverage: Term;
      readonly coverageAge: Term;
      readonly heartbeat: {
        readonly basis: string;
        readonly says: string;
        readonly points: Readonly<Record<string, number>>;
      };
      readonly silences: Term;
      readonly ownerConcentration: Term;
      readonly hostConcentration: Term;
      readonly transparency: Term;
      readonly services: Term;
      readonly volume: {
        readonly basis: string;
        readonly says: string;
        readonly unknown: number;
        readonly reference: string;
        readonly perDoubling: number;
        readonly most: number;
      };
    };
    /** Days of armed heartbeat that are one unit of evidence, and the most units that it gives. */
    readonly heartbeatDaysPerUnit: number;
    readonly heartbeatUnits: number;
  };
  /** Upper end of the band below which a tier is reached, best first; what reaches none is E. */
  readonly tiers: readonly { readonly tier: string; readonly below: number }[];
  readonly gates: { readonly maliceDays: number; readonly suspendedHours: number; readonly failedDays: number };
  readonly limits: {
    readonly lossGivenDefault: number;
    readonly sharePercent: Readonly<Record<"A" | "B" | "C" | "D" | "E" | "unrated", number>>;
    readonly prepayDays: Readonly<Record<"A" | "B" | "C" | "D" | "E" | "unrated", number>>;
    /** Expected loss within 30 days that stacked and clustered holdings may have, of the bearable loss. */
    readonly stackedShare: number;
  };
};

/** The first model: the file that `npm run check -- --fix` makes from `make/make-model.ts`. */
export const MODEL_1: Model = model1;

/** SHA-256 of the model's canonical JSON, in hex. The file has that form, so that `sha256sum` of it gives the same. */
export function modelHash(model: Model): string {
  const known = hashes.get(model);
  if (known !== undefined) return known;
  const hash = hexEncode(sha256(canonicalBytes(model)));
  hashes.set(model, hash);
  return hash;
}

/** A model is never changed, and every mark names its hash. */
const hashes = new WeakMap<Model, string>();

/** The models that this code brings along, by hash: others come out of the log. */
export function findModel(hash: string): Model | undefined {
  return [MODEL_1].find((model) => modelHash(model) === hash);
}
