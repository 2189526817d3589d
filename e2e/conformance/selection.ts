/** Tsallis weights, dice and bounds on the shared vectors: weights to 60 digits, 20 outputs, a table of constants. */

import { readFileSync } from "node:fs";
import { steadyCeiling, textbookBound } from "#lib/selection/ceiling.ts";
import { diceOf } from "#lib/selection/dice.ts";
import { tsallisWeights } from "#lib/selection/weights.ts";
import { runSuite, type Suite } from "./vectors.ts";

type Weights = { K: number; eta: number; L: number[]; w: number[] };
type Constants = { K: number; m: number; tsallisIW: number; exp3Anytime: number; cliqueHedge: number };

const read = <T>(path: string): T => JSON.parse(readFileSync(path, "utf8")) as T;

export async function runSelectionConformance(folder: string): Promise<Suite[]> {
  const weights = read<{ vectors: Weights[] }>(`${folder}/tsallis_weights.json`).vectors;
  const prng = read<{ seed: number; first20: number[] }>(`${folder}/prng_mulberry32.json`);
  const constants = read<Constants[]>(`${folder}/bound_constants.json`);
  const dice = diceOf(prng.seed);
  return [
    await runSuite("Tsallis weights", weights, ({ K, eta, L, w }) => {
      const found = new Float64Array(K);
      tsallisWeights(Float64Array.from(L), K, eta, found);
      const off = w.map((weight, at) => Math.abs((found[at] ?? 0) / weight - 1));
      return Math.max(...off) < 1e-9 ? undefined : `off by ${Math.max(...off)}`;
    }),
    await runSuite("Mulberry32", prng.first20, (expected) => {
      const found = dice();
      return found === expected ? undefined : `${found}, not ${expected}`;
    }),
    await runSuite("constants of bounds", constants, ({ K, m, tsallisIW, exp3Anytime, cliqueHedge }) => {
      const T = 1e8;
      const found = [
        ((textbookBound("tsallis-iw", K, T) ?? 0) - 1) / Math.sqrt(T) - tsallisIW,
        (textbookBound("exp3", K, T) ?? 0) / Math.sqrt(T) - exp3Anytime,
        steadyCeiling("dch", K, m) - cliqueHedge,
      ];
      return found.every((off) => Math.abs(off) <= 0.006) ? undefined : `off by ${found.join(", ")}`;
    }),
  ];
}
