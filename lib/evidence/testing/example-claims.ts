/** One bundle of each kind that machines decide: really signed, really logged, with everything that a reader needs. */
import { base64UrlEncode, hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { Did, EntryIndex, ProviderId } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, SECOND_MS } from "#lib/kernel/instant.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { receiptObject } from "#lib/log/receipt.ts";
import { factsNow, headOf, logSigner, receiptIn } from "#lib/state/testing/fraud-world.ts";
import { TestWorld, testKey } from "#lib/state/testing/world.ts";
import { aggregateProofObject, proveAggregate } from "#lib/statement/aggregate-proof.ts";
import { identityOfSeed } from "#lib/statement/compose.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { type Bundle, encodeBundle, newBundle } from "../bundle/bundle.ts";
import { CHARGE_TYPE } from "../charge.ts";
import { collectHistory, collectStanding, type HistoryReader } from "../collect-history.ts";
import { functionOf, TEST_WINDOW } from "../definition/testing/definitions.ts";
import type { HttpExchange } from "../exchange.ts";
import { commitBodyOf, exchangeHashOf } from "../exchange-record.ts";
import { signResponse } from "../signing/sign-response.ts";
import type { PlainFacts } from "./plain-facts.ts";
import { answeredAt, sign } from "./signed-answer.ts";

export type ExampleClaim = { readonly bundle: Bundle; readonly bytes: Uint8Array; readonly facts: PlainFacts };

const response = identityOfSeed(new Uint8Array(32).fill(7));
const ada = testKey("ada");

/** Raw content under a CID of other content; version 1, raw, of the text "true". */
const ADDRESS = "bafkreifvxooyxcb53q3ljvj5fwmhtzwgvtu5npnzdrytvmxqjiwqulc6ey";

const BLOCKS = {
  schema: "touchstone/definition/1",
  kind: "content-address",
  input: { from: ["@path;req"], body: "bytes" },
  unattestable: [],
  window: TEST_WINDOW,
  tests: [
    {
      name: "other content",
      exchanges: [
        {
          request: { method: "GET", authority: "blocks.example", path: `/${ADDRESS}`, query: "?" },
          response: { status: 200, contentType: "application/json", body: { text: "false" } },
        },
      ],
      result: "mismatch",
    },
  ],
} as unknown as Definition;

type Asked = {
  readonly answer: string;
  readonly definition?: Definition;
  readonly request?: { readonly method: string; readonly path: string; readonly body?: Uint8Array };
  readonly nonce?: string;
  readonly contentType?: string;
};

function answered({
  answer,
  definition,
  request = { method: "POST", path: "/", body: utf8Encode("[3,1]") },
  nonce = "Y2xpZW50LW5vbmNl",
  contentType = "application/json",
}: Asked): Promise<HttpExchange> {
  return signResponse(
    {
      request: { authority: "halden.example", query: "?", nonce, ...request },
      response: {
        status: 200,
        contentType,
        body: utf8Encode(answer),
        ...(definition === undefined ? {} : { definition: hexEncode(definitionHash(definition)) }),
      },
    },
    { created: answeredAt / SECOND_MS, keyid: response.did, nonce: "c2lnbmVyLW5vbmNl" },
    sign,
  );
}

const CHARGE = { service: "storage", unit: "call", quantity: "1000", amount: "0.46", currency: "EUR" };
const FLOWS = { deposits: "900", withdrawals: "300", fees: "50", expired: "7", settlements: "-43" };

