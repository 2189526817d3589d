/** Bundles that carry the log's word with them: judged by a reader who has the log's key and nothing else. */
import { beforeAll, describe, expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { Did, EntryIndex, ProviderId } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, HOUR_MS, SECOND_MS } from "#lib/kernel/instant.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { receiptObject } from "#lib/log/receipt.ts";
import { factsNow, headOf, receiptIn, TRUST } from "#lib/state/testing/fraud-world.ts";
import { TestWorld, testKey } from "#lib/state/testing/world.ts";
import { aggregateProofObject, proveAggregate } from "#lib/statement/aggregate-proof.ts";
import { identityOfSeed } from "#lib/statement/compose.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { type Bundle, encodeBundle, newBundle } from "./bundle/bundle.ts";
import { CHARGE_TYPE } from "./charge.ts";
import { checkBundle } from "./checks/check-bundle.ts";
import type { CheckFacts } from "./checks/facts.ts";
import { collectHistory, collectStanding, type HistoryReader } from "./collect-history.ts";
import { completeBundle } from "./complete-bundle.ts";
import type { HttpExchange } from "./exchange.ts";
import { commitBodyOf, exchangeHashOf } from "./exchange-record.ts";
import { signResponse } from "./signing/sign-response.ts";
import { answeredAt, sign } from "./testing/signed-answer.ts";

const response = identityOfSeed(new Uint8Array(32).fill(7));
const ada = testKey("ada");
const mallory = testKey("mallory");

/** A log with a provider, its response key, a price list and what `more` adds, then a state root by `by`. */
function logged(
  exchange: HttpExchange,
  more: (world: TestWorld, id: string) => void = () => undefined,
  by?: typeof ada,
) {
  const world = TestWorld.founded();
  world.now = addMs(answeredAt, -DAY_MS);
  world.register(ada);
  const id = world.provider(ada) as ProviderId;
  const body = world.keyBody(id, "response", response);
  world.say({ kind: "key.add", by: ada, subject: id, body });
  world.say({ kind: "disclosure.fees", by: ada, subject: id, body: DISCLOSURES.fees.example(world.now) });
  world.now = addMs(answeredAt, 60 * SECOND_MS);
  world.say({
    kind: "exchange.commit",
    by: testKey("agent"),
    subject: "none",
    body: commitBodyOf([exchangeHashOf(exchange)]) as unknown as JsonObject,
  });
  const committed = world.leaves.length - 1;
  more(world, id);
  const size = world.leaves.length;
  const { rows, trie, body: claim } = factsNow(world);
  const root = world.say({ kind: "state.root", by: by ?? world.index, subject: "index", body: claim });
  expect(root.effect.status).toBe(by === undefined ? "effective" : "void");
  const receiptOf = (entry: number) => receiptIn(world.leaves, entry, size + 1, headOf(world.leaves, size + 1));
  const reader: HistoryReader = {
    proofOf: async (aggregate) => {
      const row = rows.find(({ key }) => key === aggregate);
      const known = row && { form: row.form as unknown as JsonObject, chainHead: row.chainHead };
      return aggregateProofObject(proveAggregate(trie, aggregate, known, receiptOf(size)));
    },
    entriesOf: async (aggregate) => chains(world).get(aggregate) ?? [],
    receiptOf: async (entry) => receiptObject(receiptOf(entry)) as unknown as JsonObject,
  };
  const time = [{ receipt: receiptObject(receiptOf(committed)) as unknown as Record<string, unknown> }];
  return { id, reader, time };
}

/** The entries that changed each aggregate of this test, by what they are about. */
function chains(world: TestWorld): Map<string, number[]> {
  const key: number[] = [];
  for (const [at, leaf] of world.leaves.entries()) {
    const text = new TextDecoder().decode(leaf);
    if (/"kind":"key\.(add|revoke)"/.test(text)) key.push(at);
  }
  return new Map([[`key:${response.thumbprint}`, key]]);
}

const FACTS: CheckFacts = {
  filed: { index: 900 as EntryIndex, at: addMs(answeredAt, DAY_MS) },
  trust: TRUST,
  historyOf: () => undefined,
  definitionOf: () => undefined,
  caseOf: () => null,
  similarCases: () => 0,
};

