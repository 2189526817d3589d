/** Whose key, until when, and how old: one sentence for each way in which it can be another. */
import { expect, test } from "vitest";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import { type Did, type EntryIndex, type ProviderId, providerIdOfKey } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, MINUTE_MS, SECOND_MS } from "#lib/kernel/instant.ts";
import type { Weighed } from "#lib/keys/weight.ts";
import { testKey } from "#lib/state/testing/world.ts";
import type { Bundle } from "../bundle/bundle.ts";
import { history as historyWith } from "../testing/block-bundles.ts";
import type { KeyHistory } from "./facts.ts";
import { keyCheck, keyStateCheck, misuseClaim, timeCheck, weigh } from "./key-checks.ts";
import type { Signed } from "./read-signed.ts";

const signer = testKey("signer").did;
const HALDEN = `prv_${"a".repeat(26)}` as ProviderId;
const at = asInstant(Date.UTC(2026, 10, 22, 10));
const filed = { index: 900 as EntryIndex, at: addMs(at, DAY_MS) };
const FULL: Weighed = { weight: "full", misuse: false };

const history = (change: Partial<KeyHistory> = {}) => historyWith({ activeFrom: addMs(at, -DAY_MS), ...change });
const signed = (change: Partial<Signed> = {}): Signed => ({
  ...{ findings: [{ checks: [] }] as unknown as Signed["findings"], signer, createdAt: at },
  firstCreatedAt: "createdAt" in change ? change.createdAt : at,
  ...{ committed: undefined, badReceipt: undefined, definition: undefined },
  ...change,
});
const against = (provider: ProviderId | Did, kind: Bundle["claim"]["kind"] = "content-address") =>
  ({ subject: { provider }, claim: { kind, params: {} } }) as unknown as Bundle;
const said = ({ outcome, reason }: { outcome: string; reason?: string }) =>
  reason === undefined ? outcome : `${outcome} ${reason}`;

const none = signed({ findings: [], signer: undefined });
const exchanges = (...checks: object[]) => ({
  findings: checks.map((check) => ({ checks: [check] })) as unknown as Signed["findings"],
});
const unknown = { name: "key", outcome: "cannot-check", reason: "key-unknown" };
const known = { name: "key", outcome: "pass" };

test.each<[string, Bundle, Signed, Parameters<typeof keyCheck>[2], string]>([
  ["of the accused", against(HALDEN), signed(), { history: history(), isOld: false }, "pass"],
  ["of nobody, where nothing was signed", against(HALDEN), none, { history: undefined, isOld: false }, "pass"],
  [
    "that the bundle lies about",
    against(HALDEN),
    signed(),
    { history: history(), refused: { reason: "history-forged", detail: "x" }, isOld: false },
    "fail history-forged",
  ],
  [
    "that the provider is named by",
    against(signer),
    signed(),
    { history: undefined, isOld: false },
    "pass self-certifying",
  ],
  [
    "that the provider's id is made of",
    against(providerIdOfKey(signer)),
    signed(),
    { history: null, isOld: false },
    "pass self-certifying",
  ],
  ["that no log has", against(HALDEN), signed(), { history: null, isOld: false }, "fail wrong-party"],
  ["of another", against(HALDEN), signed(), { history: history({ owner: signer }), isOld: false }, "fail wrong-party"],
  [
    "that nobody here knows",
    against(HALDEN),
    signed(),
    { history: undefined, isOld: false },
    "cannot-check key-history-missing",
  ],
  [
    "that an old proof knows",
    against(HALDEN),
    signed(),
    { history: undefined, isOld: true },
    "cannot-check history-too-old",
  ],
  [
    "that is none",
    against(HALDEN),
    signed({ signer: undefined, ...exchanges(known, unknown) }),
    { history: undefined, isOld: false },
    "cannot-check key-unknown",
  ],
  [
    "each",
    against(HALDEN),
    signed({ signer: undefined, ...exchanges(known, known) }),
    { history: undefined, isOld: false },
    "fail several-signers",
  ],
  [
    "of small order",
    against(HALDEN),
    signed({ signer: didKeyOf(Uint8Array.of(1, ...Array(31).fill(0))) }),
    { history: history(), isOld: false },
    "fail weak-key",
  ],
])("check 5: a key %s", (_, bundle, of, believed, expected) => {
  const found = keyCheck(bundle, of, believed);
  expect([found.name, said(found)]).toEqual(["key", expected]);
});

