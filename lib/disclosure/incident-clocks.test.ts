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

test("facts of another form are left out, whatever they are", () => {
  expect(incidentsOf({ incident: { facts: { a: 1, b: {}, c: { detectedAt: "x", firstAt: null } } } })).toEqual([]);
});