let charge: HttpExchange;
beforeAll(async () => {
  const body = {
    "prex-charge": { service: "storage", unit: "call", quantity: "1000", amount: "0.46", currency: "EUR" },
  };
  charge = await signResponse(
    {
      request: { method: "POST", authority: "halden.example", path: "/", query: "?", nonce: "Y2xpZW50LW5vbmNl" },
      response: { status: 200, contentType: CHARGE_TYPE, body: utf8Encode(JSON.stringify(body)) },
    },
    { created: answeredAt / SECOND_MS, keyid: response.did, nonce: "c2lnbmVyLW5vbmNl" },
    sign,
  );
});

async function bundleOf({ id, reader, time }: ReturnType<typeof logged>): Promise<Bundle> {
  const stands = await collectStanding(reader, id);
  return newBundle({
    subject: { provider: id },
    claim: { kind: "offer-broken", params: { standing: stands?.standing ?? {} } },
    exchanges: [charge],
    keys: [await collectHistory(reader, response.did as Did)],
    time,
    receipts: [...(stands?.receipts ?? [])],
  });
}
const judged = async (bundle: Bundle, facts: Partial<CheckFacts> = {}) =>
  checkBundle(encodeBundle(bundle), { ...FACTS, ...facts });
const keyReasons = ({ checks }: Awaited<ReturnType<typeof judged>>) =>
  checks.filter(({ name }) => name === "key" || name === "key-state").map(({ outcome, reason }) => reason ?? outcome);

