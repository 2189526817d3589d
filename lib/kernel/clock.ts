/** Time and chance are arguments: the core never reads a clock and never throws dice. */

import type { Instant } from "./instant.ts";

/** The present, as its owner defines it: system clock, simulated clock, or a fixed one in tests. */
export type Clock = () => Instant;

/** `bytes` fresh unpredictable bytes (tests: from a seed). */
export type Random = (bytes: number) => Uint8Array;
