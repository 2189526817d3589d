/**
 * The shortest honest path to each tier, by the same code that rates: a small anonymous provider that never slips. A service
 * is audited on five days of seven by three people whom nobody vouches for; an instance gives signs of life, publishes
 * what it owes and holds every month, and sells that service. Both renew a disclosure in time every thirty days. It has no licence to show, no
 * volume to prove, and no field to tell of either.
 */
import { divFloor } from "./integers.ts";
import { type MarksInput, marksOf } from "./marks.ts";
import type { Model } from "./model.ts";
import { PLAIN, type RecordItem } from "./record-item.ts";
import type { GateFacts, Tier } from "./tier.ts";

/** Where a path begins: any day will do, since only ages count. */
const BEGIN = 20_000;
const LONGEST_WEEKS = 150;

/** First day on which a tier holds, its weeks rounded up, and how many facts had counted by then. */
export type Reached = {
  readonly tier: Tier;
  readonly days: number;
  readonly weeks: number;
  readonly audits: number;
  readonly duties: number;
};

export type PathKind = "service" | "instance";

/** In the order in which they are reached, each better than those before; a tier that is not reached is left out. */
export function reachable(kind: PathKind, model: Model): Reached[] {
  const reached: Reached[] = [];
  let best: Tier = "unrated";
  // Week by week, then by day within the week: every day of three years would be a thousand ratings.
  for (let week = 0; week <= LONGEST_WEEKS && best !== "A"; week++) {
    if (RANK[tierAfter(kind, week * 7, model)] >= RANK[best]) continue;
    for (let days = week * 7 - 6; days <= week * 7; days++) {
      const tier = tierAfter(kind, days, model);
      if (RANK[tier] >= RANK[best]) continue;
      best = tier;
      const { items } = honest(kind, days, model);
      const audits = items.filter(({ type }) => type === "audit").length;
      reached.push({ tier, days, weeks: divFloor(days + 6, 7), audits, duties: items.length - audits });
    }
  }
  return reached;
}

function tierAfter(kind: PathKind, days: number, model: Model): Tier {
  return marksOf(honest(kind, days, model), model, BEGIN + days).tier;
}

const RANK: Readonly<Record<Tier, number>> = { A: 0, B: 1, C: 2, D: 3, E: 4, unrated: 5 };

const NO_GATE: GateFacts = { hasEquivocated: false, silentHours: null, stale: [], ending: [], isClosing: false };

/** What the log says of it after some days. */
export function honest(kind: PathKind, days: number, model: Model): MarksInput {
  if (kind === "service") return { items: honestItems(days), instance: null, gates: NO_GATE, steps: 2 };
  const service = marksOf(honest("service", days, model), model, BEGIN + days);
  const steps = days < 30 ? 1 : days < 365 ? 2 : 3;
  const instance = {
    ageDays: days,
    daysSinceBreach: null,
    coverage: days < 30 ? null : { percent: 101, ageDays: days % 30 },
    heartbeat: days < 3 ? ("none" as const) : ("armed" as const),
    heartbeatDays: days,
    silences: 0,
    ownerProviders: null,
    hostProviders: null,
    steps,
    servicesScore: service.conduct.score,
    volume: null,
  };
  const own = honestItems(days).filter(({ type }) => type !== "audit");
  return { items: own, instance, gates: { ...NO_GATE, silentHours: days < 3 ? null : 20 }, steps };
}

/** On weekdays an audit by one of three strangers, every thirty days a disclosure that is renewed in time. */
function honestItems(days: number): RecordItem[] {
  const items: RecordItem[] = [];
  for (let at = 0; at < days; at++) {
    if (at % 7 < 5) items.push(fact(at, "audit"));
    if (at % 30 === 29) items.push(fact(at, "disclosure-fresh"));
  }
  return items;
}

function fact(at: number, type: "audit" | "disclosure-fresh"): RecordItem {
  if (type === "audit") return auditByStranger(at, BEGIN + at);
  return { ...PLAIN, id: `${at}.1`, entry: at, day: BEGIN + at, type };
}

/** A clean check by one of three people for whom nobody vouches: the weakest audit that counts. */
export function auditByStranger(at: number, day: number): RecordItem {
  const reporter = STRANGERS[at % STRANGERS.length] ?? null;
  const plain = { ...PLAIN, id: `${at}.0`, entry: at, day, type: "audit" as const };
  return { ...plain, standing: "half", reporter, cluster: "unvouched" };
}

const STRANGERS = ["first", "second", "third"];
