import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Did, EntryIndex } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, HOUR_MS, type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { Answers } from "#lib/statement/dispute-bodies.ts";
import { advance, afterDraw, type CaseNow, nextDue, rulingSoFar, sharesDueBy } from "./advance.ts";
import { instantOf } from "./clocks.ts";
import type { Panel, Seat } from "./dispute.ts";
import { admit, contest, extend, fileAppeal, reopen, shareWindow } from "./moves.ts";
import { leaveSeat, liveSeatOf, type Standing, withSeat } from "./seats.ts";
import { aCase, allStand, aPanel, ballot, didOf, freely, quietDispute } from "./testing/disputes.ts";

const until = (current: CaseNow, at: string, standing = allStand) => advance(current, instantOf(at), standing).now;
const at = (text: string, ms: number) => formatInstant(addMs(instantOf(text), ms));
const disputeOf = ({ dispute }: CaseNow) => dispute ?? quietDispute;
const entry = 30 as EntryIndex;
const CONTESTED_AT = "2026-11-05T12:00:00.000Z";

function contested(from = aCase()): CaseNow {
  const saying = { ground: "index-error", drawShare: "55".repeat(32), entry, at: CONTESTED_AT } as const;
  const moved = contest({ state: from.state, dispute: disputeOf(from) }, saying, from.rules);
  if (moved === undefined) throw new Error("it may be contested");
  return { ...from, ...moved };
}

/** Evidence is closed, shares are given, the panel is drawn a minute after it was due. */
function drawn(pool = freely, from = contested()): CaseNow & { panel: Panel } {
  const closed = until(from, disputeOf(from).evidenceClosesAt ?? "");
  const dueBy = sharesDueBy(disputeOf(closed), closed.rules) ?? "";
  const panel = aPanel(closed, at(dueBy, 60 * SECOND_MS), pool);
  return { ...closed, ...afterDraw({ dispute: disputeOf(closed) }, panel, panel.drawnAt), panel };
}

function withPanel(current: CaseNow, change: (panel: Panel) => Panel): CaseNow & { panel: Panel } {
  if (current.panel === undefined) throw new Error("it has a panel");
  return { ...current, panel: change(current.panel) };
}

const seatsOf = ({ panel }: CaseNow) => (panel?.seats ?? []).map(({ rank, state }) => `${rank} ${state}`);
const live = (panel: Panel) => panel.seats.filter(({ state }) => state === "asked" || state === "accepted");
const each = (change: (seat: Seat) => Partial<Seat>) => (panel: Panel) =>
  live(panel).reduce((now, seat) => withSeat(now, seat.maintainer, change(seat)), panel);
const accept = each(() => ({ state: "accepted" }));
const seal = each(() => ({ commit: "66".repeat(32) }));
const open = (answers: Partial<Answers>[]) => (panel: Panel) =>
  live(panel).reduce((now, seat, n) => withSeat(now, seat.maintainer, { answers: ballot(answers[n] ?? {}) }), panel);

/** All take their seats, seal and open these ballots. */
function voted(answers: Partial<Answers>[], from = drawn()): CaseNow & { panel: Panel } {
  const voting = withPanel(until(withPanel(from, accept), from.panel.seatsBy), seal);
  return withPanel(until(voting, voting.panel.votesBy), open(answers));
}

const accusedIs =
  (did: Did, reason: ReturnType<Standing>): Standing =>
  (asked) =>
    asked === did ? reason : { removedAt: null, conflict: null, conflictSince: null };

