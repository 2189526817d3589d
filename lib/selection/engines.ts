/** All engines by name. */
import { thompson, ucb1 } from "./contrast.ts";
import type { Engine } from "./engine.ts";
import { dch, dchIx, exp3, exp3Ix, exp3S } from "./hedges.ts";
import { tcIx, tsallisIw, tsallisRv } from "./tsallis-engines.ts";

export const ENGINES = {
  "dch-ix": dchIx,
  dch,
  "tc-ix": tcIx,
  "tsallis-iw": tsallisIw,
  "tsallis-rv": tsallisRv,
  exp3,
  "exp3-ix": exp3Ix,
  "exp3-s": exp3S,
  ucb1,
  thompson,
} as const satisfies Record<string, Engine>;

export type EngineName = keyof typeof ENGINES;

export const ENGINE_NAMES = Object.keys(ENGINES) as EngineName[];

export const DEFAULT_ENGINE: EngineName = "dch-ix";

/** The engine with that name. Total: names are checked where they come in. */
export function engineOf(name: EngineName): Engine {
  return ENGINES[name];
}
