import fc from "fast-check";
import { expect, test } from "vitest";
import type { CaseId, Did, EntryIndex } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant, HOUR_MS, type Instant } from "#lib/kernel/instant.ts";
import type { Answers } from "#lib/statement/dispute-bodies.ts";
import { PRESET_DISPUTE_RULES } from "#lib/statement/dispute-rules.ts";
import type { Fact, Outcome } from "#lib/statement/dispute-words.ts";
import { krippendorffAlpha } from "./agreement.ts";
import type { CaseLife } from "./case-life.ts";
import { CASE_STATES, type Dispute, type Panel, type Ruling, type Seat } from "./dispute.ts";
import { disputeFigures, maintainerFigures, partyFigures } from "./figures.ts";
import { beginDispute } from "./moves.ts";

const START = asInstant(Date.UTC(2026, 0, 10));
const at = (days: number): Instant => addMs(START, days * DAY_MS);

const ruling = (outcome: Outcome, days: number, more: Partial<Ruling> = {}): Ruling => ({
  by: "panel",
  round: 1,
  outcome,
  attribution: null,
  severity: null,
  onSilence: false,
  weight: "full",
  labels: [],
  at: formatInstant(at(days)),
  entry: null,
  counted: 3,
  dissent: 0,
  ...more,
});

const NOTHING = beginDispute({ at: formatInstant(START), reporterCommit: "00" }, PRESET_DISPUTE_RULES);

const life = (change: Partial<CaseLife> = {}): CaseLife => ({
  provider: "prv_a",
  reporter: "did:key:r",
  class: "signed-by-accused",
  filedAt: START,
  verdictBy: addMs(START, 600_000),
  judgedAt: addMs(START, 60_000),
  state: "awaiting_response",
  dispute: NOTHING,
  panels: [],
  ...change,
});

const answers = (fact: Fact): Answers => ({
  fact,
  attribution: fact === "happened" ? "unknown" : null,
  severity: fact === "happened" ? "serious" : null,
  remedied: null,
  abusive: false,
  reasons: { fact: "seen", attribution: null, severity: null },
});

const seat = (maintainer: string, fact: Fact | null, state: Seat["state"] = "accepted"): Seat => ({
  maintainer: maintainer as Did,
  rank: 0,
  state,
  at: formatInstant(START),
  open: false,
  commit: fact === null ? null : "00",
  committedAt: fact === null ? null : formatInstant(START),
  answers: fact === null ? null : answers(fact),
  revealedAt: fact === null ? null : formatInstant(START),
  entry: fact === null ? null : (7 as EntryIndex),
});

const panel = (seats: Seat[], round = 1): Panel => ({
  case: "case_a" as CaseId,
  round,
  size: 3,
  seed: "",
  preimage: "",
  shares: { reporter: null, operator: null },
  drawnIn: 5 as EntryIndex,
  drawnAt: formatInstant(START),
  order: [],
  skipped: [],
  seats,
  seatsBy: "",
  votesBy: "",
  revealsBy: "",
  openVotesBy: "",
  draftEndsAt: "",
});

test("agreement beyond chance is Krippendorff's, by a published example", () => {
  const first = "* * * * * 3 4 1 2 1 1 3 3 * 3".split(" ");
  const second = "1 * 2 1 3 3 4 3 * * * * * * *".split(" ");
  const third = "* * 2 1 3 4 4 * 2 1 1 3 3 * 4".split(" ");
  const units = first.map((name, unit) =>
    [name, second[unit], third[unit]].filter((one) => one !== "*" && one !== undefined),
  );
  expect(krippendorffAlpha(units as string[][])).toBeCloseTo(0.691, 3);
});

test("agreement is not told of too few cases, nor where everybody says one thing of everything", () => {
  expect(krippendorffAlpha([])).toBeUndefined();
  expect(krippendorffAlpha([["a", "b"]])).toBeUndefined();
  expect(
    krippendorffAlpha([
      ["a", "a"],
      ["a", "a"],
    ]),
  ).toBeUndefined();
  expect(krippendorffAlpha([["a", "a"], ["b", "b"], ["a"]])).toBe(1);
});

test("rulings on silence and on merits are counted apart, and none is lost", () => {
  const ruled = (one: Ruling) => life({ state: "ruled", dispute: { ...NOTHING, rulings: [one] } });
  const cases = [
    ruled(ruling("upheld", 7, { by: "machine" })),
    ruled(ruling("upheld", 20)),
    ruled(ruling("not_upheld", 21)),
    ruled(ruling("upheld", 24, { onSilence: true })),
    ruled(ruling("upheld", 40, { by: "admission" })),
    life({ state: "duplicate" }),
    life({ state: "inadmissible", class: "claim" }),
    life(),
  ];
  const figures = disputeFigures(cases, at(50));
  expect(figures.decided).toEqual({ byMachine: 1, admitted: 1, onMerits: 2, onSilence: 1 });
  expect([figures.notAdmitted, figures.joined, figures.open.count]).toEqual([1, 1, 1]);
  expect(figures.outcomes).toEqual({ upheld: 4, not_upheld: 1 });
  expect(figures.waits.ruling).toEqual({ count: 5, median: 21 * 24, p90: 40 * 24 });
  expect(figures.open.medianAge).toBe(50 * 24);
  expect(figures.months.map(({ month, filed, onMerits, onSilence }) => [month, filed, onMerits, onSilence])).toEqual([
    ["2026-01", 8, 2, 0],
    ["2026-02", 0, 0, 1],
    ["2026-03", 0, 0, 0],
  ]);
});

