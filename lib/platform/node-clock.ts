/**
 * What time it is for a process of an index: the machine's, or for the demonstration the one in a file that its sequencer
 * alone writes. So that every process of one index has the same present, and it stands still while nothing happens.
 */
import { readFileSync } from "node:fs";
import type { Clock } from "#lib/kernel/clock.ts";
import { asInstant, parseInstant } from "#lib/kernel/instant.ts";

export const machineClock: Clock = () => asInstant(Date.now());

/** `file`: of the simulated clock; absent: the machine's clock. Errors: throws when the file says no time. */
export function processClock(file: string | undefined): Clock {
  if (file === undefined) return machineClock;
  return () => {
    const now = parseInstant(readFileSync(file, "utf8").trim());
    if (now === undefined) throw new Error(`${file} says no time: it is written by the sequencer of a demonstration.`);
    return now;
  };
}
