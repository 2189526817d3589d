import { expect, test } from "vitest";
import { caseSentence, provenWords, type Stop, stepWords, stopsOf, trackLead } from "./case-words.ts";

const NOW = Date.parse("2027-03-02T12:00:00.000Z");
const DUE = "2027-03-09T12:00:00.000Z";
const filed: Stop = { id: "filed", title: "Filed", state: "done", at: "2027-03-02T10:00:00.000Z" };
const checked: Stop = { id: "checked", title: "Checked", state: "done", at: "2027-03-02T10:01:00.000Z" };
const stops = (answered: Partial<Stop>): Stop[] => [
  ...[filed, checked, { id: "answered", title: "Answered", state: "current", at: DUE, ...answered } as const],
  ...[
    { id: "ruled", title: "Ruled", state: "waiting", at: null } as const,
    { id: "final", title: "Final", state: "waiting", at: null } as const,
  ],
];

test("the present step is told with its one date: due, passed, done, or not known", () => {
  expect(stepWords(stops({}), NOW)).toBe("Step 3 of 5: answer due 9 March 2027");
  expect(stepWords(stops({}), Date.parse(DUE) + 1)).toBe("Step 3 of 5: answer was due 9 March 2027");
  expect(stepWords(stops({ at: null }), NOW)).toBe("Step 3 of 5: answer is waited for");
  expect(stepWords(stops({ state: "skipped", at: null }), NOW)).toBe("Step 2 of 5: checked 2 March 2027");
  expect(stepWords([], NOW)).toBeUndefined();
});

test("a proven case says who decided it and what its provider said, and only what holds by now", () => {
  const says = (state: "proven" | "ruled" | "duplicate" | "voting", type?: "contest" | "admission") =>
    provenWords({
      state,
      finding: null,
      dispute: (type === undefined ? null : { answer: { type } }) as Parameters<typeof provenWords>[0]["dispute"],
    });
  expect(says("proven")).toBe("Proven by machine, not contested so far.");
  expect(says("ruled")).toBe("Proven by machine, not contested.");
  expect(says("duplicate")).toBe("Proven by machine.");
  expect(says("voting", "contest")).toBe("Proven by machine, contested.");
  expect(provenWords({ state: "final", finding: "cleared", dispute: null })).toBe(
    "Proven by machine, not contested. It was not upheld.",
  );
});

test("a report that nobody can check ends without a ruling, and no ring of its track stays open", () => {
  const facts = {
    state: "final",
    verdict: "out-of-scope",
    reason: "no-evidence",
    claim: "slow",
    finding: null,
  } as const;
  expect(caseSentence(facts)).toBe(
    "Reported: it answered later than it promised. Not taken up: nothing in it can be checked.",
  );
  const track = stopsOf({
    ...facts,
    ...{ rules_at: null, filed_at: filed.at ?? "", verdict_by: DUE, late_verdict: false, dispute: null },
    ...{ ruling_due_by: null, panels: [], ruling: null, verdict_statement: { logged_at: checked.at ?? "" } },
  });
  expect(track.map(({ state }) => state)).toEqual(["done", "done", "skipped", "skipped", "done"]);
  expect(track[2]?.note).toBe("not asked: the report is not taken up");
});

test("a case that is held, since its rule is suspected, is not called decided", () => {
  const track = stopsOf({
    ...{ state: "checked", verdict: "proven", reason: null, claim: "wrong-result", finding: null, rules_at: null },
    ...{ filed_at: filed.at ?? "", verdict_by: DUE, late_verdict: false, dispute: null, ruling_due_by: null },
    ...{ panels: [], ruling: null, verdict_statement: { logged_at: checked.at ?? "" } },
  });
  expect(track.map(({ state }) => state)).toEqual(["done", "current", "waiting", "waiting", "waiting"]);
});

test("above the track stands one date: until when a ruling is promised, or when its draft takes effect", () => {
  expect(trackLead({ ruling_due_by: null }, NOW)).toBeUndefined();
  expect(trackLead({ ruling_due_by: DUE }, NOW)).toMatchObject({ says: "Ruling due by ", at: DUE });
  const draft = { at: "2027-03-05T12:00:00.000Z" };
  expect(trackLead({ ruling_due_by: DUE, draft }, NOW)).toEqual({
    says: "A draft can be read; it takes effect on ",
    at: draft.at,
    after: "",
  });
  expect(trackLead({ ruling_due_by: DUE, draft }, Date.parse(DUE) + 1)).toMatchObject({ says: "Ruling was due by " });
});
