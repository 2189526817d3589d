/** The clock of a demonstration, which whoever looks at it may let go on, and its invented world. */
import { z } from "zod";
import { timeSchema } from "../common.ts";
import { MAX_ADVANCE_SECONDS } from "../demo-clock.ts";
import { demoWorldSchema } from "../demonstration.ts";
import { type Endpoint, json, text } from "../endpoint.ts";

export const advanceClockRequest = z.strictObject({ seconds: z.int().min(1).max(MAX_ADVANCE_SECONDS) });
export const stepClockRequest = z.strictObject({ to: timeSchema });

const demoClockSchema = z.object({
  now: timeSchema,
  /** How far somebody asked it to go; not before `now`. */
  until: timeSchema,
});
export type DemoClock = z.infer<typeof demoClockSchema>;

export const DEMONSTRATION_ENDPOINTS = {
  advanceClock: {
    id: "advanceClock",
    method: "post",
    path: "/api/v1/clock/advance",
    summary:
      "Lets time pass in a demonstration: everything that is due by then becomes due. Where the invented market is played on, the answer is 202 and time goes to `until` bit by bit",
    tag: "service",
    access: "origin",
    body: { type: "application/json", schema: advanceClockRequest },
    answers: { 200: json("What time it is now.", demoClockSchema), 202: json("How far it will go.", demoClockSchema) },
    problems: ["not-found", "schema", "malformed", "origin-refused", "rate-limited", "unavailable"],
  },
  getClock: {
    id: "getClock",
    method: "get",
    path: "/api/v1/clock",
    summary: "What time it is in a demonstration, and how far somebody asked it to go",
    tag: "service",
    access: "public",
    answers: { 200: json("The clock.", demoClockSchema) },
    problems: ["not-found"],
  },
  stepClock: {
    id: "stepClock",
    method: "post",
    path: "/api/v1/clock/step",
    summary: "For whoever plays the invented market on: lets time go to a moment, never beyond what somebody asked for",
    tag: "service",
    access: "origin",
    body: { type: "application/json", schema: stepClockRequest },
    answers: { 200: json("What time it is now.", demoClockSchema) },
    problems: ["not-found", "schema", "malformed", "origin-refused", "unavailable"],
  },
  getDemonstration: {
    id: "getDemonstration",
    method: "get",
    path: "/api/v1/demonstration",
    summary:
      "The invented world of a demonstration: its seed, its stories, and the public keys of those one may act as",
    tag: "service",
    access: "public",
    answers: { 200: json("The world.", z.object({ data: demoWorldSchema })) },
    problems: ["not-found"],
  },
  getDemoRecord: {
    id: "getDemoRecord",
    method: "get",
    path: "/api/v1/demonstration/record",
    summary: "What the agent of a demonstration chose and lost, as the laboratory replays it: one JSON object a line",
    tag: "service",
    access: "public",
    answers: { 200: text("The record, a touchstone-selection-record/v1.") },
    problems: ["not-found"],
  },
} as const satisfies Record<string, Endpoint>;
