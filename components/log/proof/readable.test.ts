import { expect, test } from "vitest";
import { readable } from "./readable.ts";

test("times and counts are written for people, and hashes, versions and small numbers stay", () => {
  expect(readable("The key that this browser remembers since 2026-12-20T00:01:12.000Z.")).toBe(
    "The key that this browser remembers since 2026-12-20 00:01:12 UTC.",
  );
  expect(readable("at 2026-99-20T00:01:12.000Z")).toBe("at 2026-99-20T00:01:12.000Z");
  expect(readable("Entry 12557 stands in the log test.invalid/log.")).toBe(
    "Entry 12,557 stands in the log test.invalid/log.",
  );
  expect(readable("2510 of 2510 parts; 12300 statements")).toBe("2,510 of 2,510 parts; 12,300 statements");
  expect(readable("90 rows, as of its first 12976 entries; 1,234 entries; hash 12345678 of 2026.")).toBe(
    "90 rows, as of its first 12,976 entries; 1,234 entries; hash 12345678 of 2026.",
  );
});
