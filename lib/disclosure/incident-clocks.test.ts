import { expect, test } from "vitest";
import { addMs, asInstant, DAY_MS, formatInstant, HOUR_MS, type Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { clocksOfIncident, incidentsOf } from "./incident-clocks.ts";

const noticed = asInstant(Date.UTC(2026, 10, 1));
const after = (ms: number) => addMs(noticed, ms);

/** What the provider's form keeps after these versions, each logged at its time. */
function facts(type: "incident" | "action_item_update", versions: readonly [JsonObject, Instant][]) {
  const kept = versions.reduce<JsonObject | undefined>((before, [body, loggedAt], entry) => {
    const next = DISCLOSURES[type].keep?.(before, { body, loggedAt, entry, statement: "" });
    return typeof next === "string" ? before : next;
  }, undefined);
  return { facts: kept ?? {} };
}

const incident = (more: JsonObject): JsonObject => ({
  ...{ incident: "outage", status: "identified", detectedAt: formatInstant(noticed) },
  actionItems: [{ item: "second-node", due: formatInstant(after(20 * DAY_MS)) }],
  ...more,
});
const states = (disclosures: Parameters<typeof incidentsOf>[0], now: Instant) =>
  incidentsOf(disclosures).flatMap((one) => clocksOfIncident(one, now).map(({ what, state }) => `${what} ${state}`));

test("the first word is kept at 72 h to the millisecond, and late after it", () => {
  const said = (at: number) => ({ incident: facts("incident", [[incident({}), after(at)]]) });
  expect(states(said(72 * HOUR_MS), after(73 * HOUR_MS))).toContain("first-word kept");
  expect(states(said(72 * HOUR_MS + 1), after(73 * HOUR_MS))).toContain("first-word late");
});

test("the full report runs for 14 d from noticing, then is overdue until it comes, and late for ever", () => {
  const first: [JsonObject, Instant] = [incident({}), after(HOUR_MS)];
  const open = { incident: facts("incident", [first]) };
  expect(states(open, after(14 * DAY_MS))).toContain("full-report running");
  expect(states(open, after(14 * DAY_MS + 1))).toContain("full-report overdue");
  const closed = { incident: facts("incident", [first, [incident({ status: "closed" }), after(15 * DAY_MS)]]) };
  expect(states(closed, after(90 * DAY_MS))).toContain("full-report late");
});

test("an action item ends with done or dropped, at the time its operator states", () => {
  const update = (status: string, at: number) =>
    facts("action_item_update", [
      [{ incident: "outage", item: "second-node", status, changedAt: formatInstant(after(at)) }, after(at)],
    ]);
  const published = facts("incident", [[incident({}), after(HOUR_MS)]]);
  const now = after(30 * DAY_MS);
  expect(states({ incident: published }, now)).toContain("item overdue");
  expect(states({ incident: published, action_item_update: update("in-progress", DAY_MS) }, now)).toContain(
    "item overdue",
  );
  expect(states({ incident: published, action_item_update: update("done", 20 * DAY_MS) }, now)).toContain("item kept");
  expect(states({ incident: published, action_item_update: update("done", 20 * DAY_MS + 1) }, now)).toContain(
    "item late",
  );
});

test("an answer is kept at 7 d from its question, late after it, and a question that is left out stays open", () => {
  const asked = (answer: object, at: number): [JsonObject, Instant] => [
    incident({ questions: [{ askedAt: formatInstant(after(DAY_MS)), question: "Is my balance safe?", ...answer }] }),
    after(at),
  ];
  const first = asked({}, 2 * DAY_MS);
  const answer = { answer: "It is." };
  const told = (...more: [JsonObject, Instant][]) => ({ incident: facts("incident", [first, ...more]) });
  expect(states(told(), after(8 * DAY_MS))).toContain("answer running");
  expect(states(told([incident({}), after(3 * DAY_MS)]), after(8 * DAY_MS + 1))).toContain("answer overdue");
  expect(states(told(asked(answer, 8 * DAY_MS)), after(90 * DAY_MS))).toContain("answer kept");
  expect(states(told(asked(answer, 8 * DAY_MS + 1)), after(90 * DAY_MS))).toContain("answer late");
  expect(states(told(asked(answer, 8 * DAY_MS), asked(answer, 9 * DAY_MS)), after(90 * DAY_MS))).toContain(
    "answer kept",
  );
  const many = Array.from({ length: 10 }, (_, at) => ({
    askedAt: formatInstant(after(at)),
    question: "?",
    answer: "!",
  }));
  const full = told([incident({ questions: many }), after(4 * DAY_MS)]);
  expect(states(full, after(9 * DAY_MS)).filter((state) => state.startsWith("answer"))).toHaveLength(10);
  expect(states(full, after(9 * DAY_MS))).toContain("answer overdue");
});

test("word of an action item that changed is due within 3 d", () => {
  const published = facts("incident", [[incident({}), after(HOUR_MS)]]);
  const done = { incident: "outage", item: "second-node", status: "done", changedAt: formatInstant(after(DAY_MS)) };
  const said = (at: number) => ({
    incident: published,
    action_item_update: facts("action_item_update", [[done, after(DAY_MS + at)]]),
  });
  expect(states(said(3 * DAY_MS), after(30 * DAY_MS))).toContain("word kept");
  expect(states(said(3 * DAY_MS + 1), after(30 * DAY_MS))).toContain("word late");
});

test("facts of another form are left out, whatever they are", () => {
  expect(incidentsOf({ incident: { facts: { a: 1, b: {}, c: { detectedAt: "x", firstAt: null } } } })).toEqual([]);
});
