/** What something changes in a provider's marks, in everyday words: tier, what people may keep there, chance, steps. */
import type { DutyEffect } from "#lib/client/marks/operator-effects.ts";
import { exposureLimit } from "#lib/reputation/limits.ts";
import { type Marks, marksDigest } from "#lib/reputation/marks.ts";
import type { Model } from "#lib/reputation/model.ts";
import { isBetterTier } from "#lib/reputation/tier.ts";
import { dayText, decidingBand, oneIn } from "../marks-words.ts";

export type Effect = { readonly before: Marks; readonly after: Marks; readonly model: Model };

/** `headline`: "From C to B", "Keeps C", "No change"; `parts`: what else moves, each a few words. */
export type EffectWords = {
  readonly way: "better" | "worse" | "same";
  readonly headline: string;
  readonly parts: readonly string[];
  /** Not one digit moves. */
  readonly isAlike: boolean;
};

const NOTHING = "Changes nothing in its marks";
const HUNDRED = 100_000_000n;
const MILLION = 1_000_000n;

/** Of every 100 that a user could lose at one blow: how many may be kept there. */
export function limitOf100({ tier, isShut }: Pick<Marks, "tier" | "isShut">, model: Model): string {
  return String(exposureLimit({ tier, isShut }, HUNDRED, model) / MILLION);
}

export function effectWords({ before, after, model }: Effect): EffectWords {
  const way = wayOf(before, after);
  if (marksDigest(before) === marksDigest(after)) return { way, headline: NOTHING, parts: [], isAlike: true };
  return {
    way,
    headline: headlineOf({ before, after, model }),
    parts: partsOf({ before, after, model }),
    isAlike: false,
  };
}

/** In one line: "From C to B: limit 25 → 50 of 100, shows 1 → 2 of 4". */
export function effectText(effect: Effect): string {
  const { headline, parts } = effectWords(effect);
  return parts.length === 0 ? headline : `${headline}: ${parts.join(", ")}`;
}

function wayOf(before: Marks, after: Marks): EffectWords["way"] {
  if (before.isShut !== after.isShut) return after.isShut ? "worse" : "better";
  if (isBetterTier(after.tier, before.tier)) return "better";
  return isBetterTier(before.tier, after.tier) ? "worse" : "same";
}

function headlineOf({ before, after, model }: Effect): string {
  if (before.tier !== after.tier) return `From ${before.tier} to ${after.tier}`;
  if (before.isShut !== after.isShut) return after.isShut ? "Closes the purse" : "Opens the purse again";
  const stays = after.tier === "unrated" ? "Stays unrated" : `Keeps ${after.tier}`;
  return `${stays}, limit ${limitOf100(after, model)} of 100`;
}

function partsOf({ before, after, model }: Effect): string[] {
  const parts: string[] = [];
  const [was, is] = [limitOf100(before, model), limitOf100(after, model)];
  if (was !== is) parts.push(`limit ${was} → ${is} of 100`);
  else if (before.tier !== after.tier) parts.push(`limit ${is} of 100 as before`);
  const [high, newHigh] = [oneIn(decidingBand(before).high), oneIn(decidingBand(after).high)];
  if (high !== newHigh) parts.push(`chance of ${CHANCES[after.decidedBy]} within a year: up to ${high} → ${newHigh}`);
  if (before.transparency !== after.transparency)
    parts.push(`shows ${before.transparency} → ${after.transparency} of 4`);
  const [then, now] = [before.pending, after.pending];
  if (then !== null && now === null) parts.push(`no fall to ${then.tier} on ${dayText(then.day)}`);
  if (now !== null && then?.day !== now.day) parts.push(`falls to ${now.tier} on ${dayText(now.day)} unless mended`);
  return parts;
}

const CHANCES: Readonly<Record<Marks["decidedBy"], string>> = {
  failure: "failing",
  conduct: "a grave or serious fault",
};

/** Beside an action: "Keeps C: left, it would be D from 2026-12-04 on." */
export function dutyEffectText(found: DutyEffect): string {
  const { effect } = found;
  const { way, headline } = effectWords(effect);
  const { before, after, model } = effect;
  if (found.kind === "renewal") {
    if (way === "same") return `By itself it moves no tier: ${after.tier} either way.`;
    return `Keeps ${after.tier}: left, ${before.tier} from ${dayText(found.day)} on, limit ${limitOf100(before, model)} in place of ${limitOf100(after, model)} of 100.`;
  }
  if (found.left > 1) {
    const gain = way === "same" ? "" : ` With all: ${lowerFirst(effectText(effect))}.`;
    return `One of ${found.left} that step ${found.step} needs.${gain}`;
  }
  const what = headline === NOTHING ? "nothing in its marks" : lowerFirst(effectText(effect));
  return `Completes step ${found.step}: ${what}.`;
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
