/** Wind-up plan: what happens to balances and data when the provider closes. */
import { z } from "zod";
import { addMs, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { line, paragraph } from "../fields.ts";
import { disclosureType } from "./disclosure-type.ts";
import { lastingBody } from "./envelope-fields.ts";

const windupPlanBody = lastingBody({
  trigger: paragraph(1000).meta({ label: "What starts it", input: "paragraph" }),
  orderOfPayment: z
    .array(line(200))
    .min(1, "Name at least who is paid first.")
    .max(10)
    .meta({ label: "Order of payment", help: "Who is paid first, second, …", input: "list" }),
  dataExport: paragraph(1000).meta({ label: "How customers get their data", input: "paragraph" }),
  noticeDays: z.int().min(30, "At least 30 days.").max(730).meta({ label: "Notice in days", help: "At least 30." }),
});

export const disclosure = disclosureType({
  type: "windup_plan",
  title: "Wind-up plan",
  object: "its wind-up plan",
  says: "What happens to balances and data when it closes.",
  purpose: "What happens to your balance and your data when it closes.",
  body: windupPlanBody,
  minutes: 10,
  life: { ends: "at-expiry", presetDays: 365, longestDays: 400 },
  step: 3,
  about: "both",
  replaces: true,
  composed: true,
  example: (now) => ({
    version: 1,
    effectiveAt: formatInstant(now),
    expiresAt: formatInstant(addMs(now, 365 * DAY_MS)),
    trigger: "Reserves below 105 % of what is owed for 7 days, or the operator's decision.",
    orderOfPayment: ["Customers' balances", "Services' settlements", "Everyone else"],
    dataExport: "Each account can download its ledger until 90 days after the last withdrawal.",
    noticeDays: 30,
  }),
});
