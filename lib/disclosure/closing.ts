/** A provider that closes: its last days as the newest wind-up notice says them, and what holds at a time. */
import { formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { disclosure as windupNotice } from "#lib/statement/disclosures/windup-notice.ts";

export type Closing = {
  readonly lastDeposit: Instant;
  readonly lastUse: Instant;
  readonly lastWithdrawal: Instant;
  /** Whole days from the notice of that day, or an earlier one, to the last withdrawal. */
  readonly noticeDays: number;
  /** Whether 30 were given, by this notice and by those before it. */
  readonly isNoticeKept: boolean;
};

/** As the provider's form records it; undefined: it did not say that it closes. */
export function closingOf(record: { readonly facts?: JsonObject } | undefined): Closing | undefined {
  const facts = record?.facts;
  return facts === undefined ? undefined : closingOfFacts(facts);
}

/**
 * What the form would record if a notice with this body were logged at `loggedAt`, after one that left the facts `before`;
 * undefined: a day is missing.
 */
export function closingOfBody(
  body: JsonObject,
  before: JsonObject | undefined,
  loggedAt: Instant,
): Closing | undefined {
  if ([body.lastDeposit, body.lastUse, body.lastWithdrawal].some((day) => typeof day !== "string")) return undefined;
  const kept = windupNotice.keep?.(before, { body, loggedAt, entry: 0, statement: "" });
  return typeof kept === "object" ? closingOfFacts(kept) : undefined;
}

function closingOfFacts(facts: JsonObject): Closing | undefined {
  const [lastDeposit, lastUse, lastWithdrawal] = [facts.lastDeposit, facts.lastUse, facts.lastWithdrawal].map((day) =>
    parseInstant(String(day)),
  );
  if (lastDeposit === undefined || lastUse === undefined || lastWithdrawal === undefined) return undefined;
  const { noticeDays, isNoticeKept } = facts;
  return { lastDeposit, lastUse, lastWithdrawal, noticeDays: Number(noticeDays), isNoticeKept: isNoticeKept === true };
}

/** The last days that are ahead, soonest first. */
export function daysAhead({ lastDeposit, lastUse, lastWithdrawal }: Closing, now: Instant) {
  const all = [
    { what: "last deposit", at: lastDeposit },
    { what: "last use of balances", at: lastUse },
    { what: "last withdrawal", at: lastWithdrawal },
  ] as const;
  return all.filter(({ at }) => at >= now);
}

/** What readers must know of it first, in one sentence. */
export function closingSentence(closing: Closing, now: Instant): string {
  const day = (at: Instant) => formatInstant(at).slice(0, 10);
  if (now > closing.lastWithdrawal) return `Closed: withdrawals ended on ${day(closing.lastWithdrawal)}.`;
  return `Closing: do not add money, and withdraw until ${day(closing.lastWithdrawal)}.`;
}