describe("without an index", () => {
  test("whose the key is, how it ended and what the price list said are proven by the bundle", async () => {
    const found = await judged(await bundleOf(logged(charge)));
    expect(found.checks.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
    expect(found.verdict).toEqual({ verdict: "proven" });
    expect(found.history).toMatchObject({ purpose: "response" });
  });

  test("a theft that the log knew before it had the exchange is in the history; one that came later is not asked", async () => {
    const revoke = (world: TestWorld, id: string) => {
      world.now = addMs(world.now, HOUR_MS);
      const compromisedSince = formatInstant(addMs(answeredAt, -HOUR_MS));
      const body = { thumbprint: response.thumbprint, reason: "compromised", compromisedSince };
      expect(world.say({ kind: "key.revoke", by: ada, subject: id, body }).effect.status).toBe("effective");
    };
    const bundle = await bundleOf(logged(charge, revoke));
    expect(bundle.keys[0]?.events).toHaveLength(2);
    expect(keyReasons(await judged(bundle))).toEqual(["pass", "pass"]);
    // Without the commitment, the report comes after what the bundle proves.
    expect(keyReasons(await judged({ ...bundle, time: [] }))).toEqual(["history-too-old", "history-too-old"]);
  });

  test("a history with an entry left out is refused, and so is a forged one, whatever the reader knows", async () => {
    const log = logged(charge);
    const bundle = await bundleOf(log);
    const [key] = bundle.keys;
    if (key === undefined) throw new Error("the bundle has the key");
    const [proof, genesis] = key.proofs;
    const wrong = async (change: Partial<typeof key>) => {
      const changed = { ...bundle, keys: [{ ...key, ...change }] };
      const known = {
        owner: log.id,
        purpose: "response",
        addedIn: 3 as EntryIndex,
        activeFrom: null,
        ends: [],
      } as const;
      const [alone, informed] = [await judged(changed), await judged(changed, { historyOf: () => known })];
      expect(alone.checks.find(({ name }) => name === "key")).toEqual(
        informed.checks.find(({ name }) => name === "key"),
      );
      return alone.verdict;
    };
    const refuted = (reason: string) => ({ verdict: "refuted", reason });
    expect(await wrong({ events: [] })).toEqual(refuted("history-incomplete"));
    expect(await wrong({ proofs: [] })).toEqual(refuted("history-incomplete"));
    expect(await wrong({ events: [...key.events, ...key.events] })).toEqual(refuted("history-incomplete"));
    const other = (await log.reader.receiptOf(1)) as Record<string, unknown>;
    expect(await wrong({ events: [other] })).toEqual(refuted("history-incomplete"));
    const form = JSON.parse(
      new TextDecoder().decode(canonicalBytes((proof ?? {}) as JsonObject)).replace('"response"', '"token"'),
    );
    expect(await wrong({ proofs: [form, genesis ?? {}] })).toEqual(refuted("history-forged"));
    const theirs = (await log.reader.proofOf(`participant:${ada.did}`)) as Record<string, unknown>;
    expect(await wrong({ proofs: [theirs, genesis ?? {}] })).toEqual(refuted("history-forged"));
    const unlogged = { ...(key.events[0] ?? {}), index: 0 };
    expect(await wrong({ events: [unlogged] })).toEqual(refuted("history-forged"));
  });

  test("a state root that a stranger had logged, or no word of who speaks for the index, proves nothing", async () => {
    const forged = await bundleOf(logged(charge, undefined, mallory));
    expect(keyReasons(await judged(forged))[0]).toBe("history-forged");
    const honest = await bundleOf(logged(charge));
    const keys = honest.keys.map((key) => ({ ...key, proofs: key.proofs.slice(0, 1) }));
    const unsaid = await judged({ ...honest, keys, receipts: honest.receipts.slice(1) });
    expect(keyReasons(unsaid)).toEqual(["key-history-missing", "key-history-missing"]);
    expect((await judged(honest, { trust: { ...TRUST, logVkey: undefined } })).verdict.verdict).toBe("open");
  });

  test("before the first state root a bundle says nothing of the log", async () => {
    const { reader, id } = logged(charge);
    const young: HistoryReader = { ...reader, proofOf: async () => undefined };
    expect(await collectHistory(young, response.did as Did)).toEqual({
      publicKey: response.did,
      events: [],
      proofs: [],
    });
    expect(await collectStanding(young, id)).toBe(undefined);
  });
});

describe("a bundle that is completed before it goes", () => {
  const options = { trust: TRUST, maxBytes: 700_000 };

  function bare({ id, time }: ReturnType<typeof logged>): Bundle {
    return newBundle({
      subject: { provider: id },
      claim: { kind: "offer-broken", params: {} },
      exchanges: [charge],
      time,
    });
  }

  test("is decided by whoever has the log's key and nothing else, and is left as it is the second time", async () => {
    const log = logged(charge);
    expect((await judged(bare(log))).verdict.verdict).toBe("open");
    const { bundle, gaps } = await completeBundle(bare(log), log.reader, options);
    expect(gaps).toEqual([]);
    expect((await judged(bundle)).verdict).toEqual({ verdict: "proven" });
    const away = async () => Promise.reject(new Error("away"));
    const nobody = { proofOf: away, entriesOf: away, receiptOf: away };
    expect(await completeBundle(bundle, nobody, options)).toEqual({ bundle, gaps: [] });
  });

  test("takes nothing from an index that lies, is away, or is too old, and says what it lacks", async () => {
    const log = logged(charge);
    const given = bare(log);
    const lacks = (why: string) => ({
      bundle: given,
      gaps: [
        { about: "history", why },
        { about: "standing", why },
      ],
    });
    const { reader } = log;
    const away = async () => Promise.reject(new Error("away"));
    const others = async (aggregate: string) =>
      reader.proofOf(aggregate.startsWith("key:") ? `provider:${log.id}` : `key:${response.thumbprint}`);
    const stranger = logged(charge, undefined, mallory).reader;
    const attacks: [HistoryReader, string][] = [
      [{ ...reader, proofOf: away }, "not-given"],
      [{ ...reader, receiptOf: away }, "not-given"],
      [{ ...reader, proofOf: async () => undefined }, "too-new"],
      [{ ...reader, proofOf: others }, "does-not-hold"],
      [{ ...reader, proofOf: stranger.proofOf }, "does-not-hold"],
      [{ ...reader, receiptOf: async () => ({ type: "nonsense" }) }, "does-not-hold"],
    ];
    for (const [attack, why] of attacks) expect(await completeBundle(given, attack, options)).toEqual(lacks(why));
    expect(await completeBundle(given, reader, { ...options, maxBytes: encodeBundle(given).length + 99 })).toEqual(
      lacks("too-large"),
    );
    const undated = await completeBundle({ ...given, time: [] }, reader, options);
    expect(undated.gaps.map(({ why }) => why)).toEqual(["no-date", "no-date"]);
    const none = { ...reader, entriesOf: async () => [] };
    expect((await completeBundle(given, none, options)).gaps).toEqual([{ about: "history", why: "does-not-hold" }]);
  });

  test("puts what holds in the place of a history that does not", async () => {
    const log = logged(charge);
    const whole = await completeBundle(bare(log), log.reader, options);
    const spoiled = { ...whole.bundle, keys: whole.bundle.keys.map((key) => ({ ...key, events: [] })) };
    expect((await judged(spoiled)).verdict.verdict).toBe("refuted");
    expect(await completeBundle(spoiled, log.reader, options)).toEqual(whole);
  });
});
