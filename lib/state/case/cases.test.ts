/** Cases: who reports whom, what a verdict makes of a report, which case stands for a fault, and when it is ruled. */
import { describe, expect, test } from "vitest";
import type { CaseState } from "#lib/dispute/dispute.ts";
import { inputsHash } from "#lib/evidence/checks/verdict.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import { providerIdOfKey } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, HOUR_MS, type Instant, parseInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { VoidCode } from "#lib/kernel/refusal.ts";
import { clockRecord } from "#lib/statement/clock-record.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { KINDS } from "#lib/statement/kinds.ts";
import { Replay } from "../audit.ts";
import { dueOf } from "../reducers/clock.ts";
import { JUDGED_WITHIN_MS, REPORTS_PER_DAY } from "../reducers/report.ts";
import { caseIn, type Finding, hashOf, judge, OUTCOMES, report, reporting, verdictOn } from "../testing/cases.ts";
import { rememberingVerify, TEST_LOG, TestWorld, testKey } from "../testing/world.ts";
import { providerOf, reporterOf, suspicionOf, unclaimedOf } from "../view.ts";
import { caseStateAt, isVerdictLate } from "./case-state.ts";
import { UNVOUCHED_WAITING } from "./joining.ts";
import { isFrozen, isSuspected } from "./suspicion.ts";

const [ada, eve, rita, liar] = [testKey("ada"), testKey("eve"), testKey("rita"), testKey("liar")];
const response = testKey("ada response");
const effective = { status: "effective" };
const voided = (code: VoidCode) => ({ status: "void", code });

function settled(): { world: TestWorld; id: string } {
  const world = TestWorld.founded();
  world.register(ada);
  world.register(eve, { displayName: "Eve" });
  const id = world.provider(ada);
  world.say({ kind: "key.add", by: ada, subject: id, body: world.keyBody(id, "response", response) });
  return { world, id };
}
const SETTLED = settled();
const begin = () => ({ world: SETTLED.world.fork(), id: SETTLED.id });

/** A case in each state, and the provider that it accuses. */
function caseInState(state: CaseState): { world: TestWorld; id: string } {
  const { world, id: provider } = begin();
  const outcomes: Partial<Record<CaseState, keyof typeof OUTCOMES>> = {
    checked: "suspected",
    inadmissible: "refuted",
    proven: "proven",
    ruled: "proven",
    awaiting_response: "inconclusive",
    duplicate: "proven",
  };
  const definition = hashOf("a definition");
  if (state === "checked") suspect(world, definition);
  if (state === "duplicate") judge(world, report(world, rita, provider).id);
  const { id } = report(world, testKey("second reporter"), provider, "wrong-result", "second");
  const outcome = outcomes[state];
  if (outcome !== undefined)
    judge(world, id, { checks: OUTCOMES[outcome], definition: state === "checked" ? definition : null });
  if (state === "ruled") {
    world.now = addMs(world.now, 7 * DAY_MS);
    rule(world, id);
  }
  expect(caseIn(world, id).state).toBe(state);
  return { world, id };
}

/** Three operators, each accused under the definition. */
function suspect(world: TestWorld, definition: string): void {
  for (const name of ["one", "two", "three"]) {
    const operator = testKey(`operator ${name}`);
    world.register(operator, { displayName: name });
    const { id } = report(world, rita, world.provider(operator, { name }), "wrong-result", name);
    judge(world, id, { fault: hashOf(name), definition });
  }
}

function rule(world: TestWorld, id: string, by: Identity = world.index) {
  const { rulesAt } = caseIn(world, id);
  const due = { aggregate: `case:${id}`, transition: "rule", deadline: rulesAt ?? "", subject: id };
  const { body, subject } = clockRecord(due, { log: TEST_LOG, issuer: by.did, key: by.thumbprint });
  // A record that the sequencer would not read is none, whatever the fold says of it.
  expect(KINDS["clock.record"].body.safeParse(body).error).toBeUndefined();
  expect(KINDS["clock.record"].subject.accepts(subject)).toBe(true);
  return world.log(clockRecord(due, { log: TEST_LOG, issuer: by.did, key: by.thumbprint }), by).effect;
}

