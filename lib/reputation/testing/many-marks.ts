/** Marks of a hundred records by chance, each as of a day by chance: one digest that every engine has to reach. */
import { hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import { conductOf } from "../conduct.ts";
import { type MarksInput, marksOf } from "../marks.ts";
import { MODEL_1 } from "../model.ts";
import {
  ATTRIBUTIONS,
  BAD_TYPES,
  EVIDENCE_CLASSES,
  GOOD_TYPES,
  isGood,
  type RecordItem,
  SEVERITIES,
} from "../record-item.ts";
import { item, TODAY } from "./records.ts";

/** SHA-256 in hex over all marks and waterfalls. */
export function manyMarksDigest(count = 100): string {
  const dice = diceOf(6962);
  const documents = Array.from({ length: count }, () => {
    const input = inputByChance(dice, dice(300));
    const day = TODAY - dice(1500);
    return { marks: marksOf(input, MODEL_1, day), bars: conductOf(input.items, MODEL_1, day).bars };
  });
  return hexEncode(sha256(canonicalBytes(documents)));
}

/** A whole number from 0 to below `sides`. */
export type Dice = (sides: number) => number;

/** MINSTD of Park and Miller: exact in safe integers. */
export function diceOf(seed: number): Dice {
  let state = seed;
  return (sides) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
}

export function inputByChance(dice: Dice, count: number): MarksInput {
  const maybe = (sides: number) => (dice(3) === 0 ? null : dice(sides));
  const instance = {
    ageDays: dice(2000),
    daysSinceBreach: maybe(500),
    coverage: dice(2) === 0 ? null : { percent: dice(140), ageDays: dice(120) },
    heartbeat: pick(dice, ["none", "armed", "suspended", "failed"] as const),
    heartbeatDays: dice(730),
    silences: dice(5),
    ownerProviders: maybe(5),
    hostProviders: maybe(5),
    steps: dice(5),
    servicesScore: maybe(20_000),
    volume: dice(2) === 0 ? null : String(dice(2_000_000_000)),
  };
  return {
    items: recordByChance(dice, count),
    instance: dice(2) === 0 ? null : instance,
    gates: {
      hasEquivocated: dice(20) === 0,
      silentHours: maybe(400),
      stale: dice(4) === 0 ? ["fees", "contacts"] : [],
      ending: dice(2) === 0 ? [] : [{ type: "identity", day: TODAY - dice(1500) + 10 }],
      isClosing: dice(20) === 0,
    },
    steps: instance.steps,
  };
}

export function recordByChance(dice: Dice, count: number): RecordItem[] {
  return Array.from({ length: count }, (_, entry) => {
    const type = pick(dice, dice(4) === 0 ? BAD_TYPES : GOOD_TYPES);
    const fault = { severity: pick(dice, SEVERITIES), attribution: pick(dice, ATTRIBUTIONS) };
    return item({
      ...(isGood(type) ? {} : { ...fault, faultGroup: pick(dice, [null, `${dice(9)}`]) }),
      id: `${entry}`,
      entry,
      day: TODAY - 1500 + dice(1500),
      type,
      evidence: pick(dice, EVIDENCE_CLASSES),
      standing: pick(dice, ["full", "half"] as const),
      selfDisclosed: dice(9) === 0,
      reporter: pick(dice, [null, `r${dice(20)}`]),
      cluster: pick(dice, [null, "unvouched", "ring"]),
    });
  });
}

function pick<T>(dice: Dice, list: readonly T[]): T {
  const found = list[dice(list.length)];
  if (found === undefined) throw new RangeError("nothing to pick from");
  return found;
}
