/** Identity: who answers for the provider. Owners' names are personal data and may only travel in parts. */
import { z } from "zod";
import { addMs, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { line, paragraph, providerId } from "../fields.ts";
import { disclosureType } from "./disclosure-type.ts";
import { envelopeFields } from "./envelope-fields.ts";

const regulation = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("licensed"),
    regime: line(120).meta({ label: "Regime", help: "The law or authority, such as MiCA or FinCEN MSB." }),
    licence: line(120).meta({ label: "Licence number" }),
  }),
  z.strictObject({ status: z.literal("none-by-choice") }),
]);

export const identityBody = z
  .strictObject({
    ...envelopeFields,
    anonymous: z.boolean().optional().meta({
      label: "Anonymous by choice",
      help: "Allowed and visible. Readers see that nobody is named.",
      input: "switch",
    }),
    legalName: line(200).optional().meta({
      label: "Legal name",
      help: "As in the register. A person's name is personal data: prefer a trade name.",
      required: true,
      unless: "anonymous",
    }),
    form: line(80).optional().meta({ label: "Legal form", help: "Such as GmbH, Ltd, cooperative, sole trader." }),
    registerNumber: line(80)
      .optional()
      .meta({ label: "Register number", help: "With the register, such as HRB 12345, Amtsgericht Köln." }),
    jurisdiction: z
      .string()
      .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, "Two letters as in ISO 3166, such as DE or US-WY.")
      .optional()
      .meta({ label: "Jurisdiction", help: "ISO 3166 code, such as DE or US-WY.", required: true }),
    regulation: regulation.optional().meta({
      label: "Regulation",
      help: "A licence, or none by choice.",
      required: true,
      options: { licensed: "Licensed or registered", "none-by-choice": "None, by choice" },
    }),
    otherProviders: z.array(providerId).max(50).optional().meta({
      label: "Other providers you run",
      told: "Other providers of this operator",
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

export const disclosure = disclosureType({
  type: "identity",
  title: "Identity",
  object: "its identity",
  says: "Who runs the provider, where, under which rules.",
  purpose: "Who answers for this provider, where, and under which rules.",
  body: identityBody,
  minutes: 5,
  life: { ends: "at-expiry", presetDays: 365, longestDays: 400 },
  step: 1,
  about: "both",
  replaces: true,
  composed: true,
  example: (now) => ({
    version: 1,
    effectiveAt: formatInstant(now),
    expiresAt: formatInstant(addMs(now, 365 * DAY_MS)),
    legalName: "Halden Exchange GmbH",
    form: "GmbH",
    jurisdiction: "DE",
    regulation: { status: "none-by-choice" },
  }),
});
