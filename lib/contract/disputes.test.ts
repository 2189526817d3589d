import { expect, test } from "vitest";
import { disputesOf } from "./disputes.ts";

test("what became of reports is counted over twelve months, each once, and over all time what is upheld and open", () => {
  const counted = (state: string, verdict: string | null, isRecent = true) => ({
    state,
    verdict,
    isRecent,
    reports: 1,
  });
  const cases = [
    counted("ruled", "proven"),
    counted("proven", "proven"),
    counted("inadmissible", "refuted"),
    counted("inadmissible", "inconclusive"),
    counted("duplicate", "proven"),
    counted("awaiting_response", null),
    counted("ruled", "proven", false),
  ];
  const bars = [
    { type: "clock-met", day: "2026-10-01" },
    { type: "response-late", day: "2026-10-01" },
    { type: "promise-kept", day: "2025-10-01" },
    { type: "audit", day: "2026-10-01" },
  ] as const;
  const disputes = disputesOf(cases, bars, "2025-11-27");
  expect(disputes).toEqual({
    ...{ within_days: 365, reports: 6, proven: 2, refuted: 1, not_taken: 1, joined: 1, open: 1 },
    ...{ deadlines: { met: 1, missed: 1 }, ever: { upheld: 3, open: 1 } },
  });
  expect(disputesOf([], null, "2025-11-27")).toMatchObject({ reports: 0, deadlines: null });
});
