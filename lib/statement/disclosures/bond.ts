/** Bond: money that is locked for the case that the provider fails its customers. */
import { addMs, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { instantText, line, paragraph } from "../fields.ts";
import { disclosureType } from "./disclosure-type.ts";
import { assetText, decimal, lastingBody } from "./envelope-fields.ts";

const bondBody = lastingBody(
  {
    amount: decimal("An amount as a decimal number.").meta({ label: "Amount" }),
    asset: assetText.meta({ label: "Asset", help: "ISO 4217 code, or an asset such as ETH:USDC." }),
    lock: line(300).meta({ label: "Where it is locked", help: "Chain and address, escrow, or insurer and policy." }),
    lockedUntil: instantText.meta({ label: "Locked until", input: "time" }),
    claimRule: paragraph(1500).meta({ label: "Who can claim it, and how", input: "paragraph" }),
  },
  ({ expiresAt, lockedUntil }, complain) => {
    if (String(expiresAt) > String(lockedUntil)) complain(["expiresAt"], "At most until the lock ends.");
  },
);

export const disclosure = disclosureType({
  type: "bond",
  title: "Bond",
  object: "its bond",
  says: "Money locked for its customers, and the rule of claims.",
  purpose: "What its customers could claim if it fails them.",
  body: bondBody,
  minutes: 6,
  life: { ends: "at-expiry", presetDays: 365, longestDays: 400 },
  step: 4,
  about: "both",
  replaces: true,
  composed: true,
  example: (now) => ({
    version: 1,
    effectiveAt: formatInstant(now),
    expiresAt: formatInstant(addMs(now, 365 * DAY_MS)),
    amount: "25000",
    asset: "EUR",
    lock: "Escrow account at Bank of Halden",
    lockedUntil: formatInstant(addMs(now, 366 * DAY_MS)),
    claimRule: "Each customer with an unpaid withdrawal older than 14 days, in proportion to the balance.",
  }),
});
