/** What `npm run up` promises, held against real processes on temporary data folders. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { openWitnessedCheckpoint } from "#lib/log/quorum.ts";
import { parseWitnessPolicy } from "#lib/log/witness-policy.ts";
import { processesOf, runUp, temporaryFolder, type UpRun } from "../support/run-index.ts";
import { until } from "../support/until.ts";

/** Where no outgoing connection and no `freePort` takes one; other runs on this machine have others. */
const PORT = 19_100 + (process.pid % 25) * 20;
const folder = temporaryFolder();
const data = path.join(folder.path, "data");
const runs = new Set<UpRun>();

function up(args: readonly string[], env: Readonly<Record<string, string>> = {}): UpRun {
  const run = runUp(args, env);
  runs.add(run);
  return run;
}

afterEach(async () => {
  for (const run of runs) await run.stop();
  runs.clear();
});
afterAll(() => folder.remove());

async function checkpointOf(url: string): Promise<string> {
  const answer = await fetch(`${url}/log/checkpoint`);
  expect(answer.status).toBe(200);
  return await answer.text();
}

/** The pids that name this data folder and match; waits for nothing. */
function pidsOf(place: string, pattern: RegExp): number[] {
  return processesOf(place)
    .filter(({ command }) => pattern.test(command))
    .map(({ pid }) => pid);
}

function isGone(pid: number): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return true;
  }
}

async function listen(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return server;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).status === 200;
  } catch {
    return false;
  }
}

/** Stops it as a terminal or a service manager does: it ends well and leaves nothing running. */
async function stopWith(signal: "SIGINT" | "SIGTERM", run: UpRun): Promise<void> {
  const url = await run.ready;
  run.signal(signal);
  expect(await run.ended).toEqual({ code: 0, signal: null });
  expect(processesOf(data)).toEqual([]);
  expect(existsSync(path.join(data, "lock"))).toBe(false);
  await expect(fetch(url)).rejects.toThrow();
}

// The first start founds the index that the others open: each takes seconds, so that none only prepares.
test("SIGINT stops everything and leaves nothing running", async () => {
  await stopWith("SIGINT", up(["--data", data, "--port", String(PORT), "--empty"]));
});

