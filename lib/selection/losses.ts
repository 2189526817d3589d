/**
 * From what an agent saw to a loss in [0, 1]. Only its own evidence and what was adjudicated are outcomes here: what somebody merely
 * says of a provider has no loss, so that slander moves no weight.
 */

/** What became of one call. */
export type CallOutcome =
  /** No signature, one that is wrong, or by a key that the provider never disclosed. */
  | { readonly kind: "signature"; readonly is: "missing" | "invalid" | "undisclosed-key" }
  /** The definition was run again on the same request. */
  | { readonly kind: "rerun"; readonly isEqual: boolean }
  /** A report about this call was decided. */
  | { readonly kind: "ruling"; readonly is: "upheld"; readonly severity: "minor" | "moderate" | "serious" | "grave" }
  | { readonly kind: "ruling"; readonly is: "rejected" }
  /** The provider let the deadline of a dispute pass in silence. */
  | { readonly kind: "silence" }
  /** It failed with a balance of the agent's: amounts in one unit of one currency. */
  | { readonly kind: "failure"; readonly lost: number; readonly stake: number };

const SEVERITY = { minor: 0.25, moderate: 0.5, serious: 1, grave: 1 } as const;

/** How wrong a call was, 0 to 1. Total for finite amounts of at least 0. */
export function correctnessLoss(outcome: CallOutcome): number {
  switch (outcome.kind) {
    case "signature":
    case "silence":
      return 1;
    case "rerun":
      return outcome.isEqual ? 0 : 1;
    case "ruling":
      return outcome.is === "rejected" ? 0 : SEVERITY[outcome.severity];
    case "failure":
      return Math.max(0.5, share(outcome.lost, outcome.stake));
  }
}

/** How much each part counts. They sum to 1. */
export const PARTS = { correctness: 0.7, latency: 0.15, price: 0.15 } as const;

export type CallFacts = {
  readonly outcome: CallOutcome;
  readonly latencyMs: number;
  /** The latency that is as bad as none. */
  readonly latencyLimitMs: number;
  readonly price: number;
  /** The price that is as bad as none, in the unit of `price`. */
  readonly priceLimit: number;
  /** What stood at stake in the call, and the most that the agent lets stand at stake, in one unit. */
  readonly value: number;
  readonly cap: number;
};

/**
 * 0.7 correctness + 0.15 latency + 0.15 price, times min(1, value/cap). The cap is the machine form of "no high-value transactions":
 * a provider cannot be right in a thousand small calls to be wrong once in a large one at the same loss. Result in [0, 1].
 * Throws RangeError for limits that are not above 0 and for amounts that are no finite numbers from 0: facts are measured, not told.
 */
export function lossOf(facts: CallFacts): number {
  const { outcome, latencyMs, latencyLimitMs, price, priceLimit, value, cap } = facts;
  const combined =
    PARTS.correctness * correctnessLoss(outcome) +
    PARTS.latency * share(latencyMs, latencyLimitMs) +
    PARTS.price * share(price, priceLimit);
  return Math.min(1, combined) * share(value, cap);
}

function share(amount: number, limit: number): number {
  if (!(amount >= 0) || !(limit > 0)) throw new RangeError(`${amount} of ${limit} is no share`);
  return Math.min(1, amount / limit);
}
