/**
 * An agent that chooses among indexes: names, tickets and a seed around one engine. It refuses bad input by a typed error and is
 * then as it was. The same seed, names and reports give the same choices on every machine, up to rounding.
 */
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { type Certificate, certificateOf } from "./ceiling.ts";
import { SEED_BYTES, uniformOf } from "./dice.ts";
import { DEFAULT_ENGINE, type EngineName } from "./engines.ts";
import { Learner } from "./learner.ts";
import { ASLEEP, type Draw, newState, type State } from "./state.ts";

export type SelectionError = {
  readonly code:
    | "bad-options"
    | "bad-loss"
    | "unknown-ticket"
    | "unknown-index"
    | "duplicate-index"
    | "too-many-indexes"
    | "nobody-awake"
    | "bad-state";
  /** One sentence for people. */
  readonly detail: string;
};

export type AgentOptions = {
  /** `dch-ix` unless said. */
  readonly engine?: EngineName | undefined;
  /** Distinct names, in the order in which the draw goes through them. */
  readonly indexIds: readonly string[];
  /** At most so many names will ever be known; 64 unless said. The ceiling pays for its logarithm. */
  readonly maxIndexes?: number | undefined;
  /** Weight of open tickets in the learning rate; 0 unless said. */
  readonly kappa?: number | undefined;
  /** Fixed share for worlds that change: it voids the ceiling. */
  readonly share?: boolean | undefined;
  /** Rounds that EXP3.S is tuned for; 10,000 unless said. */
  readonly horizon?: number | undefined;
  /** 32 bytes that nobody else knows yet. */
  readonly seed: Uint8Array;
};

export type Advised = {
  /** What each index named. One that is missing sleeps this round. */
  readonly recommendations: ReadonlyMap<string, string>;
  /** Indexes that are passed over though they named something: caught contradicting themselves, say. */
  readonly asleep?: readonly string[] | undefined;
};

export type Choice = {
  /** 1, 2, 3 …: the round. */
  readonly ticket: number;
  readonly index: string;
  readonly provider: string;
  readonly probability: number;
  readonly providerProbability: number;
  readonly eta: number;
  readonly distinct: number;
  readonly open: number;
};

export const MAX_INDEXES = 64;
const HORIZON = 10_000;
/** So many provider names are kept with a number; then all are numbered anew. */
const MOST_NAMES = 4_096;
const NOBODY: readonly string[] = [];
const NOBODY_NAMED = "No index that is known named a provider.";
/** More names than anybody asks; a list of weights of this length is still quick. */
const MOST_INDEXES = 4_096;

export type OpenTicket = { readonly draw: Draw; readonly provider: string };

/** Everything that an agent knows. agent-file.ts writes and reads it. */
export type AgentParts = {
  readonly engine: EngineName;
  readonly seed: Uint8Array;
  readonly indexIds: readonly string[];
  readonly state: State;
  readonly open: ReadonlyMap<number, OpenTicket>;
};

/** Errors: `bad-options`, `duplicate-index`, `too-many-indexes`. */
export function createAgent(options: AgentOptions): Result<SelectionAgent, SelectionError> {
  const { engine = DEFAULT_ENGINE, indexIds, seed, kappa = 0, share = false, horizon = HORIZON } = options;
  const { maxIndexes = MAX_INDEXES } = options;
  const whole = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;
  if (!whole(maxIndexes, 2, MOST_INDEXES))
    return refuse("bad-options", `maxIndexes is a whole number from 2 to ${MOST_INDEXES}.`);
  if (!whole(horizon, 1, 2 ** 40)) return refuse("bad-options", "horizon is a whole number from 1.");
  if (!(kappa >= 0 && kappa <= 100)) return refuse("bad-options", "kappa is a number from 0 to 100.");
  if (seed.length !== SEED_BYTES) return refuse("bad-options", `The seed has ${SEED_BYTES} bytes.`);
  if (share && engine !== "dch-ix" && engine !== "dch")
    return refuse("bad-options", "Only dch-ix and dch know a fixed share.");
  if (indexIds.length > maxIndexes) return refuse("too-many-indexes", `At most ${maxIndexes} indexes.`);
  if (new Set(indexIds).size < indexIds.length) return refuse("duplicate-index", "An index is named twice.");
  const state = newState({ capacity: maxIndexes, kappa, share, horizon, count: indexIds.length });
  return ok(new SelectionAgent({ engine, seed, indexIds, state, open: new Map() }));
}

