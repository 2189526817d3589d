/** The fourteen checks over bundles that were really signed and really logged; content addresses need no engine. */
import { describe, expect, test } from "vitest";
import { base64Encode } from "#lib/kernel/base.ts";
import type { EntryIndex, ProviderId } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { receiptObject } from "#lib/log/receipt.ts";
import { headOf, receiptIn, TRUST } from "#lib/state/testing/fraud-world.ts";
import { TestWorld } from "#lib/state/testing/world.ts";
import { type Bundle, encodeBundle } from "../bundle/bundle.ts";
import type { HttpExchange } from "../exchange.ts";
import { commitBodyOf, exchangeHashOf } from "../exchange-record.ts";
import { BUNDLE_CHECKS } from "../rules.ts";
import {
  agent,
  answer,
  BLOCKS,
  blocks,
  bundleOf,
  check,
  committed,
  FACTS,
  HALDEN,
  history,
  registered,
  signer,
} from "../testing/block-bundles.ts";
import { answeredAt } from "../testing/signed-answer.ts";
import { checkBundle } from "./check-bundle.ts";
import type { CheckFacts, KeyHistory } from "./facts.ts";

describe("a bundle is judged alike by everybody", () => {
  test("a lie is proven, whoever never registered; the truth is not", async () => {
    const lie = await check(bundleOf([await answer("a lie", "the truth")]));
    expect(lie.checks.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
    expect(lie.checks.map(({ name }) => name)).toEqual([...BUNDLE_CHECKS]);
    expect(lie.verdict).toEqual({ verdict: "proven" });
    const truth = await check(bundleOf([await answer("the truth", "the truth")]));
    expect(truth.verdict).toEqual({ verdict: "refuted", reason: "answer-is-right" });
  });

  test("without a second machine, the log or the cases it stays open, and accuses nobody", async () => {
    const { caseOf: _, similarCases: __, ...alone } = FACTS;
    const bundle = bundleOf([await answer("a lie", "the truth")]);
    expect((await checkBundle(encodeBundle(bundle), alone)).verdict).toEqual({
      verdict: "open",
      reason: "cases-unknown",
    });
    expect((await check(bundle, { definitionOf: () => undefined })).verdict.verdict).toBe("open");
    expect((await check(bundle, { trust: { ...TRUST, logVkey: undefined } })).verdict).toEqual({
      verdict: "open",
      reason: "trusted-on-first-use",
    });
  });

  test("a key of somebody else, or for something else, convicts nobody", async () => {
    const lie = await answer("a lie", "the truth");
    const under = async (change: Partial<KeyHistory> | null) =>
      (await check(registered(lie), { historyOf: () => (change === null ? null : history(change)) })).verdict;
    expect(await under({})).toEqual({ verdict: "proven" });
    expect(await under(null)).toEqual({ verdict: "refuted", reason: "wrong-party" });
    expect(await under({ owner: `prv_${"b".repeat(26)}` as ProviderId })).toEqual({
      verdict: "refuted",
      reason: "wrong-party",
    });
    expect(await under({ purpose: "token" })).toEqual({ verdict: "refuted", reason: "key-purpose" });
    // Publishing it for something else afterwards does not clear what it said before.
    expect(await under({ purpose: "token", activeFrom: addMs(answeredAt, SECOND_MS) })).toEqual({
      verdict: "contested",
      reason: "key-not-active",
    });
  });

  test("a key that is published after its lie, or waits, does not clear it: people decide; a right answer needs nobody", async () => {
    const under = async (text: string, change: Partial<KeyHistory>) =>
      (await check(registered(await answer(text, "the truth")), { historyOf: () => history(change) })).verdict;
    for (const activeFrom of [addMs(answeredAt, SECOND_MS), null]) {
      expect(await under("a lie", { activeFrom })).toEqual({ verdict: "contested", reason: "key-not-active" });
      expect(await under("the truth", { activeFrom })).toEqual({ verdict: "refuted", reason: "answer-is-right" });
      const stolen = { kind: "compromised" as const, at: answeredAt, entry: 1 as EntryIndex, since: asInstant(0) };
      const thief = await under("a lie", { activeFrom, ends: [stolen] });
      expect(thief).toEqual({ verdict: "refuted", reason: "key-ended" });
    }
  });

  test("what a key weighs after its end: fixed before, full; stolen since, contested or nothing; late, weak", async () => {
    const lie = await answer("a lie", "the truth");
    const at = addMs(answeredAt, 3600 * SECOND_MS);
    const stolen = (entry: number, since: Instant) => ({
      kind: "compromised" as const,
      at,
      entry: entry as EntryIndex,
      since,
    });
    const under = async (ends: KeyHistory["ends"], bundle = registered(lie), filed = FACTS.filed) =>
      (await check(bundle, { historyOf: () => history({ ends }), filed })).verdict;
    expect(await under([stolen(10, addMs(answeredAt, -1))])).toEqual({ verdict: "proven" });
    const late = registered(lie, { time: [] });
    expect(await under([stolen(10, addMs(answeredAt, 1))], late)).toEqual({
      verdict: "contested",
      reason: "key-contested",
    });
    expect(await under([stolen(10, addMs(answeredAt, -1))], late)).toEqual({ verdict: "refuted", reason: "key-ended" });
    const soft = [{ kind: "soft" as const, at, entry: 10 as EntryIndex }];
    expect(await under(soft, late)).toEqual({ verdict: "proven" });
    const weeks = { index: 900 as EntryIndex, at: addMs(answeredAt, 9 * DAY_MS) };
    expect(await under(soft, late, weeks)).toEqual({ verdict: "contested", reason: "key-weak" });
    const misuse = registered(await answer("any", "any", addMs(at, 301 * SECOND_MS)), {
      time: [],
      claim: { kind: "key-misuse", params: {} },
    });
    expect(await under(soft, misuse)).toEqual({ verdict: "proven" });
    expect(await under([], misuse)).toEqual({ verdict: "refuted", reason: "no-misuse" });
  });

  test("time: 180 days to the millisecond, a date 300 s ahead, a late commitment, a receipt of another log", async () => {
    const lie = await answer("a lie", "the truth");
    const open = bundleOf([lie], { time: [] });
    const filedAfter = (ms: number) => ({ filed: { index: 900 as EntryIndex, at: addMs(answeredAt, ms) } });
    const reasonOf = async (bundle: Bundle, facts: Partial<CheckFacts>) =>
      (await check(bundle, facts)).checks.find(({ name }) => name === "time");
    expect(await reasonOf(open, filedAfter(180 * DAY_MS))).toMatchObject({ outcome: "pass", reason: "late-commit" });
    expect(await reasonOf(open, filedAfter(180 * DAY_MS + 1))).toMatchObject({
      outcome: "fail",
      reason: "out-of-time",
    });
    expect(await reasonOf(open, filedAfter(600 * SECOND_MS))).toMatchObject({ reason: "late-commit" });
    expect(await reasonOf(bundleOf([lie]), filedAfter(DAY_MS))).toEqual({ name: "time", outcome: "pass" });
    expect(await reasonOf(open, filedAfter(-300 * SECOND_MS))).not.toMatchObject({ reason: "false-time" });
    expect(await reasonOf(open, filedAfter(-300 * SECOND_MS - 1))).toMatchObject({
      outcome: "pass",
      reason: "false-time",
    });
    const misuse = { ...open, claim: { kind: "key-misuse" as const, params: {} } };
    expect((await check(misuse, filedAfter(-300 * SECOND_MS - 1))).verdict).toEqual({ verdict: "proven" });
    const foreign = { ...TRUST, logVkey: headKey() };
    expect(await reasonOf(bundleOf([lie]), { trust: foreign })).toMatchObject({
      outcome: "fail",
      reason: "bad-time-receipt",
    });
  });

  test("a hash that the log had ten minutes after the date fixes it, and a millisecond later not", async () => {
    const lie = await answer("a lie", "the truth");
    const fixedAfter = async (ms: number) => {
      const receipt = committed([lie], ms) as unknown as Record<string, unknown>;
      const { checks } = await check(bundleOf([lie], { time: [{ receipt }] }));
      return checks.find(({ name }) => name === "time");
    };
    expect(await fixedAfter(600 * SECOND_MS)).toEqual({ name: "time", outcome: "pass" });
    expect(await fixedAfter(600 * SECOND_MS + 1)).toMatchObject({ outcome: "pass", reason: "late-commit" });
  });

  test("a claim is judged beside an ended key or an old date, and never when the signature does not hold", async () => {
    const lie = await answer("a lie", "the truth");
    const claimOf = async (bundle: Bundle, facts: Partial<CheckFacts> = {}) =>
      (await check(bundle, facts)).checks.find(({ name }) => name === "claim")?.outcome;
    const ended = [
      { kind: "compromised" as const, at: answeredAt, entry: 10 as EntryIndex, since: addMs(answeredAt, -1) },
    ];
    expect(await claimOf(registered(lie, { time: [] }), { historyOf: () => history({ ends: ended }) })).toBe("pass");
    const late = { index: 900 as EntryIndex, at: addMs(answeredAt, 181 * DAY_MS) };
    expect(await claimOf(bundleOf([lie], { time: [] }), { filed: late })).toBe("pass");
    const forged = { ...lie, signature: base64Encode(new Uint8Array(64).fill(1)) };
    expect(await claimOf(bundleOf([forged], { time: [] }))).toBe("not-run");
  });

  test("a definition that is not listed, not in force or suspected convicts nobody", async () => {
    const bundle = bundleOf([await answer("a lie", "the truth")]);
    const known = FACTS.definitionOf(BLOCKS);
    if (known === undefined) throw new Error("the definition is at hand");
    expect((await check(bundle, { definitionOf: () => ({ ...known, listed: false }) })).verdict).toEqual({
      verdict: "out-of-scope",
      reason: "not-listed",
    });
    const old = { ...blocks, window: { ...blocks.window, validUntil: "2026-11-22T11:00:00.000Z" } };
    expect((await check(bundle, { definitionOf: () => ({ ...known, definition: old }) })).verdict).toEqual({
      verdict: "inconclusive",
      reason: "out-of-window",
    });
    expect((await check(bundle, { similarCases: () => 3 })).verdict).toEqual({
      verdict: "contested",
      reason: "definition-suspected",
    });
  });

  test("several exchanges count from the last of their first commitments", async () => {
    const claim = { kind: "equivocation" as const, params: {} };
    const [a, b] = [
      await answer("left", "the truth"),
      await answer("right", "the truth", answeredAt, "YW5vdGhlci1ub25jZS0x"),
    ];
    const world = TestWorld.founded();
    const commit = (exchange: HttpExchange, minute: number) => {
      world.now = addMs(answeredAt, minute * 60 * SECOND_MS);
      const body = commitBodyOf([exchangeHashOf(exchange)]) as unknown as JsonObject;
      world.say({ kind: "exchange.commit", by: agent, subject: "none", body });
      return world.leaves.length - 1;
    };
    const places = [commit(a, 1), commit(b, 2), commit(a, 3), commit(b, 4)];
    const size = world.leaves.length;
    const head = headOf(world.leaves, size);
    const timeOf = (...nth: number[]) =>
      nth.map((at) => ({
        receipt: receiptObject(receiptIn(world.leaves, places[at] ?? 0, size, head)) as unknown as Record<
          string,
          unknown
        >,
      }));
    const minutes = async (...nth: number[]) => {
      const { t } = await check(bundleOf([a, b], { claim, time: timeOf(...nth) }));
      return (t - answeredAt) / (60 * SECOND_MS);
    };
    expect([await minutes(0, 1), await minutes(1, 0), await minutes(2, 3, 1, 0)]).toEqual([2, 2, 2]);
    expect([await minutes(2, 1), await minutes(0, 3)]).toEqual([3, 4]);
    // One of the two that nobody fixed: the report's own time.
    expect(await minutes(0)).toBe(DAY_MS / (60 * SECOND_MS));
  });

  test("a key that was used for something else, or after its end, is misuse, and its owner must be accused", async () => {
    const misuse = registered(await answer("any", "any"), { claim: { kind: "key-misuse", params: {} }, time: [] });
    const under = async (change: Partial<KeyHistory> | null) =>
      (await check(misuse, { historyOf: () => (change === null ? null : history(change)) })).verdict;
    expect(await under({ purpose: "token" })).toEqual({ verdict: "proven" });
    expect(await under({})).toEqual({ verdict: "refuted", reason: "no-misuse" });
    expect(await under(null)).toEqual({ verdict: "refuted", reason: "wrong-party" });
    // Whoever has a key that its owner said was stolen convicts nobody by it, whatever it signs and dates.
    const since = addMs(answeredAt, -DAY_MS);
    const place = { at: since, entry: 10 as EntryIndex };
    const stolen = { kind: "compromised" as const, ...place, since };
    const contested = { verdict: "contested", reason: "key-contested" };
    expect(await under({ ends: [stolen] })).toEqual(contested);
    expect(await under({ ends: [stolen], purpose: "token" })).toEqual(contested);
    expect(await under({ ends: [stolen, { kind: "soft", ...place }] })).toEqual(contested);
    expect(await under({ ends: [{ kind: "soft", ...place }] })).toEqual({ verdict: "proven" });
    // Said stolen only after the log had the report: it was the owner's then.
    const later = { ...stolen, entry: 10_000 as EntryIndex };
    expect(await under({ ends: [later, { kind: "soft", ...place }] })).toEqual({ verdict: "proven" });
    // A purpose binds from when the key is in force for it: what proved a name, or waits, is for nothing yet.
    const none = { verdict: "refuted", reason: "no-misuse" };
    expect(await under({ purpose: "token", activeFrom: addMs(answeredAt, SECOND_MS) })).toEqual(none);
    expect(await under({ purpose: "token", activeFrom: null })).toEqual(none);
    const { historyOf: _, ...others } = FACTS;
    const unknown = await checkBundle(encodeBundle(misuse), { ...others, historyOf: () => undefined });
    expect(unknown.verdict).toEqual({ verdict: "open", reason: "key-history-missing" });
  });

  test("of a claim for people it says whether there is a signed answer to look at", async () => {
    const claim = { kind: "insolvent" as const, params: { since: "2026-11-22T10:00:00.000Z" } };
    expect((await check(bundleOf([], { claim }))).verdict).toEqual({ verdict: "out-of-scope", reason: "no-evidence" });
    const shown = bundleOf([await answer("we cannot pay", "the truth")], { claim });
    expect((await check(shown)).verdict).toEqual({ verdict: "out-of-scope", reason: "for-people" });
  });

  test("whether the log lists a definition is asked of whoever has the log", async () => {
    const bundle = bundleOf([await answer("a lie", "the truth")]);
    const { listed: _, ...known } = FACTS.definitionOf(BLOCKS) ?? { listed: true };
    expect((await check(bundle, { definitionOf: () => known as never })).verdict).toEqual({
      verdict: "open",
      reason: "listing-unknown",
    });
  });

  test("what fails in one of two exchanges is told with its place", async () => {
    const claim = { kind: "equivocation" as const, params: {} };
    const [a, b] = [await answer("left", "the truth"), await answer("right", "the truth")];
    const spoiled = { ...b, signature: base64Encode(new Uint8Array(64).fill(1)) };
    const { checks } = await check(bundleOf([a, spoiled], { claim, time: [] }));
    const signature = checks.find(({ name }) => name === "signature");
    expect(signature?.outcome).toBe("fail");
    expect(signature?.detail ?? "/exchanges/1: ").toMatch(/^\/exchanges\/1: /);
  });

  test("a lie that was told under a definition stays one when its publisher withdraws it before anybody reports", async () => {
    const known = FACTS.definitionOf(BLOCKS);
    if (known === undefined) throw new Error("the definition is at hand");
    const lie = await answer("a lie", "the truth");
    const fixed = bundleOf([lie]);
    const unfixed = bundleOf([lie], { time: [] });
    const verdictAfter = async (bundle: Bundle, index: number, ms: number) => {
      const withdrawn = { index: index as EntryIndex, at: addMs(answeredAt, ms) };
      const said = (await check(bundle, { definitionOf: () => ({ ...known, withdrawn }) })).verdict;
      return "reason" in said ? said.reason : said.verdict;
    };
    const grace = blocks.window.graceSeconds * SECOND_MS;
    // The answer is dated before it, and the log fixed the answer before it: each alone is enough.
    expect(await verdictAfter(fixed, 800, 2 * DAY_MS)).toBe("proven");
    expect(await verdictAfter(unfixed, 800, 1)).not.toBe("not-listed");
    expect(await verdictAfter(unfixed, 800, 1 - grace)).not.toBe("not-listed");
    expect(await verdictAfter(fixed, 500, -grace - DAY_MS)).toBe("proven");
    // An answer that names it after its end, and after its grace, is under no promise.
    expect(await verdictAfter(unfixed, 800, -grace)).toBe("not-listed");
    expect(await verdictAfter(fixed, 0, -grace)).toBe("not-listed");
    // What came after the report changes nothing.
    expect(await verdictAfter(unfixed, 901, -grace - DAY_MS)).not.toBe("not-listed");
  });

  test("the same fault joins the first case", async () => {
    const found = await check(bundleOf([await answer("a lie", "the truth")]), { caseOf: () => "case_x" });
    expect(found.checks.find(({ name }) => name === "duplicate")).toMatchObject({
      outcome: "pass",
      reason: "duplicate",
    });
  });
});

const headKey = () => headOf([], 0).replace(/[\s\S]*/, () => TRUST.logVkey.replace("test.invalid", "other.invalid"));

test("the fault id stays when what nobody signed is changed", async () => {
  const lie = await answer("a lie", "the truth");
  const { fault } = await check(bundleOf([lie]));
  expect(fault).toBeDefined();
  const variants: Partial<Bundle>[] = [
    { time: [] },
    { claim: { kind: "content-address", params: {}, text: "Another text." } },
    { reexecution: { result: "mismatch" } },
    { subject: { provider: signer, service: HALDEN } },
    { keys: [{ publicKey: signer, events: [], proofs: [] }] },
  ];
  for (const change of variants) expect((await check(bundleOf([lie], change))).fault).toEqual(fault);
  // A second signature of the same message: S + L is refused, and R is fixed by the message; the id never saw either.
  const resigned = { ...lie, signature: base64Encode(new Uint8Array(64).fill(1)) };
  expect((await check(bundleOf([resigned], { time: [] }))).fault?.id).toBe(fault?.id);
});
