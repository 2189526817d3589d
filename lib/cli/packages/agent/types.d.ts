/**
 * touchstone-agent: chooses among indexes that may lie. It asks several for a signed recommendation, believes each only what
 * its own log bears out, follows one by a rule with a proven ceiling on regret, and can be replayed by anybody.
 */

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: { readonly code: string; readonly detail: string } };

/** The engines by name; `dch-ix` is the default. */
export declare const ENGINE_NAMES: readonly string[];

export type AgentOptions = {
  /** Distinct names, in the order in which the draw goes through them. */
  readonly indexIds: readonly string[];
  /** 32 bytes that nobody else knows yet. Publish {@link seedHashOf} of it first, and the seed when no more choices follow. */
  readonly seed: Uint8Array;
  /** At most so many names will ever be known; 64 unless said. */
  readonly maxIndexes?: number | undefined;
  /** Weight of open tickets in the learning rate; 0 unless said. */
  readonly kappa?: number | undefined;
  /** Fixed share for worlds that change: it voids the ceiling. */
  readonly share?: boolean | undefined;
};

/** Errors: `bad-options`, `duplicate-index`, `too-many-indexes`. */
export declare function createAgent(options: AgentOptions): Result<Agent>;

export interface Agent {
  readonly indexIds: readonly string[];
  /** Tickets whose loss is not known, oldest first. */
  readonly openTickets: readonly number[];
  /** Draws an index among those that named a provider. Errors: `unknown-index`, `nobody-awake`. */
  choose(advised: Advised): Result<Choice>;
  /** Each index with the probability that the next `choose` would give it. */
  probabilities(advised: Advised): Result<ReadonlyMap<string, number>>;
  /** A ticket's loss, 0 to 1; twice changes nothing. Errors: `bad-loss`, `unknown-ticket`. */
  report(ticket: number, loss: number): Result<{ readonly isNew: boolean }>;
  /** The loss will never be known: it teaches nothing, and the ceiling counts it as 1. */
  expire(ticket: number): Result<{ readonly isNew: boolean }>;
  /** A newcomer starts as if it had slept until now. */
  addIndex(id: string): Result<{ readonly count: number }>;
  /** The proven ceiling so far, with what it takes for granted. */
  certificate(): { readonly rounds: number; readonly ceiling: number | null; readonly assumptions: readonly string[] };
}

/** What each index named: one that is missing, or in `asleep`, sleeps this round. */
export type Advised = {
  readonly recommendations: ReadonlyMap<string, string>;
  readonly asleep?: readonly string[] | undefined;
};

export type Choice = {
  readonly ticket: number;
  readonly index: string;
  readonly provider: string;
  readonly probability: number;
  /** Of all indexes that named this provider. */
  readonly providerProbability: number;
};

/** A document of a few kilobytes, with the seed in it; `readAgent` gives back an agent that goes on the same. */
export declare function writeAgent(agent: Agent): object;
export declare function readAgent(document: unknown): Result<Agent>;
/** SHA-256, hex. */
export declare function seedHashOf(seed: Uint8Array): string;

/** What the agent saw of one call. */
export type CallOutcome =
  | { readonly kind: "signature"; readonly is: "missing" | "invalid" | "undisclosed-key" }
  | { readonly kind: "rerun"; readonly isEqual: boolean }
  | { readonly kind: "ruling"; readonly is: "upheld"; readonly severity: "minor" | "moderate" | "serious" | "grave" }
  | { readonly kind: "ruling"; readonly is: "rejected" }
  | { readonly kind: "silence" }
  | { readonly kind: "failure"; readonly lost: number; readonly stake: number };

/**
 * 0.7 correctness + 0.15 latency + 0.15 price, times min(1, value/cap); a number from 0 to 1. Throws RangeError for limits that
 * are not above 0.
 */
export declare function lossOf(facts: {
  readonly outcome: CallOutcome;
  readonly latencyMs: number;
  readonly latencyLimitMs: number;
  readonly price: number;
  readonly priceLimit: number;
  readonly value: number;
  readonly cap: number;
}): number;

/** Amounts are decimal texts; `tolerance` is a tier, A to E. */
export type Need = {
  readonly category: string;
  readonly unit: string;
  readonly currency: string;
  readonly tolerance?: string | undefined;
  readonly days?: string | undefined;
  /** What could be lost at one blow without harm. */
  readonly loss?: string | undefined;
  /** What would be kept there; needs `loss`. */
  readonly budget?: string | undefined;
  /** The most for 1,000. */
  readonly max_price?: string | undefined;
};

/** `fault`: the index's own word against it; count it as naming a provider that fails. `asleep`: nothing can be told now. */
export type Advice = { readonly index: string } & (
  | {
      /** `<service>@<instance>`. */
      readonly provider: string;
      /** Its marks are proven under the log's state root. */
      readonly isProven: boolean;
      readonly offer: {
        readonly price: string;
        readonly tier: string;
        readonly limit: string | null;
        readonly prepay_days: number;
      };
    }
  | { readonly asleep: string }
  | { readonly fault: { readonly code: string; readonly detail: string } }
);

/**
 * Asks all at once and holds each answer against its index's log. `folder` keeps log keys, heads, answers and proofs of fraud
 * between runs. Errors: for what is no address only.
 */
export declare function askIndexes(asking: {
  readonly addresses: readonly string[];
  readonly need: Need;
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
  readonly patienceMs?: number | undefined;
}): Promise<readonly Advice[]>;

/**
 * What a case says of the call that was reported, as the state root of the index's log proves it: once only a reopening could change
 * it, an outcome for {@link lossOf}, or `nothing` where nobody found anything; `open` until then. Rejects when the index is away or
 * proves nothing. `folder`: as for {@link askIndexes}.
 */
export declare function askCase(asking: {
  readonly address: string;
  /** `case_…` */
  readonly id: string;
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
}): Promise<CallOutcome | "open" | "nothing">;

/** Whether the agent of a record file kept to its rule; with its published seed, every draw too. */
export declare function replayRecord(
  file: string,
  seed?: Uint8Array,
): {
  readonly ok: boolean;
  readonly choices: number;
  readonly largestDifference: number | null;
  readonly checks: readonly { readonly name: string; readonly outcome: string; readonly detail?: string }[];
};
