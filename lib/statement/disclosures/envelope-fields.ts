/**
 * Fields that disclosure types share. The composer's form is drawn from the same schemas: `meta` carries the label, the
 * help sentence and the way to enter a field.
 */
import { z } from "zod";
import { instantText, line } from "../fields.ts";

/** A decimal number as text: no sign, at most six digits after the point. */
export const decimal = (words: string) =>
  z.string().regex(/^(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?$/, { abort: true, error: words });

/** ISO 4217 code, or the id of an asset such as "BTC" or "ETH:USDC". */
export const assetText = z
  .string()
  .regex(/^[A-Z][A-Z0-9]{1,11}(:[A-Za-z0-9.-]{1,64})?$/, "Such as EUR, BTC, or ETH:USDC.");

/** What the disclosure costs its operator; the reader sees what transparency is paid for. Money names its currency. */
export const overheadSchema = z
  .strictObject({
    cpuSecondsPerDay: decimal("Seconds as a decimal number.").optional().meta({ label: "Processor", unit: "s a day" }),
    storageBytesPerDay: decimal("Bytes as a whole number.").optional().meta({ label: "Storage", unit: "bytes a day" }),
    moneyPerMonth: decimal("An amount as a decimal number.")
      .optional()
      .meta({ label: "Money", unit: "a month", unitFrom: "currency" }),
    currency: assetText.optional().meta({ label: "Currency", help: "Such as EUR, BTC, or ETH:USDC." }),
    latencyMs: decimal("Milliseconds as a decimal number.").optional().meta({ label: "Added latency", unit: "ms" }),
    basis: z.enum(["measured", "estimated"]).meta({
      label: "How do you know?",
      told: "Known because",
      options: { measured: "measured", estimated: "estimated" },
      preset: "estimated",
    }),
  })
  .superRefine(({ moneyPerMonth, currency }, context) => {
    const complain = (name: string, message: string) => context.addIssue({ code: "custom", path: [name], message });
    if (moneyPerMonth !== undefined && currency === undefined) complain("currency", "Say in which currency.");
    if (currency !== undefined && moneyPerMonth === undefined)
      complain("moneyPerMonth", "Say how much, or leave the currency out.");
  });

const effectiveAt = instantText.meta({ label: "In effect since", help: "From when on this is true.", input: "time" });

const attachments = z
  .array(z.strictObject({ part: z.int().min(0).max(31), name: line(120) }))
  .max(32)
  .optional();

/** Fields of every disclosure that a person writes. */
export const envelopeFields = {
  version: z.literal(1),
  effectiveAt,
  expiresAt: instantText.meta({ label: "Renew by", help: "After this it shows as stale.", input: "time" }),
  notApplicable: line(500)
    .optional()
    .meta({ label: "Not applicable, because", help: "A visible answer that readers will weigh.", input: "reason" }),
  attachments,
  overhead: overheadSchema.optional().meta({
    label: "What this disclosure costs you",
    told: "What it costs the operator",
    input: "overhead",
  }),
};

/** Fields of a disclosure about something that happened: it does not grow old, and it applies or it is not published. */
export const eventFields = { version: envelopeFields.version, effectiveAt, attachments };

/** Says at a field which rule was broken. */
export type Complain = (path: readonly (string | number)[], message: string) => void;

/**
 * A lasting disclosure: its own fields, which are asked for unless optional, or "not applicable" with a reason instead of
 * all of them. `meta.required` tells the form which are asked for. `dated` false: its end follows from a field of its own.
 */
export function lastingBody(
  fields: Readonly<Record<string, z.ZodType>>,
  rules?: (body: Readonly<Record<string, unknown>>, complain: Complain) => void,
  { dated } = { dated: true },
): z.ZodObject {
  const asked = Object.keys(fields).filter((name) => !(fields[name]?.safeParse(undefined).success ?? true));
  const loose = Object.entries(fields).map(([name, field]): [string, z.ZodType] =>
    asked.includes(name) ? [name, field.optional().meta({ ...field.meta(), required: true })] : [name, field],
  );
  const { overhead, expiresAt, ...first } = envelopeFields;
  const head = dated ? { ...first, expiresAt } : first;
  return z.strictObject({ ...head, ...Object.fromEntries(loose), overhead }).superRefine((body, context) => {
    const complain: Complain = (path, message) => context.addIssue({ code: "custom", path: [...path], message });
    const said: Readonly<Record<string, unknown>> = body;
    if (body.notApplicable !== undefined) {
      for (const name of Object.keys(fields))
        if (said[name] !== undefined) complain([name], "What does not apply has no such field: leave it out.");
      return;
    }
    const missing = asked.filter((name) => said[name] === undefined);
    for (const name of missing) complain([name], "This field is required.");
    if (missing.length === 0) rules?.(said, complain);
  });
}

/** A disclosure about an event. */
export function eventBody(
  fields: Readonly<Record<string, z.ZodType>>,
  rules?: (body: Readonly<Record<string, unknown>>, complain: Complain) => void,
): z.ZodObject {
  return z.strictObject({ ...eventFields, ...fields }).superRefine((body, context) => {
    rules?.(body, (path, message) => context.addIssue({ code: "custom", path: [...path], message }));
  });
}

/** From and to, in that order. */
export const periodSchema = z
  .strictObject({
    from: instantText.meta({ label: "From", input: "time" }),
    to: instantText.meta({ label: "To", input: "time" }),
  })
  // Times of one form sort as text.
  .refine(({ from, to }) => from < to, { path: ["to"], message: "It must come after the beginning." });

/** Where people write to: a role's mailbox or a page, never a person's own address. */
export const contactText = z
  .string()
  .max(200, { abort: true })
  .regex(
    /^(mailto:[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,120}|https:\/\/[^\s]{3,180})$/,
    "Write mailto: with an address, or an https address.",
  );

export const webAddress = z
  .string()
  .max(300, { abort: true })
  .regex(/^https:\/\/[^\s]{3,290}$/, "An https address.");
