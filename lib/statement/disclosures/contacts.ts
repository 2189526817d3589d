/** Contacts: whom a customer and whoever finds a hole can reach. Roles and aliases, never a person's own address. */
import { z } from "zod";
import { addMs, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { line } from "../fields.ts";
import { disclosureType } from "./disclosure-type.ts";
import { contactText, lastingBody, webAddress } from "./envelope-fields.ts";

const contactsBody = lastingBody(
  {
    roles: z
      .array(
        z.strictObject({
          role: line(80).meta({ label: "Role", help: "Such as support, or complaints." }),
          alias: contactText.meta({ label: "Reached at", help: "A role's mailbox or page, not a person's." }),
        }),
      )
      .min(2, "Name at least two roles, so that one absence silences nobody.")
      .max(10)
      .meta({ label: "Roles", help: "At least two.", row: "role" }),
    securityContact: contactText.meta({
      label: "Security contact",
      help: "As in your security.txt, which this index fetches and compares.",
    }),
    securityPolicy: webAddress.optional().meta({ label: "Security policy", help: "How you treat reports of holes." }),
  },
  ({ roles }, complain) => {
    const seen = new Set<string>();
    (roles as { role: string }[]).forEach(({ role }, at) => {
      if (seen.has(role)) complain(["roles", at, "role"], "Each role once.");
      seen.add(role);
    });
  },
);

export const disclosure = disclosureType({
  type: "contacts",
  title: "Contacts",
  object: "its contacts",
  says: "Whom to reach, by role, and for security.",
  purpose: "Whom you can reach when money or an answer is missing, and whom a finder of holes can tell.",
  body: contactsBody,
  minutes: 3,
  life: { ends: "at-expiry", presetDays: 365, longestDays: 400 },
  step: 1,
  about: "both",
  replaces: true,
  composed: true,
  example: (now) => ({
    version: 1,
    effectiveAt: formatInstant(now),
    expiresAt: formatInstant(addMs(now, 365 * DAY_MS)),
    roles: [
      { role: "support", alias: "mailto:support@halden.example" },
      { role: "complaints", alias: "https://halden.example/complaints" },
    ],
    securityContact: "mailto:security@halden.example",
  }),
});