test("a wait is told by its nearest rank, in whole hours: half of all took no longer, and nine of ten", () => {
  const waits = (...hours: number[]) => {
    const cases = hours.map((each) => life({ dispute: { ...NOTHING, rulings: [ruling("upheld", each / 24)] } }));
    const { count, median, p90 } = disputeFigures(cases, at(400)).waits.ruling;
    return [count, median, p90];
  };
  expect([waits(), waits(7), waits(9, 7), waits(1, 2, 3)]).toEqual([
    [0, null, null],
    [1, 7, 7],
    [2, 7, 9],
    [3, 2, 3],
  ]);
  expect(waits(10, 9, 8, 7, 6, 5, 4, 3, 2, 1)).toEqual([10, 5, 9]);
  expect(waits(...Array.from({ length: 11 }, (_, n) => n))).toEqual([11, 5, 9]);
  expect(waits(2.99)).toEqual([1, 2, 2]);
  // What ended before it began is no wait.
  const odd = life({ filedAt: at(5), dispute: { ...NOTHING, rulings: [ruling("upheld", 4)] } });
  expect(disputeFigures([odd], at(9)).waits.ruling.count).toBe(0);
});

test("a clock is kept up to its last moment: of the index its promise, of an operator any word but silence, of a seat its ballot", () => {
  const by = (judgedAfter: number | null, now = at(3)) =>
    disputeFigures([life({ judgedAt: judgedAfter === null ? null : addMs(START, judgedAfter) })], now).clocks.index;
  expect([by(600_000), by(600_001), by(null)]).toEqual([
    { kept: 1, missed: 0 },
    { kept: 0, missed: 1 },
    { kept: 0, missed: 1 },
  ]);
  expect([by(null, addMs(START, 600_000)), by(null, addMs(START, 600_001))]).toEqual([
    { kept: 0, missed: 0 },
    { kept: 0, missed: 1 },
  ]);
  const said = (type: "contest" | "admission" | "silence" | null) => {
    const answer = type && { type, ground: null, entry: null, at: formatInstant(at(2)) };
    const { clocks, waits } = disputeFigures([life({ dispute: { ...NOTHING, answer } })], at(9));
    return [clocks.operators.kept, clocks.operators.missed, waits.answer.median];
  };
  expect([said("contest"), said("admission"), said("silence"), said(null)]).toEqual([
    ...[
      [1, 0, 48],
      [1, 0, 48],
      [0, 1, null],
      [0, 0, null],
    ],
  ]);
  const states = [
    "asked",
    "accepted",
    "declined",
    "recused",
    "no-show",
    "removed",
    "conflicted",
    "not-cosigned",
  ] as const;
  const seats = states.map((state) => seat(`did:${state}`, state === "accepted" ? "happened" : null, state));
  const unopened = { ...seat("did:e", null), committedAt: formatInstant(START) };
  const cases = [life({ panels: [panel([...seats, unopened])] })];
  const { clocks, seats: figures, panels } = disputeFigures(cases, at(9));
  expect(clocks.maintainers).toEqual({ kept: 1, missed: 1 });
  expect(figures).toEqual({
    asked: 9,
    accepted: 2,
    declined: 1,
    recused: 1,
    noShow: 1,
    barred: 2,
    counted: 0,
    dissenting: 0,
  });
  expect([panels, disputeFigures([life({ panels: [panel([])] })], at(9)).panels]).toEqual([1, 0]);
});

test("each end of a case is counted at its place, and an appeal against not being admitted is none against a ruling", () => {
  const dispute = (change: Partial<Dispute>) => ({ dispute: { ...NOTHING, ...change } });
  const appeal = (ground: "named-error" | "inadmissible") =>
    dispute({
      appeal: { by: "reporter", ground, entry: 9 as EntryIndex, at: formatInstant(at(25)) } as Dispute["appeal"],
      rulings: [ruling("upheld", 20)],
    });
  const cases = [
    life({ state: "final", dispute: NOTHING }),
    life({ state: "inadmissible", dispute: null }),
    life({ state: "withdrawn" }),
    life({ state: "handed_over" }),
    life({ state: "expired" }),
    life({ state: "appealed", ...appeal("named-error") }),
    life({ state: "final", ...appeal("named-error") }),
    life({ state: "final", ...appeal("inadmissible") }),
    life({ state: "ruled", ...dispute({ rulings: [ruling("upheld", 3, { by: "reviewer" })] }) }),
    life({ filedAt: at(-2), state: "voting" }),
    life({ filedAt: at(4), state: "drawing" }),
  ];
  const figures = disputeFigures(cases, at(60));
  expect(figures).toMatchObject({
    ...{ reports: 11, notAdmitted: 2, joined: 0, withdrawn: 1, nobodyDecided: 2, outcomes: { upheld: 4 } },
    ...{ decided: { byMachine: 0, admitted: 0, onMerits: 4, onSilence: 0 } },
    appeals: { rulings: 4, filed: 2, ended: 1, overturned: 0 },
    open: { count: 3, medianAge: 60 * 24, oldest: at(-2) },
  });
  expect(disputeFigures([], at(1))).toMatchObject({
    open: { count: 0, medianAge: null, oldest: null },
    months: [],
    agreement: null,
  });
  expect(partyFigures(cases)).toEqual({
    ...{ cases: 11, contested: 0, admitted: 0, silent: 0, upheld: 4, cleared: 0, abusive: 0, overturned: 0, open: 3 },
  });
  const outcomes = (
    ["upheld", "upheld_in_part", "no_fault", "not_upheld", "abusive_report", "undecidable"] as const
  ).map((outcome) => life({ state: "ruled", ...dispute({ rulings: [ruling(outcome, 3)] }) }));
  expect(partyFigures(outcomes)).toMatchObject({ upheld: 2, abusive: 1, overturned: 0, open: 0 });
});

