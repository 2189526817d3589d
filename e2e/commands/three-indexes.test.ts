/**
 * Three indexes with logs of their own, ten services of which three lie, and an agent, over real sockets. Half-way one index
 * begins to name a liar, and hides all others: the agent turns away from it, and its record says how.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBook } from "#lib/cli/agent/choice-book.ts";
import { follow } from "#lib/cli/agent/follow.ts";
import { KnownIndexes } from "#lib/cli/agent/known-indexes.ts";
import { workOf } from "#lib/cli/agent/work.ts";
import { EXIT } from "#lib/cli/command.ts";
import { readSource } from "#lib/cli/definition/read-source.ts";
import { providerServer } from "#lib/cli/provider/serve.ts";
import { serviceOf } from "#lib/cli/provider/services.ts";
import { heardIo } from "#lib/cli/testing/heard-io.ts";
import { runTouchstone } from "#lib/cli/touchstone.ts";
import { replayFile } from "#lib/client/lab/replay-file.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { addMs, asInstant, formatInstant, MINUTE_MS } from "#lib/kernel/instant.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { MAX_INDEXES } from "#lib/selection/agent.ts";
import { DEFAULT_ENGINE } from "#lib/selection/engines.ts";
import { noteSignerOf, signerOf } from "#lib/server/crypto/key-on-file.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { boundedGet } from "#lib/server/fetch/bounded-fetch.ts";
import { startTestSite } from "#lib/server/http/test-site.ts";
import { startAnswering } from "#lib/server/jobs/sign-answers.ts";
import { dishonestIndex } from "#lib/server/neighbours/dishonest-index.ts";
import { compareJudgement } from "#lib/server/peers/compare-judgement.ts";
import { KEYS, START, signed, TestLog } from "#lib/server/sequencer/test-log.ts";
import { FOLD_VERSION } from "#lib/state/fold-version.ts";
import { identityOfSeed } from "#lib/statement/compose.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { newGenesisBody } from "#lib/statement/genesis.ts";
import { idOf, type ListedService, listMarket, MARKET, type Place, sayAt } from "../support/listed-market.ts";

const home = mkdtempSync(join(tmpdir(), "three-indexes-"));
const ends: (() => unknown)[] = [() => rmSync(home, { recursive: true, force: true })];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

const key = (name: string) => identityOfSeed(sha256(utf8Encode(`three indexes ${name}`)));
const [operator, instance] = [key("operator"), key("instance")];
/** The first is the cheapest, and honest. */
const services = Array.from(
  { length: 10 },
  (_, at): ListedService => ({
    ...{ key: key(`service ${at}`), name: `Store ${at}`, price: `0.${40 + at}` },
  }),
);
const LIARS = [3, 6, 9];

async function startIndex(name: string): Promise<Place> {
  const database = await freshDatabase();
  const origin = `${name}.example/log` as Origin;
  const body = newGenesisBody(origin, KEYS, { foldVersion: FOLD_VERSION, modelHash: modelHash(MODEL_1) });
  const fields = {
    kind: "index.genesis",
    log: origin,
    subject: "index",
    issuedAt: formatInstant(START),
    body,
  } as const;
  const log = await TestLog.make(database, {
    founding: { origin, genesis: signed(KEYS.statement, name, fields).bytes },
  });
  const site = await startTestSite(database, { log });
  const signer = { origin, did: KEYS.answer.did, sign: signerOf(KEYS.answer.seed) };
  const pool = makePool({ url: database.urls.worker, name: `test-${name}`, max: 2 });
  pools.push(pool);
  const answering = startAnswering(database.urls.worker, signer, pino({ level: "silent" }));
  const ringing = setInterval(answering.ring, 5);
  ends.push(
    () => site.close(),
    () => answering.stop(),
    () => clearInterval(ringing),
    () => pool.end(),
  );
  return { url: `${site.url}/`, origin, now: () => site.now };
}

/** The example of the how-to, in force now. */
async function blocks() {
  const example = JSON.parse(readFileSync("docs/how-to/definitions/blocks.json", "utf8"));
  const now = asInstant(Date.now());
  const [validFrom, validUntil] = [addMs(now, -MINUTE_MS), addMs(now, 60 * MINUTE_MS)].map(formatInstant);
  Object.assign(example.definition.window, { validFrom, validUntil });
  writeFileSync(join(home, "blocks.json"), JSON.stringify(example));
  return await readSource(join(home, "blocks.json"));
}

