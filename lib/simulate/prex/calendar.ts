/** When the invented market begins, and how long it is told of. */
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";

export const WORLD_START = parseInstant("2024-12-01T00:00:00.000Z") as Instant;
/** Two years. */
export const DAYS = 730;
/** Thirty weeks more, which are played live. */
export const DAYS_AFTER = 210;
