/** The first weeks of the demonstration's world by `npm run up`, as a visitor gets its two years. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { listOf } from "#lib/contract/common.ts";
import { demoWorldSchema } from "#lib/contract/demonstration.ts";
import type { DemoClock } from "#lib/contract/endpoints/demonstration.ts";
import { peerSchema } from "#lib/contract/peers.ts";
import { base64Encode } from "#lib/kernel/base.ts";
import { addMs, DAY_MS } from "#lib/kernel/instant.ts";
import { openCheckpoint } from "#lib/log/checkpoint.ts";
import { append, emptyFrontier, rootOf } from "#lib/log/frontier.ts";
import { leafHash } from "#lib/log/tree.ts";
import { parseRecord } from "#lib/selection/record-file.ts";
import { viewOfRecord } from "#lib/selection/record-view.ts";
import { PrexPlay } from "#lib/simulate/prex/play.ts";
import { nodeSign } from "#lib/simulate/prex/sign.ts";
import { meansHere } from "#lib/simulate/prex/testing/means.ts";
import { prexWorld } from "#lib/simulate/prex/world.ts";
import { DEMO_SEED } from "#lib/statement/demo-key.ts";
import { encodeEntry } from "#lib/statement/entry.ts";
import { touchstoneHere } from "../support/command-here.ts";
import { asOwnerOf } from "../support/owner-of.ts";
import { processesOf, runUp, temporaryFolder, type UpRun } from "../support/run-index.ts";
import { until } from "../support/until.ts";

const DAYS = 40;
const ENV = { TOUCHSTONE_DEMO_DAYS: String(DAYS) };
const PORT = 19_800 + (process.pid % 25) * 4;
const folder = temporaryFolder();
const data = path.join(folder.path, "data");
let run: UpRun | undefined;

afterAll(async () => {
  await run?.stop();
  folder.remove();
});

const start = () => runUp(["--data", data, "--port", String(PORT)], ENV);

/** What the world says by itself, put into a tree. */
async function rootOfWorld() {
  const world = await prexWorld(DEMO_SEED, nodeSign);
  const play = new PrexPlay(world, await meansHere());
  let frontier = emptyFrontier();
  for await (const { at, bytes } of play.until(addMs(world.start, DAYS * DAY_MS)))
    frontier = append(frontier, [leafHash(encodeEntry(at, bytes))]).frontier;
  return { entries: frontier.size, root: base64Encode(rootOf(frontier)), world };
}

const seededOf = () => JSON.parse(readFileSync(path.join(data, "demo.json"), "utf8")).seeded;

async function clockOf(url: string): Promise<DemoClock> {
  return (await fetch(`${url}/api/v1/clock`)).json();
}

/** Two indexes run beside it, one is paid for what it says, and an agent that asks all three finds that out. */
async function turnedAway(url: string): Promise<void> {
  const peersOf = async () => listOf(peerSchema).parse(await (await fetch(`${url}/api/v1/peers`)).json()).data;
  const [honest, paid] = await until(
    "the paid index to be convicted by its own two answers",
    async () => {
      const peers = await peersOf();
      const isCompared = peers.every(({ comparison }) => comparison?.tiers.both === 6);
      return isCompared && (peers[1]?.fraud_proofs.length ?? 0) > 0 && peers;
    },
    90_000,
  );
  expect(honest).toMatchObject({ state: "agrees", fraud_proofs: [], comparison: { tiers: { same: 6 } } });
  expect(paid).toMatchObject({
    ...{ state: "agrees", fraud_proofs: [{ kind: "contradicting-answers" }] },
    comparison: { tiers: { same: 1 } },
  });
  const record = parseRecord(await (await fetch(`${url}/api/v1/demonstration/record`)).text());
  const { data } = await (await fetch(`${url}/api/v1/demonstration`)).json();
  if (!record.ok) throw new Error(record.error.detail);
  const view = viewOfRecord(record.value.record, data.neighbours.agent_seed);
  const { ids = [], ribbon } = view ?? {};
  const ofPaid = ids.findIndex((id) => `${id}log` === paid?.url);
  const shares = ribbon?.rounds.map((_, at) => ribbon.shares[at * ids.length + ofPaid] ?? 1) ?? [];
  expect(view).toMatchObject({ ok: true, largestDifference: 0 });
  expect(shares.at(-1)).toBeLessThan((shares[0] ?? 0) / 2);
  expect(await (await fetch(`${url}/indexes`)).text()).toContain("The agent turned away");
}

