/** "Normal users should avoid high-value transactions": the rule with somebody's own numbers. */
import type { Model } from "../model.ts";
import { fateGroups } from "./loss-spread.ts";

/** A service that may answer the call: its own risk, without the instance that sells it. */
export type Answering = {
  readonly tier: string;
  readonly isShut: boolean;
  /** Upper end (ppm). */
  readonly high: number;
  readonly fates: readonly string[];
  readonly traits: readonly string[];
};

/**
 * `within`: a wrong answer costs no more than one could lose. `compare`: buy it from so many independent services and
 * compare. `re-executable-only`: there are not enough of them, so only from services whose answers can be computed again.
 */
export type HighValue = {
  readonly verdict: "within" | "compare" | "re-executable-only";
  /** Independent services of A or B that are needed; 1: no comparison. */
  readonly needed: number;
  /** Independent services of A or B that there are. */
  readonly available: number;
};

const MOST_NEEDED = 7;
const MILLION = 1_000_000n;

/**
 * `call`: what a wrong answer would cost; `loss`: what one could lose at one blow; both in one unit. As many as make the
 * chance that all of them lie, by the worst of A and B, cost no more than the share of the loss that stacked holdings may.
 */
export function highValueRule(call: bigint, loss: bigint, services: readonly Answering[], model: Model): HighValue {
  const strong = services.filter(({ tier, isShut }) => !isShut && (tier === "A" || tier === "B"));
  const available = fateGroups(
    strong.map(({ fates, traits }) => ({ fates: [...fates, ...traits.filter(isBuild)] })),
  ).length;
  if (call <= loss) return { verdict: "within", needed: 1, available };
  const needed = neededFor(call, loss, model);
  return {
    verdict: needed <= available && needed <= MOST_NEEDED ? "compare" : "re-executable-only",
    needed,
    available,
  };
}

/** One build errs alike everywhere: of its answer another that runs it is no witness. */
const isBuild = (trait: string) => trait.startsWith("build:");

function neededFor(call: bigint, loss: bigint, { tiers, limits }: Model): number {
  const worst = BigInt(tiers.find(({ tier }) => tier === "B")?.below ?? 1_000_000);
  let [needed, rest, scale] = [1, call * worst, MILLION];
  const isEnough = () => rest * MILLION <= loss * BigInt(limits.stackedShare) * scale;
  while (needed < 2 || (!isEnough() && needed <= MOST_NEEDED)) {
    needed += 1;
    rest *= worst;
    scale *= MILLION;
  }
  return needed;
}
