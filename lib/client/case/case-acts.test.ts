import { expect, test } from "vitest";
import type { CaseView } from "#lib/contract/cases.ts";
import { addMs, asInstant, formatInstant, HOUR_MS, type Instant } from "#lib/kernel/instant.ts";
import type { Ground } from "#lib/statement/dispute-words.ts";
import { PARTS_MAX_BYTES } from "#lib/statement/submission.ts";
import { actsOf, type Side } from "./case-acts.ts";
import { planContest, planEvidence, planReveal, problemsOf, publicFile } from "./case-plans.ts";
import { personalHints } from "./personal-hints.ts";

const T = asInstant(Date.parse("2026-11-27T00:00:00Z"));
const at = (hours: number) => formatInstant(addMs(T, hours * HOUR_MS));
const NOT_SAID = { commit: null, share: null };

type More = { readonly [name: string]: unknown };
const one = (state: string, dispute: More | null = {}, more: More = {}) =>
  ({
    ...{ state, verdict: "inconclusive", rules_at: null, judged_at: at(-1), panels: [], reporters: 1 },
    rules: { hours: { appeal: 720, admission_appeal: 336 } },
    dispute: dispute && {
      ...{ answer: null, extended: false, respond_by: at(0), reporter_share: NOT_SAID, operator_share: NOT_SAID },
      ...{ evidence_closes_at: null, shares_by: null, appeal: null, rulings: [], round: 0, ...dispute },
    },
    ...more,
  }) as unknown as CaseView;
const acts = (view: CaseView, side: Side, now: Instant = addMs(T, -1)) => actsOf(view, side, now).map(({ act }) => act);

test("an answer is offered to the operator alone, before its second, and once", () => {
  const asked = one("awaiting_response");
  expect(acts(asked, "operator")).toEqual(["contest", "admit", "extend", "attach"]);
  expect(acts(asked, "operator", T)).toEqual(["attach"]);
  expect(acts(asked, "reporter")).toEqual(["withdraw", "attach"]);
  expect(acts({ ...asked, reporters: 2 }, "reporter")).toEqual(["attach"]);
  expect(acts(asked, "other")).toEqual(["attach"]);
  expect(acts(one("awaiting_response", { extended: true }), "operator")).not.toContain("extend");
  // What machines proved is contested or put off, and not admitted any more; nobody withdraws it.
  const proven = one("proven", {}, { verdict: "proven", rules_at: at(0) });
  expect(acts(proven, "operator")).toEqual(["contest", "extend"]);
  expect(acts(proven, "reporter")).toEqual([]);
});

test("after silence an operator is heard while evidence is open; evidence ends at its second, for everybody", () => {
  const silent = one("evidence_open", { answer: { type: "silence" }, evidence_closes_at: at(0) });
  expect(acts(silent, "operator")).toEqual(["contest", "attach"]);
  expect(acts(one("evidence_open", { answer: { type: "contest" }, evidence_closes_at: at(0) }), "operator")).toEqual([
    "attach",
  ]);
  for (const side of ["operator", "other"] as const) expect(acts(silent, side, T)).toEqual([]);
});

test("a secret is asked of whoever committed to one, until the draw; a draft takes slips of both sides alone", () => {
  const drawing = one("drawing", { shares_by: at(0), round: 1, operator_share: { commit: "c", share: null } });
  expect([acts(drawing, "operator"), acts(drawing, "operator", T)]).toEqual([["reveal"], []]);
  expect([acts(drawing, "reporter"), acts(drawing, "other")]).toEqual([[], []]);
  expect(acts({ ...drawing, panels: [{ round: 1 }] } as unknown as CaseView, "reporter")).toEqual([]);
  const draft = one("draft", { round: 1 }, { panels: [{ draft_ends_at: at(0) }] });
  expect([acts(draft, "operator"), acts(draft, "reporter"), acts(draft, "other")]).toEqual([["slip"], ["slip"], []]);
});

test("each ruling is appealed once, within its time; that a report was not taken up only by its reporter", () => {
  const ruled = (appeal: object | null) => one("ruled", { rulings: [{ at: at(-720) }], appeal });
  expect([acts(ruled(null), "operator"), acts(ruled(null), "reporter")]).toEqual([["appeal"], ["appeal"]]);
  expect([acts(ruled(null), "operator", T), acts(ruled({ by: "reporter" }), "operator")]).toEqual([[], []]);
  const refused = one("inadmissible", null, { judged_at: at(-336) });
  expect([acts(refused, "reporter"), acts(refused, "operator"), acts(refused, "reporter", T)]).toEqual([
    ["appeal"],
    [],
    [],
  ]);
});

test("what the index would refuse is said before it is signed, at its field", () => {
  const fields = (plan: Parameters<typeof problemsOf>[0]) => problemsOf(plan).map(({ field }) => field);
  const secret = new Uint8Array(32);
  const contest = { ground: null, statement: "Our log shows otherwise.\r\nSee below. ", drawSecret: secret };
  expect(problemsOf(planContest("case_a", contest))).toEqual([]);
  expect(planContest("case_a", contest).body.statement).toBe("Our log shows otherwise.\nSee below.");
  expect(fields(planContest("case_a", { ...contest, statement: "Paid \u202eto nobody" }))).toEqual(["statement"]);
  expect(fields(planContest("case_a", { ...contest, statement: "𓀀".repeat(3_900) }))).toEqual(["statement"]);
  const large = publicFile({ name: "a", type: "TEXT/Odd;x", bytes: new Uint8Array(PARTS_MAX_BYTES + 1) }, () => secret);
  const evidence = { label: "", statement: "x", says: "claim", files: [large] } as const;
  expect([fields(planEvidence("case_a", evidence)), large.mediaType]).toEqual([
    ["label", "files"],
    "application/octet-stream",
  ]);
  expect(planReveal("case_a", secret).body.share).toBe("00".repeat(32));
});

test("what looks like data of a person is pointed out, numbers of a case are not", () => {
  const text = "Ask Mr Halden, halden@example.com, +49 170 1234567, DE89 3704 0044 0532 0130 00 at 10.0.0.7.";
  expect(personalHints(text).map(({ what }) => what)).toEqual([
    ...["an e-mail address", "an account number (IBAN)", "a telephone number", "an IP address"],
    "a person’s title and name",
  ]);
  expect(personalHints("7.42 instead of 7.24 at 2026-11-27T10:00:00Z, entry 48,213, version 1.2.3")).toEqual([]);
});

test("a choice that nobody made is asked for in words, not in the codes of a schema", () => {
  const contest = planContest("case_a", {
    ground: "" as Ground,
    statement: "It was not so.",
    drawSecret: new Uint8Array(32),
  });
  expect(problemsOf(contest)).toEqual([{ field: "ground", words: "Choose one of these." }]);
});