export class SelectionAgent {
  readonly engine: EngineName;
  readonly #seed: Uint8Array;
  readonly #ids: string[];
  readonly #learner: Learner;
  readonly #open: Map<number, OpenTicket>;
  /** While it is open and no other came after it: most are closed by then, and never enter the map. */
  #newest: OpenTicket | undefined;
  /** As many as there are indexes. */
  readonly #allAsleep: number[];
  /** A number for each provider name that was heard lately, and back. */
  readonly #numbers = new Map<string, number>();
  #names: string[] = [];

  /** Parts are taken as they are: {@link createAgent} and `readAgent` check them. */
  constructor({ engine, seed, indexIds, state, open }: AgentParts) {
    this.engine = engine;
    this.#seed = seed.slice();
    this.#ids = [...indexIds];
    this.#learner = new Learner(engine, state);
    this.#open = new Map(open);
    this.#allAsleep = this.#ids.map(() => ASLEEP);
  }

  /** What `writeAgent` keeps. Not a copy: read it before the next call. */
  get parts(): AgentParts {
    const { engine } = this;
    return { engine, seed: this.#seed, indexIds: this.#ids, state: this.#learner.state, open: this.#allOpen() };
  }

  get indexIds(): readonly string[] {
    return this.#ids;
  }

  /** Tickets whose loss is not known, oldest first. */
  get openTickets(): readonly number[] {
    return [...this.#allOpen().keys()];
  }

  /** Errors: `unknown-index`, `nobody-awake`. */
  choose(advised: Advised): Result<Choice, SelectionError> {
    return this.#choose(advised, uniformOf(this.#seed, this.#learner.state.rounds + 1));
  }

  /** Each index with the probability that the next {@link choose} would give it. Errors: as there. */
  probabilities(advised: Advised): Result<ReadonlyMap<string, number>, SelectionError> {
    const advice = this.#advice(advised);
    if (!advice.ok) return advice;
    this.#learner.preview(advice.value, uniformOf(this.#seed, this.#learner.state.rounds + 1));
    return ok(new Map(this.#ids.map((id, at) => [id, this.#learner.probabilities[at] ?? 0])));
  }

  /**
   * The loss of a ticket, 0 to 1. `isNew` is false for a ticket that was reported or expired before: nothing changes then, so that
   * a report that may have been lost can be sent again. Errors: `bad-loss`, `unknown-ticket`.
   */
  report(ticket: number, loss: number): Result<{ readonly isNew: boolean }, SelectionError> {
    if (!(loss >= 0 && loss <= 1)) return refuse("bad-loss", "A loss is a number from 0 to 1.");
    const open = this.#taken(ticket);
    if (open === undefined) return this.#closedBefore(ticket);
    this.#learner.report(open.draw, loss);
    return ok({ isNew: true });
  }

  /** The loss of a ticket will never be known. It teaches nothing, and the ceiling counts it as 1. Errors: `unknown-ticket`. */
  expire(ticket: number): Result<{ readonly isNew: boolean }, SelectionError> {
    if (this.#taken(ticket) === undefined) return this.#closedBefore(ticket);
    this.#learner.expire();
    return ok({ isNew: true });
  }

  /** A newcomer starts as if it had slept until now. Errors: `duplicate-index`, `too-many-indexes`. */
  addIndex(id: string): Result<{ readonly count: number }, SelectionError> {
    const { capacity } = this.#learner.state;
    if (this.#ids.includes(id)) return refuse("duplicate-index", "This index is known already.");
    if (this.#ids.length >= capacity) return refuse("too-many-indexes", `At most ${capacity} indexes.`);
    this.#learner.add();
    this.#allAsleep.push(ASLEEP);
    return ok({ count: this.#ids.push(id) });
  }

  certificate(): Certificate {
    return certificateOf(this.engine, this.#learner.state);
  }

  /** A choice that was made elsewhere by the same rule: of index `taken`, where a replay need not trust the dice. */
  follow(advised: Advised, u: number, taken: string): Result<Choice, SelectionError> {
    const at = this.#ids.indexOf(taken);
    if (at < 0) return refuse("unknown-index", "The index that was followed is not known.");
    return this.#choose(advised, u, at);
  }

  #choose(advised: Advised, u: number, taken?: number): Result<Choice, SelectionError> {
    const advice = this.#advice(advised);
    if (!advice.ok) return advice;
    if (taken !== undefined && (advice.value[taken] ?? ASLEEP) < 0)
      return refuse("nobody-awake", "The index that was followed named nobody.");
    const draw = this.#learner.choose(advice.value, u, taken);
    const provider = this.#names[draw.provider] ?? "";
    this.#allOpen();
    this.#newest = { draw, provider };
    const { round: ticket, probability, providerProbability, eta, distinct, open } = draw;
    const index = this.#ids[draw.index] ?? "";
    return ok({ ticket, index, provider, probability, providerProbability, eta, distinct, open });
  }

  /** Numbers for the names of this round. What number a name has matters to nobody: only which are equal. */
  #advice({ recommendations, asleep = NOBODY }: Advised): Result<number[], SelectionError> {
    if (this.#names.length > MOST_NAMES) {
      this.#numbers.clear();
      this.#names = [];
    }
    // A copy of the right length costs less than an array that grows.
    const advice = this.#allAsleep.slice();
    // Mostly all name somebody, in their order: then nothing is looked up by an index's name.
    if (asleep.length === 0 && isInOrder(this.#ids, recommendations)) {
      let at = 0;
      for (const provider of recommendations.values()) advice[at++] = this.#numberOf(provider);
      return at === 0 ? refuse("nobody-awake", NOBODY_NAMED) : ok(advice);
    }
    let known = 0;
    let awake = 0;
    for (let at = 0; at < this.#ids.length; at++) {
      const id = this.#ids[at] ?? "";
      const provider = recommendations.get(id);
      if (provider === undefined) continue;
      known++;
      if (asleep.includes(id)) continue;
      awake++;
      advice[at] = this.#numberOf(provider);
    }
    if (known < recommendations.size) return refuse("unknown-index", "A recommendation comes from an unknown index.");
    if (awake === 0) return refuse("nobody-awake", NOBODY_NAMED);
    return ok(advice);
  }

  #numberOf(provider: string): number {
    const known = this.#numbers.get(provider);
    if (known !== undefined) return known;
    const number = this.#names.push(provider) - 1;
    this.#numbers.set(provider, number);
    return number;
  }

  /** All open tickets in the map, oldest first. */
  #allOpen(): ReadonlyMap<number, OpenTicket> {
    if (this.#newest !== undefined) this.#open.set(this.#newest.draw.round, this.#newest);
    this.#newest = undefined;
    return this.#open;
  }

  /** The ticket, which is open no longer; undefined where it was not. */
  #taken(ticket: number): OpenTicket | undefined {
    const newest = this.#newest;
    if (newest?.draw.round === ticket) {
      this.#newest = undefined;
      return newest;
    }
    const open = this.#open.get(ticket);
    if (open !== undefined) this.#open.delete(ticket);
    return open;
  }

  #closedBefore(ticket: number): Result<{ readonly isNew: boolean }, SelectionError> {
    const wasChosen = Number.isInteger(ticket) && ticket >= 1 && ticket <= this.#learner.state.rounds;
    return wasChosen ? ok({ isNew: false }) : refuse("unknown-ticket", "No choice has this ticket.");
  }
}

function refuse(code: SelectionError["code"], detail: string): { readonly ok: false; readonly error: SelectionError } {
  return err({ code, detail });
}

function isInOrder(ids: readonly string[], recommendations: ReadonlyMap<string, string>): boolean {
  if (recommendations.size !== ids.length) return false;
  let at = 0;
  for (const id of recommendations.keys()) if (id !== ids[at++]) return false;
  return true;
}
