/**
 * For tests: an index whose every word a test can change. Its log, genesis, state root, marks and signatures are true; what it
 * recommends, lists and shows is said by functions that lie when they are told to. Over real sockets.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { stackedView } from "#lib/contract/mark-views.ts";
import type { Offer } from "#lib/contract/offers.ts";
import { recommendationView } from "#lib/contract/recommendation-views.ts";
import type { RecommendationView } from "#lib/contract/recommendations.ts";
import { base64Encode, hexEncode } from "#lib/kernel/base.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { receiptObject } from "#lib/log/receipt.ts";
import { proveConsistency } from "#lib/log/tree.ts";
import { EMPTY_CHAIN, StateTrie } from "#lib/log/trie.ts";
import { type Marks, ratedOf } from "#lib/reputation/marks.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { stackOf } from "#lib/reputation/stack.ts";
import type { AggregateKey } from "#lib/state/forms.ts";
import { marksOfProvider } from "#lib/state/marks/marks-input.ts";
import { marksHash, marksLeaf } from "#lib/state/marks/marks-trie.ts";
import { dayOf, type FactRow, factsTrieOf, stateRootOf } from "#lib/state/state-root.ts";
import { factsNow, headOf, logSigner, nodesOfLog, receiptIn } from "#lib/state/testing/fraud-world.ts";
import { TEST_LOG, TestWorld, testKey } from "#lib/state/testing/world.ts";
import { aggregateProofObject, proveAggregate } from "#lib/statement/aggregate-proof.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { RECOMMENDATIONS_PATH, type SignedAnswer, sealAnswer } from "#lib/statement/signed-answer.ts";

export const WORDS = { category: "storage", unit: "GB", currency: "EUR" };

/** `drip`: a space now and then, and no end. */
type Reply = { readonly status: number; readonly body: string } | "never" | "drip";
type Query = Readonly<Record<string, string>>;