/** By kind of claim. The provider is registered, and its key's history comes with the bundle where one is asked for. */
export async function exampleClaims(): Promise<Record<string, ExampleClaim>> {
  const sort = functionOf();
  const wrong = await answered({ answer: "[3,1]", definition: sort });
  const other = await answered({ answer: "[1,3,3]", definition: sort, nonce: "YW5vdGhlci1ub25jZS0x" });
  const block = await answered({
    answer: "false",
    definition: BLOCKS,
    request: { method: "GET", path: `/${ADDRESS}` },
  });
  const charge = await answered({ answer: JSON.stringify({ "prex-charge": CHARGE }), contentType: CHARGE_TYPE });
  const log = logged([wrong, other, block, charge]);
  const key = await collectHistory(log.reader, response.did as Did);
  const stands = await collectStanding(log.reader, log.id);
  const [genesis, fees] = stands?.receipts ?? [];
  // Filed as the next entry: whatever the log says of the key, the bundle can prove.
  const filed = { index: log.size as EntryIndex, at: addMs(answeredAt, DAY_MS) };
  const base: PlainFacts = { filed, logVkey: logSigner.vkey };
  const claim = (
    kind: Bundle["claim"]["kind"],
    given: Partial<Bundle>,
    params: object = {},
    facts: Partial<PlainFacts> = {},
  ) => {
    const bundle = newBundle({
      subject: { provider: log.id },
      claim: { kind, params: params as Record<string, unknown>, text: "It happened on Thursday." },
      exchanges: [],
      keys: given.exchanges === undefined ? [] : [key],
      time: given.exchanges === undefined ? [] : log.timeOf(given.exchanges as HttpExchange[]),
      reexecution: { result: "mismatch" },
      ...given,
    });
    return { bundle, bytes: encodeBundle(bundle), facts: { ...base, ...facts } };
  };
  const under = (document: Definition) => ({ definition: { hash: hexEncode(definitionHash(document)), document } });
  const ended = { kind: "soft" as const, at: addMs(answeredAt, -DAY_MS), entry: 1 as EntryIndex };
  const history = { owner: log.id, purpose: "response" as const, addedIn: 1 as EntryIndex, activeFrom: null };
  return {
    equivocation: claim("equivocation", { exchanges: [wrong, other] }, {}, under(sort)),
    "content-address": claim("content-address", { exchanges: [block] }, {}, under(BLOCKS)),
    "wrong-result": claim("wrong-result", { exchanges: [wrong] }, {}, under(sort)),
    "key-misuse": claim(
      "key-misuse",
      { exchanges: [wrong], keys: [{ publicKey: response.did, events: [], proofs: [] }] },
      {},
      { ...under(sort), history: { ...history, ends: [ended] } },
    ),
    "offer-broken": claim(
      "offer-broken",
      { exchanges: [charge], receipts: fees === undefined ? [] : [fees] },
      { standing: stands?.standing ?? {} },
    ),
    "disclosure-contradiction": claim(
      "disclosure-contradiction",
      { receipts: [...log.epochs, genesis ?? {}] },
      { rule: "epoch-equation", standing: stands?.standing ?? {} },
    ),
    "token-misuse": claim("token-misuse", { subject: { provider: response.did } }, { tokens: [token(5), token(6)] }),
  };
}

function token(quantity: number): string {
  const part = (value: object) => base64UrlEncode(canonicalBytes(value as JsonObject));
  const head = { alg: "EdDSA", kid: response.did, typ: "JWT" };
  const times = { exp: 1_700_000_000, nbf: 1_600_000_000, iat: 1_600_000_000 };
  const claims = {
    ...times,
    iss: response.did,
    aud: ["a"],
    jti: "6f0c1b8e-8a0e-4f52-9d8f-1d9f3a1c2b3d",
    quantity,
    usage: 1,
  };
  const signed = `${part(head)}.${part(claims)}`;
  return `${signed}.${base64UrlEncode(sign(utf8Encode(signed)) as Uint8Array)}`;
}

/** A log with the provider, its key, its price list, two epochs that contradict each other, and the exchanges fixed. */
function logged(exchanges: readonly HttpExchange[]) {
  const world = TestWorld.founded();
  world.now = addMs(answeredAt, -8 * DAY_MS);
  world.register(ada);
  const id = world.provider(ada) as ProviderId;
  const say = (kind: Parameters<TestWorld["say"]>[0]["kind"], body: object, by = ada, subject: string = id) => {
    const { effect } = world.say({ kind, by, subject, body: body as JsonObject });
    if (effect.status !== "effective") throw new Error(`${kind} is void: ${effect.code}`);
    return world.leaves.length - 1;
  };
  const added = say("key.add", world.keyBody(id, "response", response));
  say("disclosure.fees", DISCLOSURES.fees.example(world.now));
  const first = say("disclosure.liabilities", { ...DISCLOSURES.liabilities.example(world.now), total: "1000" });
  world.now = addMs(world.now, 7 * DAY_MS);
  const now = { ...DISCLOSURES.liabilities.example(world.now), epoch: 2, total: "1501", flows: FLOWS };
  const second = say("disclosure.liabilities", now);
  world.now = addMs(answeredAt, 60 * SECOND_MS);
  const commits = exchanges.map((exchange, at) =>
    say("exchange.commit", commitBodyOf([exchangeHashOf(exchange)]), testKey(`agent ${at}`), "none"),
  );
  const size = world.leaves.length;
  const { rows, trie, body } = factsNow(world);
  say("state.root", body, world.index, "index");
  const head = headOf(world.leaves, size + 1);
  const receiptOf = (entry: number) =>
    receiptObject(receiptIn(world.leaves, entry, size + 1, head)) as unknown as JsonObject;
  const reader: HistoryReader = {
    proofOf: async (aggregate) => {
      const row = rows.find(({ key }) => key === aggregate);
      const known = row && { form: row.form as unknown as JsonObject, chainHead: row.chainHead };
      const receipt = receiptIn(world.leaves, size, size + 1, head);
      return aggregateProofObject(proveAggregate(trie, aggregate, known, receipt));
    },
    entriesOf: async () => [added],
    receiptOf: async (entry) => receiptOf(entry),
  };
  return {
    id,
    size,
    reader,
    epochs: [receiptOf(first), receiptOf(second)],
    timeOf: (given: readonly HttpExchange[]) =>
      given.map((exchange) => ({ receipt: receiptOf(commits[exchanges.indexOf(exchange)] ?? 0) })),
  };
}
