import type { Origin } from "./ids.ts";

/** The one log whose clock is simulated: a demonstration, by exact match. Nothing else may say what time it is. */
export const DEMO_ORIGIN = "demo.touchstone.invalid/log" as Origin;

export function hasSimulatedClock(origin: string): boolean {
  return origin === DEMO_ORIGIN;
}
