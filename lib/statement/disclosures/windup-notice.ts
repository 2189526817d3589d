/** Wind-up notice: the provider closes. Public for ever; it can be corrected, and then both stand in the log. */
import { addMs, DAY_MS, formatInstant, parseInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { instantText, paragraph } from "../fields.ts";
import { disclosureType, type Version } from "./disclosure-type.ts";
import { decimal, eventBody } from "./envelope-fields.ts";

const NOTICE_DAYS = 30;

const moment = (label: string) => instantText.meta({ label, input: "moment" });

const windupNoticeBody = eventBody(
  {
    lastDeposit: moment("Last deposit"),
    lastUse: moment("Last use of balances"),
    lastWithdrawal: moment("Last withdrawal"),
    coveragePercent: decimal("A share in percent as a decimal number.")
      .refine((text) => Number(text) <= 1000, "At most 1000.")
      .meta({ label: "Share of balances covered, in percent" }),
    reason: paragraph(1000).meta({ label: "Reason", input: "paragraph" }),
  },
  (body, complain) => {
    const { lastDeposit, lastUse, lastWithdrawal } = body as Record<string, string>;
    if (String(lastUse) < String(lastDeposit)) complain(["lastUse"], "Not before the last deposit.");
    if (String(lastWithdrawal) < String(lastUse)) complain(["lastWithdrawal"], "Not before the last use.");
  },
);

/**
 * The three last days, whole days of notice before the last withdrawal, and whether 30 were given. Notice counts from when
 * this last withdrawal, or an earlier one, was first said: who moves the day back gives more of it, who moves it forward
 * begins anew. Once fewer than 30 were given, that stays so.
 */
function keepNotice(before: JsonObject | undefined, { body, loggedAt }: Version): JsonObject {
  const lastWithdrawal = String(body.lastWithdrawal);
  const isLater = before !== undefined && String(before.lastWithdrawal) <= lastWithdrawal;
  const since = isLater ? String(before.since) : formatInstant(loggedAt);
  const [from, end] = [parseInstant(since) ?? loggedAt, parseInstant(lastWithdrawal) ?? loggedAt];
  const noticeDays = Math.max(0, Math.floor((end - from) / DAY_MS));
  return {
    lastDeposit: String(body.lastDeposit),
    lastUse: String(body.lastUse),
    lastWithdrawal,
    since,
    noticeDays,
    isNoticeKept: noticeDays >= NOTICE_DAYS && before?.isNoticeKept !== false,
  };
}

export const disclosure = disclosureType({
  type: "windup_notice",
  title: "Wind-up notice",
  object: "that it closes",
  says: "The provider closes: last deposit, use and withdrawal.",
  purpose: "Until when you can get your money back.",
  body: windupNoticeBody,
  minutes: 6,
  life: { ends: "never" },
  step: null,
  about: "both",
  replaces: true,
  composed: true,
  keep: keepNotice,
  example: (now) => ({
    version: 1,
    effectiveAt: formatInstant(now),
    lastDeposit: formatInstant(addMs(now, DAY_MS)),
    lastUse: formatInstant(addMs(now, 20 * DAY_MS)),
    lastWithdrawal: formatInstant(addMs(now, 60 * DAY_MS)),
    coveragePercent: "100",
    reason: "The owner retires.",
  }),
});
