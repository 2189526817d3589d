/** Heartbeat: a sign of life. Its clocks of silence come with arming; published beats are shown as they are. */
import { z } from "zod";
import { formatInstant } from "#lib/kernel/instant.ts";
import { hexHash, instantText, line } from "../fields.ts";
import { disclosureType } from "./disclosure-type.ts";

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
});
export type HeartbeatBody = z.infer<typeof heartbeatBody>;

export const disclosure = disclosureType({
  type: "heartbeat",
  title: "Heartbeat",
  object: "a sign of life",
  says: "A sign of life with software version and cadence.",
  purpose: "A signed sign of life with the software version.",
  body: heartbeatBody,
  minutes: 3,
  life: { ends: "never" },
  step: 2,
  about: "both",
  replaces: false,
  composed: false,
  scope: "beat",
  example: (now) => ({ version: 1, effectiveAt: formatInstant(now), cadenceHours: 6, softwareVersion: "prex 2.3.1" }),
});