/** What a reader takes home, the marks of a provider with their proof and the whole list, holds without the index. */
async function keptAndVerified(url: string, home: string, keys: readonly string[]): Promise<void> {
  const { data } = await (await fetch(`${url}/api/v1/providers?limit=1`)).json();
  for (const kept of [`providers/${data[0].id}/marks?proof=1`, "signed/directory/file"]) {
    const file = path.join(folder.path, "kept");
    writeFileSync(file, await (await fetch(`${url}/api/v1/${kept}`)).text());
    const { code, out } = await touchstoneHere(home, "verify", file, ...keys);
    expect(code, `${kept}\n${out}`).toBe(0);
  }
}

test("a world that was killed in the middle goes on to the root that it has by itself, is played on, and hides no changed byte", async () => {
  // Killed while it is seeded: nothing but the page that says so was served.
  const first = start();
  await first.said(/making the demonstration; watch it at/);
  expect((await fetch(`http://127.0.0.1:${PORT}/`)).status).toBe(503);
  await first.said(/\d+ entries/);
  process.kill(first.pid, "SIGKILL");
  await first.ended;
  await until("everything of the killed start to be gone", () => processesOf(data).length === 0);
  expect(seededOf()).toBeNull();

  run = start();
  const [url, world] = await Promise.all([run.ready, rootOfWorld()]);
  expect(seededOf()).toEqual({ entries: world.entries, root: world.root });
  expect(run.setUpLink()).toBeUndefined();
  const told = await (await fetch(`${url}/api/v1/demonstration`)).json();
  expect(demoWorldSchema.strict().parse(told.data)).toEqual(told.data);

  await turnedAway(url);

  // A day, with everything that is planned for it.
  const before = await clockOf(url);
  const asked = await fetch(`${url}/api/v1/clock/advance`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ seconds: DAY_MS / 1_000 }),
  });
  expect(asked.status).toBe(202);
  expect(Date.parse((await asked.json()).until)).toBeGreaterThanOrEqual(Date.parse(before.now) + DAY_MS);
  await until("time to arrive", async () => {
    const clock = await clockOf(url);
    return clock.now >= clock.until;
  });
  const planned = world.world.planned.filter(
    ({ at }) => at > Date.parse(before.now) && at <= Date.parse(before.now) + DAY_MS,
  );
  expect(planned.length).toBeGreaterThan(0);
  const note = await (await fetch(`${url}/log/checkpoint`)).text();
  const { vkeys, answer_key: answerKey } = await (await fetch(`${url}/.well-known/touchstone.json`)).json();
  const opened = openCheckpoint(note, vkeys.log);
  expect(opened.ok && opened.value.checkpoint.size).toBeGreaterThanOrEqual(world.entries + planned.length);

  const home = path.join(folder.path, "home");
  const honest = await touchstoneHere(home, "audit", url);
  expect(honest.out).toContain("The site shows what its log gives.");
  expect([honest.code, honest.out.match(/FAIL/g)]).toEqual([0, null]);

  await keptAndVerified(url, home, ["--key", vkeys.log, "--answer-key", answerKey]);

  const cluster = /the database lies in (\S+):/.exec(run.output())?.[1] ?? path.join(data, "pg");
  await asOwnerOf(
    data,
    cluster,
    "ALTER TABLE part DISABLE TRIGGER USER",
    `UPDATE part SET bytes = set_byte(bytes, 40, (get_byte(bytes, 40) + 1) % 256)
      WHERE commit = (SELECT commit FROM part WHERE visibility = 'public' ORDER BY entry_index DESC LIMIT 1)`,
  );
  const changed = await touchstoneHere(home, "audit", url);
  expect(changed.out.match(/^FAIL.*$/gm)).toEqual([expect.stringMatching(/^FAIL\s+parts\s/)]);
  expect(changed.code).toBe(1);
});
