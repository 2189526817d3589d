/**
 * Fields that disclosure types share. The composer's form is drawn from the same schemas: `meta` carries the label, the
 * help sentence and the way to enter a field.
 */
import { z } from "zod";
import { instantText, line } from "../fields.ts";

/** A decimal number as text: no sign, at most six digits after the point. */
export const decimal = (words: string) => z.string().regex(/^(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?$/, words);

/** What the disclosure costs its operator; the reader sees what transparency is paid for. */
export const overheadSchema = z.strictObject({
  cpuSecondsPerDay: decimal("Seconds as a decimal number.").optional().meta({ label: "Processor", unit: "s a day" }),
  storageBytesPerDay: decimal("Bytes as a whole number.").optional().meta({ label: "Storage", unit: "bytes a day" }),
  moneyPerMonth: decimal("An amount as a decimal number.").optional().meta({ label: "Money", unit: "a month" }),
  latencyMs: decimal("Milliseconds as a decimal number.").optional().meta({ label: "Added latency", unit: "ms" }),
  basis: z.enum(["measured", "estimated"]).meta({
    label: "How do you know?",
    told: "Known because",
    options: { measured: "measured", estimated: "estimated" },
    preset: "estimated",
  }),
});

/** Fields of every disclosure that a person writes. */
export const envelopeFields = {
  version: z.literal(1),
  effectiveAt: instantText.meta({ label: "In effect since", help: "From when on this is true.", input: "time" }),
  expiresAt: instantText.meta({
    label: "Renew by",
    help: "After this it shows as stale. At most 400 days ahead.",
    input: "time",
  }),
  notApplicable: line(500)
    .optional()
    .meta({ label: "Not applicable, because", help: "A visible answer that readers will weigh.", input: "reason" }),
  overhead: overheadSchema.optional().meta({
    label: "What this disclosure costs you",
    told: "What it costs the operator",
    input: "overhead",
  }),
};
