/** Software: which code runs, so that others can build it and compare. */

import { z } from "zod";
import { addMs, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { hexHash, line } from "../fields.ts";
import { disclosureType } from "./disclosure-type.ts";
import { lastingBody, webAddress } from "./envelope-fields.ts";

const softwareBody = lastingBody({
  name: line(80).meta({ label: "Software", help: "Name and version, such as prex 2.3.1." }),
  repository: webAddress.meta({ label: "Repository" }),
  commit: z
    .string()
    .regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/, "A whole commit hash: 40 or 64 hex digits.")
    .meta({ label: "Commit" }),
  imageDigest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/, "sha256: and 64 hex digits.")
    .optional()
    .meta({ label: "Image digest", help: "Of the container image that runs." }),
  configSha256: hexHash.optional().meta({ label: "SHA-256 of the configuration", help: "Without secrets." }),
  attestation: webAddress.optional().meta({ label: "Build attestation", help: "Such as SLSA provenance." }),
  reproducible: z.boolean().optional().meta({
    label: "Others can rebuild it bit for bit",
    help: "Only if somebody outside has done so.",
    input: "switch",
  }),
});

export const disclosure = disclosureType({
  type: "software",
  title: "Software",
  object: "its software",
  says: "Repository, commit and image that run.",
  purpose: "Which code holds your balance, so that others can read and rebuild it.",
  body: softwareBody,
  minutes: 4,
  life: { ends: "at-expiry", presetDays: 90, longestDays: 90 },
  step: 2,
  about: "both",
  replaces: true,
  composed: true,
  example: (now) => ({
    version: 1,
    effectiveAt: formatInstant(now),
    expiresAt: formatInstant(addMs(now, 90 * DAY_MS)),
    name: "prex 2.3.1",
    repository: "https://git.example/prex/prex",
    commit: "4f".repeat(20),
  }),
});
