import { expect, test } from "vitest";
import { asInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import { currentStamp, newStamp } from "./use-stamp.ts";

test("a stamp is kept while the log takes it, and renewed when time was let pass", () => {
  const stamp = newStamp();
  const at = Date.parse(stamp.issuedAt);
  expect(currentStamp(stamp, asInstant(at + 12 * HOUR_MS))).toBe(stamp);
  expect(currentStamp(stamp, asInstant(at + 13 * HOUR_MS)).id).not.toBe(stamp.id);
});
