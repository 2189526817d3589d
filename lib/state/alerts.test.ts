import { expect, test } from "vitest";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import type { Marks } from "#lib/reputation/marks.ts";
import { alertsOf, type MarksTold, marksAlerts } from "./alerts.ts";
import type { CaseForm } from "./case/case-forms.ts";
import type { DisclosureRecord, Form, KeyForm, ProviderForm } from "./forms.ts";

const ENTRY = 7 as EntryIndex;
const ID = "prv_aaaaaaaaaaaaaaaaaaaaaaaaaa";
const SILENT = "2026-01-01T00:00:00.000Z";
const told = (before: Form | undefined, after: Form) => alertsOf(before, after, ENTRY).map(({ id }) => id);
const idOf = (kind: string, of = "") => `7.${ID}.${kind}${of === "" ? "" : `.${encodeURIComponent(of)}`}`;

const provider = (fields: Partial<Record<keyof ProviderForm, unknown>>): ProviderForm =>
  ({ aggregate: "provider", id: ID, operator: "did:a", disclosures: {}, heartbeat: null, ...fields }) as ProviderForm;
const record = (entry: number, fields: Partial<DisclosureRecord> = {}) =>
  ({ entry, expiresAt: SILENT, ...fields }) as DisclosureRecord;
const silent = (fields: object) =>
  provider({
    heartbeat: { silences: [{ from: SILENT, to: null, suspendedAt: null, failedAt: null, elsewhere: [], ...fields }] },
  });

test("a silence is told at 72 hours, at 14 days, when it ends and when it is struck, each once", () => {
  const [began, suspended] = [provider({}), silent({ suspendedAt: "x" })];
  const failed = silent({ suspendedAt: "x", failedAt: "y" });
  const ended = silent({ suspendedAt: "x", failedAt: "y", to: "z" });
  expect(told(began, silent({}))).toEqual([]);
  expect(told(began, suspended)).toEqual([idOf("suspended", SILENT)]);
  expect(told(suspended, failed)).toEqual([idOf("failed", SILENT)]);
  expect(told(failed, ended)).toEqual([idOf("sign-of-life", SILENT)]);
  expect(told(ended, ended)).toEqual([]);
  expect(told(suspended, silent({ to: "z" }))).toEqual([idOf("suspension-struck", SILENT)]);
});

test("of disclosures, only those that readers rely on are told stale, once, and told renewed only when late", () => {
  const withs = (type: string, one: DisclosureRecord) => provider({ disclosures: { [type]: one } });
  const stale = record(1, { recorded: "stale" });
  expect(told(withs("fees", record(1)), withs("fees", stale))).toEqual([idOf("disclosure-stale", "fees")]);
  expect(told(withs("software", record(1)), withs("software", stale))).toEqual([]);
  expect(told(withs("fees", stale), withs("fees", record(1, { recorded: "long-stale" })))).toEqual([]);
  expect(told(withs("fees", stale), withs("fees", record(2)))).toEqual([idOf("disclosure-renewed", "fees")]);
  expect(told(withs("fees", record(1)), withs("fees", record(2)))).toEqual([]);
});

test("a fork, a closing and a new operator are told when they come, and not again by what leaves them as they are", () => {
  const ledger = (fork: object | null, entry: number) =>
    provider({
      disclosures: { database_ledger_digest: record(entry, { facts: { series: { s: { fork } } } as never }) },
    });
  const fork = { block: 3, entries: [1, 2] };
  expect(told(ledger(null, 1), ledger(fork, 2))).toEqual([idOf("fork", "s")]);
  expect(told(ledger(fork, 2), ledger(fork, 3))).toEqual([]);
  const closing = provider({ disclosures: { windup_notice: record(2, { facts: { lastDeposit: SILENT } }) } });
  expect(told(provider({}), closing)).toEqual([idOf("winding-down")]);
  expect(told(closing, provider({ ...closing, operator: "did:b" }))).toEqual([idOf("operator-changed")]);
  expect(told(undefined, closing)).toEqual([]);
});

test("a case is told when it becomes proven or upheld and when it is so no longer; a machine's ruling is no news", () => {
  const one = (state: string, claim = "wrong-result", dispute: object | null = null) => {
    const verdict = state === "filed" ? null : { verdict: "proven" };
    return { aggregate: "case", id: "case_a", provider: ID, claim, state, verdict, dispute } as unknown as CaseForm;
  };
  const ruled = (state: string, by: string, outcome: string) =>
    one(state, "wrong-result", { answer: null, rulings: [{ by, outcome, onSilence: false, labels: [] }] });
  expect(told(undefined, one("filed"))).toEqual([]);
  expect(told(one("filed"), one("proven"))).toEqual([idOf("case-proven", "case_a")]);
  expect(told(one("proven"), ruled("ruled", "machine", "upheld"))).toEqual([]);
  expect(told(one("proven"), one("inadmissible"))).toEqual([idOf("case-cleared", "case_a")]);
  expect(told(one("filed"), one("proven", "equivocation"))).toEqual([idOf("fork", "case_a")]);
  expect(told(one("draft"), ruled("ruled", "panel", "upheld"))).toEqual([idOf("case-upheld", "case_a")]);
  expect(told(one("draft"), ruled("ruled", "panel", "not_upheld"))).toEqual([idOf("case-cleared", "case_a")]);
  expect(told(one("draft"), ruled("ruled", "panel", "undecidable"))).toEqual([idOf("case-undecided", "case_a")]);
});

