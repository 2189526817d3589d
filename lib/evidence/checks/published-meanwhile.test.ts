/** What is published of a key after its lie: it changes neither whom the lie accuses nor whether it is one. */
import { expect, test } from "vitest";
import { type Did, type EntryIndex, type ProviderId, providerIdOfKey } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import type { Bundle } from "../bundle/bundle.ts";
import { answer, bundleOf, check, FACTS, HALDEN, history, registered, signer } from "../testing/block-bundles.ts";
import { answeredAt } from "../testing/signed-answer.ts";
import type { KeyHistory } from "./facts.ts";

test("what its provider publishes of the key after the report changes nothing: neither a claim nor another purpose", async () => {
  const lie = bundleOf([await answer("a lie", "the truth")]);
  const verdictWith = async (change: Partial<KeyHistory>) =>
    (await check(lie, { historyOf: () => history(change) })).verdict;
  const filed = FACTS.filed.index;
  const own = providerIdOfKey(lie.subject.provider as Did);
  for (const owner of [own, `prv_${"b".repeat(26)}` as ProviderId])
    for (const purpose of ["token", "response"] as const) {
      const addedIn = (filed + 1) as EntryIndex;
      const late = { owner, purpose, addedIn, activeFrom: addMs(answeredAt, 90 * DAY_MS) };
      expect(await verdictWith(late)).toEqual({ verdict: "proven" });
    }
  const claim = { owner: own, purpose: "token" as const, activeFrom: null };
  for (const addedIn of [filed - 1, filed + 1])
    expect(await verdictWith({ ...claim, addedIn: addedIn as EntryIndex })).toEqual({ verdict: "proven" });
  const stolen = { kind: "compromised" as const, at: answeredAt, entry: 1 as EntryIndex, since: asInstant(0) };
  expect(await verdictWith({ ...claim, ends: [stolen] })).toMatchObject({ verdict: "refuted", reason: "key-ended" });
});

test("what is published of a key between the commitment of its lie and the report moves the lie to nobody else, and hides it from nobody", async () => {
  const lie = await answer("a lie", "the truth");
  const addedIn = (FACTS.filed.index - 1) as EntryIndex;
  const activeFrom = addMs(answeredAt, 7 * DAY_MS);
  const other = `prv_${"b".repeat(26)}` as ProviderId;
  const own = providerIdOfKey(signer);
  const named = bundleOf([lie]);
  const verdictOf = async (bundle: Bundle, change: Partial<KeyHistory>) =>
    (await check(bundle, { historyOf: () => history({ addedIn, activeFrom, ...change }) })).verdict;
  const misuse = { claim: { kind: "key-misuse" as const, params: {} } };
  const [proven, forPeople] = [{ verdict: "proven" }, { verdict: "contested", reason: "key-not-active" }];
  for (const purpose of ["response", "token", "control"] as const) {
    expect(await verdictOf(named, { owner: own, purpose })).toEqual(proven);
    expect(await verdictOf(named, { owner: signer, purpose })).toEqual(proven);
    // Of a provider that has had cases by its key's own name since before.
    const byOwnName = registered(lie, { subject: { provider: own } });
    expect(await verdictOf(byOwnName, { owner: other, purpose })).toEqual(proven);
    // A thief can have signed with a key that its owner publishes later: its owner is for people to judge, never for machines.
    for (const bundle of [named, registered(lie, { subject: { provider: other } })]) {
      expect(await verdictOf(bundle, { owner: other, purpose })).toEqual(forPeople);
      const asMisuse = await verdictOf({ ...bundle, ...misuse }, { owner: other, purpose });
      expect(asMisuse).toEqual({ verdict: "refuted", reason: "no-misuse" });
    }
  }
  expect(await verdictOf({ ...named, time: [] }, { owner: own })).toEqual(forPeople);
  // Before the commitment too: a key that only proved its owner's name was published for nothing.
  const provesName = { owner: HALDEN, purpose: "token" as const, addedIn: 0 as EntryIndex, activeFrom: null };
  expect(await verdictOf(registered(lie), provesName)).toEqual(forPeople);
  const asMisuse = await verdictOf(registered(lie, misuse), provesName);
  expect(asMisuse).toEqual({ verdict: "refuted", reason: "no-misuse" });
});

test("who publishes the key that proved its name once it is reported makes its lie neither another's nor the report's fault", async () => {
  const lie = await answer("a lie", "the truth");
  const reported = FACTS.filed.index;
  const own = providerIdOfKey(signer);
  for (const purpose of ["token", "response"] as const)
    for (const addedIn of [reported - 1, reported + 1] as EntryIndex[]) {
      const change = { purpose, addedIn, provenIn: 0 as EntryIndex, activeFrom: addMs(answeredAt, 7 * DAY_MS) };
      const verdictOf = async (bundle: Bundle, owner: ProviderId) =>
        (await check(bundle, { historyOf: () => history({ ...change, owner }) })).verdict;
      expect(await verdictOf(registered(lie), HALDEN)).toEqual({ verdict: "contested", reason: "key-not-active" });
      expect(await verdictOf(bundleOf([lie], { subject: { provider: own } }), own)).toEqual({ verdict: "proven" });
    }
  const late = history({ addedIn: (reported + 2) as EntryIndex, provenIn: (reported + 1) as EntryIndex });
  const { verdict } = await check(registered(lie), { historyOf: () => late });
  expect(verdict).toEqual({ verdict: "refuted", reason: "wrong-party" });
});
