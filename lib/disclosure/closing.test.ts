import { expect, test } from "vitest";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { closingOf, closingOfBody } from "./closing.ts";

const start = asInstant(Date.UTC(2026, 10, 22, 10));
const day = (days: number) => addMs(start, days * DAY_MS);

/** Notices as they are logged, each on its day with its last withdrawal: the days of notice, and whether 30 were given. */
function told(...notices: readonly (readonly [number, number])[]) {
  let facts: JsonObject | undefined;
  for (const [logged, last] of notices) {
    const body = { ...DISCLOSURES.windup_notice.example(start), lastWithdrawal: formatInstant(day(last)) };
    const previewed = closingOfBody(body, facts, day(logged));
    const kept = DISCLOSURES.windup_notice.keep?.(facts, { body, loggedAt: day(logged), entry: 1, statement: "" });
    facts = typeof kept === "object" ? kept : undefined;
    expect(closingOf({ ...(facts && { facts }) })).toEqual(previewed);
  }
  const closing = closingOf({ ...(facts && { facts }) });
  return [closing?.noticeDays, closing?.isNoticeKept];
}

test("thirty days of notice are kept to the millisecond", () => {
  expect(told([0, 30])).toEqual([30, true]);
  expect(told([0, 30 - 1 / DAY_MS])).toEqual([29, false]);
});

test("a notice that is repeated or postponed counts from the first, and one that is brought forward from itself", () => {
  expect(told([0, 60], [40, 60])).toEqual([60, true]);
  expect(told([0, 60], [40, 90])).toEqual([90, true]);
  expect(told([0, 60], [20, 55])).toEqual([35, true]);
  expect(told([0, 60], [40, 55])).toEqual([15, false]);
});

test("too short a notice stays broken, however far it is postponed", () => {
  expect(told([0, 5], [1, 90])).toEqual([90, false]);
  expect(told([0, 60], [40, 45], [41, 200], [42, 200])).toEqual([160, false]);
});