describe("a report", () => {
  test("opens a case named by its hash, against a listed provider by its id or by one of its keys", () => {
    const { world, id } = begin();
    for (const subject of [id, response.did]) {
      const filed = report(world, rita, subject, "wrong-result", subject);
      expect(filed.effect).toEqual(effective);
      expect(caseIn(world, filed.id)).toMatchObject({ provider: id, accused: subject, state: "filed", reporters: 1 });
    }
    expect(unclaimedOf(world.state, providerIdOfKey(response.did))).toBeUndefined();
  });

  test("against a key that nobody published opens one profile of nobody, which that key alone can claim", () => {
    const { world } = begin();
    const named = providerIdOfKey(liar.did);
    expect(report(world, rita, named).effect).toEqual(voided("unknown-subject"));
    const first = report(world, rita, liar.did);
    expect(caseIn(world, first.id)).toMatchObject({ provider: named });
    expect(unclaimedOf(world.state, named)).toMatchObject({ publicKey: liar.did, claimedIn: null });
    expect(report(world, testKey("other"), named, "wrong-result", "by id").effect).toEqual(effective);
    const body = world.claimBody(eve, liar);
    expect(world.say({ kind: "provider.claim", by: eve, subject: named, body }).effect).toEqual(effective);
    expect(unclaimedOf(world.state, named)?.claimedIn).toBe(world.leaves.length - 1);
    expect(providerOf(world.state, named)?.operator).toBe(eve.did);
    expect(report(world, rita, liar.did, "wrong-result", "later").effect).toEqual(effective);
    expect(caseIn(world, first.id).provider).toBe(named);
  });

  test("is void without its one public part of evidence, and against a key that no signature counts for", () => {
    const { world, id } = begin();
    const good = reporting(rita, id);
    const [part] = good.change?.parts ?? [];
    if (part === undefined) throw new Error("A report has a part.");
    const given = [[part, part], [{ ...part, visibility: "parties" as const }], [{ ...part, mediaType: "text/plain" }]];
    for (const parts of given) expect(world.say({ ...good, change: { parts } }).effect).toEqual(voided("guard"));
    expect(world.say({ ...good, change: {} }).effect).toEqual(voided("guard"));
    const weak = didKeyOf(Uint8Array.of(1, ...new Uint8Array(31)));
    expect(report(world, rita, weak).effect).toEqual(voided("guard"));
  });

  test("is somebody else's word: not the operator's, nor that of the accused key", () => {
    const { world, id } = begin();
    expect(report(world, ada, id).effect).toEqual(voided("conflicted"));
    expect(report(world, response, id).effect).toEqual(voided("conflicted"));
    expect(report(world, liar, liar.did).effect).toEqual(voided("conflicted"));
    expect(report(world, eve, id).effect).toEqual(effective);
  });

  test("has a budget for each key, which what was proven does not use and a day gives back", () => {
    const { world, id } = begin();
    const file = (name: string, by = rita) => report(world, by, id, "wrong-result", name);
    const proven = file("proven");
    for (let count = 1; count < REPORTS_PER_DAY; count++) expect(file(`${count}`).effect).toEqual(effective);
    expect(file("too many").effect).toEqual(voided("guard"));
    expect(file("of another", testKey("other")).effect).toEqual(effective);
    judge(world, proven.id);
    expect(file("regained").effect).toEqual(effective);
    expect(file("too many again").effect).toEqual(voided("guard"));
    world.now = addMs(world.now, DAY_MS - SECOND_MS);
    expect(file("a second too early").effect).toEqual(voided("guard"));
    world.now = addMs(world.now, SECOND_MS);
    expect(file("the day after").effect).toEqual(effective);
    expect(reporterOf(world.state, rita.thumbprint)).toMatchObject({ upheld: 1, reports: REPORTS_PER_DAY + 2 });
  });
});