describe("a case moves at its deadline, not a second before", () => {
  const silent = aCase();
  const open = until(silent, disputeOf(silent).respondBy ?? "");
  const proven = aCase({ state: "proven" });
  const admitted = {
    ...aCase(),
    ...admit({ state: "awaiting_response", dispute: quietDispute }, { entry, at: CONTESTED_AT }),
  };
  const seated = withPanel(drawn(), accept);
  const voting = until(seated, seated.panel.seatsBy);
  const revealing = voted([{}, {}, {}]);
  const draft = until(revealing, revealing.panel.revealsBy);
  const ruled = until(draft, revealing.panel.draftEndsAt);

  test.each<[string, CaseNow, string, string]>([
    ["silence", silent, "2026-11-09T09:31:00.000Z", "evidence_open"],
    ["rule", proven, "2026-11-09T09:31:00.000Z", "ruled"],
    ["rule", admitted, "2026-11-19T12:00:00.000Z", "ruled"],
    ["final", aCase({ state: "inadmissible", dispute: null }), "2026-11-16T09:31:00.000Z", "final"],
    ["close", open, "2026-11-17T00:00:00.000Z", "drawing"],
    ["close", contested(), "2026-11-13T00:00:00.000Z", "drawing"],
    ["seats", seated, "2026-11-15T00:01:00.000Z", "voting"],
    ["votes", voting, "2026-11-20T00:01:00.000Z", "revealing"],
    ["reveals", revealing, "2026-11-21T00:01:00.000Z", "draft"],
    ["rule", draft, "2026-11-23T00:01:00.000Z", "ruled"],
    ["final", ruled, "2026-12-23T00:01:00.000Z", "final"],
  ])("%s", (transition, before, deadline, state) => {
    expect(nextDue(before, allStand)).toEqual({ transition, deadline });
    const around = [-SECOND_MS, 0, SECOND_MS].map((ms) => advance(before, instantOf(at(deadline, ms)), allStand));
    expect(around.map(({ now }) => now.state)).toEqual([before.state, state, state]);
    expect(around.map(({ passed }) => passed.length)).toEqual([0, 1, 1]);
  });

  test("one path from the report to its end keeps the promise of 28 days, and ends as the ballots say", () => {
    expect(disputeOf(ruled).rulings).toMatchObject([
      { outcome: "upheld", severity: "serious", weight: "full", counted: 3 },
    ]);
    expect(instantOf(disputeOf(ruled).rulings[0]?.at ?? "") - instantOf(ruled.filedAt)).toBeLessThan(28 * DAY_MS);
  });
  test("what nobody recorded for months has passed all the same, and in order", () => {
    const { now, passed } = advance(silent, instantOf("2027-12-01T00:00:00.000Z"), allStand);
    // Without a draw nothing moves: a case is not ended by what the index does not do.
    expect([now.state, passed.map(({ transition }) => transition)]).toEqual(["drawing", ["silence", "close"]]);
    expect(advance(draft, instantOf("2027-12-01T00:00:00.000Z"), allStand).passed).toHaveLength(2);
  });
});

