/** Fees: the price list. A change is announced before it holds; whether the notice was kept is a fact of the log. */
import { z } from "zod";
import { addMs, DAY_MS, formatInstant, parseInstant } from "#lib/kernel/instant.ts";
import type { JsonObject, JsonValue } from "#lib/kernel/json.ts";
import { instantText, line, paragraph } from "../fields.ts";
import { disclosureType, type Version } from "./disclosure-type.ts";
import { assetText, decimal, lastingBody } from "./envelope-fields.ts";

const feeLine = z.strictObject({
  service: line(120).meta({ label: "Service", help: "A service definition or a category, such as storage." }),
  unit: line(40).meta({ label: "Unit", help: "Such as call, or GB." }),
  pricePer1000: decimal("A price as a decimal number.").meta({ label: "Price per 1,000" }),
  currency: assetText.meta({ label: "Currency", help: "ISO 4217 code, or an asset such as ETH:USDC." }),
  from: instantText.meta({ label: "From", input: "time" }),
  noticeDays: z.int().min(0).max(365).meta({ label: "Notice in days", help: "How long before a change you say so." }),
});
type FeeLine = z.infer<typeof feeLine>;

const feesBody = lastingBody(
  {
    lines: z
      .array(feeLine)
      .min(1, "A price list has at least one line.")
      .max(40)
      .meta({ label: "Prices", row: "price line" }),
    note: paragraph(1000).optional().meta({ label: "Note to readers", input: "paragraph" }),
  },
  ({ lines }, complain) => {
    const seen = new Set<string>();
    (lines as FeeLine[]).forEach((item, at) => {
      if (seen.has(nameOf(item))) complain(["lines", at, "service"], "Each service, unit and currency once.");
      seen.add(nameOf(item));
    });
  },
);

const nameOf = ({ service, unit, currency }: FeeLine) => `${service} / ${unit} / ${currency}`;

/**
 * `lines`: price, start and notice of each line as it stands. `kept` and `broken`: changes of a price that came with at
 * least the notice that the list before it promised, and with less.
 */
function keepPrices(before: JsonObject | undefined, { body, loggedAt }: Version): JsonObject {
  const old = (before?.lines ?? {}) as Record<string, readonly JsonValue[]>;
  const lines: Record<string, JsonValue> = {};
  let [kept, broken] = [Number(before?.kept ?? 0), Number(before?.broken ?? 0)];
  for (const item of (body.lines ?? []) as FeeLine[]) {
    const name = nameOf(item);
    lines[name] = [item.pricePer1000, item.from, item.noticeDays];
    const earlier = old[name];
    if (earlier === undefined || earlier[0] === item.pricePer1000) continue;
    const from = parseInstant(item.from);
    if (from !== undefined && from >= addMs(loggedAt, Number(earlier[2]) * DAY_MS)) kept += 1;
    else broken += 1;
  }
  return { lines, kept, broken };
}

export const disclosure = disclosureType({
  type: "fees",
  title: "Prices",
  object: "its prices",
  says: "The price list, with the notice before a change.",
  purpose: "What you pay, since when, and how early a change is announced.",
  body: feesBody,
  minutes: 5,
  life: { ends: "at-expiry", presetDays: 180, longestDays: 180 },
  step: 1,
  about: "both",
  replaces: true,
  composed: true,
  keep: keepPrices,
  example: (now) => ({
    version: 1,
    effectiveAt: formatInstant(now),
    expiresAt: formatInstant(addMs(now, 180 * DAY_MS)),
    lines: [
      {
        service: "storage",
        unit: "call",
        pricePer1000: "0.45",
        currency: "EUR",
        from: formatInstant(now),
        noticeDays: 14,
      },
    ],
  }),
});
