import { expect, test } from "vitest";
import { createAgent } from "./agent.ts";
import { ENGINE_NAMES } from "./engines.ts";
import { type ChoiceEvent, RecordEvent, RecordHead, type SelectionRecord } from "./record.ts";
import { type Replay, replay } from "./replay.ts";
import { madeRecord, SEED } from "./testing/made-record.ts";

const outcomes = ({ checks }: Replay) => Object.fromEntries(checks.map(({ name, outcome }) => [name, outcome]));

/** The record with one event changed. */
function changed(
  record: SelectionRecord,
  at: number,
  change: (choice: ChoiceEvent) => Partial<ChoiceEvent>,
): SelectionRecord {
  let seen = 0;
  const events = record.events.map((event) =>
    event.kind === "choice" && ++seen === at ? { ...event, ...change(event) } : event,
  );
  return { ...record, events };
}

test("a record of any engine replays to the last digit, through text and with the seed", () => {
  for (const engine of ENGINE_NAMES) {
    const made = madeRecord(engine, 200);
    const read = {
      head: RecordHead.parse(JSON.parse(JSON.stringify(made.head))),
      events: made.events.map((event) => RecordEvent.parse(JSON.parse(JSON.stringify(event)))),
    };
    const found = replay(read, SEED);
    expect(outcomes(found), engine).toEqual({ seed: "pass", events: "pass", probabilities: "pass", draws: "pass" });
    expect(found).toMatchObject({ ok: true, choices: 200, largestDifference: 0 });
  }
});

test("before the seed is published the probabilities are checked, and the draws said not to be", () => {
  expect(outcomes(replay(madeRecord("dch-ix", 50), undefined))).toEqual({
    seed: "cannot-check",
    events: "pass",
    probabilities: "pass",
    draws: "cannot-check",
  });
  expect(outcomes(replay(madeRecord("thompson", 50), undefined)).probabilities).toBe("cannot-check");
});

test("another seed than the one whose hash came first convicts", () => {
  const found = replay(madeRecord("dch-ix", 50), new Uint8Array(32));
  expect(found.ok).toBe(false);
  expect(outcomes(found)).toMatchObject({ seed: "fail", probabilities: "pass", draws: "cannot-check" });
});

test("a probability that is not by the rule is found, with its round", () => {
  const record = madeRecord("dch-ix", 100);
  for (const field of ["probability", "providerProbability", "eta"] as const) {
    const found = replay(
      changed(record, 40, (choice) => ({ [field]: choice[field] - 2e-9 })),
      SEED,
    );
    expect(found.ok).toBe(false);
    expect(outcomes(found)).toMatchObject({ probabilities: "fail", draws: "not-run" });
    expect(found.checks.find(({ outcome }) => outcome === "fail")?.detail).toContain("Round 40");
  }
});

test("whoever follows another index than the dice say is found by the seed alone", () => {
  const { head } = madeRecord("dch-ix", 1);
  const recommendations: [string, string][] = head.indexIds.map((id) => [id, id]);
  const advised = { recommendations: new Map(recommendations) };
  const drawn = (seed: Uint8Array) => {
    const agent = createAgent({ ...head, seed });
    if (!agent.ok) throw new Error(agent.error.detail);
    return agent.value;
  };
  const honest = drawn(SEED).choose(advised);
  const other = head.indexIds.find((id) => honest.ok && id !== honest.value.index) ?? "";
  const forged = drawn(SEED).follow(advised, 0, other);
  if (!forged.ok) throw new Error(forged.error.detail);
  const record: SelectionRecord = { head, events: [{ kind: "choice", recommendations, asleep: [], ...forged.value }] };
  expect(replay(record, undefined).ok).toBe(true);
  expect(outcomes(replay(record, SEED))).toEqual({
    seed: "pass",
    events: "pass",
    probabilities: "pass",
    draws: "fail",
  });
});

test("a choice left out, a report made twice and a report of nothing are no record of this agent", () => {
  const record = madeRecord("dch-ix", 60);
  const first = record.events.findIndex((event) => event.kind === "choice");
  const report = record.events.find((event) => event.kind === "report");
  if (report === undefined) throw new Error("no report");
  for (const events of [
    record.events.toSpliced(first, 1),
    [...record.events, report],
    [...record.events, { kind: "report", ticket: 1_000, loss: 0 } as const],
  ]) {
    const found = replay({ ...record, events }, SEED);
    expect(outcomes(found).events).toBe("fail");
    expect(found.ok).toBe(false);
  }
});

test("an empty record proves nothing", () => {
  const record = madeRecord("dch-ix", 1);
  expect(outcomes(replay({ ...record, events: [] }, undefined))).toMatchObject({ probabilities: "cannot-check" });
  expect(replay({ ...record, events: [] }, undefined).ok).toBe(false);
});