describe("a verdict", () => {
  const AFTER: Record<keyof typeof OUTCOMES, CaseState> = {
    proven: "proven",
    contested: "awaiting_response",
    suspected: "checked",
    refuted: "inadmissible",
    inconclusive: "awaiting_response",
    "out-of-scope": "awaiting_response",
    "for-people": "awaiting_response",
    "no-evidence": "inadmissible",
  };
  const names = Object.keys(OUTCOMES) as (keyof typeof OUTCOMES)[];

  // Where people come in, no verdict is asked for any more: disputes.test.ts.
  const states = ["filed", "checked", "inadmissible", "proven", "awaiting_response", "duplicate", "ruled"] as const;
  for (const state of states) {
    test(`on a case that is ${state}: every outcome goes where the rules say, or is void`, () => {
      const settledCase = caseInState(state);
      const isOpen = state === "filed" || state === "checked";
      for (const name of names.filter((each) => each !== "no-evidence")) {
        const world = settledCase.world.fork();
        const { id } = settledCase;
        const definition = name === "suspected" || state === "checked" ? hashOf("a definition") : null;
        if (name === "suspected" && state !== "checked") suspect(world, hashOf("a definition"));
        const similar = state === "checked" ? OUTCOMES.suspected : {};
        const checks = name === "proven" ? {} : { ...OUTCOMES[name], ...similar };
        // Held back already, it is not held back once more; and no check denies what the state says.
        const isHeldBack = state === "checked" && ["suspected", "proven", "inconclusive", "for-people"].includes(name);
        const isVoid = !isOpen || isHeldBack;
        const { effect } = judge(world, id, { checks, definition });
        expect([name, effect]).toEqual([name, isVoid ? voided("guard") : effective]);
        if (!isVoid) expect([name, caseIn(world, id).state]).toEqual([name, AFTER[name]]);
      }
    });
  }

  test("on what people must judge: it waits for them, or without any answer it is closed", () => {
    const { world, id } = begin();
    const [read, note] = ["with answer", "without"].map((name) => report(world, rita, id, "insolvent", name).id);
    judge(world, read ?? "", { checks: { claim: { outcome: "cannot-check", reason: "for-people" } } });
    judge(world, note ?? "", { checks: OUTCOMES["no-evidence"] });
    expect(caseIn(world, read ?? "")).toMatchObject({ state: "awaiting_response", verdict: { reason: "for-people" } });
    expect(caseIn(world, note ?? "")).toMatchObject({ state: "inadmissible", verdict: { reason: "no-evidence" } });
  });

  test("counts only from the index, about its own case, by known rules, and as its checks say", () => {
    const { world, id } = begin();
    const filed = report(world, rita, id);
    const other = report(world, rita, id, "wrong-result", "another bundle");
    for (const by of [rita, ada, world.admin])
      expect(judge(world, filed.id, {}, by).effect).toEqual(voided("no-authority"));
    const { bundle } = caseIn(world, other.id);
    const later = formatInstant(addMs(world.now, SECOND_MS));
    const right = verdictOn(world, filed.id);
    const wrongs: Finding[] = [
      { change: { bundle } },
      { change: { rules: { ...right.rules, verdict: "touchstone/verdict/2" } } },
      { change: { inputs: hashOf("other inputs") } },
      { change: { faultId: hashOf("another fault") } },
      { change: { definition: hashOf("a definition") } },
      { change: { t: later, inputs: inputsAt(right, later) } },
      { change: { keyHistory: { origin: TEST_LOG, head: hashOf("x"), events: 1 } } },
      { change: { verdict: "refuted", reason: "bundle-integrity" } },
      { checks: OUTCOMES.inconclusive, change: { verdict: "proven", reason: null } },
      { checks: OUTCOMES.suspected, definition: hashOf("nobody suspects it") },
      { change: { checks: [...right.checks].reverse() } },
    ];
    for (const wrong of wrongs) expect(judge(world, filed.id, wrong).effect).toEqual(voided("guard"));
    const nobody = { kind: "verdict", by: world.index, subject: `case_${"a".repeat(26)}` } as const;
    expect(world.say({ ...nobody, body: right as unknown as JsonObject }).effect).toEqual(voided("unknown-subject"));
    expect(judge(world, filed.id).effect).toEqual(effective);
  });

  function inputsAt(body: ReturnType<typeof verdictOn>, t: string): string {
    const { bundle, faultId, keyHistory, definition, state } = body;
    const at = parseInstant(t) as Instant;
    return inputsHash({ faultId: faultId as never, commit: bundle, keyHistory, t: at, definition, state });
  }

  test("rests on the key's history as it stands: what the log learned in between makes it void, in the log's order", () => {
    const { world, id } = begin();
    const filed = report(world, rita, id);
    const before = verdictOn(world, filed.id, { signer: response.did });
    const revoke = {
      thumbprint: response.thumbprint,
      reason: "compromised",
      compromisedSince: formatInstant(world.now),
    };
    const said = world.fork();
    expect(said.say({ kind: "verdict", by: said.index, subject: filed.id, body: before as never }).effect).toEqual(
      effective,
    );
    world.say({ kind: "key.revoke", by: ada, subject: id, body: revoke });
    const late = world.say({ kind: "verdict", by: world.index, subject: filed.id, body: before as never });
    expect(late.effect).toEqual(voided("guard"));
    expect(judge(world, filed.id, { signer: response.did }).effect).toEqual(effective);
    // A key that the log does not know has no history; claiming one is as wrong as leaving one out.
    const next = report(world, rita, id, "wrong-result", "next");
    expect(judge(world, next.id, { signer: response.did, change: { keyHistory: null } }).effect).toEqual(
      voided("guard"),
    );
  });

  test("against many under one definition suspects the definition, and all keys of nobody together count as one", () => {
    const { world, id } = begin();
    const definition = hashOf("shared");
    for (const name of ["a", "b", "c", "d"]) {
      const { id: filed } = report(world, rita, testKey(name).did, "wrong-result", name);
      expect(judge(world, filed, { fault: hashOf(name), definition }).effect).toEqual(effective);
    }
    expect(suspicionOf(world.state, definition)).toMatchObject({ providers: [{ claimed: false }, {}] });
    const frozen = () => {
      const suspicion = suspicionOf(world.state, definition);
      return suspicion !== undefined && isFrozen(suspicion, world.now);
    };
    expect(frozen()).toBe(false);
    suspect(world, definition);
    expect(frozen()).toBe(true);
    const last = report(world, testKey("last"), id);
    expect(judge(world, last.id, { definition, fault: hashOf("last") }).effect).toEqual(voided("guard"));
    judge(world, last.id, { checks: OUTCOMES.suspected, definition, fault: hashOf("last") });
    expect(caseIn(world, last.id)).toMatchObject({ state: "checked", verdict: { reason: "definition-suspected" } });
  });
});