test("both sides are told each step of a case by the same alert, and a contested proof stands", () => {
  const one = (state: string, dispute: object) =>
    ({
      ...{
        aggregate: "case",
        id: "case_a",
        provider: ID,
        claim: "wrong-result",
        state,
        verdict: { verdict: "proven" },
      },
      dispute: { answer: null, rulings: [], ...dispute },
    }) as unknown as CaseForm;
  const answer = { type: "contest" };
  const kinds = (before: CaseForm, after: CaseForm) => alertsOf(before, after, ENTRY).map(({ kind }) => kind);
  const open = one("evidence_open", { answer, evidenceClosesAt: SILENT });
  expect(kinds(one("proven", {}), open)).toEqual(["case-answered", "case-evidence"]);
  expect(kinds(open, { ...open, joined: 1 })).toEqual([]);
  expect(alertsOf(one("proven", {}), open, ENTRY)[1]?.facts).toMatchObject({ until: SILENT });
  expect(kinds(open, one("voting", { answer }))).toEqual(["case-voting"]);
  expect(kinds(one("ruled", { answer }), one("final", { answer }))).toEqual(["case-final"]);
  expect(kinds(open, one("withdrawn", { answer }))).toContain("case-ended");
});

test("a stolen key of a provider is told, one that ends otherwise is not", () => {
  const key = (reason: string | null, owner = ID) =>
    ({
      aggregate: "key",
      owner,
      thumbprint: "t",
      revocation: reason && { reason, at: SILENT, compromisedSince: null },
    }) as unknown as KeyForm;
  expect(told(key(null), key("compromised"))).toEqual([idOf("key-compromised", "t")]);
  expect(told(key(null), key("superseded"))).toEqual([]);
  expect(told(key(null, "did:key:a"), key("compromised", "did:key:a"))).toEqual([]);
});

test("a tier is told when it falls or rises against what was told last; unrated is no better and no worse than D", () => {
  const marks = (tier: string, pending: object | null = null) =>
    ({ tier, pending, isShut: false, model: "m" }) as unknown as Marks;
  const kinds = (tier: MarksTold["tier"], after: Marks, pending: string | null = null) =>
    marksAlerts({ tier, pending }, after, ENTRY, "facts").map(({ kind }) => kind);
  expect(kinds("unrated", marks("D"))).toEqual([]);
  expect(kinds("unrated", marks("C"))).toEqual(["tier-raised"]);
  expect(kinds("B", marks("unrated"))).toEqual(["tier-dropped"]);
  expect(kinds("C", marks("E"))).toEqual(["tier-dropped"]);
  expect(kinds("unrated", marks("E"))).toEqual(["tier-dropped"]);
  expect(kinds("E", marks("D"))).toEqual(["tier-raised"]);
  // Too little recent evidence is left: that is told, and not as a rise.
  expect(kinds("E", marks("unrated"))).toEqual(["tier-faded"]);
  const coming = marks("B", { tier: "C", day: 20_820, reason: "stale", of: "fees" });
  const [told] = marksAlerts({ tier: "B", pending: null }, coming, ENTRY, "facts");
  expect(told).toMatchObject({
    kind: "downgrade-pending",
    facts: { to: "C", day: "2027-01-02", of: "fees", size: "8" },
  });
  expect(kinds("B", coming, told?.about)).toEqual([]);
});

test("an end that is still far is not told, and one of a short life is told in its last fifth", () => {
  const kinds = (of: string, ahead: number) => {
    const pending = { tier: "C", day: 20_800 + ahead, reason: "stale", of };
    const marks = { tier: "A", pending, isShut: false, model: "m", day: 20_800 } as unknown as Marks;
    return marksAlerts({ tier: "A", pending: null }, marks, ENTRY, "facts").map(({ kind }) => kind);
  };
  expect([kinds("identity", 11), kinds("fees", 11), kinds("liabilities", 4)]).toEqual([[], [], []]);
  for (const near of [kinds("identity", 10), kinds("fees", 10), kinds("liabilities", 3)])
    expect(near).toEqual(["downgrade-pending"]);
});
