/** Of the clock of a demonstration, without schemas: pages that only let time pass load none. */

/** Farthest step at a time: four weeks. */
export const MAX_ADVANCE_SECONDS = 28 * 86_400;