describe("answers", () => {
  const asked = { state: "awaiting_response", dispute: quietDispute } as const;
  const said = { ground: null, drawShare: "55".repeat(32), entry };
  const { rules } = aCase();

  test("come before their time ends, once, and against what is proven on a named ground", () => {
    const end = quietDispute.respondBy ?? "";
    expect(contest(asked, { ...said, at: at(end, -1) }, rules)?.state).toBe("evidence_open");
    expect(contest(asked, { ...said, at: end }, rules)).toBeUndefined();
    expect(admit(asked, { entry, at: end })).toBeUndefined();
    const proven = { state: "proven", dispute: quietDispute } as const;
    expect(contest(proven, { ...said, at: CONTESTED_AT }, rules)).toBeUndefined();
    expect(contest(proven, { ...said, ground: "index-error", at: CONTESTED_AT }, rules)?.state).toBe("evidence_open");
    const before = contested();
    const now = { state: before.state, dispute: disputeOf(before) };
    expect(contest(now, { ...said, at: CONTESTED_AT }, rules)).toBeUndefined();
  });
  test("are put off once", () => {
    const later = extend(asked, CONTESTED_AT, rules);
    expect(later?.dispute).toMatchObject({ extended: true, respondBy: "2026-11-16T09:31:00.000Z" });
    expect(later && extend(later, CONTESTED_AT, rules)).toBeUndefined();
  });
  test("are asked for in two states, and more time for one only before it is over and before anything was said", () => {
    const end = quietDispute.respondBy ?? "";
    const answered = admit(asked, { entry, at: CONTESTED_AT })?.dispute ?? quietDispute;
    for (const [state, dispute, when, isTaken] of [
      ["awaiting_response", quietDispute, at(end, -1), true],
      ["proven", quietDispute, at(end, -1), true],
      ["awaiting_response", quietDispute, end, false],
      ["awaiting_response", { ...quietDispute, respondBy: null }, CONTESTED_AT, false],
      ["awaiting_response", answered, CONTESTED_AT, false],
      ["evidence_open", quietDispute, CONTESTED_AT, false],
      ["ruled", quietDispute, CONTESTED_AT, false],
    ] as const) {
      const now = { state, dispute };
      expect(extend(now, when, rules) !== undefined, `${state} ${when}`).toBe(isTaken);
      const admitted = admit(now, { entry, at: when });
      expect(admitted !== undefined).toBe(isTaken && state === "awaiting_response");
      const ground = { ...said, ground: "index-error", at: when } as const;
      // A word that comes late stands beside evidence that is open already, which here it is not.
      expect(contest(now, ground, rules) !== undefined).toBe(isTaken);
    }
  });
  test("that come after silence bring the operator's share, and move no clock", () => {
    const silent = until(aCase(), quietDispute.respondBy ?? "");
    const now = { state: silent.state, dispute: disputeOf(silent) };
    const late = contest(now, { ...said, at: "2026-11-12T00:00:00.000Z" }, rules);
    expect(late?.dispute.answer?.type).toBe("contest");
    expect(late?.dispute.evidenceClosesAt).toBe(disputeOf(silent).evidenceClosesAt);
    expect(contest(now, { ...said, at: disputeOf(silent).evidenceClosesAt ?? "" }, rules)).toBeUndefined();
  });
});

test("shares are given between two midnights, whenever evidence was opened that day", () => {
  const closed = until(contested(), "2026-11-13T00:00:00.000Z");
  expect(shareWindow({ state: closed.state, dispute: disputeOf(closed) }, closed.rules)).toEqual({
    from: "2026-11-13T00:00:00.000Z",
    until: "2026-11-14T00:00:00.000Z",
  });
  for (const state of ["evidence_open", "voting", "ruled"] as const)
    expect(shareWindow({ state, dispute: disputeOf(closed) }, closed.rules), state).toBeUndefined();
});

describe("a case ends without a ruling", () => {
  test("when neither side says anything, and there is nothing but a claim", () => {
    const closing = (showsEvidence: boolean) => until(aCase({ showsEvidence }), "2026-12-01T00:00:00.000Z").state;
    expect([closing(false), closing(true)]).toEqual(["expired", "drawing"]);
    const closed = until(aCase({ showsEvidence: false }), "2026-11-17T00:00:00.000Z");
    const reporterShare = { commit: "11".repeat(32), share: "77".repeat(32) };
    const revealed = { ...closed, dispute: { ...disputeOf(closed), reporterShare } };
    expect([closed.state, until(revealed, "2026-12-01T00:00:00.000Z").state]).toEqual(["drawing", "drawing"]);
  });
  test("only of a report that never was ruled on, admitted by an appeal, contested or shown evidence of", () => {
    const closed = until(aCase({ showsEvidence: false }), "2026-11-17T00:00:00.000Z");
    const stateOf = (change: object) =>
      until({ ...closed, dispute: { ...disputeOf(closed), ...change } }, "2026-12-01T00:00:00.000Z").state;
    expect(stateOf({})).toBe("expired");
    const appeal = { by: "reporter", ground: "inadmissible", entry, at: CONTESTED_AT };
    const answer = { type: "contest", ground: null, entry, at: CONTESTED_AT };
    for (const change of [{ appeal }, { reopened: 1 }, { answer }, { answer: null }, { evidence: [entry] }])
      expect(stateOf(change), JSON.stringify(change)).toBe("drawing");
    // Fourteen days of silence, however early the shares were due.
    const hours = { ...closed.rules.hours, reporterSilence: 24 * 16 };
    const patient = { ...closed, rules: { ...closed.rules, hours } };
    expect(until(patient, "2026-12-01T00:00:00.000Z").state).toBe("drawing");
    const due = sharesDueBy(disputeOf(closed), closed.rules) ?? "";
    expect([until(closed, at(due, -1)).state, until(closed, due).state]).toEqual(["drawing", "expired"]);
    expect(disputeOf(until(closed, due)).finalAt).toBe(due);
  });
  test("when nobody can sit, comes, or votes", () => {
    expect(drawn([]).state).toBe("handed_over");
    const nobody = drawn(freely.slice(0, 3));
    expect(until(nobody, nobody.panel.seatsBy).state).toBe("handed_over");
    const mute = withPanel(drawn(), accept);
    expect(until(mute, mute.panel.draftEndsAt).state).toBe("handed_over");
  });
});

