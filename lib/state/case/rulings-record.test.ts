/** What rulings write on a provider's record, what they take off again, and what they move in its marks. */
import { expect, test } from "vitest";
import { addMs, HOUR_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { monthOf } from "#lib/kernel/month.ts";
import { marksDigest } from "#lib/reputation/marks.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import type { Answers } from "#lib/statement/dispute-bodies.ts";
import { marksOfProvider } from "../marks/marks-input.ts";
import type { RecordedFact } from "../record-forms.ts";
import { dayOf } from "../state-root.ts";
import { hashOf, judge, report } from "../testing/cases.ts";
import { Court, DENIES, instant, PEOPLE, UPHOLDS } from "../testing/disputes.ts";
import { testKey } from "../testing/world.ts";

const FOUNDED = Court.founded(9, { modelHash: modelHash(MODEL_1) });

/** All facts of the court's provider, whatever their month. */
function facts({ world, provider }: Court): RecordedFact[] {
  const pages = world.state.rows().flatMap(({ form }) => (form.aggregate === "record" ? [form] : []));
  return pages.filter((page) => page.provider === provider).flatMap(({ items }) => items);
}

function tierOf({ world, provider }: Court): string | undefined {
  return marksOfProvider(world.state, provider as never, dayOf(world.now))?.tier;
}

const MALICE: Answers = { ...UPHOLDS, attribution: "malice", severity: "grave" };

test("a panel's finding takes the place of the open report: its severity, whose doing it was, the evidence that shows it", () => {
  const court = FOUNDED.fork();
  const id = court.filed();
  expect(facts(court)).toMatchObject([{ type: "open-report", about: id, state: "open", attribution: "unknown" }]);
  court.seated(id);
  expect(facts(court)).toMatchObject([{ type: "open-report" }]);
  court.voted(id, MALICE);
  court.pass(id);
  const [fact, ...more] = facts(court);
  expect(more).toEqual([]);
  expect(fact).toMatchObject({ type: "verdict", about: id, state: "ruled", severity: "grave", attribution: "malice" });
  expect(fact).toMatchObject({ evidence: "signed-by-accused", day: Math.floor(court.world.now / 86_400_000) });
  expect(fact).not.toHaveProperty("standing");
  expect(court.form(id).page).toBe(monthOf(court.world.now));
});

test("what a machine has proven stays on its page while it is contested, and leaves it when people find otherwise", () => {
  for (const [answers, left] of [
    [DENIES, 0],
    [{ ...UPHOLDS, attribution: "shared-software" } as Answers, 0],
    [{ ...DENIES, fact: "cannot-tell" } as Answers, 1],
    [UPHOLDS, 1],
  ] as const) {
    const court = FOUNDED.fork();
    const clean = tierOf(court);
    const id = court.filed("proven", "equivocation");
    const [proven] = facts(court);
    expect([proven?.type, proven?.severity, tierOf(court)]).toEqual(["verdict", "grave", "E"]);
    court.contest(id);
    court.seated(id);
    expect(facts(court)).toEqual([proven]);
    court.voted(id, answers);
    court.pass(id);
    expect(facts(court)).toHaveLength(left);
    // A day before it was recorded, or after: the fact was taken off the page on which it stood.
    if (left === 0) expect(tierOf(court)).toBe(clean);
    else expect(facts(court)[0]).toMatchObject({ day: proven?.day, evidence: "self-proving", state: "ruled" });
  }
});

test("under an appeal what is minor is off the record, what is grave stays, and the last word repairs it", () => {
  for (const [severity, during] of [
    ["minor", 0],
    ["grave", 1],
  ] as const) {
    const court = FOUNDED.fork();
    const id = court.ruled({ ...UPHOLDS, severity });
    expect(facts(court)).toHaveLength(1);
    court.appeal(id, PEOPLE.operator);
    expect(facts(court)).toHaveLength(during);
    court.seated(id);
    expect(facts(court)).toHaveLength(during);
    court.voted(id, severity === "minor" ? { ...UPHOLDS, severity } : DENIES);
    court.pass(id);
    expect(facts(court)).toHaveLength(severity === "minor" ? 1 : 0);
  }
});

test("who admits is ruled on at half the weight; the report that was promised counts when it does not come", () => {
  for (const isTold of [true, false]) {
    const court = FOUNDED.fork();
    const id = court.filed();
    court.admit(id);
    if (isTold) {
      const word = { timeline: [], rootCauses: ["A wrong bill."], lessons: ["Test it."] };
      const incident = DISCLOSURES.incident.example(court.world.now);
      const body = { ...incident, ...word, status: "closed", endedAt: String(incident.detectedAt) };
      const said = { kind: "disclosure.incident", by: PEOPLE.operator, subject: court.provider, body } as const;
      expect(court.world.say(said).effect).toEqual({ status: "effective" });
    }
    court.pass(id);
    expect(court.form(id)).toMatchObject({ state: "ruled", dispute: { rulings: [{ by: "admission" }] } });
    const [ruled, ...broken] = facts(court);
    expect(ruled).toMatchObject({ type: "verdict", admitted: true, severity: "serious", attribution: "unknown" });
    expect(broken).toMatchObject(isTold ? [] : [{ type: "promise-broken", about: `admitted ${id}` }]);
  }
});

test("what nothing but claims shows moves no mark, whatever a panel finds and whatever others call their evidence", () => {
  const court = FOUNDED.fork();
  const id = court.filed("for-people", "insolvent");
  court.contest(id);
  court.attach(id, PEOPLE.operator, { class: "signed-by-accused" });
  expect(court.attach(id, PEOPLE.stranger, { class: "signed-by-accused" }, true)).toMatchObject({ code: "guard" });
  court.seated(id);
  court.voted(id, MALICE);
  const digest = () => {
    const marks = marksOfProvider(court.world.state, court.provider as never, dayOf(court.world.now));
    return marks && marksDigest(marks);
  };
  // The day passes for both.
  const { now } = court.world;
  court.world.now = instant(court.form(id).due?.deadline ?? "");
  const before = digest();
  court.world.now = now;
  court.pass(id);
  expect(facts(court)).toMatchObject([{ evidence: "claim", severity: "grave" }]);
  expect(digest()).toEqual(before);
  const shown = FOUNDED.fork();
  const second = shown.filed("for-people", "insolvent");
  shown.contest(second);
  shown.attach(second, PEOPLE.stranger, { class: "signed-by-accused" });
  shown.seated(second);
  shown.voted(second, MALICE);
  shown.pass(second);
  expect(facts(shown)).toMatchObject([{ evidence: "signed-by-third-party" }]);
});

test("a finding on silence weighs half until others confirm it, and the record says so", () => {
  const court = FOUNDED.fork();
  const id = court.filed();
  court.pass(id);
  court.seated(id);
  court.voted(id);
  court.pass(id);
  expect(court.form(id).dispute?.rulings).toMatchObject([{ onSilence: true, labels: ["needs-confirmation"] }]);
  expect(facts(court)).toMatchObject([{ type: "verdict", standing: "half" }]);
});

test("what the provider told of before anybody reported it counts half once it is proven; told later, or of another day, whole", () => {
  const [definition, answered] = ["ab".repeat(32), "2026-11-20"];
  const tell = (court: Court, faults: object[]) => {
    const body = { ...DISCLOSURES.incident.example(court.world.now), faults } as JsonObject;
    const said = { kind: "disclosure.incident", by: PEOPLE.operator, subject: court.provider, body } as const;
    expect(court.world.say(said).effect).toEqual({ status: "effective" });
  };
  const told = (day: string, claim = "wrong-result") => [{ claim, definition, day: `${day}T00:00:00.000Z` }];
  const proven = (before: (court: Court) => void, after: (court: Court) => void = () => undefined) => {
    const court = FOUNDED.fork();
    before(court);
    court.world.now = addMs(court.world.now, HOUR_MS);
    const { id } = report(court.world, testKey("found it"), court.provider, "wrong-result", "told");
    court.world.now = addMs(court.world.now, HOUR_MS);
    after(court);
    const faultGroup = `${court.provider} wrong-result ${definition} ${answered}`;
    expect(judge(court.world, id, { fault: hashOf("told"), change: { faultGroup } }).effect.status).toBe("effective");
    const fact = facts(court).find(({ type }) => type === "verdict");
    return { fact, toldIn: court.form(id).toldIn };
  };
  const nothing = () => undefined;
  expect(proven((court) => tell(court, told(answered)))).toMatchObject({
    ...{ fact: { admitted: true, severity: "serious", evidence: "self-proving" }, toldIn: "2026-11-outage" },
  });
  for (const whole of [
    proven(nothing),
    proven(nothing, (court) => tell(court, told(answered))),
    proven((court) => tell(court, told("2026-11-19"))),
    proven((court) => tell(court, told(answered, "predicate-violated"))),
    proven((court) => tell(court, told("2031-01-01"))),
  ]) {
    expect(whole.fact).toBeDefined();
    expect(whole.fact).not.toHaveProperty("admitted");
    expect(whole.toldIn).toBeUndefined();
  }
});
