/**
 * Transparency steps 0 to 4 as a checklist with reasons (docs/concepts/disclosures.md, "Steps"). Each step needs those
 * before it. What a step needs follows from the types' own `step`, and from conditions that no single disclosure meets.
 */
import { addMs, DAY_MS, formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { DISCLOSURES, type DisclosureName } from "#lib/statement/disclosures/all.ts";
import type { DisclosureType, StepNumber } from "#lib/statement/disclosures/disclosure-type.ts";
import { epochsOf } from "#lib/statement/disclosures/liabilities.ts";
import { brokenClocks, CLOCK_DAYS } from "./broken-clocks.ts";
import { type Heartbeat, heartbeatStateAt, type Outage } from "./heartbeat.ts";
import { FULL_REPORT_MS, incidentsOf } from "./incident-clocks.ts";
import { lifeOf, stalenessAt } from "./staleness.ts";

type Published = {
  readonly loggedAt: string;
  readonly effectiveAt: string;
  readonly expiresAt: string | null;
  readonly notApplicable: boolean;
  readonly facts?: JsonObject;
};

/** The provider's form, as far as steps read it. */
export type StepProvider = {
  readonly kind: "instance" | "service";
  readonly registeredAt: string;
  readonly disclosures: Readonly<Record<string, Published>>;
  readonly heartbeat: Heartbeat | null;
};

/** Facts that stand outside the provider's form, all of one size of the log. */
export type StepFacts = {
  /** A response key that is active. */
  readonly hasResponseKey: boolean;
  /** Lasting types that had a gap in the last 180 days, be it closed or not. */
  readonly gaps: readonly DisclosureName[];
  /** Spans in which nobody's silence counts. */
  readonly outages: readonly Outage[];
};

/** `review`: answered, but nobody has weighed or checked the answer yet. It does not count. */
export type NeedState = "satisfied" | "missing" | "review";

export type Need = {
  readonly id: string;
  readonly title: string;
  readonly state: NeedState;
  readonly reason: string;
  /** Whether a person publishes it in the composer. */
  readonly isComposed: boolean;
  readonly minutes: number;
};

export type Step = {
  readonly number: StepNumber;
  readonly needs: readonly Need[];
  /** `waits`: all of its own needs are met, but a step before it is not reached. */
  readonly state: "reached" | "open" | "review" | "waits";
};

export type Steps = { readonly reached: 0 | StepNumber; readonly steps: readonly Step[] };

const NUMBERS: readonly StepNumber[] = [1, 2, 3, 4];
/** Checks of balances stand for this long: the life of the liabilities that were checked. */
const CHECKED_DAYS = 14;

/** Who answers comes first, then how to reach them, then what it costs; the others by name. */
const FIRST: readonly string[] = ["fees", "contacts", "identity"];

/** All types in the order in which they are asked for. */
export const TYPES: readonly DisclosureType<DisclosureName>[] = Object.values(DISCLOSURES).toSorted(
  (a, b) => FIRST.indexOf(b.type) - FIRST.indexOf(a.type),
);

/** Whether a disclosure type is about providers of a kind. */
export function isAbout({ about }: Pick<DisclosureType, "about">, kind: "instance" | "service"): boolean {
  return about === "both" || about === kind;
}

export function transparencySteps(provider: StepProvider, facts: StepFacts, now: Instant): Steps {
  let reached: 0 | StepNumber = 0;
  const steps = NUMBERS.map((number): Step => {
    const needs = [...typeNeeds(number, provider, now), ...SPECIAL[number].map((need) => need(provider, facts, now))];
    const isMet = needs.every(({ state }) => state === "satisfied");
    if (isMet && reached === number - 1) reached = number;
    const rest = needs.some(({ state }) => state === "missing") ? "open" : "review";
    return { number, needs, state: isMet ? (reached >= number ? "reached" : "waits") : rest };
  });
  return { reached, steps };
}

/** "Step 3 needs these three things": the needs that are not met. */
export function unmetOf(step: Step): Need[] {
  return step.needs.filter(({ state }) => state !== "satisfied");
}

/** Types whose being published is not enough, or not what is asked. */
const APART: ReadonlySet<string> = new Set(["heartbeat", "liabilities"]);

function typeNeeds(number: StepNumber, provider: StepProvider, now: Instant): Need[] {
  return TYPES.filter((type) => type.step === number && !APART.has(type.type) && isAbout(type, provider.kind)).map(
    (type) => published(type, provider, now),
  );
}

function published({ type, title, minutes, composed }: DisclosureType, provider: StepProvider, now: Instant): Need {
  const need = { id: type, title, minutes, isComposed: composed };
  const record = provider.disclosures[type];
  if (record === undefined) return { ...need, state: "missing", reason: "Not published." };
  const day = record.expiresAt?.slice(0, 10) ?? "";
  switch (stalenessAt(lifeOf(record), now)) {
    case "stale":
    case "long-stale":
      return { ...need, state: "missing", reason: `It ended on ${day}.` };
    case "never":
      return { ...need, state: "missing", reason: "Not published." };
    default:
      break;
  }
  if (record.notApplicable) {
    return { ...need, state: "review", reason: "Said not to apply. Nobody has weighed the reason yet." };
  }
  return { ...need, state: "satisfied", reason: day === "" ? "Published." : `Published, good until ${day}.` };
}

type Special = (provider: StepProvider, facts: StepFacts, now: Instant) => Need;

const SPECIAL: Readonly<Record<StepNumber, readonly Special[]>> = {
  1: [responseKey],
  2: [armedHeartbeat, incidentReporting],
  3: [liabilitiesWithChecks],
  4: [reproducibleBuild, clocksMet],
};

function responseKey(_: StepProvider, { hasResponseKey }: StepFacts): Need {
  const need = { id: "response-key", title: "A key for signed responses", minutes: 5, isComposed: false };
  return hasResponseKey
    ? { ...need, state: "satisfied", reason: "Published and active." }
    : { ...need, state: "missing", reason: "No active key signs its responses." };
}

function armedHeartbeat({ heartbeat }: StepProvider, { outages }: StepFacts, now: Instant): Need {
  const need = { id: "heartbeat", title: "Armed heartbeat", minutes: 5, isComposed: false };
  switch (heartbeatStateAt(heartbeat, outages, now)) {
    case "none":
      return { ...need, state: "missing", reason: "No sign of life was ever sent." };
    case "unarmed":
      return {
        ...need,
        state: "missing",
        reason: "Signs of life are sent, but not armed: silence would cost nothing.",
      };
    case "beating":
    case "late":
      return { ...need, state: "satisfied", reason: "Armed: silence has consequences." };
    default:
      return { ...need, state: "missing", reason: "It has been silent for more than 72 hours." };
  }
}

/** Met until a reported incident has waited too long for its full report: who reports nothing is not told late. */
function incidentReporting({ disclosures }: StepProvider, _: StepFacts, now: Instant): Need {
  const need = { id: "incident", title: "Incident reporting", minutes: 15, isComposed: true };
  const incidents = incidentsOf(disclosures);
  const late = incidents.filter(({ fullAt, detectedAt }) => fullAt === null && addMs(detectedAt, FULL_REPORT_MS) < now);
  if (late.length > 0) {
    return {
      ...need,
      state: "missing",
      reason: `The full report is late: ${late.map(({ name }) => name).join(", ")}.`,
    };
  }
  const reason = incidents.length === 0 ? "None reported so far." : "No reported incident waits too long.";
  return { ...need, state: "satisfied", reason };
}

/** A new epoch begins without checks: those of the epochs that are not older than a version lives count for it. */
function liabilitiesWithChecks(provider: StepProvider, _: StepFacts, now: Instant): Need {
  const title = "Liabilities, checked by users";
  const need = { id: "liabilities", title, minutes: DISCLOSURES.liabilities.minutes, isComposed: false };
  if (provider.kind === "service") {
    return { ...need, state: "satisfied", reason: "A service holds no balances: its instance answers for them." };
  }
  const alone = { ...published(DISCLOSURES.liabilities, provider, now), title };
  if (alone.state !== "satisfied") return alone;
  const checked = epochsOf(provider.disclosures.liabilities?.facts).find(
    ({ at, verified }) => verified > 0 && addMs(parseInstant(at) ?? now, CHECKED_DAYS * DAY_MS) >= now,
  );
  if (checked === undefined) return { ...alone, state: "review", reason: "No user has checked a balance lately." };
  const { verified, leafCount, epoch } = checked;
  return { ...alone, reason: `${verified} of ${leafCount} users signed that they are counted, in epoch ${epoch}.` };
}

/** That the operator says so is no proof; until somebody else rebuilt it, it is under review. */
function reproducibleBuild({ disclosures }: StepProvider): Need {
  const need = { id: "build", title: "Reproducible build", minutes: 0, isComposed: false };
  return disclosures.software === undefined
    ? { ...need, state: "missing", reason: "No software is named that could be rebuilt." }
    : { ...need, state: "review", reason: "Nobody else has recorded that a rebuild gave the same bytes." };
}

function clocksMet(provider: StepProvider, { gaps, outages }: StepFacts, now: Instant): Need {
  const need = { id: "clocks", title: `All clocks met for ${CLOCK_DAYS} days`, minutes: 0, isComposed: false };
  const since = parseInstant(provider.registeredAt);
  const days = since === undefined ? 0 : Math.max(0, Math.floor((now - since) / DAY_MS));
  const broken = brokenClocks(provider, gaps, outages, now);
  if (broken.length > 0) return { ...need, state: "missing", reason: `Missed lately: ${broken.join(", ")}.` };
  if (days < CLOCK_DAYS) return { ...need, state: "missing", reason: `Listed for ${days} of ${CLOCK_DAYS} days.` };
  const from = formatInstant(addMs(now, -CLOCK_DAYS * DAY_MS)).slice(0, 10);
  return { ...need, state: "satisfied", reason: `None was missed since ${from}.` };
}
