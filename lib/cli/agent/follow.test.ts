/** An agent that follows an index beside a demonstration: by whose clock, and how many of them it starts. */
import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Source } from "#lib/evidence/definition/source.ts";
import { base64UrlEncode, hexEncode } from "#lib/kernel/base.ts";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { addMs, asInstant, DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { MAX_INDEXES } from "#lib/selection/agent.ts";
import { DEFAULT_ENGINE } from "#lib/selection/engines.ts";
import { identityOfSeed } from "#lib/statement/compose.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { readSource } from "../definition/read-source.ts";
import { providerServer } from "../provider/serve.ts";
import { serviceOf } from "../provider/services.ts";
import { FakeIndex, WORDS } from "../testing/fake-index.ts";
import { openBook } from "./choice-book.ts";
import { startDemoServices } from "./demo-services.ts";
import { type FollowPlan, follow, type Round } from "./follow.ts";
import type { Rules } from "./judge.ts";
import { KnownIndexes } from "./known-indexes.ts";
import { workOf } from "./work.ts";

const folder = mkdtempSync(join(tmpdir(), "follow-"));
const index = new FakeIndex();
const servers: Server[] = [];
const stopping = new AbortController();
afterAll(() => {
  stopping.abort();
  index.stop();
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
  rmSync(folder, { recursive: true, force: true });
});

const NOW = asInstant(Date.now());
const example = await readSource("docs/how-to/definitions/blocks.json");
/** In force so many days around a day. */
function promisedAt(day: Instant, days = 30): Source {
  const [validFrom, validUntil] = [formatInstant(addMs(day, -DAY_MS)), formatInstant(addMs(day, days * DAY_MS))];
  const definition = { ...example.body.definition, window: { validFrom, validUntil, graceSeconds: 0 } } as Definition;
  return { ...example, body: { ...example.body, definition } };
}
const rulesOf = (source: Source): Rules => {
  const checker = { trust: { logVkey: undefined, raw: rawVerify }, remote: undefined } as never;
  return { source, definition: hexEncode(definitionHash(source.body.definition)), checker };
};
const source = promisedAt(NOW);
const responder = identityOfSeed(new Uint8Array(32).fill(31));
/** Whose the key is, by the index. */
const owner = { id: "" };
let url: URL;

beforeAll(async () => {
  await index.start();
  owner.id = index.services[0] ?? "";
  const server = providerServer({ source, service: await serviceOf(source), responder, instance: responder });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  servers.push(server);
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const as_of = { size: 5, time: formatInstant(NOW) };
  const zero = "0".repeat(64);
  index.reply = (path, honest) => {
    const said = (body: object) => ({ status: 200, body: JSON.stringify(body) });
    if (path === "/.well-known/touchstone.json" && typeof honest === "object")
      return said({ ...JSON.parse(honest.body), clock: "simulated", now: formatInstant(NOW) });
    if (path === "/api/v1/entries") return said({ data: [], page: { next_cursor: null }, as_of });
    if (!path.startsWith("/api/v1/keys/")) return honest;
    const life = { activeFrom: null, retirement: null, revocation: null };
    const form = { publicKey: responder.did, purpose: "response", owner: owner.id, ...life };
    const chain = { digest: zero, chain_head: zero, chain_length: 1, from_size: 1 };
    return said({ data: { thumbprint: thumbprintOfDid(responder.did), key: responder.did, form, ...chain }, as_of });
  };
});

async function walk(name: string, rounds: number, change: Partial<FollowPlan> = {}): Promise<Round[]> {
  const own = join(folder, name);
  const book = openBook(own, {
    ...{ engine: DEFAULT_ENGINE, maxIndexes: MAX_INDEXES, kappa: 0, share: false, horizon: 10_000 },
  });
  const plan: FollowPlan = {
    ...{ book, known: new KnownIndexes(own), rounds, indexes: [index.url], pausesMs: [] },
    ...{ need: { ...WORDS, tolerance: "D", loss: "100", budget: "5" } },
    ...{
      rules: rulesOf(source),
      work: workOf(source.body.definition),
      auditRate: 1,
      dice: () => 0,
      latencyLimitMs: 60_000,
    },
    ...{ addressOf: () => url, monotonicMs: () => 0 },
    io: { signal: stopping.signal, env: { TOUCHSTONE_HOME: own } },
    ...change,
  };
  const all: Round[] = [];
  try {
    for await (const round of follow(plan)) all.push(round);
  } finally {
    book.close();
  }
  return all;
}

const saidOf = (rounds: readonly Round[]) =>
  rounds.map(({ outcome }) => (outcome && "reason" in outcome ? outcome.reason : outcome?.kind));

test("beside a demonstration one clock is asked for its index, though a service of it cannot be met in any round", async () => {
  const timers = vi.spyOn(globalThis, "setInterval");
  try {
    owner.id = index.services[1] ?? "";
    expect(saidOf(await walk("strangers", 4))).toEqual(Array(4).fill("other-provider"));
    const clocks = timers.mock.calls.filter(([, every]) => every === 2_000);
    expect(clocks).toHaveLength(1);
  } finally {
    owner.id = index.services[0] ?? "";
    timers.mockRestore();
  }
});

test.each([
  ["years behind this machine's", -900],
  ["years ahead of it", 900],
])("services of a demonstration whose clock is %s keep and break a promise of its time", async (name, days) => {
  const then = addMs(NOW, days * DAY_MS);
  const promised = promisedAt(then);
  const told = async (lies: boolean) => {
    const service = {
      provider: index.services[0] ?? "",
      name: "Store",
      key: base64UrlEncode(new Uint8Array(32).fill(31)),
      lies,
    };
    const services = await startDemoServices({ services: [service] }, promised, () => then);
    try {
      const addressOf = (id: string) => services.addresses.get(id);
      return saidOf(await walk(`${name} ${lies}`, 2, { rules: rulesOf(promised), addressOf, clock: () => then }));
    } finally {
      services.stop();
    }
  };
  expect([await told(false), await told(true)]).toEqual([
    ["verified", "verified"],
    ["wrong", "wrong"],
  ]);
});

test("a service that is met after it went over to the next version is called, and one that promises something else is not", async () => {
  const [began, other] = [promisedAt(addMs(NOW, -10 * DAY_MS), 60), promisedAt(NOW, 31)];
  const next = { own: rulesOf(began).definition, learned: new Set<string>() };
  const versions = {
    ...next,
    named: async ({ hash }: { hash: string }) => (hash === rulesOf(source).definition ? source : undefined),
  };
  const rules = (by: Source) => ({ ...rulesOf(by), versions });
  expect(saidOf(await walk("went-over", 2, { rules: rules(began) }))).toEqual(["verified", "verified"]);
  expect(
    saidOf(
      await walk("elsewhere", 1, {
        rules: { ...rulesOf(other), versions: { ...versions, named: async () => undefined } },
      }),
    ),
  ).toEqual([undefined]);
});
