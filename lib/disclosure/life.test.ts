import { expect, test } from "vitest";
import { addMs, asInstant, DAY_MS, formatInstant, MINUTE_MS } from "#lib/kernel/instant.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { endOf } from "./life.ts";

const now = asInstant(Date.UTC(2026, 10, 22, 10));
const { fees, canary } = DISCLOSURES;
const dated = (ms: number) => ({ effectiveAt: formatInstant(now), expiresAt: formatInstant(addMs(now, ms)) });

test("a longest life signed by a clock that is five minutes ahead is taken, one millisecond more is not", () => {
  const longest = 180 * DAY_MS + 5 * MINUTE_MS;
  expect(endOf(fees, dated(longest), now)).toEqual({ until: addMs(now, longest) });
  expect(endOf(fees, dated(longest + 1), now)).toEqual({ field: "expiresAt", rule: "At most 180 days ahead." });
});

test("a version that is past when it is logged, or ends before it begins, is refused at its end", () => {
  expect(endOf(fees, dated(0), now)).toMatchObject({
    field: "expiresAt",
    rule: "This time is past: choose one ahead.",
  });
  const soon = addMs(now, 4 * MINUTE_MS);
  const before = { effectiveAt: formatInstant(soon), expiresAt: formatInstant(soon) };
  expect(endOf(fees, before, now)).toMatchObject({
    field: "expiresAt",
    rule: "It must come after the time from which it is true.",
  });
});

test("what is not true yet is refused at its beginning, unless its type announces, and then at most 400 days ahead", () => {
  const from = (ms: number) => ({ ...dated(100 * DAY_MS), effectiveAt: formatInstant(addMs(now, ms)) });
  const ahead = { field: "effectiveAt", rule: "This time is ahead, in UTC: publish it when it is true." };
  expect(endOf(fees, from(5 * MINUTE_MS), now)).toHaveProperty("until");
  expect(endOf(fees, from(5 * MINUTE_MS + 1), now)).toEqual(ahead);
  expect(endOf(DISCLOSURES.incident, from(DAY_MS), now)).toEqual(ahead);
  expect(endOf(DISCLOSURES.terms_change, from(400 * DAY_MS), now)).toEqual({ until: null });
  expect(endOf(DISCLOSURES.terms_change, from(401 * DAY_MS), now)).toMatchObject({ rule: "At most 400 days ahead." });
});

test("a canary ends seven days after the next one was due", () => {
  const body = { effectiveAt: formatInstant(now), nextAt: formatInstant(addMs(now, 30 * DAY_MS)) };
  expect(endOf(canary, body, now)).toEqual({ until: addMs(now, 37 * DAY_MS) });
  const none = { effectiveAt: body.effectiveAt, notApplicable: "We are a test." };
  expect(endOf(canary, none, now)).toEqual({ until: null });
});
