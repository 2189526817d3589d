/**
 * Heartbeat: a sign of life. Once armed, silence has consequences (lib/disclosure/heartbeat.ts); until then beats are
 * shown and nothing follows from their absence.
 */
import { z } from "zod";
import { formatInstant } from "#lib/kernel/instant.ts";
import { base64, hexHash, instantText, line, originText, providerId } from "../fields.ts";
import { disclosureType } from "./disclosure-type.ts";

/** A receipt file as an object (docs/protocol/receipt.md), small enough to stand in a statement. */
const receiptObject = z.strictObject({
  checkpoint: z.string().max(4_000, { abort: true }),
  entry: base64(8_000),
  index: z.int().min(0),
  proof: z.array(base64(48)).max(64),
  type: z.literal("touchstone-receipt/v1"),
});

const HOURS = "Whole hours from 1 to 24.";

export const heartbeatBody = z.strictObject({
  version: z.literal(1),
  effectiveAt: instantText.meta({ label: "Time of the beat" }),
  cadenceHours: z
    .int(HOURS)
    .min(1, HOURS)
    .max(24, HOURS)
    .meta({ label: "Cadence in hours", help: "How often you intend to beat." }),
  softwareVersion: line(80).meta({ label: "Software version" }),
  head: z
    .strictObject({ size: z.int().min(0), hash: hexHash })
    .optional()
    .meta({ label: "Head of your own log", help: "Size and hash, when you keep one." }),
  armed: z
    .boolean()
    .optional()
    .meta({ label: "Armed", help: "Silence of 72 hours then suspends the provider, of 14 days counts as failure." }),
  /** This beat was posted here for a provider of another log, which did not take it. */
  for: z.strictObject({ log: originText, provider: providerId }).optional(),
  /** The receipt of a beat from a log of the policy's peers: it counts at that log's time. */
  elsewhere: receiptObject.optional(),
});
export type HeartbeatBody = z.infer<typeof heartbeatBody>;

export const disclosure = disclosureType({
  type: "heartbeat",
  title: "Heartbeat",
  object: "a sign of life",
  says: "A sign of life with software version and cadence.",
  purpose: "A signed sign of life: silence is noticed instead of guessed at.",
  body: heartbeatBody,
  minutes: 3,
  life: { ends: "never" },
  aheadDays: 400,
  step: 2,
  about: "both",
  replaces: false,
  composed: false,
  scope: "beat",
  example: (now) => ({ version: 1, effectiveAt: formatInstant(now), cadenceHours: 6, softwareVersion: "prex 2.3.1" }),
});
