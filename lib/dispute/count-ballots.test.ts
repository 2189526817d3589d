import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Answers } from "#lib/statement/dispute-bodies.ts";
import { BALLOT_ATTRIBUTIONS, BALLOT_SEVERITIES, FACTS } from "#lib/statement/dispute-words.ts";
import { ballotCommit, opensSeat } from "./ballot.ts";
import { countBallots } from "./count-ballots.ts";
import { ballot, CASE, didOf, FILED_AT, LOG, votedSeats } from "./testing/disputes.ts";

const no = { fact: "did-not-happen" } as const;
const unsure = { fact: "cannot-tell" } as const;
const partly = { fact: "partly" } as const;

const count = (ballots: readonly Partial<Answers>[], { size = 3, onSilence = false, isAppeal = false } = {}) =>
  countBallots({ round: 1, size, seats: votedSeats(ballots.map(ballot)) }, { isAppeal, onSilence, at: FILED_AT });

describe("a count", () => {
  test.each([
    [[{}, {}, {}], "upheld"],
    [[{}, {}, no], "upheld"],
    [[{}, partly, partly], "upheld_in_part"],
    [[{}, partly, no], "upheld_in_part"],
    [[{}, no, no], "not_upheld"],
    [[no, no, unsure], "not_upheld"],
    [[{}, no, unsure], "undecidable"],
    [[unsure, unsure, {}], "undecidable"],
    [[{}, no], "undecidable"],
    [[{}, {}], "upheld"],
    // One of three is no quorum: it finds nothing, against anybody or for them.
    [[{}], "undecidable"],
    [[no], "undecidable"],
    [[{ attribution: "shared-software" }, { attribution: "shared-software" }, {}], "no_fault"],
    [[{ attribution: "shared-software" }, {}, {}], "upheld"],
    [[{ ...no, abusive: true }, { ...no, abusive: true }, no], "abusive_report"],
    [[{ ...no, abusive: true }, no, no], "not_upheld"],
    // Two of three who deny and call it abusive are a majority of all who were counted.
    [[{ ...no, abusive: true }, { ...no, abusive: true }, {}], "abusive_report"],
  ] as const)("%j gives %s", (ballots, outcome) => {
    expect(count(ballots)?.outcome).toBe(outcome);
  });

  test("of nobody gives nothing", () => {
    expect(count([])).toBeUndefined();
  });
  test("asks for whose doing only those who say that it happened, and takes their majority or unknown", () => {
    expect(count([{ attribution: "malice" }, { attribution: "malice" }, no])?.attribution).toBe("malice");
    expect(count([{ attribution: "malice" }, { attribution: "negligence" }, no])?.attribution).toBe("unknown");
    expect(
      count([{ attribution: "malice" }, { attribution: "third-party" }, { attribution: "negligence" }])?.attribution,
    ).toBe("unknown");
    expect(count([no, no, {}])).toMatchObject({ attribution: null, severity: null });
  });
  test("takes the lower median of how grave it is: of two in the middle the milder", () => {
    expect(count([{ severity: "grave" }, { severity: "minor" }, { severity: "serious" }])?.severity).toBe("serious");
    expect(count([{ severity: "grave" }, { severity: "moderate" }, no])?.severity).toBe("moderate");
  });
  test("of one reviewer weighs half and says so, and of one left of three decides nothing against anybody", () => {
    expect(count([{}], { size: 1 })).toMatchObject({
      by: "reviewer",
      outcome: "upheld",
      weight: "half",
      labels: ["single-reviewer"],
    });
    expect(count([{}])).toMatchObject({ by: "panel", outcome: "undecidable", weight: "half" });
    expect(count([{ ...no, abusive: true }], { size: 1 })?.outcome).toBe("not_upheld");
  });
  test("of a grave or serious fault needs confirmation while the operator is silent, but not from an appeal", () => {
    const grave = [{ severity: "grave" }, { severity: "grave" }, {}] as const;
    expect(count(grave, { onSilence: true })).toMatchObject({ labels: ["needs-confirmation"], weight: "half" });
    expect(count(grave, { onSilence: true, isAppeal: true })).toMatchObject({ labels: [], weight: "full" });
    expect(count(grave)).toMatchObject({ labels: [], weight: "full" });
    const mild = [{ severity: "moderate" }, { severity: "moderate" }, no] as const;
    expect(count(mild, { onSilence: true })?.labels).toEqual([]);
  });
  test("says how many say otherwise on the fact", () => {
    expect(count([{}, partly, no])?.dissent).toBe(1);
    expect(count([no, no, unsure])?.dissent).toBe(1);
    expect(count([{}, no, unsure])?.dissent).toBe(0);
  });
  test("leaves out seats that were removed, had a conflict or did not vote", () => {
    const seats = votedSeats([ballot(no), ballot(no), ballot(), ballot(), ballot()]);
    const states = ["removed", "conflicted", "accepted", "accepted", "no-show"] as const;
    const settled = seats.map((seat, at) => ({ ...seat, state: states[at] ?? "accepted" }));
    const how = { isAppeal: false, onSilence: false, at: FILED_AT };
    expect(countBallots({ round: 1, size: 3, seats: settled }, how)).toMatchObject({ outcome: "upheld", counted: 2 });
    // Two of five seats are no quorum.
    expect(countBallots({ round: 1, size: 5, seats: settled }, how)).toMatchObject({
      outcome: "undecidable",
      counted: 2,
    });
  });

  const anyBallot = fc
    .record({
      fact: fc.constantFrom(...FACTS),
      attribution: fc.constantFrom(...BALLOT_ATTRIBUTIONS),
      severity: fc.constantFrom(...BALLOT_SEVERITIES),
      abusive: fc.boolean(),
    })
    .map(({ fact, attribution, severity, abusive }) => {
      const upheld = fact === "happened" || fact === "partly";
      return ballot({ fact, ...(upheld ? { attribution, severity } : { abusive }) });
    });

  test("is the same in whatever order ballots came, and weighs on nobody without two who agree", () => {
    fc.assert(
      fc.property(fc.array(anyBallot, { minLength: 1, maxLength: 9 }), (ballots) => {
        const how = { isAppeal: false, onSilence: false, at: FILED_AT };
        const panel = (list: Answers[]) => ({ round: 1, size: 3, seats: votedSeats(list) });
        const found = countBallots(panel(ballots), how);
        expect(countBallots(panel(ballots.toReversed()), how)).toEqual(found);
        const upholders = ballots.filter(({ fact }) => fact === "happened" || fact === "partly").length;
        if (found?.outcome.startsWith("upheld") || found?.outcome === "no_fault")
          expect(upholders).toBeGreaterThanOrEqual(Math.max(2, Math.floor(ballots.length / 2) + 1));
      }),
      { seed: 6962, numRuns: 300 },
    );
  });
});

describe("a sealed ballot", () => {
  const sealed = {
    log: LOG,
    case: CASE,
    panel: 1,
    maintainer: didOf("ann"),
    nonce: "ab".repeat(32),
    answers: ballot(),
  };
  const seat = { open: false, commit: ballotCommit(sealed) };

  test("opens its seat, and no ballot that differs in anything does", () => {
    expect(opensSeat(seat, sealed)).toBe(true);
    for (const other of [
      { answers: ballot({ severity: "grave" }) },
      { answers: ballot({ reasons: { fact: "seen.", attribution: "seen", severity: "seen" } }) },
      { nonce: "ac".repeat(32) },
      { maintainer: didOf("bob") },
      { panel: 2 },
      { log: `${LOG}2` as typeof LOG },
      { case: "case_baaaaaaaaaaaaaaaaaaaaaaaaa" as typeof CASE },
    ])
      expect(opensSeat(seat, { ...sealed, ...other })).toBe(false);
  });
  test("is asked for: only an open seat votes without one", () => {
    expect(opensSeat({ open: false, commit: null }, sealed)).toBe(false);
    expect(opensSeat({ open: true, commit: null }, sealed)).toBe(true);
  });
});
