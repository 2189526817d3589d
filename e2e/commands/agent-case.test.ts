/**
 * `touchstone agent follow --report` at one index over real HTTP, from the wrong answer to the ruling: the operator contests what a
 * machine found, people decide weeks later by the log's time, and the agent's next run learns from what the log proves of it.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { EXIT } from "#lib/cli/command.ts";
import { readSource } from "#lib/cli/definition/read-source.ts";
import { providerServer } from "#lib/cli/provider/serve.ts";
import { serviceOf } from "#lib/cli/provider/services.ts";
import { heardIo } from "#lib/cli/testing/heard-io.ts";
import { runTouchstone } from "#lib/cli/touchstone.ts";
import { replayFile } from "#lib/client/lab/replay-file.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, MINUTE_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { signerOfSeed } from "#lib/provider/node-http.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { PARTS } from "#lib/selection/losses.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { startTestSite } from "#lib/server/http/test-site.ts";
import { admitDefinitions } from "#lib/server/jobs/admit-definitions.ts";
import { drawPanels } from "#lib/server/jobs/draw-panels.ts";
import { judgeReports } from "#lib/server/jobs/judge-reports.ts";
import { StateRootLogger } from "#lib/server/jobs/log-state-root.ts";
import { recordRulings } from "#lib/server/jobs/record-rulings.ts";
import { startAnswering } from "#lib/server/jobs/sign-answers.ts";
import { LoggedCourt, MARGIN_MS } from "#lib/server/jobs/test-court.ts";
import { KEYS } from "#lib/server/sequencer/test-log.ts";
import { CHAIN_START, Court, UPHOLDS } from "#lib/state/testing/disputes.ts";
import { testKey } from "#lib/state/testing/world.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { keyProofBytes } from "#lib/statement/possession-proof.ts";
import { idOf, type ListedService, listMarket, MARKET, type Place, sayAt } from "../support/listed-market.ts";

const home = mkdtempSync(join(tmpdir(), "agent-case-"));
const court = Court.founded(5, { modelHash: modelHash(MODEL_1) });
const database = await freshDatabase();
const logged = await LoggedCourt.open(database, court);
const site = await startTestSite(database, { log: logged.log });
const pool = makePool({ url: database.urls.worker, name: "test-agent-case", max: 2 });
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
const means = { signer: logged.signer, random, hosts: [], chainStart: CHAIN_START };
const place: Place = { url: `${site.url}/`, origin: logged.signer.origin, now: () => site.now };
const ends: (() => unknown)[] = [];
// Agent, services and operator live by the time of that log.
vi.spyOn(Date, "now").mockImplementation(() => site.now);

afterAll(async () => {
  vi.restoreAllMocks();
  for (const end of ends.reverse()) await end();
  await pool.end();
  await site.close();
  rmSync(home, { recursive: true, force: true });
});

const [operator, instance] = [testKey("market operator"), testKey("market instance")];
/** The cheaper one lies in each answer. */
const services: ListedService[] = [
  { key: testKey("liar"), name: "Liar", price: "0.40" },
  { key: testKey("honest"), name: "Honest", price: "0.90" },
];
const responders = services.map(({ name }) => testKey(`${name} answers`));
const addresses: string[] = [];
const file = join(home, "blocks.json");