/** A log of two services that one instance sells, and a state root over them. Nothing is rated: who tolerates D is named the cheaper. */
export class FakeIndex {
  readonly world = TestWorld.founded({ modelHash: modelHash(MODEL_1) });
  /** Paths and queries, in the order in which they were asked. */
  readonly asked: string[] = [];
  readonly services: readonly string[];
  readonly instance: string;
  /** What a test changes. */
  recommend: (view: RecommendationView) => object = (view) => view;
  seal: { change?: Partial<SignedAnswer>; by?: Identity } = {};
  list: (offers: Offer[]) => unknown = (offers) => offers;
  reply: (path: string, honest: Reply) => Reply = (_, honest) => honest;
  hasRoot = true;
  /** The proof of the index's own keys. */
  admins: (() => JsonObject) | undefined = undefined;
  #keyChange = 0;
  url = "";
  readonly #server = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://here");
    this.asked.push(`${url.pathname}${url.search}`);
    const reply = this.reply(url.pathname, this.#honest(url));
    if (reply === "never") return;
    if (reply === "drip") {
      response.writeHead(200, { "content-type": "application/json" });
      const timer = setInterval(() => response.write(" "), 20);
      response.once("close", () => clearInterval(timer));
      return;
    }
    response.writeHead(reply.status, { "content-type": "application/json" }).end(reply.body);
  });

  constructor() {
    const { world } = this;
    const ada = testKey("ada");
    world.register(ada);
    this.instance = world.provider(ada, { name: "Halden" });
    this.services = ["Store", "Vault"].map((name) => world.provider(ada, { kind: "service", name }));
    const root = stateRootOf({ size: this.size, lastLoggedAt: world.now, facts: factsNow(world).trie.root() });
    const marks = { marks: hexEncode(this.#marks().root()), model: modelHash(MODEL_1) };
    world.say({ kind: "state.root", by: world.index, subject: "index", body: { ...root, ...marks } });
  }

  /** The administrator names another answer key, and a state root says so. It goes on to sign by the key of {@link FakeIndex.seal}. */
  rotate(key: Identity): void {
    const { world } = this;
    const body = { answerKey: key.did };
    this.#keyChange = world.leaves.length;
    world.say({ kind: "index.key", by: world.admin, subject: "index", body });
    this.admins = this.rootOver("index", world.state.get("index") as unknown as JsonObject);
  }

  /** A state root over all that is logged now, and over a form that nobody logged. */
  rootOver(key: AggregateKey, form: JsonObject): () => JsonObject {
    const { world } = this;
    const rows = new Map<string, FactRow>(factsNow(world).rows.map((row) => [row.key, row]));
    const chainHead = rows.get(key)?.chainHead ?? EMPTY_CHAIN;
    rows.set(key, { key, digest: sha256(canonicalBytes(form)), chainHead });
    const trie = factsTrieOf(rows.values());
    const at = world.leaves.length;
    const root = stateRootOf({ size: at, lastLoggedAt: world.now, facts: trie.root() });
    const marks = { marks: hexEncode(this.#marks().root()), model: modelHash(MODEL_1) };
    world.say({ kind: "state.root", by: world.index, subject: "index", body: { ...root, ...marks } });
    return () => {
      const receipt = receiptIn(world.leaves, at, world.leaves.length, this.head);
      return aggregateProofObject(proveAggregate(trie, key, { form, chainHead }, receipt));
    };
  }

  /** Of which it speaks: all but the state root itself. */
  get size(): number {
    return Math.min(this.world.leaves.length, 5);
  }

  get answerKey(): Identity {
    return testKey("answer");
  }

  async start(): Promise<this> {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
    return this;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  get head(): string {
    return headOf(this.world.leaves, this.world.leaves.length);
  }

  #marksOf(id: string): Marks {
    const marks = marksOfProvider(this.world.state, id as ProviderId, dayOf(this.world.now));
    if (marks === undefined) throw new Error(`${id} is not rated.`);
    return marks;
  }

  #marks(): StateTrie {
    const trie = new StateTrie();
    for (const id of [this.instance, ...this.services])
      trie.put(marksLeaf(id as ProviderId, marksHash(this.#marksOf(id))));
    return trie;
  }

  #honest({ pathname, searchParams }: URL): Reply {
    const query = Object.fromEntries(searchParams);
    if (pathname === "/.well-known/touchstone.json") return json(this.#description());
    const [, entry] = /^\/api\/v1\/entries\/(\d+)\/receipt$/.exec(pathname) ?? [];
    if (entry !== undefined) {
      const { leaves } = this.world;
      const receipt = receiptObject(receiptIn(leaves, Number(entry), leaves.length, this.head));
      return json({ receipt, effect: { status: "effective", size: leaves.length } });
    }
    if (pathname === "/api/v1/admins")
      return this.admins === undefined ? NOT_FOUND : json({ data: {}, as_of: this.#asOf(), proof: this.admins() });
    if (pathname === "/api/v1/entries") return json({ data: [{ index: this.#keyChange }] });
    if (pathname === "/api/v1/signed/recommendations")
      return { status: 200, body: utf8Decode(this.answer(query)) ?? "" };
    if (pathname === "/api/v1/offers")
      return json({ data: this.list(this.#offers()), page: { next_cursor: null }, as_of: this.#asOf() });
    if (pathname === "/api/v1/log/consistency") return json(this.#consistency(Number(query.from), Number(query.to)));
    const [, id] = /^\/api\/v1\/providers\/([^/]+)\/marks$/.exec(pathname) ?? [];
    return id !== undefined && this.hasRoot
      ? json({ data: {}, as_of: this.#asOf(), proof: this.#proof(id) })
      : NOT_FOUND;
  }

  /** Signed as it says now. */
  answer(query: Query): Uint8Array {
    const { change, by = this.answerKey } = this.seal;
    const answer: SignedAnswer = {
      ...{ origin: TEST_LOG, request: { path: RECOMMENDATIONS_PATH, query: { ...query } }, asOf: this.#asOf() },
      ...{ answer: { data: this.recommend(this.#view(query)) as JsonObject }, checkpoint: this.head },
      ...change,
    };
    return sealAnswer(answer, by.did, (message) => signEd25519(by.seed, message));
  }

  #view({ tolerance = "C" }: Query): RecommendationView {
    const rows = this.#offers().map(({ service, instance, price, stale_since }) => ({
      ...{ service, instance, price, markup_percent: null, next: null, stale_since },
      ...{ rated: this.#rated(service.id), together: [], fates: [], traits: [] },
    }));
    const ask = { tolerance: tolerance as "C", days: 30, loss: null, budget: null, price: null };
    const day = formatInstant(this.world.now).slice(0, 10);
    return recommendationView(rows, ask, { market: WORDS, day, model: modelHash(MODEL_1) }, MODEL_1);
  }

  #rated(service: string) {
    return stackOf(ratedOf(this.#marksOf(service)), ratedOf(this.#marksOf(this.instance)), MODEL_1);
  }

  #offers(): Offer[] {
    return this.services.map((id, at) => ({
      ...{ service: { id, name: `Service ${at}` }, instance: { id: this.instance, name: "Halden" }, ...WORDS },
      ...{ price: `0.${40 + at}`, next: null, by: "service" as const, entry: 3, stale_since: null, list_price: null },
      ...{
        markup_percent: null,
        stacked: stackedView(this.#rated(id), MODEL_1),
        service_tier: null,
        instance_tier: null,
      },
    }));
  }

  #asOf() {
    return { size: this.size, time: formatInstant(this.world.now) };
  }

  #proof(id: string): JsonObject {
    const { leaves } = this.world;
    const receipt = receiptIn(leaves, this.size, leaves.length, this.head);
    const form = { ...this.#marksOf(id) } as unknown as JsonObject;
    return aggregateProofObject(
      proveAggregate(this.#marks(), `marks:${id}`, { form, chainHead: EMPTY_CHAIN }, receipt),
    );
  }

  #consistency(from: number, to: number) {
    const proof = proveConsistency(from, to, nodesOfLog(this.world.leaves)).map((hash) => base64Encode(hash));
    return { from, to, proof, checkpoint: null };
  }

  #description() {
    const [zero, key] = ["0".repeat(64), this.answerKey.did];
    return {
      ...{ type: "touchstone-index/v1", origin: TEST_LOG, name: "Fake", log_url: this.url, api_url: this.url },
      ...{ witness_url: null, vkeys: { log: logSigner.vkey, promise: "", witness: "" }, answer_key: key },
      ...{ statement_key: key, genesis_hash: zero, verifier_sha256: null, fold_version: 0, clock: "system" },
      ...{ now: formatInstant(this.world.now), software: { version: "0", commit: "" } },
    };
  }
}

const json = (value: object): Reply => ({ status: 200, body: JSON.stringify(value) });
const NOT_FOUND: Reply = {
  status: 404,
  body: JSON.stringify({
    type: "/docs/problems/not-found",
    title: "Not found",
    status: 404,
    code: "not-found",
    detail: "No.",
    action: "",
    request_id: "",
    errors: [],
  }),
};
