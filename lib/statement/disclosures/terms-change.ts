/** A change of terms: the new text by its hash, what differs, and since when it holds. */
import { addMs, DAY_MS, formatInstant, parseInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { hexHash, line, paragraph } from "../fields.ts";
import { disclosureType, type Version } from "./disclosure-type.ts";
import { eventBody, webAddress } from "./envelope-fields.ts";

const NOTICE_DAYS = 14;

const termsChangeBody = eventBody({
  text: webAddress.meta({ label: "Where the new text is" }),
  textSha256: hexHash.meta({ label: "SHA-256 of the text", help: "Of the bytes at that address, 64 hex digits." }),
  difference: paragraph(2000).meta({ label: "What changes", input: "paragraph" }),
  reason: line(500).meta({ label: "Reason" }),
});

/** How many changes came 14 days or more before they held, and how many later. */
function keepNotice(before: JsonObject | undefined, { body, loggedAt }: Version): JsonObject {
  const from = parseInstant(String(body.effectiveAt)) ?? loggedAt;
  const isKept = from >= addMs(loggedAt, NOTICE_DAYS * DAY_MS);
  const count = (name: string, one: boolean) => Number(before?.[name] ?? 0) + (one ? 1 : 0);
  return { kept: count("kept", isKept), broken: count("broken", !isKept) };
}

export const disclosure = disclosureType({
  type: "terms_change",
  title: "Change of terms",
  object: "a change of its terms",
  says: "New terms by hash, the difference, and from when they hold.",
  purpose: "What changes in the contract, early enough to leave.",
  body: termsChangeBody,
  minutes: 6,
  life: { ends: "never" },
  aheadDays: 400,
  step: null,
  about: "both",
  replaces: true,
  composed: true,
  keep: keepNotice,
  example: (now) => ({
    version: 1,
    effectiveAt: formatInstant(addMs(now, 15 * DAY_MS)),
    text: "https://halden.example/terms/2026-12",
    textSha256: "9f".repeat(32),
    difference: "Unused balances expire after 24 months instead of 12.",
    reason: "Customers asked for it.",
  }),
});
