/**
 * Transparency steps 0 to 4 as a checklist with reasons (docs/concepts/disclosures.md, "Steps"). Each step needs those
 * before it. What a step needs follows from the types' own `step`, and from conditions that no single disclosure meets.
 */
import { addMs, DAY_MS, formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";
import { DISCLOSURES, type DisclosureName } from "#lib/statement/disclosures/all.ts";
import type { DisclosureType, StepNumber } from "#lib/statement/disclosures/disclosure-type.ts";
import { type Heartbeat, heartbeatStateAt, type Outage } from "./heartbeat.ts";
import { lifeOf, stalenessAt } from "./staleness.ts";

type Published = {
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

/** Facts that stand outside the provider's form; undefined: not known here. */
export type StepFacts = {
  /** A response key that is active. */
  readonly hasResponseKey: boolean | undefined;
  /** No gap in any lasting disclosure for 180 days. */
  readonly clocksMet: boolean | undefined;
  /** Balances of the newest liabilities that users have checked. */
  readonly userChecks: number | undefined;
  /** Spans in which nobody's silence counts; absent: none is known. */
  readonly outages?: readonly Outage[];
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
const CLOCK_DAYS = 180;
const FULL_REPORT_DAYS = 14;

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
  if (hasResponseKey === undefined) return { ...need, state: "review", reason: "Its keys could not be read here." };
  return hasResponseKey
    ? { ...need, state: "satisfied", reason: "Published and active." }
    : { ...need, state: "missing", reason: "No active key signs its responses." };
}

function armedHeartbeat({ heartbeat }: StepProvider, { outages = [] }: StepFacts, now: Instant): Need {
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
  const incidents = Object.entries(disclosures.incident?.facts ?? {});
  const late = incidents.filter(([, incident]) => isReportLate(incident, now)).map(([name]) => name);
  if (late.length > 0) {
    return { ...need, state: "missing", reason: `The full report is late: ${late.join(", ")}.` };
  }
  const reason = incidents.length === 0 ? "None reported so far." : "No reported incident waits too long.";
  return { ...need, state: "satisfied", reason };
}

function isReportLate(incident: JsonValue, now: Instant): boolean {
  if (!isJsonObject(incident) || incident.fullAt !== null) return false;
  const noticed = parseInstant(String(incident.detectedAt));
  return noticed !== undefined && addMs(noticed, FULL_REPORT_DAYS * DAY_MS) < now;
}

function liabilitiesWithChecks(provider: StepProvider, { userChecks }: StepFacts, now: Instant): Need {
  const title = "Liabilities, checked by users";
  const need = { id: "liabilities", title, minutes: 10, isComposed: false };
  if (provider.kind === "service") {
    return { ...need, state: "satisfied", reason: "A service holds no balances: its instance answers for them." };
  }
  const type = TYPES.find((one) => one.type === "liabilities");
  if (type === undefined) return { ...need, state: "missing", reason: "Not published." };
  const alone = { ...published(type, provider, now), title };
  if (alone.state !== "satisfied" || (userChecks ?? 0) > 0) return alone;
  const reason = userChecks === 0 ? "No user has checked a balance yet." : "Checks by users are not counted here.";
  return { ...alone, state: "review", reason };
}

/** That the operator says so is no proof; until somebody else rebuilt it, it is under review. */
function reproducibleBuild({ disclosures }: StepProvider): Need {
  const need = { id: "build", title: "Reproducible build", minutes: 0, isComposed: false };
  return disclosures.software === undefined
    ? { ...need, state: "missing", reason: "No software is named that could be rebuilt." }
    : { ...need, state: "review", reason: "Nobody else has recorded that a rebuild gave the same bytes." };
}

function clocksMet({ registeredAt }: StepProvider, { clocksMet: isMet }: StepFacts, now: Instant): Need {
  const need = { id: "clocks", title: `All clocks met for ${CLOCK_DAYS} days`, minutes: 0, isComposed: false };
  const since = parseInstant(registeredAt);
  const days = since === undefined ? 0 : Math.max(0, Math.floor((now - since) / DAY_MS));
  if (days < CLOCK_DAYS) return { ...need, state: "missing", reason: `Listed for ${days} of ${CLOCK_DAYS} days.` };
  const from = formatInstant(addMs(now, -CLOCK_DAYS * DAY_MS)).slice(0, 10);
  if (isMet === undefined) return { ...need, state: "review", reason: "Earlier versions were not read here." };
  return isMet
    ? { ...need, state: "satisfied", reason: `No disclosure had a gap since ${from}.` }
    : { ...need, state: "missing", reason: `A disclosure had a gap since ${from}.` };
}