test.each<[string, Bundle, Signed, KeyHistory | null | undefined, Weighed, string]>([
  ["in force", against(HALDEN), signed(), history(), FULL, "pass"],
  [
    "of a claim that is about it",
    against(HALDEN, "key-misuse"),
    signed(),
    history({ purpose: "token" }),
    { weight: "none", misuse: true },
    "pass",
  ],
  ["of nobody", against(HALDEN), none, undefined, FULL, "pass"],
  ["that the provider is named by", against(signer), signed(), null, FULL, "pass"],
  ["that nobody here knows", against(HALDEN), signed(), undefined, FULL, "cannot-check key-history-missing"],
  ["for tokens", against(HALDEN), signed(), history({ purpose: "token" }), FULL, "fail key-purpose"],
  ["that waits", against(HALDEN), signed(), history({ activeFrom: null }), FULL, "fail key-not-active"],
  ["that was active from that very time on", against(HALDEN), signed(), history({ activeFrom: at }), FULL, "pass"],
  [
    "that was active a millisecond later",
    against(HALDEN),
    signed(),
    history({ activeFrom: addMs(at, 1) }),
    FULL,
    "fail key-not-active",
  ],
  [
    "that may be a thief's",
    against(HALDEN),
    signed(),
    history(),
    { weight: "contested", misuse: false },
    "fail key-contested",
  ],
  [
    "that ended long before the log knew",
    against(HALDEN),
    signed(),
    history(),
    { weight: "weak", misuse: false },
    "fail key-weak",
  ],
  ["that had ended", against(HALDEN), signed(), history(), { weight: "none", misuse: true }, "fail key-ended"],
  [
    "that had ended while it waited",
    against(HALDEN),
    signed(),
    history({ activeFrom: null }),
    { weight: "none", misuse: true },
    "fail key-ended",
  ],
])("check 7: a key %s", (_, bundle, of, known, weighed, expected) => {
  const found = keyStateCheck(bundle, of, { history: known, isOld: false }, weighed);
  expect([found.name, said(found)]).toEqual(["key-state", expected]);
});

test("check 7 by an old proof says that it is old", () => {
  const found = keyStateCheck(against(HALDEN), signed(), { history: undefined, isOld: true }, FULL);
  expect(said(found)).toBe("cannot-check history-too-old");
});

const fixed = (ms: number) => ({ committed: { index: 700 as EntryIndex, at: addMs(at, ms) } });
const bad = (isOpen: boolean) => ({ badReceipt: { pointer: "/time/1/receipt", isOpen } });

test.each<[string, Partial<Signed>, string]>([
  ["no exchange", { findings: [] }, "pass"],
  ["no date of its own", { createdAt: undefined }, "not-run"],
  ["a hash after ten minutes", fixed(10 * MINUTE_MS), "pass"],
  ["a hash a millisecond later", fixed(10 * MINUTE_MS + 1), "pass late-commit"],
  ["no hash", {}, "pass late-commit"],
  ["a hash after 180 days", fixed(180 * DAY_MS), "pass late-commit"],
  ["a hash a millisecond after 180 days", fixed(180 * DAY_MS + 1), "fail out-of-time"],
  ["a hash five minutes before its own date", fixed(-300 * SECOND_MS), "pass"],
  ["a hash a millisecond more before it", fixed(-300 * SECOND_MS - 1), "pass false-time"],
  ["a receipt that fixes nothing", bad(false), "fail bad-time-receipt"],
  ["a receipt of a log that nobody here knows", bad(true), "cannot-check trusted-on-first-use"],
  ["such a receipt, and too old besides", { ...bad(true), createdAt: addMs(at, -180 * DAY_MS) }, "fail out-of-time"],
])("check 8: an answer with %s", (_, change, expected) => {
  const found = timeCheck(signed(change), filed);
  expect([found.name, said(found)]).toEqual(["time", expected]);
});

test("a key is misused by a date ahead, for another purpose or after its end, and else it is not", () => {
  const claim = (change: Partial<Signed>, of: KeyHistory | null | undefined, misuse = false, t = at) =>
    said(misuseClaim(signed(change), of, { weight: "full", misuse }, { t, filed }));
  expect(claim({}, history(), false, addMs(at, -300 * SECOND_MS))).toBe("fail no-misuse");
  expect(claim({}, history(), false, addMs(at, -300 * SECOND_MS - 1))).toBe("pass false-time");
  expect(claim({ createdAt: undefined }, undefined)).toBe("cannot-check key-history-missing");
  expect(claim({}, history({ purpose: "report" }))).toBe("pass wrong-purpose");
  expect(claim({}, history(), true)).toBe("pass used-after-end");
  expect(claim({}, null)).toBe("fail no-misuse");
});

test("a key without a history, and an answer without a date, weigh in full", () => {
  const ends = [{ kind: "soft" as const, at: asInstant(0), entry: 1 as EntryIndex }];
  expect(weigh(signed(), history({ ends }), filed)).toEqual({ weight: "none", misuse: true });
  expect(weigh(signed(), null, filed)).toEqual(FULL);
  expect(weigh(signed({ createdAt: undefined }), history({ ends }), filed)).toEqual(FULL);
  // What the log held before the end counts from then, whenever it is reported.
  const late = [{ kind: "soft" as const, at: addMs(at, DAY_MS), entry: 800 as EntryIndex }];
  const early = { ...filed, at: addMs(at, 30 * DAY_MS) };
  expect([
    weigh(signed(fixed(0)), history({ ends: late }), early).weight,
    weigh(signed(), history({ ends: late }), early).weight,
  ]).toEqual(["full", "weak"]);
});
