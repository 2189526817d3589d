import { describe, expect, test } from "vitest";
import type { CaseSummaryView } from "#lib/contract/cases.ts";
import type { StepFacts } from "#lib/disclosure/steps.ts";
import { asInstant, DAY_MS, formatInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import type { ParticipantForm, ProposalForm, ProviderForm } from "#lib/state/forms.ts";
import { PRESET_DISPUTE_RULES } from "#lib/statement/dispute-rules.ts";
import type { DutyFacts } from "./duties/duty.ts";
import { clocksAhead, dutiesOf, nextActions } from "./next-actions.ts";

const now = asInstant(Date.UTC(2026, 10, 22, 10));
const time = (ms: number) => formatInstant(asInstant(now + ms));
const day = (offset: number) => time(offset * DAY_MS);
const participant = { nextKeyDigest: "ab", recoveryKey: null, recovery: null } as ParticipantForm;

type Lives = Record<string, { from: number; until: number }>;

function provider(name: string, lives: Lives, more: object = {}): ProviderForm {
  const records = Object.entries(lives).map(([type, { from, until }]) => [
    type,
    { effectiveAt: day(from), loggedAt: day(from), expiresAt: day(until), notApplicable: false },
  ]);
  const form = {
    id: `prv_${name}`,
    name,
    kind: "service",
    registeredAt: day(-400),
    heartbeat: null,
    provenBy: ["did:key:z6Mk"],
    domain: null,
    ...more,
  };
  return { ...form, disclosures: { ...Object.fromEntries(records), ...recordsOf(more) } } as unknown as ProviderForm;
}
const recordsOf = (more: { disclosures?: object }) => more.disclosures ?? {};

const FRESH = { from: -10, until: 355 };
const STEP_1 = { identity: FRESH, contacts: FRESH, fees: FRESH };
const KNOWN: StepFacts = { hasResponseKey: false, gaps: [], outages: [] };
const facts = (more: Partial<DutyFacts>): DutyFacts => ({
  ...{ now, participant, providers: [], holdsKey: true, keys: [], proposals: [] },
  cases: new Map(),
  stepFacts: new Map((more.providers ?? []).map(({ id }) => [id, KNOWN])),
  ...more,
});
const titles = (more: Partial<DutyFacts>) => nextActions(dutiesOf(facts(more)), now).map(({ title }) => title);
const clocks = (more: Partial<DutyFacts>) => clocksAhead(dutiesOf(facts(more)), now).map(({ title }) => title);

describe("next actions", () => {
  test("a case is to be answered before its time is over, and a secret revealed: one duty of a sort, however many cases", () => {
    const one = (id: string, state: string, form: object, more: object = {}) =>
      ({
        ...{ id, state, provider: "prv_A", claim: "wrong-result", verdict: "proven", reason: null, rules_at: null },
        ...{ filed_at: day(-1), whose_turn: "both", form: { rules: PRESET_DISPUTE_RULES, dispute: form }, ...more },
      }) as unknown as CaseSummaryView;
    const asked = (id: string, respond: number) =>
      one(id, "awaiting_response", { answer: null, respondBy: day(respond) });
    const of = (...cases: CaseSummaryView[]) => {
      const providers = [provider("A", STEP_1)];
      return dutiesOf(facts({ providers, cases: new Map([["prv_A", cases]]) })).filter(({ sort }) => sort === "case");
    };
    expect(of()).toEqual([]);
    expect(of(one("case_1", "proven", { answer: null }, { rules_at: day(6) }))).toMatchObject([
      {
        title: "Read what was proven against A",
        why: expect.stringMatching(/It is ruled on 2026-11-28, unless you contest it/),
        href: "/operator/cases/case_1",
        dueAt: now + 6 * DAY_MS,
      },
    ]);
    const answered = one("case_2", "awaiting_response", { answer: { type: "contest" }, respondBy: day(2) });
    const many = of(asked("case_1", 6), asked("case_3", 4), answered);
    expect(many).toMatchObject([
      { title: "Answer the 2 cases against A", why: "The first is due on 2026-11-26.", dueAt: now + 4 * DAY_MS },
    ]);
    const share = { operatorShare: { commit: "c", share: null }, evidenceClosesAt: "2026-11-24T00:00:00.000Z" };
    expect(of(one("case_4", "drawing", share))).toMatchObject([
      { minutes: 1, dueAt: Date.parse("2026-11-25T00:00:00Z") },
    ]);
    expect(of(one("case_4", "drawing", { ...share, operatorShare: { commit: "c", share: "s" } }))).toEqual([]);
  });

  test("while nothing ends, only what the next step needs is asked for, each with what readers then see", () => {
    const [first, ...others] = nextActions(dutiesOf(facts({ providers: [provider("A", { identity: FRESH })] })), now);
    expect(first).toMatchObject({ title: "Publish the contacts of A", href: expect.stringContaining("type=contacts") });
    expect(first?.why).toMatch(/^Step 1 needs it\. Readers then see: /);
    expect(others.map(({ title }) => title)).toEqual(["Publish the prices of A", "Publish a response key of A"]);
  });

  test.each(Object.keys(STEP_1))("renewal of %s is asked for in the last fifth of its life, and after it", (type) => {
    const renewed = (life: { from: number; until: number }) =>
      titles({ providers: [provider("A", { ...STEP_1, [type]: life })] }).filter((title) => title.startsWith("Renew"));
    expect(renewed({ from: -291, until: 74 })).toEqual([]);
    expect(renewed({ from: -292, until: 73 })).toHaveLength(1);
    expect(renewed({ from: -400, until: -1 })).toHaveLength(1);
  });

  test("what is overdue comes first, then the account's safety, then what ends next, then the steps; five are the most", () => {
    const providers = [provider("A", { identity: { from: -400, until: -2 }, contacts: { from: -360, until: 5 } })];
    const lost = { participant: { ...participant, nextKeyDigest: null }, providers };
    expect(titles(lost)).toEqual([
      "Renew the identity of A",
      "Save a spare key",
      "Renew the contacts of A",
      "Publish the prices of A",
      "Publish a response key of A",
    ]);
    expect(titles({ ...lost, holdsKey: false })[1]).toBe("Bring your signing key here");
    expect(titles({ providers: Array.from({ length: 9 }, (_, at) => provider(`p${at}`, {})) })).toHaveLength(5);
  });

  test("an open report is asked for at once, an action item in its last week, and neither when it is settled", () => {
    const incident = (fullAt: string | null, due: number) => ({
      disclosures: {
        incident: {
          ...{ effectiveAt: day(-2), loggedAt: day(-2), expiresAt: null, notApplicable: false },
          facts: {
            outage: {
              ...{ detectedAt: day(-2), firstAt: day(-1), fullAt, status: "identified", entry: 4 },
              due: { "second-node": day(due) },
            },
          },
        },
      },
    });
    const asked = (more: object) =>
      titles({ providers: [provider("A", STEP_1, more)] }).filter((title) => !title.startsWith("Publish"));
    expect(asked(incident(null, 8))).toEqual(["Finish the report on outage"]);
    expect(asked(incident(day(-1), 7))).toEqual(["Say what became of second-node"]);
    expect(asked(incident(day(-1), 7.1))).toEqual([]);
    expect(clocks({ providers: [provider("A", STEP_1, incident(null, 8))] })).toEqual([
      "Say what became of second-node",
      "Finish the report on outage",
    ]);
  });

  test("armed silence is a date in the calendar, and an action once a beat is late", () => {
    const heartbeat = (hoursAgo: number) => ({
      heartbeat: {
        ...{ beats: 3, run: null, disarmedFrom: null, silences: [], armedSince: day(-20) },
        last: { entry: 1, loggedAt: time(-hoursAgo * HOUR_MS), cadenceHours: 6, softwareVersion: "1" },
      },
    });
    const at = (hoursAgo: number) => ({ providers: [provider("A", STEP_1, heartbeat(hoursAgo))] });
    expect(clocks(at(1))).toEqual(["Silence would suspend A"]);
    expect(titles(at(1)).join()).not.toContain("silent");
    expect(titles(at(13))[0]).toBe("See why A is silent");
    expect(titles(at(73))[0]).toBe("Send a sign of life of A");
    // The log was away for two hours: nobody's silence.
    const outages = [{ from: time(-50 * HOUR_MS), to: time(-48 * HOUR_MS) }];
    const away = { ...at(73), stepFacts: new Map([["prv_A", { ...KNOWN, outages }]]) };
    expect(titles(away)[0]).toBe("See why A is silent");
    const dueAt = (more: object) => clocksAhead(dutiesOf(facts({ ...at(73), ...more })), now)[0]?.dueAt;
    expect(dueAt(away)).toBe(now + HOUR_MS);
  });

  test("a name that nothing proves is asked for", () => {
    const never = { seen: null, missed: null };
    const named = provider("A", STEP_1, { provenBy: [], names: { dns: never, file: never } });
    expect(titles({ providers: [named] })[0]).toBe("Prove the name of A");
  });

  test("an act that waits for signatures is asked for until it lapses", () => {
    const open = { statement: "ab", kind: "key.add", proposedAt: day(-1), lapsesAt: day(6) } as ProposalForm;
    expect(titles({ proposals: [open] })).toEqual(["Sign or decline key.add"]);
  });
});

describe("the calendar", () => {
  const fees = (from: string) => ({
    disclosures: {
      fees: {
        ...{ effectiveAt: day(-10), loggedAt: day(-10), expiresAt: day(90), notApplicable: false },
        facts: { lines: { "storage / call / EUR": ["0.5", from, 14] }, kept: 0, broken: 0 },
      },
    },
  });

  test("holds what comes by itself until it has come, and what is to be done until it is done", () => {
    const lives = { ...STEP_1, identity: { from: -400, until: -3 } };
    const at = (from: number) => clocks({ providers: [provider("A", lives, fees(day(from)))] });
    expect(at(12)).toEqual(["Renew the identity of A", "New price of A: storage / call / EUR"]);
    expect(at(-1)).toEqual(["Renew the identity of A"]);
    expect(at(31)).toEqual(["Renew the identity of A"]);
  });

  test("who closes is asked for no further step, and its last days are dates", () => {
    const facts = {
      lastDeposit: day(1),
      lastUse: day(20),
      lastWithdrawal: day(60),
      noticeDays: 60,
      isNoticeKept: true,
    };
    const windup_notice = { effectiveAt: day(0), loggedAt: day(0), expiresAt: null, notApplicable: false, facts };
    const closing = { providers: [provider("A", { identity: FRESH }, { disclosures: { windup_notice } })] };
    expect(titles(closing)).toEqual([]);
    expect(clocks(closing)).toEqual(["Day of the last deposit at A", "Day of the last use of balances at A"]);
  });
});