describe("seats", () => {
  test("of who does not answer in a day are asked of the next in rank, and of who declines at once", () => {
    const before = drawn();
    const [first, second] = before.panel.seats;
    const declined = withPanel(before, (panel) =>
      leaveSeat(panel, second?.maintainer ?? didOf(""), "declined", panel.drawnAt, allStand),
    );
    expect(seatsOf(declined)).toEqual(["0 asked", "1 declined", "2 asked", "3 asked"]);
    const one = withPanel(declined, (panel) => withSeat(panel, first?.maintainer ?? didOf(""), { state: "accepted" }));
    expect(seatsOf(until(one, before.panel.seatsBy))).toEqual([
      "0 accepted",
      "1 declined",
      "2 no-show",
      "3 no-show",
      "4 asked",
      "5 asked",
    ]);
  });
  test("that were asked of somebody too late to answer are no no-shows", () => {
    const before = drawn();
    const late = withPanel(before, (panel) =>
      leaveSeat(panel, panel.seats[0]?.maintainer ?? didOf(""), "declined", at(panel.seatsBy, -HOUR_MS), allStand),
    );
    expect(seatsOf(until(late, late.panel.seatsBy))).toContain("3 declined");
  });
  test("without a sealed or an opened ballot are voted in openly by the next in rank, within a day", () => {
    const all = withPanel(until(withPanel(drawn(), accept), drawn().panel.seatsBy), (panel) => {
      const [first, second] = live(panel);
      const sealed = { commit: "66".repeat(32) };
      return withSeat(withSeat(panel, first?.maintainer ?? didOf(""), sealed), second?.maintainer ?? didOf(""), sealed);
    });
    const revealing = until(all, all.panel.votesBy);
    expect(seatsOf(revealing)).toEqual(["0 accepted", "1 accepted", "2 no-show"]);
    const one = withPanel(revealing, (panel) =>
      withSeat(panel, panel.seats[0]?.maintainer ?? didOf(""), { answers: ballot() }),
    );
    const draft = until(one, all.panel.revealsBy);
    expect(seatsOf(draft)).toEqual(["0 accepted", "1 no-show", "2 no-show", "3 asked", "4 asked"]);
    expect(draft.panel?.seats.map(({ open }) => open)).toEqual([false, false, false, true, true]);
    const third = draft.panel && liveSeatOf(draft.panel, draft.panel.order[3] ?? didOf(""));
    const voted = withPanel(draft, (panel) =>
      withSeat(panel, third?.maintainer ?? didOf(""), { state: "accepted", answers: ballot({ fact: "partly" }) }),
    );
    const ruled = until(voted, all.panel.draftEndsAt);
    expect(disputeOf(ruled).rulings).toMatchObject([{ outcome: "upheld_in_part", counted: 2 }]);
    expect(seatsOf(ruled)).toEqual(["0 accepted", "1 no-show", "2 no-show", "3 accepted", "4 no-show"]);
  });
  test("of who was removed between vote and count are not counted, and shown so; of who is removed after it are", () => {
    const draft = until(voted([{}, {}, { fact: "did-not-happen" }]), drawn().panel.revealsBy);
    const end = drawn().panel.draftEndsAt;
    const leaver = draft.panel?.seats[0]?.maintainer ?? didOf("");
    const gone = (removedAt: string) =>
      until(draft, end, accusedIs(leaver, { removedAt, conflict: null, conflictSince: null }));
    expect(disputeOf(gone(end)).rulings).toMatchObject([{ outcome: "undecidable", counted: 2 }]);
    expect(seatsOf(gone(end))[0]).toBe("0 removed");
    expect(disputeOf(gone(at(end, 1))).rulings).toMatchObject([{ outcome: "upheld", counted: 3 }]);
    const now = instantOf(at(end, -1));
    const standing = accusedIs(leaver, { removedAt: null, conflict: "funds", conflictSince: at(end, -2) });
    expect(draft.panel && rulingSoFar(disputeOf(draft), draft.panel, now, standing)?.counted).toBe(2);
    expect(seatsOf(until(draft, end, standing))[0]).toBe("0 conflicted");
  });
});

