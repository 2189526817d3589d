/**
 * Body schemas of the disclosure kinds. The composer's form is drawn from the same schemas: `meta` carries the label,
 * the help sentence and the way to enter a field.
 */
import { z } from "zod";
import { hexHash, instantText, line, paragraph, providerId } from "./fields.ts";

const decimal = (words: string) => z.string().regex(/^(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?$/, words);

/** What the disclosure costs its operator; the reader sees what transparency is paid for. */
export const overheadSchema = z.strictObject({
  cpuSecondsPerDay: decimal("Seconds as a decimal number.").optional(),
  storageBytesPerDay: decimal("Bytes as a whole number.").optional(),
  moneyPerMonth: decimal("An amount as a decimal number.").optional(),
  latencyMs: decimal("Milliseconds as a decimal number.").optional(),
  basis: z.enum(["measured", "estimated"]),
});

const envelope = {
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
  overhead: overheadSchema.optional().meta({ label: "What this disclosure costs you", input: "overhead" }),
};

const regulationSchema = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("licensed"),
    regime: line(120).meta({ label: "Regime", help: "The law or authority, such as MiCA or FinCEN MSB." }),
    licence: line(120).meta({ label: "Licence number" }),
  }),
  z.strictObject({ status: z.literal("none-by-choice") }),
]);

/** Identity: who answers for the provider. Owners' names are personal data and may only travel in parts. */
export const identityBody = z
  .strictObject({
    ...envelope,
    anonymous: z.boolean().optional().meta({
      label: "Anonymous by choice",
      help: "Allowed and visible. Readers see that nobody is named.",
      input: "switch",
    }),
    legalName: line(200).optional().meta({
      label: "Legal name",
      help: "As in the register. A person's name is personal data: prefer a trade name.",
    }),
    form: line(80).optional().meta({ label: "Legal form", help: "Such as GmbH, Ltd, cooperative, sole trader." }),
    registerNumber: line(80)
      .optional()
      .meta({ label: "Register number", help: "With the register, such as HRB 12345, Amtsgericht Köln." }),
    jurisdiction: z
      .string()
      .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, "Two letters as in ISO 3166, such as DE or US-WY.")
      .optional()
      .meta({ label: "Jurisdiction", help: "ISO 3166 code, such as DE or US-WY." }),
    regulation: regulationSchema
      .optional()
      .meta({ label: "Regulation", help: "A licence, or none by choice.", input: "regulation" }),
    otherProviders: z.array(providerId).max(50).optional().meta({
      label: "Other providers you run",
      help: "Their provider ids. Shared owners share their fate.",
      input: "list",
    }),
    website: z
      .string()
      .regex(/^https:\/\/[^\s]{3,280}$/, "An https address.")
      .optional()
      .meta({ label: "Imprint or about page" }),
    note: paragraph(2000)
      .optional()
      .meta({ label: "Note to readers", help: "Anything a careful customer should know.", input: "paragraph" }),
  })
  .superRefine((body, context) => {
    const complain = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
    if (body.notApplicable !== undefined) return;
    if (body.anonymous === true && body.legalName !== undefined)
      complain("legalName", "Anonymous by choice leaves the legal name out.");
    if (body.anonymous !== true && body.legalName === undefined)
      complain("legalName", "Give the legal name, or choose to stay anonymous.");
    if (body.jurisdiction === undefined)
      complain("jurisdiction", "Name the jurisdiction whose courts would hear a customer.");
    if (body.regulation === undefined) complain("regulation", "Name the licence, or say none by choice.");
  });
export type IdentityBody = z.infer<typeof identityBody>;

const HOURS = "Whole hours from 1 to 24.";

/** Heartbeat: a sign of life. Its clocks of silence come with arming; published beats are shown as they are. */
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
