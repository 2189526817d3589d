/** Marks in everyday words. Whatever is said of a tier, a chance or a limit on any page is said here. */

import { formatUtc } from "#components/ui/format-time.ts";
import { countText } from "#lib/kernel/amount.ts";
import { DAY_MS } from "#lib/kernel/instant.ts";
import type { Band } from "#lib/reputation/band.ts";
import { naturalFrequency } from "#lib/reputation/frequency.ts";
import type { Marks } from "#lib/reputation/marks.ts";
import type { Gate, GateRule, Pending, Tier } from "#lib/reputation/tier.ts";

/** Of a provider's marks what pages show; the API's document has it all. */
export type ShownMarks = Pick<
  Marks,
  "day" | "tier" | "byPoints" | "decidedBy" | "gates" | "pending" | "isShut" | "transparency" | "effective" | "depth"
> & {
  readonly conduct: Band & Pick<Marks["conduct"], "score" | "start">;
  readonly failure: (Band & Pick<Marks["conduct"], "score" | "start">) | null;
};

/** What a tier allows by the model: a share of what one could lose at one blow, and days to pay ahead. */
export type Allowed = { readonly percent: number; readonly prepayDays: number };

export const TIER_RISK: Readonly<Record<Tier, string>> = {
  A: "minimal risk",
  B: "low risk",
  C: "elevated risk",
  D: "high risk",
  E: "severe risk",
  unrated: "treat as high risk",
};

/** "D, high risk", and of who is unrated that word alone. */
export const tierWords = (tier: Tier) => (tier === "unrated" ? "unrated" : `${tier}, ${TIER_RISK[tier]}`);

/** `2026-11-27` of a count of UTC days. */
export const dayText = (day: number) => formatUtc(day * DAY_MS, "day");

/** "1 in 9" of ppm: the number that {@link naturalFrequency} says, without "about". */
export const oneIn = (ppm: number) => naturalFrequency(ppm).replace(/^about /, "");

/** "8.1 %" of ppm, with at most two digits. */
export function percentText(ppm: number): string {
  if (ppm >= 100_000) return `${Math.round(ppm / 10_000)} %`;
  if (ppm >= 10_000) return `${trimmed(ppm / 10_000, 1)} %`;
  if (ppm >= 1_000) return `${trimmed(ppm / 10_000, 2)} %`;
  return ppm >= 100 ? `${trimmed(ppm / 10_000, 2)} %` : "under 0.01 %";
}

const trimmed = (value: number, digits: number) => String(Number(value.toFixed(digits)));

/** The band of the mark that decides the tier. */
export function decidingBand({
  decidedBy,
  conduct,
  failure,
}: Pick<ShownMarks, "decidedBy" | "conduct" | "failure">): Band {
  return decidedBy === "failure" && failure !== null ? failure : conduct;
}

/** What may happen within a year, for a sentence that begins with a share of providers. */
export const WITHIN_A_YEAR: Readonly<Record<Marks["decidedBy"], string>> = {
  failure: "may fail within a year",
  conduct: "may be found at grave or serious fault within a year",
};

const SHARES: Readonly<Record<number, string>> = { 50: "half of ", 25: "a quarter of ", 10: "a tenth of " };

/** "at most a quarter of what you could lose, for at most 7 days" */
export function allowedWords({ percent, prepayDays }: Allowed): string {
  const share = percent === 100 ? "no more than" : `at most ${SHARES[percent] ?? `${percent} % of `}`.trimEnd();
  return `${share} what you could lose, and pay for at most ${days(prepayDays)} ahead`;
}

/** What to do with money there, as a clause. */
export const limitWords = (allowed: Allowed) =>
  allowed.percent === 0 ? "do not add money; withdraw what you can" : `keep ${allowedWords(allowed)}`;

export const days = (count: number) => (count === 1 ? "1 day" : `${countText(count)} days`);

/** Of a number of days ahead: "in 3 weeks", "in about 14 months", "at once". */
export function aheadWords(daysAhead: number): string {
  if (daysAhead <= 0) return "at once";
  if (daysAhead < 14) return `in ${days(daysAhead)}`;
  if (daysAhead < 120) return `in ${Math.ceil(daysAhead / 7)} weeks`;
  return `in about ${Math.round(daysAhead / 30.4)} months`;
}

/** What bounds a tier, or closes the purse, in a sentence without its end. */
export const GATE_WORDS: Readonly<Record<GateRule, string>> = {
  equivocation: "it signed two different words on one thing, and that is not resolved",
  failed: "its heartbeat has been silent for 14 days",
  suspended: "its heartbeat has been silent for 72 hours",
  malice: "a grave fault was upheld, meant by the provider",
  stale: "what users must be able to rely on has ended",
  closing: "it has announced that it closes",
};

/** "Rule: … → at best D until 2028-03-03". `names`: titles of disclosures by type. */
export function gateSentence({ rule, atBest, until, of }: Gate, names: (type: string) => string): string {
  const what = rule === "stale" ? `ended and not renewed: ${of.map(names).join(", ")}` : GATE_WORDS[rule];
  if (atBest === null) return `${what} → keep nothing there, whatever the tier`;
  return `${what} → at best ${atBest} until ${until === null ? "that is mended" : dayText(until)}`;
}

/** "C from 2026-12-04, unless …" */
export function pendingSentence({ tier, day, reason, of }: Pending, names: (type: string) => string): string {
  const unless =
    reason === "stale" ? `its disclosure “${names(of)}” is renewed before` : "it gives a sign of life before";
  return `${tier} from ${dayText(day)} on, unless ${unless}.`;
}
