import { expect, test } from "vitest";
import type { Status } from "#lib/contract/status.ts";
import { statusRows, worstOf } from "./status-rows.ts";

const HEALTHY: Status = {
  as_of: { size: 312, time: "2026-11-26T12:00:00.000Z" },
  head: { size: 312, signed_at: "2026-11-26T11:59:19.000Z", health: "ok", detail: "", unsigned: 0 },
  waiting: { count: 0, oldest_received_at: null },
  late_promises: { given: 0, late: 0, open: 0, overdue: 0, oldest_waiting: null, latest: [] },
  late_records: { missing: 0, latest: [] },
  late_verdicts: { reports: 0, late: 0, open: 0, latest: [] },
  replaced_keys: [],
  watchers: [],
  last_scrub: {
    started_at: "2026-11-26T03:00:00.000Z",
    finished_at: "2026-11-26T03:00:02.000Z",
    size: 300,
    outcome: "sound",
    first_bad_index: null,
    detail: "",
  },
  last_state_root: { entry: 310, size: 310, logged_at: "2026-11-26T11:30:00.000Z" },
  last_restore: null,
  software: { version: "0.1.0", commit: "unknown", fold_version: 0 },
  processes: [{ name: "worker", state: "working", seen_at: "2026-11-26T11:59:40.000Z" }],
};

const row = (status: Status, id: string) => statusRows(status).find((each) => each.id === id);

test("a healthy index is told calmly, and what was never recorded is not drawn as good", () => {
  expect(worstOf(statusRows(HEALTHY))).toBe("fine");
  expect(row(HEALTHY, "signing")?.says).toBe("Yes: its newest signed head holds 312 entries, 41 s ago.");
  expect(row(HEALTHY, "restore")).toMatchObject({ tone: "unknown", says: "No restore drill recorded." });
  expect(row({ ...HEALTHY, last_scrub: null }, "scrub")).toMatchObject({ tone: "unknown" });
});

test("a refusal to sign says by how much, and why", () => {
  const head = { ...HEALTHY.head, health: "behind", detail: "The database is older.", unsigned: 12 };
  const { tone, says } = row({ ...HEALTHY, head }, "signing") ?? {};
  expect(tone).toBe("failed");
  expect(says).toContain("12 entries behind. The database is older.");
});

test("what time made due and nobody wrote down is the index's lateness, and holds all the same", () => {
  const late = { aggregate: "provider:prv_1", transition: "suspend", deadline: "2026-11-26T09:00:00.000Z" };
  const { tone, says, details } = row({ ...HEALTHY, late_records: { missing: 2, latest: [late] } }, "records") ?? {};
  expect(tone).toBe("failed");
  expect(says).toContain("this index is late: 2 things that time made due are not written down, the oldest for 3 h.");
  expect(details?.[0]?.[1]).toContain("suspend, due");
});

test("damage names the entry, and an old scrub is not taken for a new one", () => {
  const last = HEALTHY.last_scrub;
  if (last === null) throw new Error("no scrub");
  const damaged = { ...last, outcome: "damaged" as const, first_bad_index: 17, detail: "Entry 17: other bytes." };
  expect(row({ ...HEALTHY, last_scrub: damaged }, "scrub")).toMatchObject({
    tone: "failed",
    says: expect.stringContaining("found damage. Entry 17: other bytes."),
  });
  const old = { ...last, finished_at: "2026-11-23T03:00:02.000Z" };
  expect(row({ ...HEALTHY, last_scrub: old }, "scrub")).toMatchObject({ tone: "attention" });
});

test("promises that a simulated clock jumped over say nothing about the index, unless one is still not recorded", () => {
  const late = { ...HEALTHY, late_promises: { ...HEALTHY.late_promises, given: 602, late: 68 } };
  const told = (status: typeof late) => statusRows(status, true).find(({ id }) => id === "promises");
  expect(told(late)).toMatchObject({ tone: "unknown", says: expect.stringContaining("which jumps by hours") });
  expect(told({ ...late, late_promises: { ...late.late_promises, open: 1 } })).toMatchObject({ tone: "failed" });
  expect(row(late, "promises")).toMatchObject({ tone: "attention" });
});

test("no watcher is neither good nor bad, own watchers do not count, and one that objects is told first", () => {
  const seen = { size: 312, seen_at: "2026-11-26T11:59:30.000Z", behind: 0, trouble: null, alarm: null };
  const own = { name: "demo", is_demonstration: true, ...seen };
  const north = { name: "north", is_demonstration: false, ...seen };
  expect(row(HEALTHY, "watchers")).toMatchObject({ tone: "unknown" });
  expect(row({ ...HEALTHY, watchers: [own] }, "watchers")).toMatchObject({
    tone: "unknown",
    says: expect.stringContaining("0 independent watchers. 1 watcher of its own"),
  });
  expect(row({ ...HEALTHY, watchers: [own, north] }, "watchers")).toMatchObject({
    tone: "fine",
    says: expect.stringContaining("1 of 1 independent watcher"),
  });
  const alarmed = { ...north, alarm: "another root for 300" };
  expect(row({ ...HEALTHY, watchers: [own, alarmed] }, "watchers")).toMatchObject({ tone: "failed" });
});

test("a promise that is still not kept weighs more than one that was kept late", () => {
  const late = {
    statement_hash: "ab".repeat(32),
    received_at: "2026-11-26T10:00:00.000Z",
    include_by: "2026-11-26T10:01:00.000Z",
    hard_by: "2026-11-27T10:00:00.000Z",
    index: 5,
    logged_at: "2026-11-26T10:05:00.000Z",
  };
  const counts = { given: 3, late: 1, overdue: 0, oldest_waiting: null };
  const kept = { ...counts, open: 0, latest: [late] };
  const open = { ...counts, open: 1, latest: [{ ...late, index: null, logged_at: null }] };
  expect(row({ ...HEALTHY, late_promises: kept }, "promises")?.tone).toBe("attention");
  expect(row({ ...HEALTHY, late_promises: open }, "promises")?.tone).toBe("failed");
});

test("a late verdict is the index's lateness, worse while it is still not there", () => {
  const [verdict_by, judged_at] = ["2026-11-26T11:00:00.000Z", "2026-11-26T11:30:00.000Z"];
  const one = { case: `case_${"a".repeat(26)}`, filed_in: 7, verdict_by, judged_at };
  const said = (late: number, open: number, at: string | null) =>
    row(
      { ...HEALTHY, late_verdicts: { reports: 9, late, open, latest: late === 0 ? [] : [{ ...one, judged_at: at }] } },
      "verdicts",
    );
  expect(said(0, 0, null)).toMatchObject({
    tone: "fine",
    says: expect.stringContaining("late with none of 9 reports"),
  });
  expect(said(1, 0, judged_at)).toMatchObject({
    tone: "attention",
    says: expect.stringContaining("judged in the end"),
  });
  expect(said(1, 1, null)).toMatchObject({
    tone: "failed",
    says: expect.stringContaining("1 is still not judged, the oldest due 1 h ago. That says nothing about those"),
  });
});

test("a key that the log has replaced is named, with what rests until the new one is there", () => {
  expect(row(HEALTHY, "keys")).toMatchObject({ tone: "fine", says: "Yes." });
  const { tone, says } = row({ ...HEALTHY, replaced_keys: ["promise", "answer"] }, "keys") ?? {};
  expect([tone, says]).toEqual([
    "attention",
    expect.stringContaining("names a new key for promises and signed answers"),
  ]);
});
