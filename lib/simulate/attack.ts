/**
 * Fake identities against the ranking: every provider is attacked by k of them. Those of a bad provider praise it as
 * often as an index lets them, those of a good one report it with the best that strangers can forge. What honest
 * people saw stays in the record. Then: how often does a good provider still stand above a bad one?
 */
import type { Random } from "#lib/kernel/clock.ts";
import { aucOf } from "#lib/reputation/backtest/figures.ts";
import { conductScoreOf } from "#lib/reputation/conduct.ts";
import type { Model } from "#lib/reputation/model.ts";
import { PLAIN, type RecordItem } from "#lib/reputation/record-item.ts";
import { type Dice, diceOf } from "./dice.ts";

const DAY = 20_784;
const SEEN_DAYS = 365;
const BAD_SHARE = 0.3;
/** People who audit a provider honestly, and how often in a year each does. */
const AUDITORS = 4;
const AUDITS_EACH = 40;
/** A fake audits on so many days, and reports so often: more than the caps let through. */
const FAKE_AUDITS = 20;
const FAKE_REPORTS = 3;
/** Late answers, stale disclosures and broken promises of a year, of everybody. */
const SLIPS = 1;
/** Verdicts that a bad provider collects in a year, beyond the first. */
const FURTHER_VERDICTS = 1;

export type AttackResult = {
  readonly fakes: number;
  /** By the conduct score, with the model's caps. */
  readonly aucConduct: number | null;
  /** By the share of voices that are good when all count equally, as in a shop's stars. */
  readonly aucVotes: number | null;
};

type Target = {
  readonly isBad: boolean;
  readonly items: readonly RecordItem[];
  readonly good: number;
  readonly bad: number;
};

/** Throws nothing; the same source of bytes gives the same result. */
export function attack(
  random: Random,
  { fakes, targets }: { fakes: number; targets: number },
  model: Model,
): AttackResult {
  const dice = diceOf(random);
  const attacked = Array.from({ length: targets }, () => attackedTarget(dice, fakes));
  const happened = attacked.map(({ isBad }) => (isBad ? 1 : 0));
  const score = attacked.map(({ items }) => -conductScoreOf(items, model, DAY).score);
  const votes = attacked.map(({ good, bad }) => bad / Math.max(1, good + bad));
  return { fakes, aucConduct: aucOf({ value: score, happened }), aucVotes: aucOf({ value: votes, happened }) };
}

function attackedTarget(dice: Dice, fakes: number): Target {
  const isBad = dice.isTrue(BAD_SHARE);
  const honest = honestRecord(dice, isBad);
  const forged = Array.from({ length: fakes }, (_, at) =>
    isBad ? praise(dice, `fake-${at}`) : accusations(dice, `fake-${at}`),
  ).flat();
  const verdicts = honest.filter(({ type }) => type === "verdict").length;
  return {
    isBad,
    items: [...honest, ...forged].map((item, at) => ({ ...item, id: `${at}`, entry: at })),
    // Each person one voice: an auditor praises whom he never caught.
    good: (isBad ? 0 : AUDITORS) + (isBad ? fakes : 0),
    bad: verdicts + (isBad ? 0 : fakes),
  };
}

const FACT = { ...PLAIN, id: "", entry: 0, cluster: "unvouched" } as const;

/**
 * What people saw who are nobody's friends: clean answers and small slips of both kinds, and what makes a provider bad:
 * at least one upheld grave or serious fault, which may be a year old and mere negligence.
 */
function honestRecord(dice: Dice, isBad: boolean): RecordItem[] {
  const items: RecordItem[] = [];
  for (let auditor = 0; auditor < AUDITORS; auditor++)
    for (let count = dice.poisson(AUDITS_EACH); count > 0; count--)
      items.push({ ...FACT, type: "audit", day: someDay(dice), standing: "half", reporter: `auditor-${auditor}` });
  for (let count = dice.poisson(SLIPS); count > 0; count--)
    items.push({
      ...FACT,
      type: dice.pick(["response-late", "disclosure-stale", "promise-broken"] as const),
      severity: "minor",
      attribution: "negligence",
      day: someDay(dice),
      standing: "full",
      reporter: null,
      cluster: null,
    });
  if (!isBad) return items;
  for (let count = 1 + dice.poisson(FURTHER_VERDICTS); count > 0; count--)
    items.push({
      ...FACT,
      type: "verdict",
      severity: dice.pick(["grave", "serious", "serious"] as const),
      attribution: dice.pick(["unknown", "unknown", "negligence"] as const),
      day: someDay(dice),
      standing: "full",
      reporter: `auditor-${dice.roll(AUDITORS)}`,
      faultGroup: `lie-${count}`,
    });
  return items;
}

/** Clean audits are real: whoever pays for answers may have them run again. Made lately, when they count most. */
function praise(dice: Dice, fake: string): RecordItem[] {
  return Array.from({ length: FAKE_AUDITS }, () => ({
    ...FACT,
    type: "audit",
    day: DAY - dice.roll(FAKE_AUDITS),
    standing: "half",
    reporter: fake,
  }));
}

/** Reports with a third party's signature, which may be a friend's, and bare claims. */
function accusations(dice: Dice, fake: string): RecordItem[] {
  return Array.from({ length: FAKE_REPORTS }, (_, at) => ({
    ...FACT,
    type: "open-report",
    severity: "grave",
    evidence: at === 0 ? "signed-by-third-party" : "claim",
    attribution: "malice",
    day: DAY - dice.roll(30),
    standing: "half",
    reporter: fake,
  }));
}

function someDay(dice: Dice): number {
  return DAY - dice.roll(SEEN_DAYS);
}