describe("an appeal", () => {
  const ruled = until(voted([{}, {}, {}]), drawn().panel.draftEndsAt);
  const now = { state: ruled.state, dispute: disputeOf(ruled) };
  const appeal = { by: "operator", ground: "named-error", entry, at: "2026-11-25T08:00:00.000Z" } as const;
  const moved = fileAppeal(now, appeal, ruled.rules, null);
  const appealed: CaseNow = { ...ruled, ...moved };

  test("is heard once for each side, until the ruling is final, and draws on a day that nobody knows yet", () => {
    expect(moved?.state).toBe("appealed");
    expect(moved && fileAppeal(moved, appeal, ruled.rules, null)).toBeUndefined();
    expect(fileAppeal(now, { ...appeal, at: now.dispute.finalAt ?? "" }, ruled.rules, null)).toBeUndefined();
    const closed = until(appealed, "2026-11-28T00:00:00.000Z");
    expect([closed.state, disputeOf(closed).round]).toEqual(["drawing", 2]);
    expect(sharesDueBy(disputeOf(closed), closed.rules)).toBe("2026-11-29T00:00:00.000Z");
  });
  test("ends the case with its own ruling", () => {
    const end = voted([{ fact: "did-not-happen" }, { fact: "did-not-happen" }, {}], drawn(freely, appealed));
    const final = until(end, end.panel.draftEndsAt);
    expect([final.state, final.panel?.size]).toEqual(["final", 5]);
    expect(disputeOf(final).rulings.map(({ outcome }) => outcome)).toEqual(["upheld", "upheld"]);
    expect(disputeOf(final).finalAt).toBe(end.panel.draftEndsAt);
  });
  test("that nobody can hear leaves the ruling at half weight, labelled", () => {
    const final = drawn(freely.slice(0, 2), appealed);
    expect(final.state).toBe("final");
    expect(disputeOf(final).rulings).toMatchObject([{ weight: "half", labels: ["no-appeal-panel"] }]);
  });
  test("of a report that was not admitted is the reporter's, in its time, and goes to a first panel", () => {
    const refused = { state: "inadmissible", dispute: quietDispute } as const;
    const byReporter = { by: "reporter", ground: "inadmissible", entry, at: CONTESTED_AT } as const;
    const { rules } = ruled;
    expect(fileAppeal(refused, { ...byReporter, by: "operator" }, rules, at(CONTESTED_AT, 1))).toBeUndefined();
    expect(fileAppeal(refused, byReporter, rules, CONTESTED_AT)).toBeUndefined();
    const heard = fileAppeal(refused, byReporter, rules, at(CONTESTED_AT, 1));
    expect(drawn(freely, { ...aCase(), ...heard }).panel.size).toBe(3);
  });
});

