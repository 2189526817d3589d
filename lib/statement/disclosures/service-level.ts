/** Service level: what was promised, what was measured, how much of the error budget is left. */
import { addMs, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { paragraph } from "../fields.ts";
import { disclosureType } from "./disclosure-type.ts";
import { decimal, lastingBody, periodSchema } from "./envelope-fields.ts";

const percent = decimal("A share in percent as a decimal number, at most 100.").refine(
  (text) => Number(text) <= 100,
  "At most 100.",
);

const serviceLevelBody = lastingBody({
  period: periodSchema.meta({ label: "Period" }),
  targetPercent: percent.meta({ label: "Target in percent", help: "Share of calls answered rightly and in time." }),
  measuredPercent: percent.meta({ label: "Measured in percent" }),
  errorBudgetLeftPercent: percent.meta({ label: "Error budget left in percent" }),
  method: paragraph(1000).meta({ label: "How it was measured", input: "paragraph" }),
});

export const disclosure = disclosureType({
  type: "service_level",
  title: "Service level",
  object: "its service level",
  says: "Target, measurement and error budget of a period.",
  purpose: "How often it answered as promised, by its own measure.",
  body: serviceLevelBody,
  minutes: 4,
  life: { ends: "at-expiry", presetDays: 45, longestDays: 45 },
  step: null,
  about: "both",
  replaces: true,
  composed: true,
  example: (now) => ({
    version: 1,
    effectiveAt: formatInstant(now),
    expiresAt: formatInstant(addMs(now, 45 * DAY_MS)),
    period: { from: formatInstant(addMs(now, -30 * DAY_MS)), to: formatInstant(now) },
    targetPercent: "99.9",
    measuredPercent: "99.95",
    errorBudgetLeftPercent: "50",
    method: "Share of calls answered with 2xx within 500 ms, counted at the load balancer.",
  }),
});
