/** The least market for tests: Ada's instance Halden, her service Store, and an index that can say all about them. */
import { expect, vi } from "vitest";
import { type Offer, offerSchema } from "#lib/contract/offers.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { type ProviderId, providerIdOf } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import type { TestDatabase } from "#lib/server/db/test-database.ts";
import { KEYS, registration, type Signed, START, signed, testKey } from "#lib/server/sequencer/test-log.ts";
import { readFacts } from "#lib/server/services/state/read-facts.ts";
import { marksRootOf } from "#lib/state/marks/marks-trie.ts";
import { viewOfForms } from "#lib/state/marks/read-forms.ts";
import { dayOf, factsTrieOf, stateRootOf } from "#lib/state/state-root.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { MODEL_MEDIA_TYPE } from "#lib/statement/model-bodies.ts";
import { buildSubmission, commitOf } from "#lib/statement/submission.ts";
import { startTestSite, type TestSite } from "./test-site.ts";

export const ADDRESS = "0x52908400098527886E0F7030069857D2E4169EE7";

/** After this no price list holds any more. */
const LAPSED_MS = 200 * DAY_MS;

const ada = testKey("ada");

export type TestMarket = {
  readonly site: TestSite;
  readonly instance: ProviderId;
  readonly service: ProviderId;
  /** Puts a new provider of Ada's on the list. */
  readonly list: (name: string, kind: "instance" | "service") => Promise<ProviderId>;
  readonly post: (statement: Signed) => Promise<void>;
  /** Ada says it, unless another key is given; each statement of a subject and kind names the one before it. */
  readonly say: (kind: string, subject: string, body: JsonObject, key?: typeof ada) => Promise<void>;
  /** The clock of intake is the sequencer's, which writes it when it begins to lead. */
  readonly waitUntil: (at: Instant) => Promise<void>;
  /** The answer to what stands after /api/v1/. */
  readonly read: (path: string) => ReturnType<typeof readAnswer>;
  readonly offers: (query?: string) => Promise<Offer[]>;
  /** Price lists of both and the link between them; then time goes by until no list holds any more. */
  readonly offerStorage: () => Promise<void>;
  /** {@link MODEL_1} is announced; the statement that names it. */
  readonly announceModel: () => Promise<Signed>;
  readonly activateModel: (announced: Signed) => Promise<void>;
  /** The size whose facts and marks it sums up. */
  readonly logStateRoot: () => Promise<number>;
  /** Questions about both, as they stand after /api/v1/. */
  readonly pay: (change?: Record<string, string>) => string;
  readonly recommend: (change?: Record<string, string>) => string;
};

/** A body of prices for storage by the call. */
export function feesOf(price: string, from: Instant): JsonObject {
  const line = { service: "storage", unit: "call", pricePer1000: price, currency: "EUR", noticeDays: 14 };
  return { ...DISCLOSURES.fees.example(START), lines: [{ ...line, from: formatInstant(from) }] };
}

async function readAnswer(url: string) {
  const response = await fetch(url);
  return { status: response.status, body: await response.json() };
}

export async function startTestMarket(database: TestDatabase): Promise<TestMarket> {
  const site = await startTestSite(database);
  const last = new Map<string, Signed>();

  async function post(statement: Signed): Promise<void> {
    const response = await fetch(`${site.url}/api/v1/statements`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: Buffer.from(buildSubmission(statement.bytes, statement.parts)),
    });
    expect(await response.json()).toMatchObject({ effect: { status: "effective" } });
  }

  async function list(name: string, kind: "instance" | "service"): Promise<ProviderId> {
    const fields = { kind: "provider.register", subject: "new", body: { kind, name } } as const;
    const statement = signed(ada, name, { ...fields, issuedAt: formatInstant(site.now) });
    await post(statement);
    return providerIdOf(statement.hash);
  }

  async function say(kind: string, subject: string, body: JsonObject, key = ada): Promise<void> {
    const slot = `${kind} ${subject}`;
    const prev = last.get(slot);
    const fields = { kind, subject, body, issuedAt: formatInstant(site.now), ...(prev && { prev: prev.hash }) };
    const statement = signed(key, `${slot} ${prev?.hash ?? ""}`, fields);
    await post(statement);
    last.set(slot, statement);
  }

  async function waitUntil(at: Instant): Promise<void> {
    await site.stopSequencer();
    site.now = at;
    await site.startSequencer();
    const isThere = async () => (await site.context.follower.refresh()).head.now >= at;
    await vi.waitUntil(isThere, { timeout: 10_000, interval: 20 });
  }

  const read = (path: string) => readAnswer(`${site.url}/api/v1/${path}`);

  async function announceModel(): Promise<Signed> {
    const parts = [canonicalBytes(MODEL_1), utf8Encode("nobody has marks yet")].map((bytes) => ({
      ...{ bytes, nonce: sha256(bytes) },
    }));
    const made = parts.map((part, at) => ({
      ...{ commit: commitOf(part), bytes: part.bytes.length, visibility: "public" as const },
      mediaType: at === 0 ? MODEL_MEDIA_TYPE : "text/plain",
    }));
    const hashes = { hash: modelHash(MODEL_1), codeSha256: "0".repeat(64), ruleSha256: "1".repeat(64) };
    const fields = { kind: "model.announce", subject: "index", body: { model: MODEL_1.name, ...hashes }, parts: made };
    const announced = signed(KEYS.admin, "announce", { ...fields, issuedAt: formatInstant(site.now) }, parts);
    await post(announced);
    return announced;
  }

  async function activateModel({ hash: prev }: Signed): Promise<void> {
    const fields = { kind: "model.activate", subject: "index", body: { hash: modelHash(MODEL_1) }, prev };
    await post(signed(KEYS.admin, "activate", { ...fields, issuedAt: formatInstant(site.now) }));
  }

  await post(registration("ada"));
  const [instance, service] = [await list("Halden", "instance"), await list("Store", "service")];

  async function logStateRoot(): Promise<number> {
    const { rows } = await site.context.pool.query<{ form: string }>(
      "SELECT form FROM aggregate_version WHERE to_size IS NULL",
    );
    const view = viewOfForms(rows.map(({ form }) => JSON.parse(form)));
    const { size } = (await read("providers")).body.as_of;
    const facts = factsTrieOf(await readFacts(site.context.pool, { after: 0, size })).root();
    const marks = marksRootOf(view, [service, instance], dayOf(site.now));
    const body = {
      ...stateRootOf({ size, lastLoggedAt: site.now, facts }),
      ...{ marks: hexEncode(marks.root), model: marks.model.hash },
    };
    await say("state.root", "index", body, KEYS.statement);
    return size;
  }

  return {
    ...{ site, instance, service, list, post, say, waitUntil, read, announceModel, activateModel, logStateRoot },
    offers: async (query = "") =>
      (await read(`offers?${query}`)).body.data.map((offer: unknown) => offerSchema.strict().parse(offer)),
    offerStorage: async () => {
      await say("disclosure.fees", service, feesOf("0.40", site.now));
      await say("provider.link", instance, { other: service, relation: "sells-tokens-of" });
      await say("disclosure.fees", instance, feesOf("0.60", site.now));
      await waitUntil(addMs(site.now, LAPSED_MS));
    },
    pay: (change = {}) =>
      `paycheck?${new URLSearchParams({ provider: instance, amount: "10", loss: "100", currency: "EUR", ...change })}`,
    recommend: (change = {}) =>
      `recommendations?${new URLSearchParams({ category: "storage", unit: "call", currency: "EUR", ...change })}`,
  };
}
