/** Words of the history, made from its numbers. */

import { kindNoun } from "#components/log/entry/entry-words.ts";
import { formatUtc } from "#components/ui/format-time.ts";
import type { Counterfactual } from "#lib/client/marks/counterfactual.ts";
import { countText } from "#lib/kernel/amount.ts";
import { DAY_MS } from "#lib/kernel/instant.ts";
import type { Tier } from "#lib/reputation/tier.ts";
import { DISCLOSURE_WORDS } from "#lib/statement/disclosures/words.ts";
import { ageOf, type Change, LEAST_DAYS, runsOf, weightOf } from "./history-model.ts";
import type { History, HistoryPoint, Lane, RailEvent } from "./history-points.ts";
import type { WithoutEvent } from "./use-counterfactual.ts";

export const LANES: readonly Lane[] = ["cases", "disclosures", "keys", "prices"];
export const LANE_WORDS: Readonly<Record<Lane, string>> = {
  cases: "cases",
  disclosures: "disclosures",
  keys: "keys",
  prices: "prices, other",
};

export const dateText = (day: number) => formatUtc(day * DAY_MS, "day");
export const tierName = (tier: Tier) => (tier === "unrated" ? "unrated" : tier);
const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const TRANSITIONS: Readonly<Record<string, string>> = {
  suspend: "Heartbeat silent for 72 hours",
  fail: "Heartbeat silent for 14 days",
  rule: "Case ruled",
  activate: "Key in force",
  retire: "Key retired",
};
const STALE = /^(long-)?stale\/([a-z_]+)$/;

/** What happened, in a few words: "Identity published", "Proven: wrong result". */
export function eventWords({ says: { code, params } }: Pick<RailEvent, "says">): string {
  // Kinds of claims are words already: "wrong-result".
  const claim = String(params.claim ?? "").replaceAll("-", " ");
  if (code === "report.file") return `Reported: ${claim}`;
  if (code === "case.verdict") return `${params.verdict === "proven" ? "Proven" : "Not proven"}: ${claim}`;
  if (code === "case.ruling") return `Ruling: ${claim}`;
  if (code === "due") return dueWords(String(params.transition ?? ""));
  return kindNoun(code);
}

function dueWords(transition: string): string {
  const stale = STALE.exec(transition);
  const title = Object.entries(DISCLOSURE_WORDS).find(([type]) => type === stale?.[2])?.[1].title;
  if (stale !== null && title !== undefined) return `${title} ended, not renewed${stale[1] ? " for long" : ""}`;
  if (transition.startsWith("overdue/")) return "Incident: a deadline was missed";
  return TRANSITIONS[transition] ?? "A deadline passed";
}

/** "C → D", or "D" where the tier stayed. */
export function tierChange({ before, after }: Change): string {
  if (after === undefined) return "";
  if (before === undefined || before.tier === after.tier) return upper(tierName(after.tier));
  return `${upper(tierName(before.tier))} → ${tierName(after.tier)}`;
}

/** In the drawing: "Proven: wrong result, B → E"; where the tier stayed, only what happened. */
export function labelWords(event: RailEvent, change: Change): string {
  const isSame = change.before?.tier === change.after?.tier;
  return isSame ? eventWords(event) : `${eventWords(event)}, ${tierChange(change)}`;
}

/** "estimate 3.1 %, up to 4.9 %"; of who is unrated nothing is estimated. */
export function chanceWords(point: HistoryPoint): string {
  if (point.tier === "unrated") return "too little evidence for an estimate";
  return `estimate ${percent(point.estimate)}, up to ${percent(point.high)}`;
}

/** At most two digits. */
export function percent(ppm: number): string {
  const value = ppm / 10_000;
  return `${value >= 10 ? Math.round(value) : Number(value.toPrecision(2))} %`;
}

/** The finding: "D since 2028-03-03, after “Ruling: …”; before that B for 14 months". */
export function historyTitle({ points, events, modelChanges }: History): string {
  const runs = runsOf(points);
  const [now, before] = [runs.at(-1), runs.at(-2)];
  if (now === undefined) return "Not rated yet";
  const name = upper(tierName(now.tier));
  if (before === undefined) return `${name} for all ${spanWords(now.days)} seen`;
  const isRules = modelChanges.some(({ day }) => day === now.from);
  const [cause] = events.filter(({ day }) => day === now.from).sort((a, b) => weightOf(b) - weightOf(a));
  const told = cause === undefined ? "" : `, after “${eventWords(cause)}”`;
  const after = isRules ? ", when the rules changed, not the provider" : told;
  return `${name} since ${dateText(now.from)}${after}; before that ${tierName(before.tier)} for ${spanWords(before.days)}`;
}

/** Where there is no curve: how young it is, or how little happened. */
export function tooYoungTitle(history: History): string {
  const age = ageOf(history);
  if (age < LEAST_DAYS) return `Too young for a curve: ${spanWords(age)}`;
  const { length } = history.events;
  return `Too little happened for a curve: ${length === 1 ? "1 event" : `${length} events`} in ${spanWords(age)}`;
}

/** "9 days", "14 months". */
export function spanWords(days: number): string {
  if (days < 61) return `${days} ${days === 1 ? "day" : "days"}`;
  if (days < 730) return `${Math.round(days / 30.4)} months`;
  return `${(days / 365).toFixed(1)} years`;
}

/** What the drawing shows, as a sentence for its caption. */
export function historyCaption(history: History, shown: readonly HistoryPoint[], what: string): string {
  const rated = shown.filter(({ tier }) => tier !== "unrated");
  const days = `${countText(shown.length)} ${shown.length === 1 ? "day" : "days"} on which the log grew, as rated then`;
  if (rated.length === 0) return `${days}: unrated on all of them. ${rulesSentence(history)}`;
  const highs = rated.map(({ high }) => high);
  return `${days}: ${what}, its upper end between ${percent(Math.min(...highs))} and ${percent(Math.max(...highs))}; the upper end sets the tier. ${rulesSentence(history)}`;
}

function rulesSentence({ modelChanges }: Pick<History, "modelChanges">): string {
  if (modelChanges.length === 0) return "The rules did not change in this time.";
  return `The rules changed on ${modelChanges.map(({ day }) => dateText(day)).join(", ")}: that is not the provider's doing.`;
}

/** "Without “Ruling: …” of 2028-03-03 it would be B today, up to 4.4 %, instead of D, up to 21 %." */
export function withoutSentence({ event, found: { asIs, without } }: WithoutEvent): string {
  const of = (marks: Counterfactual["asIs"]) => `${tierName(marks.tier)}, up to ${percent(marks.high)}`;
  const same = asIs.tier === without.tier && asIs.high === without.high;
  const outcome = same
    ? `it would be ${of(asIs)} today all the same`
    : `it would be ${of(without)} today, instead of ${of(asIs)}`;
  return `Without “${eventWords(event)}” of ${dateText(event.day)} ${outcome}. Computed in this browser from today's facts.`;
}
