/** Audit: what an independent auditor looked at, by which standard, and what was found. */
import { z } from "zod";
import { addMs, DAY_MS, formatInstant, parseInstant } from "#lib/kernel/instant.ts";
import { isJsonObject, type JsonObject } from "#lib/kernel/json.ts";
import { hexHash, line, paragraph } from "../fields.ts";
import { disclosureType, type Version } from "./disclosure-type.ts";
import { lastingBody, periodSchema, webAddress } from "./envelope-fields.ts";

const count = z.int().min(0).max(10_000);

const auditBody = lastingBody({
  auditor: line(200).meta({ label: "Auditor", help: "The firm, not a person." }),
  auditorAddress: webAddress.optional().meta({ label: "The auditor's page about it" }),
  standard: line(120).meta({ label: "Standard", help: "Such as ISAE 3402, SOC 2, or agreed procedures." }),
  scope: paragraph(1000).meta({
    label: "Scope",
    help: "What was looked at; say whether keys were.",
    input: "paragraph",
  }),
  coversKeys: z.boolean().optional().meta({ label: "Custody of keys was in scope", input: "switch" }),
  period: periodSchema.meta({ label: "Period" }),
  findings: z
    .strictObject({
      high: count.meta({ label: "High" }),
      medium: count.meta({ label: "Medium" }),
      low: count.meta({ label: "Low" }),
    })
    .meta({ label: "Findings", help: "How many, open or closed." }),
  reportSha256: hexHash.optional().meta({ label: "SHA-256 of the report" }),
  report: webAddress.optional().meta({ label: "Where the report is" }),
});

/** The period, the days between it and the one before, and how many days after its end it was published. */
function keepPeriod(before: JsonObject | undefined, { body, loggedAt }: Version): JsonObject {
  if (!isJsonObject(body.period)) return before ?? {};
  const { from, to } = body.period;
  const days = (a: string, b: number) => Math.floor((b - (parseInstant(a) ?? b)) / DAY_MS);
  const end = typeof before?.to === "string" ? before.to : undefined;
  const start = parseInstant(String(from));
  return {
    from: String(from),
    to: String(to),
    gapDays: end === undefined || start === undefined ? 0 : Math.max(0, days(end, start)),
    daysAfter: days(String(to), loggedAt),
  };
}

export const disclosure = disclosureType({
  type: "audit",
  title: "Independent audit",
  object: "an audit",
  says: "Auditor, standard, scope, period and findings.",
  purpose: "What somebody from outside looked at, and what they found.",
  body: auditBody,
  minutes: 8,
  life: { ends: "at-expiry", presetDays: 400, longestDays: 400 },
  step: 4,
  about: "both",
  replaces: true,
  composed: true,
  keep: keepPeriod,
  example: (now) => ({
    version: 1,
    effectiveAt: formatInstant(now),
    expiresAt: formatInstant(addMs(now, 400 * DAY_MS)),
    auditor: "Nordlicht Assurance",
    standard: "ISAE 3402 type II",
    scope: "Custody, withdrawals, and the ledger of balances.",
    coversKeys: true,
    period: { from: formatInstant(addMs(now, -400 * DAY_MS)), to: formatInstant(addMs(now, -35 * DAY_MS)) },
    findings: { high: 0, medium: 2, low: 5 },
  }),
});
