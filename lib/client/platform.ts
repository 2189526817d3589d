/** The browser's clock, dice and name, in the shapes that the core and the keystore take as arguments. */
import type { Clock, Random } from "#lib/kernel/clock.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { whereText } from "./keystore/where-text.ts";
import { simulatedNow } from "./site-clock.ts";

export const browserClock: Clock = () => simulatedNow() ?? asInstant(Date.now());

export const browserRandom: Random = (bytes) => crypto.getRandomValues(new Uint8Array(bytes));

export function browserWhere(): string {
  return whereText(navigator.userAgent);
}

/** Monotonic milliseconds, for how long something took. */
export const browserTimer = () => performance.now();