const vkeyOf = (origin: Origin) => noteSignerOf(KEYS.log, origin).vkey;
const pools: ReturnType<typeof makePool>[] = [];
const addresses = new Map<string, URL>();
let places: Place[] = [];
let source: Awaited<ReturnType<typeof blocks>>;

beforeAll(async () => {
  source = await blocks();
  for (const [at, { key: responder, name, price }] of services.entries()) {
    const sold = { service: name, currency: "EUR", microsPer1000: BigInt(price.replace("0.", "")) * 10_000n };
    const lies = LIARS.includes(at) ? { lies: { rate: 1, kind: "wrong" as const, dice: () => 0 } } : {};
    const server = providerServer({
      source,
      service: await serviceOf(source),
      responder,
      instance,
      price: sold,
      ...lies,
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    addresses.set(idOf(responder), new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
    ends.push(
      () => server.close(),
      () => server.closeAllConnections(),
    );
  }
  places = [];
  for (const name of ["north", "east", "south"]) places.push(await startIndex(name));
  await Promise.all(places.map((place) => listMarket(place, { operator, instance, services })));
});

/** Numbers from 0 to 1, the same in each run. */
function dice(): () => number {
  let round = 0;
  return () => Number.parseInt(hexEncode(sha256(utf8Encode(`audit ${round++}`))).slice(0, 8), 16) / 2 ** 32;
}

test("an agent turns away from the index that turns dishonest, and its record replays to the last digit", async () => {
  const [north, east, south] = places as [Place, Place, Place];
  const dishonest = await dishonestIndex(south.url, { did: KEYS.answer.did, seed: KEYS.answer.seed });
  ends.push(dishonest.close);
  const { io } = heardIo(home);
  const folder = join(home, "book");
  const fresh = { engine: DEFAULT_ENGINE, maxIndexes: MAX_INDEXES, kappa: 0, share: false, horizon: 10_000 };
  // The same in each run: what the agent draws, and so how long it takes, is no matter of luck.
  const seeded = { ...fresh, seed: sha256(utf8Encode("three indexes")) };
  let book = openBook(folder, seeded);
  const definition = hexEncode(definitionHash(source.body.definition));
  const checker = { trust: { logVkey: undefined, raw: rawVerify }, remote: undefined, hosts: undefined as never };
  const roll = dice();
  const walk = (rounds: number) =>
    follow({
      ...{ book, known: new KnownIndexes(folder), indexes: [north.url, east.url, dishonest.url], rounds, io },
      ...{ need: { ...MARKET, tolerance: "D", loss: "100", budget: "0.05" }, rules: { source, definition, checker } },
      ...{ work: workOf(source.body.definition), auditRate: 0.5, dice: roll, latencyLimitMs: 60_000 },
      ...{ addressOf: (service: string) => addresses.get(service), monotonicMs: () => 0, pausesMs: [] },
    });
  const chanceOf = (index: string, provider: string) => {
    const offers = new Map(
      [north, east].map(({ url }) => [url, `${idOf(services[0]?.key ?? operator)}@${idOf(instance)}`]),
    );
    const chances = book.agent.probabilities({ recommendations: offers.set(dishonest.url, provider) });
    return chances.ok ? (chances.value.get(index) ?? 0) : 0;
  };
  let calls = 0;
  for await (const { outcome, choice, advice } of walk(20)) {
    calls++;
    expect(advice.filter((each) => "provider" in each)).toHaveLength(3);
    expect([outcome?.kind, choice.distinct]).toEqual([expect.stringMatching(/^(trusted|verified)$/), 1]);
  }
  const liar = services[9]?.key ?? operator;
  const paid = `${idOf(liar)}@${idOf(instance)}`;
  const atTheTurn = chanceOf(dishonest.url, paid);
  // It waits for a new state of its log: two answers of one state would convict it.
  await sayAt(south, operator, "disclosure.heartbeat", idOf(instance), DISCLOSURES.heartbeat.example(south.now()));
  dishonest.turn(idOf(liar));
  // The agent is ended and begun again in the middle.
  book.close();
  book = openBook(folder, fresh);
  let rounds = 0;
  for await (const { choice, outcome } of walk(500)) {
    calls++;
    rounds++;
    expect(choice.distinct).toBe(2);
    if (choice.index === dishonest.url) expect(outcome?.kind).toMatch(/^(trusted|wrong)$/);
    if (chanceOf(dishonest.url, paid) < atTheTurn / 2) break;
  }
  expect(rounds).toBeLessThanOrEqual(500);
  expect(chanceOf(dishonest.url, paid)).toBeLessThan(atTheTurn / 2);
  book.close();
  const { io: told, said } = heardIo(home, { json: true });
  const seed = readFileSync(join(folder, "seed"), "utf8").trim();
  const code = await runTouchstone(["agent", "replay", join(folder, "record.jsonl"), "--seed", seed], told);
  expect([code, JSON.parse(said.out)]).toEqual([EXIT.ok, expect.objectContaining({ ok: true, largestDifference: 0 })]);
  const { choices } = JSON.parse(said.out);
  expect(choices).toBeGreaterThanOrEqual(calls);
  // And as /lab does it.
  const file = new File([readFileSync(join(folder, "record.jsonl"))], "record.jsonl");
  expect(await replayFile(file, seed)).toMatchObject({
    replayed: { view: { ok: true, choices, recorded: choices, largestDifference: 0 } },
  });
}, 60_000);

test("an index compares how another one judges whom both list, by the other's own signature", async () => {
  const [north, east] = places as [Place, Place];
  const [pool, { peer }] = [
    pools[0],
    { peer: { origin: east.origin, vkey: vkeyOf(east.origin), url: `${east.url}log` } },
  ];
  if (pool === undefined) throw new Error("No database.");
  const compared = await compareJudgement(pool, peer, boundedGet(), north.now());
  const all = services.length + 1;
  expect(compared).toMatchObject({
    ...{ is_signed: true, listed: all, tiers: { both: all, same: all, differ: [] }, verdicts: { both: 0, same: 0 } },
    calibration: { finished: 0, verdict: "too-few-to-tell" },
  });
  // Another log's key, and what is no index: nothing is said of either.
  for (const other of [
    { ...peer, vkey: vkeyOf(north.origin) },
    { ...peer, url: "http://127.0.0.1:1/log" },
  ])
    expect(
      await compareJudgement(pool, other, boundedGet({ timeoutMs: 500, maxBytes: 9_999 }), north.now()),
    ).toBeUndefined();
});

test("the same by one command: it goes on from its book, says who is away, and refuses what it cannot do", async () => {
  const [north, east] = places as [Place, Place, Place];
  const at = [...addresses].flatMap(([id, { href }]) => ["--at", `${id}=${href}`]);
  const words = Object.entries(MARKET).flatMap(([name, word]) => [`--${name}`, word]);
  const command = ["agent", "follow", "--definition", join(home, "blocks.json"), ...words, "--tolerance", "D"];
  const run = async (...args: string[]) => {
    const { io, said } = heardIo(home, { json: true });
    return { code: await runTouchstone([...command, ...args], io), ...said };
  };
  const indexes = [north.url, east.url, "http://127.0.0.1:1/"].flatMap((url) => ["--index", url]);
  const all = ["--book", join(home, "by-command"), ...indexes, ...at, "--rounds", "2"];
  for (const rounds of [2, 4]) {
    const { code, out, err } = await run(...all);
    expect([code, JSON.parse(out)]).toEqual([
      EXIT.ok,
      expect.objectContaining({ rounds: 2, unpaid: 0, wrong: 0, open: 0 }),
    ]);
    expect(err).toContain("http://127.0.0.1:1/ is passed over this time.");
    const record = readFileSync(join(home, "by-command", "record.jsonl"), "utf8");
    expect(record.match(/"kind":"report"/g)).toHaveLength(rounds);
  }
  // Each time two of the other nine are asked the same: the fourth service is among those of the second round, and lies.
  const agreeing = ["--book", join(home, "agreeing"), "--index", north.url, ...at, "--rounds", "2", "--agree", "1"];
  const { code, out } = await run(...agreeing, "--out", join(home, "evidence"));
  expect([code, JSON.parse(out)]).toMatchObject([EXIT.tampered, { rounds: 2, wrong: 0, samples: 2, agreed: 1 }]);
  const { files, providers } = JSON.parse(out);
  const oddOnes = providers.filter(({ odd }: { odd: number }) => odd > 0);
  expect([files.length, oddOnes]).toEqual([1, [expect.objectContaining({ odd: 1, wrong: 1 })]]);
  for (const [args, words] of [
    [[], "--book"],
    [["--book", home], "--index"],
    [[...all, "--loss", "lots"], "digits"],
    [[...all, "--at", "here"], "--at is"],
    [[...all, "--audit", "2"], "--audit"],
    [[...all, "--agree", "2"], "--agree"],
    [[...all, "--report"], "--url"],
  ] as const) {
    const { code, err } = await run(...args);
    expect([code, err]).toEqual([EXIT.usage, expect.stringContaining(words)]);
  }
}, 60_000);
