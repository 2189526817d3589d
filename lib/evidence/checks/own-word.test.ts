/** Claims that hold a provider's signed word against its other: a charge against its price list, and two disclosures. */
import { describe, expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import type { EntryIndex, ProviderId, StatementHash } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, HOUR_MS, type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { receiptObject } from "#lib/log/receipt.ts";
import { headOf, receiptIn, TRUST } from "#lib/state/testing/fraud-world.ts";
import { TestWorld, testKey } from "#lib/state/testing/world.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { type Bundle, encodeBundle, newBundle } from "../bundle/bundle.ts";
import { CHARGE_TYPE, readCharge } from "../charge.ts";
import { signResponse } from "../signing/sign-response.ts";
import { answeredAt, sign, signerKey } from "../testing/signed-answer.ts";
import { checkBundle } from "./check-bundle.ts";
import type { CheckFacts, KnownPrices } from "./facts.ts";

const signer = didKeyOf(signerKey);
const HALDEN = `prv_${"a".repeat(26)}` as ProviderId;

const FACTS: CheckFacts = {
  filed: { index: 900 as EntryIndex, at: addMs(answeredAt, 60 * SECOND_MS) },
  trust: TRUST,
  historyOf: () => ({
    ...{ owner: HALDEN, purpose: "response", addedIn: 3 as EntryIndex },
    ...{ activeFrom: addMs(answeredAt, -30 * DAY_MS), ends: [] },
  }),
  definitionOf: () => undefined,
  caseOf: () => null,
  similarCases: () => 0,
};

describe("a charge against the price list", () => {
  const list = (entry: number, onDay: number, price: string, noticeDays = 14) => {
    const loggedAt = addMs(answeredAt, onDay * DAY_MS);
    const line = { service: "storage", unit: "call", currency: "EUR", pricePer1000: price, noticeDays };
    const body = {
      lines: [{ ...line, from: formatInstant(loggedAt) }],
      expiresAt: formatInstant(addMs(loggedAt, 180 * DAY_MS)),
    };
    return { entry, loggedAt, body };
  };
  const prices = (versions: KnownPrices["versions"], change: Partial<KnownPrices> = {}): Partial<CheckFacts> => ({
    pricesOf: (provider) => (provider === HALDEN ? { versions, size: 900, isWhole: true, ...change } : undefined),
  });
  const charged = async (
    body: unknown,
    {
      status = 200,
      created = answeredAt,
      contentType = CHARGE_TYPE,
    }: { status?: number; created?: Instant; contentType?: string } = {},
  ) => {
    const exchange = await signResponse(
      {
        request: {
          method: "POST",
          authority: "halden.example",
          path: "/v1/tokens",
          query: "?",
          nonce: "Y2xpZW50LW5vbmNl",
        },
        response: { status, contentType, body: utf8Encode(JSON.stringify(body)) },
      },
      { created: created / SECOND_MS, keyid: signer, nonce: "c2lnbmVyLW5vbmNl" },
      sign,
    );
    return newBundle({
      subject: { provider: HALDEN },
      claim: { kind: "offer-broken", params: {} },
      exchanges: [exchange],
      keys: [{ publicKey: signer, events: [], proofs: [] }],
    });
  };
  const charge = (change: object = {}) => ({
    invoice: 7,
    "prex-charge": { service: "storage", unit: "call", quantity: "3", amount: "0.00135", currency: "EUR", ...change },
  });
  const judged = async (bundle: Bundle, facts: Partial<CheckFacts>) =>
    (await checkBundle(encodeBundle(bundle), { ...FACTS, ...facts })).verdict;
  const listed = prices([list(1, -20, "0.45")]);

  test("more than listed is proven, to the billionth; the listed price and a promotion are no fault", async () => {
    expect(await judged(await charged(charge({ amount: "0.001350001" })), listed)).toEqual({ verdict: "proven" });
    const right = { verdict: "refuted", reason: "charge-is-listed" };
    expect(await judged(await charged(charge()), listed)).toEqual(right);
    expect(await judged(await charged(charge({ amount: "0" })), listed)).toEqual(right);
  });

  test("a new price without its notice is proven; the old price while the notice runs is not", async () => {
    const raised = prices([list(1, -20, "0.45"), list(2, -5, "0.9")]);
    expect(await judged(await charged(charge({ amount: "0.0027" })), raised)).toEqual({ verdict: "proven" });
    expect(await judged(await charged(charge()), raised)).toMatchObject({ reason: "charge-is-listed" });
    const kept = [list(1, -20, "0.45"), list(2, -14, "0.9")];
    const dearer = await charged(charge({ amount: "0.0027" }));
    expect(await judged(dearer, prices(kept))).toMatchObject({ reason: "charge-is-listed" });
    // Renewed before it held: the list that says the same again takes back nothing.
    const [line] = list(0, 0, "0.9").body.lines;
    const ahead = (entry: number, onDay: number) => {
      const version = list(entry, onDay, "0.9");
      return {
        ...version,
        body: { ...version.body, lines: [{ ...line, from: formatInstant(addMs(answeredAt, -HOUR_MS)) }] },
      };
    };
    const renewed = prices([list(1, -20, "0.45"), ahead(2, -15), ahead(3, -5)]);
    expect(await judged(dearer, renewed)).toMatchObject({ reason: "charge-is-listed" });
  });

  test("what holds at any instant between its own date and the log's may be asked", async () => {
    const lowered = prices([list(1, -20, "0.45"), list(2, -3, "0.1")]);
    const now = await charged(charge());
    expect(await judged(now, lowered)).toEqual({ verdict: "proven" });
    const before = await charged(charge(), { created: addMs(answeredAt, -4 * DAY_MS) });
    expect(await judged(before, lowered)).toMatchObject({ reason: "charge-is-listed" });
    const afterwards = prices([list(1, -20, "0.1"), list(901, 0, "9", 0)]);
    expect(await judged(now, afterwards)).toEqual({ verdict: "proven" });
  });

  const unlisted = { verdict: "inconclusive", reason: "not-in-price-list" };

  test("a clock may be five minutes ahead of the log's: what held then may be asked", async () => {
    const minutes = (ago: number) => prices([list(1, -20, "0.45"), list(2, -ago / 1440, "0.1")]);
    const now = await charged(charge());
    expect(await judged(now, minutes(4))).toMatchObject({ reason: "charge-is-listed" });
    expect(await judged(now, minutes(6))).toEqual({ verdict: "proven" });
    const ahead = await charged(charge(), { created: addMs(answeredAt, 60 * SECOND_MS + 240 * SECOND_MS) });
    expect(await judged(ahead, minutes(3))).toMatchObject({ reason: "charge-is-listed" });
    const first = prices([list(1, -2 / 1440, "0.1")]);
    expect(await judged(now, first)).toEqual(unlisted);
    const version = list(1, -2 / 1440, "0.1");
    const since = (minutes: number) => {
      const lines = version.body.lines.map((line) => ({
        ...line,
        from: formatInstant(addMs(answeredAt, -minutes * 60 * SECOND_MS)),
      }));
      return { ...version, body: { ...version.body, lines } };
    };
    // Its own word is that the price held already.
    expect(await judged(now, prices([since(5)]))).toEqual({ verdict: "proven" });
    expect(await judged(now, prices([since(4)]))).toEqual(unlisted);
    const cut = prices([since(5)], { isWhole: false });
    expect(await judged(now, cut)).toMatchObject({ reason: "price-lists-missing" });
  });

  /** Lists by the seconds from them to the answer's date, "3600:0.1 200:none"; none: one that takes the line back at once. */
  const timeline = (text: string) =>
    prices(
      text.split(" ").map((each, entry) => {
        const [secondsBefore, price] = each.split(":");
        const version = list(entry, -Number(secondsBefore) / 86_400, price ?? "", 0);
        return price === "none" ? { ...version, body: { ...version.body, lines: [] } } : version;
      }),
    );
  const [proven, listedThen] = [{ verdict: "proven" }, { verdict: "refuted", reason: "charge-is-listed" }];

  // It charges what a list with 0.45 allows.
  test.each([
    ["taken back for a second within five minutes", "3600:0.1 200:none 199:0.1", proven],
    ["taken back twice", "3600:0.1 290:none 289:0.1 9:none 8:0.1", proven],
    ["taken back, and again before it came back", "3600:0.1 200:none 150:none 9:0.1", proven],
    ["back in the second of the answer", "3600:0.1 1:none 0:0.1", proven],
    ["higher before the gap: its clock may be ahead", "3600:0.45 200:none 199:0.1", listedThen],
    ["higher behind the gap", "3600:0.1 200:none 199:0.45", listedThen],
    ["higher for some seconds behind the gap", "3600:0.1 200:none 199:0.45 9:0.1", listedThen],
    ["taken back for as long as clocks may differ", "3600:0.1 301:none 1:0.1", unlisted],
    ["taken back for a second less", "3600:0.1 301:none 2:0.1", proven],
    ["taken back for a second where the five minutes begin", "3600:0.1 300:none 299:0.1", proven],
    ["higher before a gap where they begin", "3600:0.45 300:none 299:0.1", listedThen],
    ["taken back and put back before that", "3600:0.1 600:none 301:0.1", proven],
    ["taken back when it answered", "3600:0.1 9:none", unlisted],
    ["taken back in the very second", "3600:0.1 0:none -1:0.1", proven],
    ["taken back around it for a minute", "3600:0.1 29:none -31:0.1", proven],
    ["taken back until the log had it", "3600:0.1 29:none -60:0.1", proven],
    ["taken back until after the log had it", "3600:0.1 29:none -61:0.1", unlisted],
    ["taken back behind the answer, before the log had it", "3600:0.1 -9:none -10:0.1", unlisted],
    ["two minutes old, its first: its clock may be ahead", "120:0.1", unlisted],
    ["five minutes old, its first", "300:0.1", proven],
    ["five minutes old, its first, taken back for a second", "300:0.1 60:none 59:0.1", proven],
    ["two minutes old, its first with this line", "3600:none 120:0.1", unlisted],
    ["still to come", "-9:0.1", unlisted],
  ])("of a price list %s: what the charge is", async (_, lists, verdict) => {
    expect(await judged(await charged(charge()), timeline(lists))).toEqual(verdict);
  });

  test("a clock that is ahead of the log, in a gap when the log had the answer, convicts nobody", async () => {
    const ahead = await charged(charge(), { created: addMs(answeredAt, 200 * SECOND_MS) });
    const filed = { index: 900 as EntryIndex, at: addMs(answeredAt, 10 * SECOND_MS) };
    expect(await judged(ahead, { ...timeline("3600:0.1 9:none -60:0.1"), filed })).toEqual(unlisted);
  });

  test("another currency, unit or service, no list, and lists that are not known convict nobody", async () => {
    const silent = (reason: string) => ({ verdict: "inconclusive", reason });
    const much = (change: object = {}) => charged(charge({ amount: "999", ...change }));
    expect(await judged(await much({ currency: "USD" }), listed)).toEqual(silent("other-currency"));
    expect(await judged(await much({ unit: "GB" }), listed)).toEqual(silent("not-in-price-list"));
    expect(await judged(await much({ service: "Storage" }), listed)).toEqual(silent("not-in-price-list"));
    expect(await judged(await much(), prices([]))).toEqual(silent("no-price-list"));
    const open = { verdict: "open", reason: "price-lists-missing" };
    expect(await judged(await much(), {})).toEqual(open);
    expect(await judged(await much(), prices([list(1, -20, "0.45")], { size: 899 }))).toEqual(open);
    const cut = prices([list(2, -20, "0.45")], { isWhole: false });
    expect(await judged(await much(), cut)).toEqual({ verdict: "proven" });
    expect(await judged(await charged(charge()), cut)).toEqual(open);
  });

  test("in which order a reader has the lists changes nothing, and a list with other lines too is looked at whole", async () => {
    const lists = [list(1, -20, "0.45"), list(2, -3, "0.1"), list(3, -2, "0.2")];
    const facts = (versions: typeof lists) => ({ ...FACTS, ...prices(versions) });
    const bundle = encodeBundle(await charged(charge()));
    const [one, other] = [lists, lists.toReversed()].map((versions) => checkBundle(bundle, facts(versions)));
    expect((await other)?.verdict).toEqual((await one)?.verdict);
    expect((await other)?.state).toBe((await one)?.state);
    const [only] = lists;
    if (only === undefined) throw new Error("there are lists");
    const [line] = only.body.lines;
    const mixed = { ...only, body: { ...only.body, lines: [{ ...line, service: "mail" }, line] } } as typeof only;
    const found = await judged(await charged(charge({ amount: "999", currency: "USD" })), prices([mixed]));
    expect(found).toEqual({ verdict: "inconclusive", reason: "other-currency" });
  });

  test.each([
    ["no charge", { invoice: 7 }],
    ["an amount that is a number", charge({ amount: 1 })],
    ["a member more", charge({ tax: "1" })],
    ["a quantity of nothing", charge({ quantity: "0" })],
    ["ten digits after the point", charge({ amount: "0.0000000001" })],
    ["letters that read backwards", charge({ service: "\u202eegarots" })],
    ["text instead", "prex-charge"],
  ])("a body with %s holds no charge", (_, body) =>
    expect(readCharge({ status: 200, contentType: CHARGE_TYPE, body: utf8Encode(JSON.stringify(body)) })).toBe(
      undefined,
    ),
  );

  test("without a charge, or with a quotation only, the report is refuted", async () => {
    const none = { verdict: "refuted", reason: "no-charge" };
    expect(await judged(await charged({ invoice: 7 }), listed)).toEqual(none);
    expect(await judged(await charged(charge({ amount: "9" }), { status: 402 }), listed)).toEqual(none);
    const twice = utf8Encode('{"prex-charge":1,"prex-charge":{}}');
    expect(readCharge({ status: 200, contentType: CHARGE_TYPE, body: twice })).toBe(undefined);
  });

  test("what a customer stored and got back is no charge: the signed content type says what is one", async () => {
    const stored = charge({ amount: "1000000" });
    for (const contentType of ["application/json", "text/plain", "application/problem+json"])
      expect(await judged(await charged(stored, { contentType }), listed)).toMatchObject({ reason: "no-charge" });
    const spelled = "Application/Prex-Charge+JSON; charset=utf-8";
    expect(await judged(await charged(stored, { contentType: spelled }), listed)).toEqual({ verdict: "proven" });
  });

  test("the fault is the signed charge, whichever lists are shown, and the verdict names them", async () => {
    const bundle = await charged(charge({ amount: "9" }));
    const found = async (facts: Partial<CheckFacts>, change: Partial<Bundle> = {}) =>
      checkBundle(encodeBundle({ ...bundle, ...change }), { ...FACTS, ...facts });
    const [one, other] = [await found(listed), await found(prices([list(1, -20, "0.4")]), { receipts: [] })];
    expect(other.fault?.id).toBe(one.fault?.id);
    expect(one.state).toMatch(/^[0-9a-f]{64}$/);
    expect(other.state).not.toBe(one.state);
  });
});

describe("one epoch of liabilities against the next", () => {
  const ada = testKey("ada");
  const flows = { deposits: "900", withdrawals: "300", fees: "50", expired: "7", settlements: "-43" };

  /** The log with both epochs, the second with `change`; void statements of somebody else where `by` is not ada. */
  function epochs(change: JsonObject, by = ada) {
    const world = TestWorld.founded();
    world.register(ada);
    const provider = world.provider(ada);
    const effects = new Map<string, "effective" | "void">();
    const owes = (own: JsonObject) => {
      const body = { ...DISCLOSURES.liabilities.example(world.now), ...own };
      const said = world.say({ kind: "disclosure.liabilities", by, subject: provider, body });
      effects.set(said.hash, said.effect.status);
      world.now = addMs(world.now, 7 * DAY_MS);
      return world.leaves.length - 1;
    };
    const places = [owes({ total: "1000" }), owes({ epoch: 2, total: "1500", flows, ...change })];
    const size = world.leaves.length;
    const receipts = places.map((at) =>
      receiptObject(receiptIn(world.leaves, at, size, headOf(world.leaves, size))),
    ) as unknown as Bundle["receipts"];
    const effectOf = (hash: StatementHash) => effects.get(hash);
    const bundle = newBundle({
      subject: { provider },
      claim: { kind: "disclosure-contradiction", params: { rule: "epoch-equation" } },
      exchanges: [],
      receipts,
    });
    return { bundle, effectOf };
  }
  const judge = async ({ bundle, effectOf }: ReturnType<typeof epochs>, change: Partial<CheckFacts> = {}) =>
    checkBundle(encodeBundle(bundle), { ...FACTS, effectOf, ...change });

  test("a total that does not follow from the one before is proven; one that does is not", async () => {
    const broken = await judge(epochs({ total: "1501" }));
    expect(broken.verdict).toEqual({ verdict: "proven" });
    expect(broken.checks.find(({ name }) => name === "claim")?.detail).toContain("off by 1");
    expect((await judge(epochs({}))).verdict).toEqual({ verdict: "refuted", reason: "equation-holds" });
  });

  test("other units, no flows and a gap say nothing of a fault", async () => {
    expect((await judge(epochs({ total: "1501", unit: "USD" }))).verdict).toMatchObject({ reason: "unit-changed" });
    const { flows: _, ...silent } = { ...epochs({ total: "1501" }), flows };
    expect((await judge(epochs({ total: "1501", epoch: 3 }))).verdict).toMatchObject({ reason: "not-consecutive" });
    const turned = { ...silent, bundle: { ...silent.bundle, receipts: silent.bundle.receipts.toReversed() } };
    expect((await judge(turned)).verdict.verdict).not.toBe("proven");
  });

  test("statements that a stranger signed about the provider convict nobody", async () => {
    const mallory = epochs({ total: "1501" }, testKey("mallory"));
    expect((await judge(mallory)).verdict).toEqual({ verdict: "refuted", reason: "void-statement" });
    const { effectOf: _, ...unknown } = mallory;
    expect((await checkBundle(encodeBundle(unknown.bundle), FACTS)).verdict).toEqual({
      verdict: "open",
      reason: "effect-unknown",
    });
    const foreign = {
      bundle: { ...mallory.bundle, subject: { provider: HALDEN } },
      effectOf: () => "effective" as const,
    };
    expect((await judge(foreign)).verdict).toMatchObject({ reason: "wrong-party" });
    const noKey = await judge(epochs({ total: "1501" }), { trust: { ...TRUST, logVkey: undefined } });
    expect(noKey.verdict).toEqual({ verdict: "open", reason: "trusted-on-first-use" });
  });
});