beforeAll(async () => {
  const signer = { origin: place.origin, did: KEYS.answer.did, sign: signerOf(KEYS.answer.seed) };
  const answering = startAnswering(database.urls.worker, signer, pino({ level: "silent" }));
  const ringing = setInterval(answering.ring, 5);
  ends.push(
    () => answering.stop(),
    () => clearInterval(ringing),
  );
  const example = JSON.parse(readFileSync("docs/how-to/definitions/blocks.json", "utf8"));
  const [validFrom, validUntil] = [addMs(site.now, MINUTE_MS), addMs(site.now, 200 * DAY_MS)].map(formatInstant);
  Object.assign(example.definition.window, { validFrom, validUntil });
  writeFileSync(file, JSON.stringify(example));
  const source = await readSource(file);
  for (const [at, { key, name }] of services.entries()) {
    const responder = responders[at] ?? key;
    const lies = name === "Liar" ? { lies: { rate: 1, kind: "wrong" as const, dice: () => 0 } } : {};
    const offering = { source, service: await serviceOf(source), responder, instance, clock: () => site.now };
    // As the library does by preset: by the thumbprint, which names a key only to who knows it.
    const server = providerServer({ ...offering, ...lies, signer: signerOfSeed(responder.seed) });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    addresses.push(`${idOf(key)}=http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    ends.push(
      () => server.close(),
      () => server.closeAllConnections(),
    );
  }
  await listMarket(place, { operator, instance, services });
  for (const [at, { key }] of services.entries()) await addAnswerKey(idOf(key), responders[at] ?? key);
  await sayAt(place, operator, "definition.publish", "new", source.body as unknown as JsonObject);
  await asIndex(async () => {
    await admitDefinitions(pool, means, site.now);
    await logged.heard();
    await logged.passTo(addMs(site.now, 2 * MINUTE_MS));
  });
});

/** The key by which a service was claimed signs no answers. */
async function addAnswerKey(provider: ProviderId, { did, thumbprint, seed }: Identity): Promise<void> {
  const proven = keyProofBytes({ log: place.origin, provider, thumbprint, purpose: "response" });
  const body = { purpose: "response", newKey: did, proof: base64UrlEncode(signEd25519(seed, proven)) };
  await sayAt(place, operator, "key.add", provider, body);
}

/** What the index and its people do while no request comes; in the end it proves its state. */
async function asIndex(work: () => Promise<void>): Promise<void> {
  await site.stopSequencer();
  await logged.lead();
  await work();
  await new StateRootLogger(means.signer, random).run(pool, site.now);
  await logged.heard();
  await site.startSequencer();
}

/** One round. Two of one kind would wait ten seconds for the second batch of hashes. */
async function follow() {
  const { io, said } = heardIo(home, { json: true });
  const words = Object.entries(MARKET).flatMap(([name, word]) => [`--${name}`, word]);
  const need = [...words, "--tolerance", "D", "--loss", "100", "--budget", "0.05"];
  const where = ["--index", place.url, ...addresses.flatMap((at) => ["--at", at])];
  const filing = ["--url", place.url, "--report", "--out", join(home, "evidence"), "--audit", "1"];
  const args = ["--book", join(home, "book"), "--definition", file, ...need, ...where, ...filing];
  const code = await runTouchstone(["agent", "follow", ...args, "--rounds", "1"], io);
  return { code, err: said.err, json: said.out === "" ? undefined : JSON.parse(said.out) };
}

test("a wrong answer is filed, contested and ruled on, and the ticket that waited costs what people decided", async () => {
  const first = await follow();
  expect([first.code, first.json], first.err).toMatchObject([EXIT.tampered, { wrong: 1, open: 1, closed: [] }]);
  const [{ status, case: id }] = first.json.reports;
  expect(status, first.err).toBe("filed");

  await asIndex(async () => {
    await judgeReports(pool, means, site.now);
    await logged.heard();
    expect(court.form(id)).toMatchObject({ state: "proven", verdict: { verdict: "proven" } });
    expect(court.contest(id, operator)).toEqual({ status: "effective" });
    await logged.said();
    await logged.passDue(id);
    await logged.passTo(addMs(court.drawDue(id), MARGIN_MS));
    await drawPanels(pool, means, site.now);
    await logged.heard();
    const seats = court.seats(id).map(({ key }) => key);
    const all = async (act: (key: (typeof seats)[number]) => unknown) => {
      for (const key of seats) expect(act(key)).toEqual({ status: "effective" });
      await logged.said();
      await logged.passDue(id);
    };
    const answers = { ...UPHOLDS, severity: "minor" } as const;
    await all((key) => court.sit(id, key));
    await all((key) => court.commit(id, key, answers));
    await all((key) => court.open(id, key, answers));
    await logged.passDue(id);
    await recordRulings(pool, means, site.now);
    expect(await logged.heard()).toMatchObject([{ kind: "ruling", effect: { status: "effective" } }]);
    // The time for an appeal.
    await logged.passDue(id);
    expect(court.form(id)).toMatchObject({
      state: "final",
      dispute: { rulings: [{ severity: "minor", by: "panel" }] },
    });
  });
  const { json, err } = await follow();
  expect(json.closed, err).toEqual([
    { ticket: 1, case: id, loss: expect.closeTo(PARTS.correctness / 4, 1), by: "case" },
  ]);
  // The lie of another day waits for a case of its own.
  expect(json).toMatchObject({ wrong: 1, open: 1, reports: [{ status: "filed" }] });
  const record = new File([readFileSync(join(home, "book", "record.jsonl"))], "record.jsonl");
  expect(await replayFile(record, readFileSync(join(home, "book", "seed"), "utf8").trim())).toMatchObject({
    replayed: { view: { ok: true, choices: 2, recorded: 2, largestDifference: 0, openTickets: [2] } },
  });
}, 60_000);