describe("one running index", () => {
  const TAKEN = PORT + 10;
  let run: UpRun;
  let url: string;

  beforeAll(async () => {
    const server = await listen(TAKEN);
    try {
      run = runUp(["--data", data, "--port", String(TAKEN), "--demo-witnesses", "1"]);
      url = await run.ready;
    } finally {
      server.close();
    }
  });
  afterAll(() => run?.stop());

  test("a taken port means the next free one", () => {
    expect(url).toBe(`http://127.0.0.1:${TAKEN + 1}`);
    expect(run.output()).toContain(`port ${TAKEN} is taken, using ${TAKEN + 1}`);
  });

  test("a fresh folder holds keys and secrets that only their owner reads, and its genesis is entry 0", async () => {
    const keys = readdirSync(path.join(data, "keys")).sort();
    expect(keys).toEqual([
      "admin.json",
      "answer.json",
      "draw.json",
      "log.json",
      "promise.json",
      "statement.json",
      "witness.json",
    ]);
    for (const file of [...keys.map((name) => path.join("keys", name)), "secrets.json"]) {
      expect(statSync(path.join(data, file)).mode & 0o777, file).toBe(0o600);
    }
    const entry = await (await fetch(`${url}/api/v1/entries/0`)).json();
    expect(JSON.stringify(entry)).toContain('"index.genesis"');
    expect(run.setUpLink()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/setup#[\w-]{32}$/);
  });

  test("a second start on the same folder is refused with the first one's process", async () => {
    const second = up(["--data", data, "--port", String(PORT)]);
    expect((await second.ended).code).toBe(1);
    expect(second.output()).toMatch(new RegExp(`in use by process ${run.pid}\\b`));
    await checkpointOf(url);
  });

  test("no process sees another's keys", () => {
    const environmentOf = (pattern: RegExp): string => {
      const [pid] = pidsOf(data, pattern);
      return readFileSync(`/proc/${pid}/environ`, "utf8");
    };
    const web = environmentOf(/server\/http\/main/);
    expect(web).not.toMatch(/keys\/|ts_seq|ts_worker|secrets/);
    const sequencer = environmentOf(/server\/sequencer\/main/);
    expect(sequencer).toMatch(/keys\/log\.json/);
    expect(sequencer).not.toMatch(/keys\/(statement|answer|admin)|ts_web|AUTH_SECRET/);
    const worker = environmentOf(/server\/jobs\/main/);
    expect(worker).toMatch(/keys\/statement\.json/);
    expect(worker).not.toMatch(/keys\/(log|promise|witness|admin)|ts_web|AUTH_SECRET/);
    const witness = environmentOf(/server\/witness\/main/);
    expect(witness).toMatch(/w1\/key\.json/);
    expect(witness).not.toMatch(/keys\/|DATABASE_URL|AUTH_SECRET/);
  });

  test("a demonstration witness cosigns the head, makes the quorum, and counts as 0 independent ones", async () => {
    const policy = parseWitnessPolicy(await (await fetch(`${url}/log/policy`)).text());
    const vkey = (await (await fetch(`${url}/log/vkey`)).text()).trim();
    if (!policy.ok) throw new Error(policy.error.detail);
    const opened = async () => openWitnessedCheckpoint(await checkpointOf(url), vkey, policy.value);
    await until("the demonstration witness cosigned the head", async () => {
      const head = await opened();
      return head.ok && head.value.isQuorumMet;
    });
    expect(await opened()).toMatchObject({ ok: true, value: { cosigned: [{ witness: "w1" }], independent: 0 } });
  });

  test.each([
    ["web", /server\/http\/main/],
    ["sequencer", /server\/sequencer\/main/],
    ["worker", /server\/jobs\/main/],
    ["witness-w1", /server\/witness\/main/],
    ["postgres", /bin\/postgres -D/],
  ])("a killed %s is started again and the index serves", async (name, pattern) => {
    const [pid] = pidsOf(data, pattern);
    if (pid === undefined) throw new Error(`no ${name}`);
    process.kill(pid, "SIGKILL");
    await run.said(new RegExp(`${name} ended`));
    await run.said(new RegExp(`${name} is back`));
    await until("the index answers again", () => answers(url));
    await checkpointOf(url);
  });
});

test("the next start goes on with the same log: after SIGTERM, which leaves nothing running, and after a killed supervisor, whose processes end by themselves", async () => {
  const first = up(["--data", data, "--port", String(PORT)]);
  const before = (await checkpointOf(await first.ready)).split("\n").slice(0, 3);
  await stopWith("SIGTERM", first);

  const second = up(["--data", data, "--port", String(PORT)]);
  const url = await second.ready;
  expect((await checkpointOf(url)).split("\n").slice(0, 3)).toEqual(before);
  expect(second.output()).toContain(`\nready ${url}\n`);
  expect(second.output()).not.toMatch(/building|built/);
  const children = processesOf(data).filter(({ pid }) => pid !== second.pid);
  expect(children.length).toBeGreaterThanOrEqual(5);
  second.signal("SIGKILL");
  await second.ended;

  // The next start may begin while they still end.
  const third = up(["--data", data, "--port", String(PORT)]);
  expect((await checkpointOf(await third.ready)).split("\n").slice(0, 2)).toEqual(before.slice(0, 2));
  await until("every process has ended", () => children.every(({ pid }) => isGone(pid)));
});

test("Ctrl-C during the start leaves nothing running", async () => {
  const run = up(["--data", data, "--port", String(PORT)]);
  await run.said(/starting postgres/);
  run.signal("SIGINT");
  await run.ended;
  expect(processesOf(data)).toEqual([]);
});

test("what genesis fixed for ever cannot be given anew", async () => {
  const run = up(["--data", data, "--port", String(PORT), "--origin", "example.org/another"]);
  expect((await run.ended).code).toBe(1);
  expect(run.output()).toMatch(/--origin cannot change it/);
});

test("a folder of an older build is refused in one sentence that names reset, and nothing is changed", async () => {
  const other = temporaryFolder();
  onTestFinished(() => other.remove());
  const file = path.join(other.path, "touchstone.json");
  const old = JSON.stringify({
    formatVersion: 0,
    foldVersion: 0,
    origin: "x/y",
    createdAt: "2026-01-01T00:00:00.000Z",
  });
  writeFileSync(file, old);
  const run = up(["--data", other.path, "--port", String(PORT), "--empty"]);
  expect((await run.ended).code).toBe(1);
  expect(run.output().trim().split("\n")).toHaveLength(1);
  expect(run.output()).toMatch(/another build.*touchstone -- reset/);
  expect(readdirSync(other.path)).toEqual(["touchstone.json"]);
  expect(readFileSync(file, "utf8")).toBe(old);
});

test("a folder with somebody else's files is refused", async () => {
  const other = temporaryFolder();
  onTestFinished(() => other.remove());
  writeFileSync(path.join(other.path, "thesis.txt"), "do not lose");
  const run = up(["--data", other.path, "--port", String(PORT), "--empty"]);
  expect((await run.ended).code).toBe(1);
  expect(run.output()).toMatch(/holds other files \(thesis\.txt\)/);
  expect(readdirSync(other.path)).toEqual(["thesis.txt"]);
});