test("a held case is judged again once fewer than three others are open under its definition, at that very second", () => {
  const { world, id: provider } = begin();
  const definition = hashOf("a definition");
  suspect(world, definition);
  const held = ["held", "held too", "held as well", "and more"].map((name) => {
    const { id } = report(world, testKey(name), provider, "wrong-result", name);
    judge(world, id, { checks: OUTCOMES.suspected, definition, fault: hashOf(name) });
    expect(caseIn(world, id).state).toBe("checked");
    return { id, fault: hashOf(name) };
  });
  // Those who wait do not hold each other.
  const untils = suspicionOf(world.state, definition)?.providers.map(({ until }) => until) ?? [];
  expect(untils).toHaveLength(3);
  const due = parseInstant(untils.toSorted()[0] ?? "") as Instant;
  for (const [shift, isHeld] of [
    [-SECOND_MS, true],
    [0, false],
    [SECOND_MS, false],
  ] as const) {
    const fork = world.fork();
    fork.now = addMs(due, shift);
    expect(isSuspected(fork.state, definition, provider, fork.now)).toBe(isHeld);
    const [one, other] = held;
    // Another verdict than the one that the state asks for is void on either side.
    const wrong = isHeld ? {} : { checks: { ...OUTCOMES.contested, ...OUTCOMES.suspected } };
    expect(judge(fork, other?.id ?? "", { ...wrong, definition, fault: other?.fault ?? null }).effect).toEqual(
      voided("guard"),
    );
    const again = judge(fork, one?.id ?? "", { definition, fault: one?.fault ?? null });
    expect(again.effect).toEqual(isHeld ? voided("guard") : effective);
    expect(caseIn(fork, one?.id ?? "").state).toBe(isHeld ? "checked" : "proven");
  }
  // A case that waits for people does not end by time.
  const lasting = world.fork();
  for (const name of ["x", "y", "z"]) {
    const operator = testKey(`operator ${name}`);
    lasting.register(operator, { displayName: name });
    const { id } = report(lasting, rita, lasting.provider(operator, { name }), "wrong-result", name);
    judge(lasting, id, { checks: { ...OUTCOMES.contested, ...OUTCOMES.suspected }, definition, fault: hashOf(name) });
  }
  lasting.now = addMs(lasting.now, 365 * DAY_MS);
  expect(isSuspected(lasting.state, definition, provider, lasting.now)).toBe(true);
});

