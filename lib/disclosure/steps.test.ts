import { expect, test } from "vitest";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import type { DisclosureType } from "#lib/statement/disclosures/disclosure-type.ts";
import type { Heartbeat } from "./heartbeat.ts";
import { type StepFacts, type StepProvider, transparencySteps, unmetOf } from "./steps.ts";

const now = asInstant(Date.UTC(2026, 10, 22, 10));
const ago = (days: number) => formatInstant(addMs(now, -days * DAY_MS));
const types: readonly DisclosureType[] = Object.values(DISCLOSURES);
const record = { effectiveAt: ago(10), expiresAt: ago(-300), notApplicable: false };

const heartbeat: Heartbeat = {
  beats: 9,
  last: { entry: 4 as EntryIndex, loggedAt: ago(1), cadenceHours: 24, softwareVersion: "1" },
  run: null,
  armedSince: ago(30),
  disarmedFrom: null,
  silences: [],
};

/** Everything that a disclosure can meet is met. */
const whole: StepProvider = {
  kind: "instance",
  registeredAt: ago(400),
  disclosures: Object.fromEntries(types.map(({ type }) => [type, record])),
  heartbeat,
};
const facts: StepFacts = { hasResponseKey: true, clocksMet: true, userChecks: 3 };
const nothing: StepProvider = { kind: "instance", registeredAt: ago(1), disclosures: {}, heartbeat: null };

const without = (type: string): StepProvider => ({
  ...whole,
  disclosures: Object.fromEntries(Object.entries(whole.disclosures).filter(([name]) => name !== type)),
});
const needOf = (provider: StepProvider, id: string, known: StepFacts = facts) =>
  transparencySteps(provider, known, now)
    .steps.flatMap(({ needs }) => needs)
    .find((need) => need.id === id);

test("who shows nothing has reached nothing, and each thing that is missing has a reason", () => {
  const { reached, steps } = transparencySteps(nothing, { ...facts, hasResponseKey: false }, now);
  expect(reached).toBe(0);
  expect(steps.map(({ state }) => state)).toEqual(["open", "open", "open", "open"]);
  const first = steps[0];
  expect(first && unmetOf(first).map(({ id }) => id)).toContain("identity");
  expect(steps.flatMap(({ needs }) => needs).filter(({ reason }) => reason === "")).toEqual([]);
});

test("every type with a step is asked for at that step, and only of the providers that it is about", () => {
  for (const { type, step, about } of types.filter((one) => one.step !== null)) {
    for (const kind of ["instance", "service"] as const) {
      const steps = transparencySteps({ ...nothing, kind }, facts, now).steps;
      const asking = steps.filter(({ needs }) => needs.some(({ id, state }) => id === type && state === "missing"));
      expect(asking.map(({ number }) => number)).toEqual(about === "both" || about === kind ? [step] : []);
    }
  }
});

test("each step needs those before it", () => {
  const steps = transparencySteps(without("identity"), facts, now);
  expect(steps.reached).toBe(0);
  expect(steps.steps[0]?.state).toBe("open");
  expect(steps.steps[1]?.state).toBe("waits");
});

test("what ended counts as missing, what is said not to apply waits for review", () => {
  const ended = { ...whole, disclosures: { ...whole.disclosures, identity: { ...record, expiresAt: ago(1) } } };
  expect(needOf(ended, "identity")).toMatchObject({ state: "missing", reason: "It ended on 2026-11-21." });
  const excused = { ...whole, disclosures: { ...whole.disclosures, identity: { ...record, notApplicable: true } } };
  expect(needOf(excused, "identity")?.state).toBe("review");
});

test("beats that were never armed are no armed heartbeat, nor is an armed one that has fallen silent", () => {
  expect(needOf(whole, "heartbeat")?.state).toBe("satisfied");
  expect(needOf({ ...whole, heartbeat: { ...heartbeat, armedSince: null } }, "heartbeat")?.state).toBe("missing");
  const silent = { ...whole, heartbeat: { ...heartbeat, last: { ...heartbeat.last, loggedAt: ago(4) } } };
  expect(needOf(silent, "heartbeat")?.state).toBe("missing");
  const outages = [{ from: ago(3), to: ago(1) }];
  expect(needOf(silent, "heartbeat", { ...facts, outages })?.state).toBe("satisfied");
});

test("an incident whose full report is later than 14 days ends step 2, to the second", () => {
  const incident = (detectedAt: string, fullAt: string | null): StepProvider => ({
    ...whole,
    disclosures: { ...whole.disclosures, incident: { ...record, facts: { outage: { detectedAt, fullAt } } } },
  });
  expect(needOf(incident(ago(14), null), "incident")?.state).toBe("satisfied");
  const late = formatInstant(addMs(now, -14 * DAY_MS - 1000));
  expect(needOf(incident(late, null), "incident")).toMatchObject({
    state: "missing",
    reason: "The full report is late: outage.",
  });
  expect(needOf(incident(late, ago(1)), "incident")?.state).toBe("satisfied");
});

test("what cannot be known here is under review, never met", () => {
  expect(needOf(whole, "response-key", { ...facts, hasResponseKey: undefined })?.state).toBe("review");
  expect(needOf(whole, "clocks", { ...facts, clocksMet: undefined })?.state).toBe("review");
  expect(needOf({ ...whole, registeredAt: ago(179) }, "clocks")).toMatchObject({
    state: "missing",
    reason: "Listed for 179 of 180 days.",
  });
  expect(needOf(whole, "build")?.state).toBe("software" in DISCLOSURES ? "review" : "missing");
});
