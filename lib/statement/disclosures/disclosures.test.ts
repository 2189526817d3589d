import { describe, expect, test } from "vitest";
import { addMs, asInstant, DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { DISCLOSURES } from "./all.ts";
import type { DisclosureType } from "./disclosure-type.ts";

const now = asInstant(Date.UTC(2026, 10, 22, 10));
const types: readonly DisclosureType[] = Object.values(DISCLOSURES);
const lasting = types.filter(({ body }) => "notApplicable" in body.shape);

describe.each(types.map((type) => [type.type, type] as const))("%s", (_, { body, example, life }) => {
  test("accepts its own example, and no field that it does not know", () => {
    expect(body.safeParse(example(now)).error?.issues).toBeUndefined();
    expect(body.safeParse({ ...example(now), surprise: 1 }).success).toBe(false);
  });

  test("has every field that its clock reads", () => {
    if (life.ends === "at-expiry") expect(body.shape).toHaveProperty("expiresAt");
    if (life.ends === "after-field") expect(body.shape).toHaveProperty(life.field);
  });
});

test.each(lasting.map((type) => [type.type, type] as const))(
  '%s may be "not applicable, because", and then says nothing else',
  (_, { body, example }) => {
    const { version, effectiveAt, expiresAt, nextAt, ...own } = example(now);
    const dates = expiresAt === undefined ? {} : { expiresAt };
    const reason = { version, effectiveAt, ...dates, notApplicable: "We are a test." } as JsonObject;
    expect(body.safeParse(reason).success).toBe(true);
    const [field] = Object.keys(own);
    if (field !== undefined && field !== "legalName")
      expect(body.safeParse({ ...reason, [field]: own[field] }).success).toBe(false);
  },
);

/** Facts after each version in turn, `hours` apart. */
function keptBy({ keep }: DisclosureType, bodies: readonly JsonObject[], at: (nth: number) => Instant = () => now) {
  return bodies.reduce<JsonObject | undefined>((before, body, nth) => {
    const facts = keep?.(before, { body, loggedAt: at(nth), entry: nth, statement: "00".repeat(32) });
    if (typeof facts === "string") throw new Error(facts);
    return facts;
  }, undefined);
}

test("a new price keeps its notice when it begins as late as the list before it promised, to the millisecond", () => {
  const list = (pricePer1000: string, from: Instant): JsonObject => ({
    lines: [{ service: "s", unit: "call", currency: "EUR", noticeDays: 14, pricePer1000, from: formatInstant(from) }],
  });
  const { fees } = DISCLOSURES;
  const raise = (from: Instant) => keptBy(fees, [list("1", now), list("2", from)]);
  expect(raise(addMs(now, 14 * DAY_MS))).toMatchObject({ kept: 1, broken: 0 });
  expect(raise(addMs(now, 14 * DAY_MS - 1))).toMatchObject({ kept: 0, broken: 1 });
  expect(keptBy(fees, [list("1", now), list("1", now)])).toMatchObject({ kept: 0, broken: 0 });
});

test("changes of terms are counted for ever, by whether they left fourteen days", () => {
  const { terms_change: terms } = DISCLOSURES;
  const from = (ms: number) => ({ ...terms.example(now), effectiveAt: formatInstant(addMs(now, 14 * DAY_MS + ms)) });
  expect(keptBy(terms, [from(0), from(-1), from(1), from(-DAY_MS), from(0)])).toEqual({ kept: 3, broken: 2 });
});

test("a canary that says less than before says what it no longer says", () => {
  expect(keptBy(DISCLOSURES.canary, [{ statements: ["a", "b"] }, { statements: ["b"] }])).toEqual({
    said: ["b"],
    removed: ["a"],
  });
});

test("an incident keeps the time of its first word through later versions, and the facts stay bounded", () => {
  const { incident } = DISCLOSURES;
  const word = (name: string, status: string): JsonObject => ({ ...incident.example(now), incident: name, status });
  const facts = keptBy(incident, [word("fire", "investigating"), word("fire", "closed")], (nth) =>
    addMs(now, nth * DAY_MS),
  );
  expect(facts?.fire).toMatchObject({
    firstAt: formatInstant(now),
    fullAt: formatInstant(addMs(now, DAY_MS)),
    status: "closed",
  });
  const many = Array.from({ length: 30 }, (_, nth) => word(`i-${nth}`, nth === 0 ? "investigating" : "closed"));
  const kept = Object.keys(keptBy(incident, many) ?? {});
  expect(kept).toHaveLength(20);
  expect(kept).toContain("i-0");
});

test("what was once called a breach stays one, from the day on which it became known, and no flood pushes it out", () => {
  const { incident } = DISCLOSURES;
  const word = (name: string, change: JsonObject = {}): JsonObject => ({
    ...incident.example(now),
    ...{ incident: name, status: "closed", ...change },
  });
  const flood = Array.from({ length: 45 }, (_, nth) => word(`i-${nth}`));
  const bodies = [word("older", { breach: true }), word("theft"), word("theft", { breach: true }), word("theft")];
  const facts = keptBy(incident, [...bodies, ...flood], (nth) => addMs(now, nth * DAY_MS));
  expect(Object.keys(facts ?? {})).toHaveLength(20);
  expect(facts?.theft).toMatchObject({ breachAt: formatInstant(addMs(now, 2 * DAY_MS)) });
  expect(facts).not.toHaveProperty("older");
});

test("of too many questions the oldest answered one gives way, and one that is open stays, also when it is left out", () => {
  const { incident } = DISCLOSURES;
  const asked = (minute: number, answer?: string) => ({
    askedAt: formatInstant(addMs(now, minute * 60_000)),
    question: "Why?",
    ...(answer === undefined ? {} : { answer }),
  });
  const word = (...questions: JsonObject[]): JsonObject => ({ ...incident.example(now), incident: "fire", questions });
  const first = [asked(0), asked(1, "So."), asked(2, "So.")];
  const then = Array.from({ length: 8 }, (_, nth) => asked(10 + nth, "So."));
  const facts = keptBy(incident, [word(...first), word(...then)], (nth) => addMs(now, nth * DAY_MS));
  const minutes = [0, 2, ...then.map((_, nth) => 10 + nth)];
  const answers = [null, formatInstant(now), ...then.map(() => formatInstant(addMs(now, DAY_MS)))];
  expect(facts?.fire).toMatchObject({
    asked: Object.fromEntries(minutes.map((minute, nth) => [asked(minute).askedAt, answers[nth]])),
  });
  expect(facts).not.toHaveProperty(["fire", "asked", asked(1).askedAt]);
});

test("of too many incidents that are all open the one that was told of longest ago gives way", () => {
  const { incident } = DISCLOSURES;
  const words = Array.from({ length: 22 }, (_, nth) => ({
    ...incident.example(now),
    ...{ incident: `i-${nth}`, status: "investigating", breach: false },
  }));
  const kept = Object.keys(keptBy(incident, words) ?? {});
  expect(kept).toEqual(words.slice(2).map((word) => word.incident));
});

test("a price list names each service, unit and currency once", () => {
  const { body, example } = DISCLOSURES.fees;
  const [line] = example(now).lines as JsonObject[];
  const isTaken = (...others: JsonObject[]) =>
    body.safeParse({ ...example(now), lines: [line, ...others.map((other) => ({ ...line, ...other }))] }).success;
  expect(isTaken({ unit: "GB" }, { currency: "CHF" }, { service: "another" })).toBe(true);
  expect(isTaken({})).toBe(false);
  expect(isTaken({ pricePer1000: "77" })).toBe(false);
});

test("a tree of accounts has the smallest height that has a place for each", () => {
  const { body, example } = DISCLOSURES.liabilities;
  const isTaken = (leafCount: number, height: number) => body.safeParse({ ...example(now), leafCount, height }).success;
  const heights = (leafCount: number) => [0, 1, 2, 3].filter((height) => isTaken(leafCount, height));
  expect([1, 2, 3, 4, 5].map(heights)).toEqual([[0], [1], [2], [2], [3]]);
});

test("an audit tells the days that no audit covered and how late it came", () => {
  const period = (from: number, to: number): JsonObject => ({
    period: { from: formatInstant(addMs(now, from * DAY_MS)), to: formatInstant(addMs(now, to * DAY_MS)) },
  });
  expect(keptBy(DISCLOSURES.audit, [period(-800, -400), period(-390, -30)])).toMatchObject({
    gapDays: 10,
    daysAfter: 30,
  });
});

test("a wind-up notice of thirty whole days is in time, of less is not", () => {
  const { windup_notice: notice } = DISCLOSURES;
  const until = (ms: number): JsonObject => ({
    ...notice.example(now),
    lastWithdrawal: formatInstant(addMs(now, 30 * DAY_MS + ms)),
  });
  expect(keptBy(notice, [until(0)])).toMatchObject({ isNoticeKept: true, noticeDays: 30 });
  expect(keptBy(notice, [until(-1)])).toMatchObject({ isNoticeKept: false, noticeDays: 29 });
});

test("an incident may be noticed as it begins and end at once, and nothing of it comes before", () => {
  const { body, example } = DISCLOSURES.incident;
  const at = (hours: number) => formatInstant(addMs(now, hours * 3_600_000 - 2 * DAY_MS));
  const says = (startedAt: string, detectedAt: string) =>
    body.safeParse({ ...example(now), startedAt, detectedAt }).error?.issues.map(({ path }) => path.join("."));
  expect(says(at(0), at(0))).toBeUndefined();
  expect(says(at(1), at(0))).toContain("detectedAt");
});
