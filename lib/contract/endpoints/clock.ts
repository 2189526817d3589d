/** The clock of a demonstration: whoever looks at it may let time pass. */
import { z } from "zod";
import { timeSchema } from "../common.ts";
import { type Endpoint, json } from "../endpoint.ts";

/** Farthest step at a time: four weeks. */
export const MAX_ADVANCE_SECONDS = 28 * 86_400;

export const advanceClockRequest = z.strictObject({ seconds: z.int().min(1).max(MAX_ADVANCE_SECONDS) });

export const CLOCK_ENDPOINTS = {
  advanceClock: {
    id: "advanceClock",
    method: "post",
    path: "/api/v1/clock/advance",
    summary: "Lets time pass in a demonstration: everything that is due by then becomes due",
    tag: "service",
    access: "origin",
    body: { type: "application/json", schema: advanceClockRequest },
    answers: { 200: json("What time it is now.", z.object({ now: timeSchema })) },
    problems: ["not-found", "schema", "malformed", "origin-refused", "rate-limited", "unavailable"],
  },
} as const satisfies Record<string, Endpoint>;
