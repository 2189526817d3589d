/** One fault, one case, as the case stands at that second: no report takes a case from its reviewers, or from its ruling. */
import { expect, test } from "vitest";
import { HOUR_MS } from "#lib/kernel/instant.ts";
import { judge, OUTCOMES, report } from "../testing/cases.ts";
import { Court, instant } from "../testing/disputes.ts";
import { testKey } from "../testing/world.ts";

const FOUNDED = Court.founded(3);

/** A report of the same fault that a machine proves. */
function stronger(court: Court, id: string) {
  const { id: next } = report(court.world, testKey("next"), court.provider, "wrong-result", "next");
  judge(court.world, next, { fault: court.form(id).verdict?.faultId ?? null });
  return next;
}

const opened = (court: Court, id: string) => court.contest(id);
const closed = (court: Court, id: string) => {
  court.contest(id);
  // Evidence is closed, and nobody has recorded it.
  court.world.now = instant(court.form(id).due?.deadline ?? "");
};
const seated = (court: Court, id: string) => court.seated(id);
const drafted = (court: Court, id: string) => {
  court.seated(id);
  court.voted(id);
};
const ruledUnrecorded = (court: Court, id: string) => {
  drafted(court, id);
  court.world.now = instant(court.form(id).due?.deadline ?? "");
};

test.each([
  ["while evidence is open it does", opened, true],
  ["once evidence is closed, recorded or not, it does not", closed, false],
  ["while reviewers vote it does not", seated, false],
  ["in a draft it does not", drafted, false],
  ["once it is ruled, recorded or not, it does not", ruledUnrecorded, false],
] as const)("a stronger report takes a case over: %s", (_when, begin, isTaken) => {
  const court = FOUNDED.fork();
  const id = court.filed();
  begin(court, id);
  const before = court.form(id);
  const next = stronger(court, id);
  expect(court.form(next)).toMatchObject({ state: "proven", joinedTo: null });
  expect(court.form(id)).toMatchObject(isTaken ? { state: "duplicate", joinedTo: next } : { ...before });
});

test("a report joins nobody whose case has ended by time without a ruling, recorded or not", () => {
  const court = FOUNDED.fork();
  const id = court.filed("inconclusive");
  court.seated(id);
  // Nobody votes.
  while (court.form(id).state !== "draft") court.pass(id);
  court.world.now = instant(court.form(id).due?.deadline ?? "");
  const { id: next } = report(court.world, testKey("next"), court.provider, "wrong-result", "next");
  judge(court.world, next, { checks: OUTCOMES.inconclusive, fault: court.form(id).verdict?.faultId ?? null });
  expect(court.form(next)).toMatchObject({ state: "awaiting_response", joinedTo: null });
});

test("a weaker report joins a case whose clocks have run, and leaves what they brought to their own record", () => {
  const court = FOUNDED.fork();
  const id = court.filed("contested");
  court.contest(id);
  court.world.now = instant(court.form(id).due?.deadline ?? "");
  court.later(HOUR_MS);
  const { id: next } = report(court.world, testKey("next"), court.provider, "wrong-result", "next");
  judge(court.world, next, { checks: OUTCOMES.inconclusive, fault: court.form(id).verdict?.faultId ?? null });
  expect(court.form(next)).toMatchObject({ state: "duplicate", joinedTo: id });
  expect(court.form(id)).toMatchObject({ state: "evidence_open", joined: 1, reporters: 2 });
  expect(court.record(id)).toEqual({ status: "effective" });
  expect(court.form(id).state).toBe("drawing");
});
