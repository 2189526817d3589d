/**
 * From losses to probabilities: exponential weights, and those of Tsallis entropy with power ½. Both depend on differences of
 * losses only, and so count from the least: where sums are large nothing is lost, and to add a number to all changes nothing.
 */
import { type Advice, isAwake } from "./state.ts";

/**
 * Writes p_i ∝ exp(−eta·(L_i − min L)) over the first `count`, 0 for those asleep. At least one must be awake. Sums to 1 within
 * rounding. Total.
 */
export function hedgeWeights(losses: Float64Array, count: number, eta: number, advice: Advice, p: Float64Array): void {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < count; i++) if (isAwake(advice, i)) least = Math.min(least, losses[i] ?? 0);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const weight = isAwake(advice, i) ? Math.exp(-eta * ((losses[i] ?? 0) - least)) : 0;
    p[i] = weight;
    sum += weight;
  }
  for (let i = 0; i < count; i++) p[i] = (p[i] ?? 0) / sum;
}

/** The equation is solved to so little. */
const EXACT = 1e-13;
/** From the right Newton's steps double the exact digits near the end; the worst of the vectors needs 9. */
const MOST_STEPS = 100;

/**
 * Writes w_i = 4/(eta·(L_i − x))² over the first `count`, with the x < min L at which they sum to 1, and answers x − min L.
 *
 * The sum is convex and rises with x, and is at least 1 at both x = min L − 2/eta (the least alone weighs 1) and
 * x = max L − 2√K/eta (each weighs 1/K or more): Newton from the lesser of the two never overshoots. It is never started
 * from the last round's x, so that the answer depends on nothing but its arguments. Zimmert and Seldin 2021, algorithm 2.
 */
export function tsallisWeights(losses: Float64Array, count: number, eta: number, w: Float64Array): number {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    least = Math.min(least, losses[i] ?? 0);
    most = Math.max(most, losses[i] ?? 0);
  }
  let x = Math.min(-2 / eta, most - least - (2 * Math.sqrt(count)) / eta);
  let sum = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    sum = 0;
    let slope = 0;
    for (let i = 0; i < count; i++) {
      const distance = (losses[i] ?? 0) - least - x;
      const root = 2 / (eta * distance);
      const weight = root * root;
      w[i] = weight;
      sum += weight;
      slope += (2 * weight) / distance;
    }
    const next = x - (sum - 1) / slope;
    if (Math.abs(sum - 1) <= EXACT || next === x) break;
    x = next;
  }
  // What rounding leaves is shared out, so that the sum is 1 as near as sums go.
  for (let i = 0; i < count; i++) w[i] = (w[i] ?? 0) / sum;
  return x;
}

/** Leaves to those awake what they have in relation to one another, 0 to the others. At least one must be awake. Total. */
export function keepAwake(p: Float64Array, count: number, advice: Advice): void {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    if (!isAwake(advice, i)) p[i] = 0;
    sum += p[i] ?? 0;
  }
  if (sum === 1) return;
  for (let i = 0; i < count; i++) p[i] = (p[i] ?? 0) / sum;
}