test("a case that is opened again keeps its rulings, and a new panel of all who may sit decides", () => {
  const final = until(until(voted([{}, {}, {}]), drawn().panel.draftEndsAt), "2027-01-30T00:00:00.000Z");
  const again: CaseNow = {
    ...final,
    ...reopen({ state: "final", dispute: disputeOf(final) }, "2027-02-01T00:00:00.000Z", final.rules),
  };
  expect([again.state, disputeOf(again).rulings.length, disputeOf(again).reopened]).toEqual(["evidence_open", 1, 1]);
  const panel = drawn(freely, again).panel;
  expect([panel.round, panel.size]).toEqual([2, 3]);
  // Two may not undo what three have found: then what was ruled stands, and in full, since nobody asked for an appeal.
  const unheard = drawn(freely.slice(0, 2), again);
  expect([unheard.state, unheard.panel.size]).toEqual(["final", 0]);
  expect(disputeOf(unheard).rulings).toMatchObject([{ outcome: "upheld", weight: "full", labels: [] }]);
  const { answer, reporterShare, operatorShare } = disputeOf(again);
  expect([answer, reporterShare.commit, operatorShare.commit]).toEqual([
    ...[disputeOf(final).answer, disputeOf(final).reporterShare.commit, disputeOf(final).operatorShare.commit],
  ]);
});

test("what is proven or admitted is ruled without a count, in full, and may be appealed for the hours of the policy", () => {
  const ruledOf = (current: CaseNow) => {
    const ruled = until(current, "2026-11-20T00:00:00.000Z");
    return [ruled.state, disputeOf(ruled).finalAt, disputeOf(ruled).rulings];
  };
  const plain = { round: 0, outcome: "upheld", severity: null, onSilence: false, entry: null };
  const full = { weight: "full", labels: [], counted: 0, dissent: 0 };
  const byMachine = { by: "machine", attribution: null, at: "2026-11-09T09:31:00.000Z", ...plain, ...full };
  expect(ruledOf(aCase({ state: "proven" }))).toEqual(["ruled", "2026-12-09T09:31:00.000Z", [byMachine]]);
  const admitted = admit({ state: "awaiting_response", dispute: quietDispute }, { entry, at: CONTESTED_AT });
  const byWord = { by: "admission", attribution: "unknown", at: "2026-11-19T12:00:00.000Z", ...plain, ...full };
  expect(ruledOf({ ...aCase(), ...admitted })).toEqual(["ruled", "2026-12-19T12:00:00.000Z", [byWord]]);
});

test("a case moves by no clock that it does not have", () => {
  for (const current of [
    aCase({ state: "inadmissible", judgedAt: null }),
    aCase({ state: "filed", dispute: null }),
    aCase({ dispute: { ...quietDispute, respondBy: null } }),
    aCase({ state: "accepted" }),
    aCase({ state: "evidence_open" }),
    aCase({ state: "voting" }),
    aCase({ state: "ruled" }),
    aCase({ state: "final" }),
  ])
    expect(nextDue(current, allStand), current.state).toBeUndefined();
});

test("looking in between changes nothing: any two steps in time give what one gives", () => {
  const starts = [aCase(), contested(), drawn(), withPanel(drawn(), accept), voted([{}, {}, {}]), voted([{}])];
  const anyMs = fc.integer({ min: 0, max: 60 * DAY_MS });
  const removal = fc.record({ who: fc.nat(6), ms: anyMs });
  fc.assert(
    fc.property(fc.constantFrom(...starts), anyMs, anyMs, removal, (start, a, b, { who, ms }) => {
      const [first, second] = [Math.min(a, b), Math.max(a, b)].map((each) => addMs(instantOf(start.filedAt), each)) as [
        Instant,
        Instant,
      ];
      const removedAt = formatInstant(addMs(instantOf(start.filedAt), ms));
      const standing = accusedIs(freely[who]?.did ?? didOf(""), { removedAt, conflict: null, conflictSince: null });
      const between = advance(start, first, standing);
      const then = advance(between.now, second, standing);
      const once = advance(start, second, standing);
      expect(then.now).toEqual(once.now);
      expect([...between.passed, ...then.passed]).toEqual(once.passed);
    }),
    { seed: 6962, numRuns: 300 },
  );
});
