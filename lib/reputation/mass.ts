/** What one fact weighs, before age and caps. */
import { divRound, ONE } from "./integers.ts";
import type { Model } from "./model.ts";
import { isGood, type RecordItem } from "./record-item.ts";

/**
 * Mass in 2^16ths: base × evidence × standing × attribution, rounded once, halves away from zero. 0 for what does not
 * count: a bare claim, no fault, an open report without a third party's signature.
 *
 * Base comes in thousandths and four factors in percent, so 2^16 / (1000 × 100^4) is left, which is 2^5 / 5^11.
 */
export function massOf(item: RecordItem, model: Model): number {
  if (item.type === "open-report" && !model.openReportEvidence.includes(item.evidence)) return 0;
  const evidence = model.evidencePercent[item.evidence];
  const standing = model.standingPercent[item.standing];
  if (isGood(item.type)) return scaled(model.base.good[item.type] * evidence * standing * 100 * 100);
  const base = model.base.bad[item.severity ?? "minor"];
  const attribution = model.attributionPercent[item.attribution ?? "unknown"];
  const told = item.selfDisclosed ? model.selfDisclosedPercent : 100;
  return scaled(base * evidence * standing * attribution * told);
}

const scaled = (product: number) => divRound(product * 2 ** 5, 5 ** 11);

/** A mass in thousandths, as models state caps, in 2^16ths. */
export function massOfThousandths(thousandths: number): number {
  return divRound(thousandths * ONE, 1000);
}

/**
 * What is left of a mass after `age` days: the table has one half-life, each further one halves. Rounded once,
 * halves away from zero, so that in the end nothing is left.
 */
export function decayed(mass: number, age: number, decay: readonly number[]): number {
  const inHalfLife = age % decay.length;
  const halvings = (age - inHalfLife) / decay.length;
  const divisor = DIVISORS[halvings];
  return divisor === undefined ? 0 : divRound(mass * (decay[inHalfLife] ?? 0), divisor);
}

/** 2^16 for an age within the first half-life, doubled for each further one. Masses are below 2^32: later they are 0. */
const DIVISORS = Array.from({ length: 34 }, (_, halvings) => ONE * 2 ** halvings);