test("a reversal is overturned for everybody whom it concerns", () => {
  const appeal = { by: "operator", ground: "named-error", entry: 9, at: formatInstant(at(25)) } as Dispute["appeal"];
  const rulings = [ruling("upheld", 20), ruling("not_upheld", 45, { round: 2 })];
  const cases = [life({ state: "final", dispute: { ...NOTHING, appeal, rulings, finalAt: formatInstant(at(45)) } })];
  const figures = disputeFigures(cases, at(60));
  expect(figures.appeals).toEqual({ rulings: 1, filed: 1, ended: 1, overturned: 1 });
  expect(figures.waits.final.median).toBe(45 * 24);
  expect(partyFigures(cases)).toMatchObject({ cases: 1, upheld: 0, cleared: 1, overturned: 1, open: 0 });
});

test("a maintainer answers for own seats alone: dissent, no-show, clocks kept", () => {
  const seats = [
    seat("did:a", "happened"),
    seat("did:b", "did-not-happen"),
    seat("did:c", "happened"),
    seat("did:d", null, "no-show"),
  ];
  const one = life({
    state: "ruled",
    dispute: { ...NOTHING, rulings: [ruling("upheld", 20)] },
    panels: [panel(seats)],
  });
  expect(maintainerFigures([one], "did:b")).toMatchObject({
    asked: 1,
    accepted: 1,
    counted: 1,
    dissenting: 1,
    noShow: 0,
  });
  expect(maintainerFigures([one], "did:d")).toMatchObject({ asked: 1, accepted: 0, counted: 0, noShow: 1 });
  const { seats: all, clocks } = disputeFigures([one], at(30));
  expect(all).toMatchObject({ asked: 4, counted: 3, dissenting: 1, noShow: 1 });
  expect(clocks.maintainers).toEqual({ kept: 3, missed: 1 });
});

test("an index that has not judged though its time is over is late, and a running clock is neither kept nor missed", () => {
  const unjudged = life({ state: "filed", judgedAt: null, dispute: null });
  expect(disputeFigures([unjudged], addMs(START, HOUR_MS)).clocks.index).toEqual({ kept: 0, missed: 1 });
  expect(disputeFigures([unjudged], START).clocks.index).toEqual({ kept: 0, missed: 0 });
});

test("whatever the cases and their order: every report is in exactly one place, and no figure is negative or odd", () => {
  const anyCase = fc
    .record({
      state: fc.constantFrom(...CASE_STATES),
      days: fc.integer({ min: 0, max: 400 }),
      outcome: fc.constantFrom<Outcome>("upheld", "not_upheld", "undecidable"),
      by: fc.constantFrom("machine", "panel", "admission"),
      onSilence: fc.boolean(),
    })
    .map(({ state, days, outcome, by, onSilence }) => {
      const isRuled = state === "ruled" || state === "final" || state === "appealed";
      const rulings = isRuled
        ? [ruling(outcome, days + 20, { by: by as Ruling["by"], onSilence: onSilence && by === "panel" })]
        : [];
      return life({ state, filedAt: at(days), dispute: { ...NOTHING, rulings } });
    });
  fc.assert(
    fc.property(fc.array(anyCase, { maxLength: 30 }), (cases) => {
      const now = at(500);
      const figures = disputeFigures(cases, now);
      expect(disputeFigures(cases.toReversed(), now)).toEqual(figures);
      const decided = Object.values(figures.decided).reduce((sum, n) => sum + n, 0);
      const appealed = cases.filter(({ state }) => state === "appealed").length;
      const others = figures.notAdmitted + figures.joined + figures.withdrawn + figures.nobodyDecided;
      // An appealed case is decided, and open again.
      expect(decided + others + figures.open.count - appealed).toBe(cases.length);
      expect(figures.months.reduce((sum, { filed }) => sum + filed, 0)).toBe(cases.length);
    }),
    { numRuns: 60 },
  );
});
