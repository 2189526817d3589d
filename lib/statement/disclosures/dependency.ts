/** Dependencies: whose failure would be this provider's failure too. */
import { z } from "zod";
import { addMs, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { line, paragraph, providerId } from "../fields.ts";
import { disclosureType } from "./disclosure-type.ts";
import { lastingBody } from "./envelope-fields.ts";

const names = z.array(line(120)).max(20);

const dependencyBody = lastingBody({
  hosts: names
    .min(1, "Name at least one host.")
    .meta({ label: "Hosts", help: "Who runs the machines it runs on, with the region.", input: "list" }),
  custodians: names.optional().meta({ label: "Custodians", help: "Who else holds keys or money.", input: "list" }),
  upstreams: names.optional().meta({ label: "Upstream services", input: "list" }),
  sharedOwners: z.array(providerId).max(20).optional().meta({
    label: "Providers with the same owner",
    help: "Their provider ids.",
    input: "list",
  }),
  plan: paragraph(1000)
    .optional()
    .meta({ label: "What you do when one of them fails", told: "When one of them fails", input: "paragraph" }),
});

export const disclosure = disclosureType({
  type: "dependency",
  title: "Dependencies",
  object: "its dependencies",
  says: "Hosts, custodians and owners that it shares with others.",
  purpose: "Whose failure would take your balance with it.",
  body: dependencyBody,
  minutes: 5,
  life: { ends: "at-expiry", presetDays: 90, longestDays: 120 },
  step: 3,
  about: "both",
  replaces: true,
  composed: true,
  example: (now) => ({
    version: 1,
    effectiveAt: formatInstant(now),
    expiresAt: formatInstant(addMs(now, 90 * DAY_MS)),
    hosts: ["Fjord Cloud, north"],
    custodians: ["none: own keys"],
  }),
});
