import { expect, test } from "vitest";
import type { CaseState } from "#lib/dispute/dispute.ts";
import { disputesOf } from "./dispute-behaviour.ts";

test("what became of reports is counted over twelve months, each once, and over all time what is upheld and open", () => {
  const counted = (state: CaseState, verdict: string | null, isRecent = true, finding: string | null = null) => ({
    ...{ state, verdict, finding, isRecent, reports: 1 },
  });
  const cases = [
    counted("ruled", "proven"),
    counted("proven", "proven"),
    counted("inadmissible", "refuted"),
    counted("inadmissible", "inconclusive"),
    counted("duplicate", "proven"),
    counted("awaiting_response", null),
    counted("ruled", "proven", false),
    // People say otherwise than machines, or say nothing; a proof stands while it is contested.
    counted("final", "proven", true, "cleared"),
    counted("ruled", "inconclusive", true, "against"),
    counted("evidence_open", "proven"),
    counted("withdrawn", "inconclusive"),
  ];
  const bars = [
    { type: "clock-met", day: "2026-10-01" },
    { type: "response-late", day: "2026-10-01" },
    { type: "promise-kept", day: "2025-10-01" },
    { type: "audit", day: "2026-10-01" },
  ] as const;
  const disputes = disputesOf(cases, bars, "2025-11-27");
  expect(disputes).toEqual({
    ...{ within_days: 365, reports: 10, proven: 4, refuted: 1, not_taken: 1, joined: 1, open: 1 },
    ...{ cleared: 1, ended: 1, deadlines: { met: 1, missed: 1 }, ever: { upheld: 5, open: 1 } },
  });
  expect(disputesOf([], null, "2025-11-27")).toMatchObject({ reports: 0, deadlines: null });
});