describe("one fault", () => {
  test("has one case: later reports join it, each key counted once", () => {
    const { world, id } = begin();
    const first = report(world, rita, id);
    judge(world, first.id);
    for (const [name, by] of Object.entries({ again: rita, other: testKey("x"), third: testKey("y") })) {
      const later = report(world, by, id, "wrong-result", name);
      judge(world, later.id);
      expect(caseIn(world, later.id)).toMatchObject({ state: "duplicate", joinedTo: first.id, rulesAt: null });
    }
    expect(caseIn(world, first.id)).toMatchObject({ state: "proven", joined: 3, reporters: 3 });
    expect(reporterOf(world.state, testKey("x").thumbprint)).toMatchObject({ upheld: 0, recent: [] });
  });

  test.each([
    ["refuted", "inconclusive"],
    ["refuted", "proven"],
    ["inconclusive", "contested"],
    ["inconclusive", "proven"],
    ["contested", "proven"],
    ["out-of-scope", "proven"],
  ] as const)("a spoiled report (%s) cannot bury a true one (%s)", (weak, strong) => {
    const { world, id } = begin();
    const spoiled = report(world, testKey("accomplice"), id, "wrong-result", "spoiled");
    judge(world, spoiled.id, { checks: OUTCOMES[weak] });
    const true_ = report(world, rita, id);
    judge(world, true_.id, { checks: OUTCOMES[strong] });
    expect(caseIn(world, true_.id).state).toBe(strong === "proven" ? "proven" : "awaiting_response");
    const joins = weak !== "refuted";
    expect(caseIn(world, spoiled.id)).toMatchObject(
      joins ? { state: "duplicate", joinedTo: true_.id } : { state: "inadmissible", joinedTo: null },
    );
    expect(caseIn(world, true_.id)).toMatchObject({ joined: joins ? 1 : 0, reporters: joins ? 2 : 1 });
    // And the other way round: what is weaker joins what is there.
    const late = report(world, testKey("late"), id, "wrong-result", "late");
    judge(world, late.id, { checks: OUTCOMES[weak] });
    expect(caseIn(world, late.id).state).toBe(joins ? "duplicate" : "inadmissible");
  });

  test("reporters nobody knows fill at most ten places for people; what proves itself is never held up", () => {
    const { world, id } = begin();
    const inconclusive = (name: string, by = testKey(name)) => {
      const filed = report(world, by, id, "wrong-result", name);
      judge(world, filed.id, { checks: OUTCOMES.inconclusive, fault: hashOf(name) });
      return filed.id;
    };
    const waiting = Array.from({ length: UNVOUCHED_WAITING }, (_, at) => inconclusive(`spam ${at}`));
    const full = inconclusive("one too many");
    expect(caseIn(world, full)).toMatchObject({ state: "inadmissible", closedFor: "cluster-full" });
    const proven = report(world, rita, id, "wrong-result", "proven");
    judge(world, proven.id);
    expect(caseIn(world, proven.id).state).toBe("proven");
    // Rita has been right before; the others stay one crowd.
    expect(caseIn(world, inconclusive("rita's next", rita)).state).toBe("awaiting_response");
    // A true report of a fault that waits takes its place, and leaves it free.
    const stronger = report(world, testKey("true"), id, "wrong-result", "stronger");
    judge(world, stronger.id, { fault: hashOf("spam 3") });
    expect(caseIn(world, waiting[3] ?? "")).toMatchObject({ state: "duplicate", joinedTo: stronger.id });
    expect(caseIn(world, inconclusive("after that")).state).toBe("awaiting_response");
    expect(caseIn(world, inconclusive("full again")).state).toBe("inadmissible");
  });
});

