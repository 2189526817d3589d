/**
 * Whether an agent kept to its rule: every probability of its record is computed again from what it was told before, and with the
 * seed every draw too. It answers with all checks, and never throws for what a record says.
 */
import { hexEncode } from "#lib/kernel/base.ts";
import { type Check, type Finding, findingOf } from "#lib/kernel/checks.ts";
import { createAgent, type SelectionAgent } from "./agent.ts";
import { SEED_BYTES, seedHashOf, uniformOf } from "./dice.ts";
import type { ChoiceEvent, RecordEvent, SelectionRecord } from "./record.ts";

/** Machines may round exponentials differently in the last digits. */
export const NEARLY = 1e-9;

export type Replay = Finding & {
  readonly choices: number;
  /** The largest difference between a probability as recorded and as computed; null when nothing could be compared. */
  readonly largestDifference: number | null;
  /** The agent as it is after the record, to go on from; after a fault as it was there. Null when no agent has such a head. */
  readonly agent: SelectionAgent | null;
};

const ORDER = ["events", "probabilities", "draws"] as const;
type Fault = { readonly check: (typeof ORDER)[number]; readonly detail: string };

/** What each known index had as its probability in a choice of the record, as computed here. */
export type OnChoice = (choice: ChoiceEvent, probabilities: ReadonlyMap<string, number>) => void;

/**
 * Checks: `seed`, `events`, `probabilities`, `draws`. Without the seed the first and the last cannot be checked. `onChoice` hears of
 * each choice up to the first fault. Total.
 */
export function replay({ head, events }: SelectionRecord, seed: Uint8Array | undefined, onChoice?: OnChoice): Replay {
  const blank = new Uint8Array(SEED_BYTES);
  const agent = createAgent({ ...head, seed: seed?.length === SEED_BYTES ? seed : blank });
  if (!agent.ok) {
    const checks: Check[] = [{ name: "events", outcome: "fail", reason: agent.error.code, detail: agent.error.detail }];
    return { ...findingOf(checks), choices: 0, largestDifference: null, agent: null };
  }
  const isSeed = seed !== undefined && seed.length === SEED_BYTES && hexEncode(seedHashOf(seed)) === head.seedHash;
  // Thompson's chances come from its dice: without the seed nothing can be weighed again.
  const canWeigh = isSeed || head.engine !== "thompson";
  const walk = new Walk(agent.value, { seed: isSeed ? seed : undefined, canWeigh, onChoice });
  for (const event of events) if (!walk.take(event)) break;
  const { first, choices, largest } = walk;
  const outcomeOf = (check: Fault["check"]): Check => {
    if (first?.check === check) return { name: check, outcome: "fail", reason: "differs", detail: first.detail };
    // Each event is checked in this order: what came before the fault's own check held there too.
    if (first !== undefined)
      return { name: check, outcome: ORDER.indexOf(check) < ORDER.indexOf(first.check) ? "pass" : "not-run" };
    return choices === 0
      ? { name: check, outcome: "cannot-check", reason: "no-choices" }
      : { name: check, outcome: "pass" };
  };
  const seedCheck: Check =
    seed === undefined
      ? { name: "seed", outcome: "cannot-check", reason: "no-seed", detail: "The seed was not published yet." }
      : isSeed
        ? { name: "seed", outcome: "pass" }
        : {
            name: "seed",
            outcome: "fail",
            reason: "other-seed",
            detail: "The seed is not the one whose hash came first.",
          };
  const draws: Check = isSeed ? outcomeOf("draws") : { name: "draws", outcome: "cannot-check", reason: "no-seed" };
  const weights: Check = canWeigh
    ? outcomeOf("probabilities")
    : { name: "probabilities", outcome: "cannot-check", reason: "no-seed" };
  const checks = [seedCheck, outcomeOf("events"), weights, draws];
  return {
    ...findingOf(checks),
    choices,
    largestDifference: choices === 0 ? null : largest,
    agent: agent.value,
  };
}

/** Follows the record with an agent of its own, up to the first thing that is wrong. */
class Walk {
  readonly #agent: SelectionAgent;
  readonly #seed: Uint8Array | undefined;
  readonly #canWeigh: boolean;
  readonly #onChoice: OnChoice | undefined;
  first: Fault | undefined;
  choices = 0;
  largest = 0;

  constructor(
    agent: SelectionAgent,
    by: {
      readonly seed: Uint8Array | undefined;
      readonly canWeigh: boolean;
      readonly onChoice: OnChoice | undefined;
    },
  ) {
    this.#agent = agent;
    this.#onChoice = by.onChoice;
    this.#seed = by.seed;
    this.#canWeigh = by.canWeigh;
  }

  /** Whether to go on. */
  take(event: RecordEvent): boolean {
    this.first = event.kind === "choice" ? this.#choice(event) : this.#other(event);
    return this.first === undefined;
  }

  #other(event: Exclude<RecordEvent, { kind: "choice" }>): Fault | undefined {
    const done = this.#apply(event);
    if (!done.ok) return { check: "events", detail: done.error.detail };
    const isTwice = "isNew" in done.value && !done.value.isNew;
    return isTwice ? { check: "events", detail: "A ticket is closed a second time." } : undefined;
  }

  #apply(event: Exclude<RecordEvent, { kind: "choice" }>) {
    if (event.kind === "report") return this.#agent.report(event.ticket, event.loss);
    return event.kind === "expiry" ? this.#agent.expire(event.ticket) : this.#agent.addIndex(event.id);
  }

  #choice(event: ChoiceEvent): Fault | undefined {
    const recommendations = new Map(event.recommendations);
    if (recommendations.size < event.recommendations.length)
      return faultOf("events", `Round ${event.ticket}: an index answers twice.`);
    const u = this.#seed === undefined ? 0 : uniformOf(this.#seed, event.ticket);
    const advised = { recommendations, asleep: event.asleep };
    const before = this.#agent.probabilities(advised);
    const done = this.#agent.follow(advised, u, event.index);
    if (!done.ok || !before.ok)
      return faultOf("events", `Round ${event.ticket}: ${done.ok ? "nothing to weigh." : done.error.detail}`);
    const { value: own } = done;
    for (const field of ["ticket", "provider", "distinct", "open"] as const)
      if (own[field] !== event[field])
        return faultOf("events", `Round ${own.ticket}: ${field} is ${own[field]}, recorded ${event[field]}.`);
    this.choices++;
    this.#onChoice?.(event, before.value);
    if (!this.#canWeigh) return undefined;
    if (own.probability === 0)
      return faultOf("probabilities", `Round ${own.ticket}: ${event.index} had no chance to be drawn.`);
    for (const field of ["probability", "providerProbability", "eta"] as const) {
      const difference = Math.abs(own[field] - event[field]);
      this.largest = Math.max(this.largest, difference);
      if (!(difference <= NEARLY))
        return faultOf("probabilities", `Round ${own.ticket}: ${field} is ${own[field]}, recorded ${event[field]}.`);
    }
    if (this.#seed !== undefined && !isDrawn(before.value, event.index, u))
      return faultOf("draws", `Round ${own.ticket}: the seed draws another index than ${event.index}.`);
    return undefined;
  }
}

function faultOf(check: Fault["check"], detail: string): Fault {
  return { check, detail };
}

/** Whether u falls on the index, or so near to its edges that rounding may decide. */
function isDrawn(probabilities: ReadonlyMap<string, number>, index: string, u: number): boolean {
  let sum = 0;
  for (const [id, probability] of probabilities) {
    if (id === index) return u >= sum - NEARLY && u <= sum + probability + NEARLY;
    sum += probability;
  }
  return false;
}
