/** What `--webs N` promises: one port, one set-up link, and a restart that fails no read. */
import { writeFileSync } from "node:fs";
import { Agent, get } from "node:http";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildConflictingCheckpoints } from "#lib/state/fraud/build.ts";
import { encodeFraudProof } from "#lib/state/fraud/fraud-proof.ts";
import { forkedAt, headOf, logSigner, smallLog } from "#lib/state/testing/fraud-world.ts";
import { identityOfSeed } from "#lib/statement/compose.ts";
import { touchstone } from "../support/command.ts";
import { processesOf, runUp, temporaryFolder, type UpRun } from "../support/run-index.ts";

const WEBS = 2;
const folder = temporaryFolder();
const data = path.join(folder.path, "data");
let run: UpRun;
let url: string;

beforeAll(async () => {
  run = runUp(["--data", data, "--port", "19000", "--webs", String(WEBS), "--empty"]);
  url = await run.ready;
});
afterAll(async () => {
  await run?.stop();
  folder.remove();
});

const pidsOf = (part: string): number[] =>
  processesOf(data)
    .filter(({ command }) => command.includes(`lib/server/${part}/main.ts`))
    .map(({ pid }) => pid)
    .sort();
const REPLACED = ["http", "jobs", "sequencer"] as const;

/** Status of one read; no second try. Rejects when the connection fails. */
async function read(target: string, agent: Agent): Promise<number | undefined> {
  return await new Promise((resolve, reject) => {
    get(`${url}${target}`, { agent }, (answer) => {
      answer.on("error", reject);
      answer.on("end", () => resolve(answer.statusCode));
      answer.resume();
    }).on("error", reject);
  });
}

test("a rolling restart replaces every process that serves, writes or works, and fails no read, on kept connections and on new ones", async () => {
  const before = REPLACED.map(pidsOf);
  expect(before.map(({ length }) => length)).toEqual([WEBS, 1, 1]);
  const outcomes = new Map<string, number>();
  let isOver = false;
  const readAll = async (keepAlive: boolean): Promise<void> => {
    const agent = new Agent({ keepAlive, maxSockets: 1 });
    const targets = ["/log/checkpoint", "/api/v1/entries", "/log", "/readyz"];
    for (let at = 0; !isOver; at += 1) {
      const outcome = await read(targets[at % targets.length] ?? "", agent).catch((error: Error) => error.message);
      outcomes.set(String(outcome), (outcomes.get(String(outcome)) ?? 0) + 1);
    }
    agent.destroy();
  };
  const readers = [true, true, false, false].map(readAll);
  const { out, code } = await touchstone(folder.path, "restart", "--data", data);
  expect([code, out]).toEqual([0, expect.stringContaining("Replaced web, web-2, worker, sequencer.")]);
  isOver = true;
  await Promise.all(readers);
  // It is over when the command ends.
  const after = REPLACED.map(pidsOf);
  expect(after.map(({ length }) => length)).toEqual([WEBS, 1, 1]);
  expect(after.flat().filter((pid) => before.flat().includes(pid))).toEqual([]);
  expect([...outcomes.keys()]).toEqual(["200"]);
  expect(outcomes.get("200")).toBeGreaterThan(50);
});

test("a proof of fraud is judged from a terminal as over HTTP: of a log that was never observed it convicts nobody", async () => {
  const { leaves } = smallLog(2).world;
  const fork = headOf(forkedAt(leaves, 1), leaves.length);
  const proof = buildConflictingCheckpoints(headOf(leaves, leaves.length), fork, logSigner.vkey);
  const file = path.join(folder.path, "split.fraud.json");
  writeFileSync(file, proof === undefined ? "" : encodeFraudProof(proof));
  const { err, code } = await touchstone(folder.path, "convict", file, "--data", data);
  expect([code, err]).toEqual([2, expect.stringContaining("has never observed it")]);
});

test("the set-up link is good once, whichever of the processes is asked", async () => {
  const token = run.setUpLink()?.split("#")[1] ?? "";
  const { did } = identityOfSeed(new Uint8Array(32).fill(7));
  const use = async () =>
    await fetch(`${url}/api/v1/setup`, {
      method: "POST",
      headers: { "content-type": "application/json", connection: "close" },
      body: JSON.stringify({ token, did }),
    });
  const first = await Promise.all([use(), use(), use()]);
  expect(first.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(1);
  const isClosed = async () => {
    const { open }: { open: boolean } = await (await fetch(`${url}/api/v1/setup`)).json();
    return !open;
  };
  const closed: boolean[] = [];
  for (let at = 0; at < 10; at += 1) closed.push(await isClosed());
  expect(closed).not.toContain(false);
});
