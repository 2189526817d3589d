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
const record = { effectiveAt: ago(10), loggedAt: ago(10), expiresAt: ago(-300), notApplicable: false };

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
const facts: StepFacts = { hasResponseKey: true, gaps: [], outages: [] };
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
    disclosures: {
      ...whole.disclosures,
      incident: { ...record, facts: { outage: { detectedAt, firstAt: detectedAt, fullAt } } },
    },
  });
  expect(needOf(incident(ago(14), null), "incident")?.state).toBe("satisfied");
  const late = formatInstant(addMs(now, -14 * DAY_MS - 1000));
  expect(needOf(incident(late, null), "incident")).toMatchObject({
    state: "missing",
    reason: "The full report is late: outage.",
  });
  expect(needOf(incident(late, ago(1)), "incident")?.state).toBe("satisfied");
});

test("liabilities count once a user has checked an epoch of the last 14 days, and again at each new epoch", () => {
  const owing = (...epochs: { epoch: number; days: number; verified: number }[]): StepProvider => {
    const kept = epochs.map(({ epoch, days, verified }) => ({ epoch, at: ago(days), leafCount: 312, verified }));
    return { ...whole, disclosures: { ...whole.disclosures, liabilities: { ...record, facts: { epochs: kept } } } };
  };
  expect(needOf(whole, "liabilities")?.state).toBe("review");
  expect(needOf(owing({ epoch: 7, days: 1, verified: 0 }), "liabilities")?.state).toBe("review");
  expect(needOf(owing({ epoch: 7, days: 1, verified: 3 }), "liabilities")).toMatchObject({
    state: "satisfied",
    reason: "3 of 312 users signed that they are counted, in epoch 7.",
  });
  const renewed = (days: number) => owing({ epoch: 8, days: 0, verified: 0 }, { epoch: 7, days, verified: 3 });
  expect(needOf(renewed(14), "liabilities")?.state).toBe("satisfied");
  expect(needOf(renewed(14.001), "liabilities")?.state).toBe("review");
});

test("one missed clock of the last 180 days ends step 4, and says which", () => {
  const missed = (provider: StepProvider, more: Partial<StepFacts> = {}) =>
    needOf(provider, "clocks", { ...facts, ...more });
  expect(missed(whole)).toMatchObject({ state: "satisfied", reason: "None was missed since 2026-05-26." });
  expect(missed(whole, { gaps: ["contacts", "fees"] })).toMatchObject({
    state: "missing",
    reason: "Missed lately: contacts had a gap, prices had a gap.",
  });
  const silence = { from: ago(20), to: ago(16), suspendedAt: ago(17), failedAt: null, elsewhere: [] };
  const silent = (more: object) => ({ ...whole, heartbeat: { ...heartbeat, silences: [{ ...silence, ...more }] } });
  expect(missed(silent({}))?.reason).toContain("silent for 72 hours");
  expect(missed(silent({ suspendedAt: null }))?.state).toBe("satisfied");
  expect(missed(silent({ to: ago(181) }))?.state).toBe("satisfied");
  const told = (days: number): StepProvider => {
    const incident = { detectedAt: ago(days), firstAt: ago(days - 4), fullAt: ago(days - 5) };
    return { ...whole, disclosures: { ...whole.disclosures, incident: { ...record, facts: { outage: incident } } } };
  };
  expect(missed(told(30))?.reason).toBe("Missed lately: outage was told late.");
  expect(missed(told(184))?.state).toBe("satisfied");
});

test("what was listed for less than 180 days has met no clock that long, and nobody's word makes a build", () => {
  expect(needOf({ ...whole, registeredAt: ago(179) }, "clocks")).toMatchObject({
    state: "missing",
    reason: "Listed for 179 of 180 days.",
  });
  expect(needOf(whole, "build")?.state).toBe("review");
});
