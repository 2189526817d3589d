/**
 * What theory promises: the ceiling that an engine proves about its own run, and the bounds that books print for engines that keep
 * no account. On screen the certificate is called "proven ceiling"; it bounds what following the engine costs on average, over
 * its own dice, above any one index on the rounds in which that index was awake. Proofs: docs/concepts/selection.md.
 */
import { type EngineName, engineOf } from "./engines.ts";
import type { State } from "./state.ts";

/** What the ceiling takes for granted; the screen shows each beside the number. */
export type Assumption =
  /** Losses are in [0, 1]. Nothing else is assumed while reports are prompt: whoever sets them may watch the agent. */
  | "losses-from-0-to-1"
  /** Some choice was made before an earlier loss was known: losses, recommendations and delays then were fixed beforehand. */
  | "fixed-beforehand"
  /** How long a report takes does not depend on the provider that was used. */
  | "delays-alike"
  /** The engine drew each index with the probability that it says. */
  | "honest-dice"
  /** Tickets expired: each counts as 1. */
  | "expired-cost-1";

export type Certificate = {
  readonly rounds: number;
  /** Regret on average is at most this; null when no proof covers what happened. Never more than what could be lost at all. */
  readonly ceiling: number | null;
  /** Why there is no number. */
  readonly without?: "no-proof-for-engine" | "share" | "late-reports" | "newcomers";
  readonly assumptions: readonly Assumption[];
};

/** width/eta + sum of eta·c with each open ticket counted + expired tickets. Total. */
export function certificateOf(name: EngineName, state: State): Certificate {
  const { proof } = engineOf(name);
  const { rounds, expired } = state;
  if (proof === undefined) return { rounds, ceiling: null, without: "no-proof-for-engine", assumptions: [] };
  if (!proof.covers(state)) {
    const without = state.share ? "share" : state.late > 0 ? "late-reports" : "newcomers";
    return { rounds, ceiling: null, without, assumptions: [] };
  }
  const width = proof.width(state.capacity);
  // width/eta with eta = sqrt(width/(2·costs)).
  const learned = Math.sqrt(2 * width * state.costs);
  const assumptions: Assumption[] = ["losses-from-0-to-1", "honest-dice"];
  if (state.late > 0) assumptions.push("fixed-beforehand", "delays-alike");
  if (expired > 0) assumptions.push("expired-cost-1");
  return { rounds, ceiling: Math.min(rounds, learned + state.spent + expired), assumptions };
}

/** Bounds that are printed for K indexes and T rounds of prompt reports, each beside its own engine. */
const TEXTBOOK: { readonly [name in EngineName]?: (K: number, T: number) => number } = {
  exp3: (K, T) => 2 * Math.sqrt(K * T * Math.log(K)),
  "tsallis-iw": (K, T) => 4 * Math.sqrt(K * T) + 1,
  "tsallis-rv": (K, T) => 2 * Math.sqrt(K * T) + 14 * K * Math.log(T) + 16,
};

/**
 * The bound on pseudo-regret that the engine's own paper prints; undefined where there is none that holds at every round. Bubeck
 * and Cesa-Bianchi 2012, theorem 3.1; Zimmert and Seldin 2021, theorem 1.
 */
export function textbookBound(name: EngineName, indexes: number, rounds: number): number | undefined {
  return TEXTBOOK[name]?.(indexes, rounds);
}

/** Where the sum of the DCH's costs is steady, its ceiling over √T: 2·sqrt(2·c·ln N) for the cost c of each round. */
export function steadyCeiling(name: "dch-ix" | "dch" | "tc-ix", indexes: number, distinct: number): number {
  const { proof } = engineOf(name);
  if (proof === undefined) return Number.POSITIVE_INFINITY;
  return 2 * Math.sqrt(2 * proof.cost(distinct, 0, 1) * proof.width(indexes));
}