test("a proven case is ruled seven days later: derived at the second, recorded once, by anybody after an hour", () => {
  const { world, id } = caseInState("proven");
  const form = caseIn(world, id);
  const due = parseInstant(form.rulesAt ?? "") as Instant;
  expect(due - (parseInstant(form.provenAt ?? "") ?? 0)).toBe(7 * DAY_MS);
  const [before, at, after] = [-SECOND_MS, 0, SECOND_MS].map((shift) => addMs(due, shift));
  for (const [now, state] of [
    [before, "proven"],
    [at, "ruled"],
    [after, "ruled"],
  ] as const) {
    const fork = world.fork();
    fork.now = now as Instant;
    expect(caseStateAt(form, fork.now)).toBe(state);
    expect(dueOf(form, [], fork.now)).toHaveLength(state === "ruled" ? 1 : 0);
    expect(rule(fork, id)).toEqual(state === "ruled" ? effective : voided("guard"));
    expect(caseIn(fork, id).state).toBe(state);
  }
  world.now = addMs(due, HOUR_MS - SECOND_MS);
  expect(rule(world, id, rita)).toEqual(voided("no-authority"));
  world.now = addMs(due, HOUR_MS);
  expect(rule(world, id, rita)).toEqual(effective);
  expect(caseIn(world, id).dispute?.rulings).toMatchObject([
    { by: "machine", at: form.rulesAt, entry: world.leaves.length - 1 },
  ]);
  expect(rule(world, id)).toEqual(voided("already-recorded"));
});

test("ten minutes after a report without a verdict the index is late, and a late verdict stays late", () => {
  const { world, id: provider } = begin();
  const { id } = report(world, rita, provider);
  const form = caseIn(world, id);
  const due = parseInstant(form.verdictBy) as Instant;
  expect(due - (parseInstant(form.filedAt) ?? 0)).toBe(JUDGED_WITHIN_MS);
  for (const [shift, late] of [
    [-SECOND_MS, false],
    [0, false],
    [SECOND_MS, true],
  ] as const) {
    const fork = world.fork();
    fork.now = addMs(due, shift);
    expect(isVerdictLate(form, fork.now)).toBe(late);
    judge(fork, id);
    const judged = caseIn(fork, id);
    expect(judged).toMatchObject({ state: "proven", judgedAt: formatInstant(fork.now) });
    // Pure in what was asked about: neither an early look nor a late one changes what is said.
    for (const at of [due, addMs(due, DAY_MS)]) expect(isVerdictLate(judged, at)).toBe(late);
  }
});

test("a case that is held is not judged late by being judged again", () => {
  const { world, id } = caseInState("checked");
  const { judgedAt } = caseIn(world, id);
  world.now = addMs(world.now, DAY_MS);
  judge(world, id, { checks: OUTCOMES.inconclusive, fault: hashOf("held") });
  const again = caseIn(world, id);
  expect(again).toMatchObject({ state: "awaiting_response", judgedAt });
  expect(isVerdictLate(again, world.now)).toBe(false);
});

test("whoever replays the log has the same cases", () => {
  const { world } = caseInState("checked");
  const replay = new Replay(TEST_LOG, rememberingVerify);
  for (const leaf of world.leaves) replay.push(leaf);
  expect(replay.faults).toEqual([]);
  const rows = (state: TestWorld["state"]) =>
    state.rows().map(({ key, form, chainLength }) => ({ key, form, chainLength }));
  expect(rows(replay.state)).toEqual(rows(world.state));
});
