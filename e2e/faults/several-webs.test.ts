/** What `--webs N` promises: one port, one set-up link, and a restart that fails no read. */
import { Agent, get } from "node:http";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
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

const webPids = (): number[] =>
  processesOf(data)
    .filter(({ command }) => command.includes("lib/server/http/main.ts"))
    .map(({ pid }) => pid)
    .sort();

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

test("a rolling restart replaces every web process and fails no read, on kept connections and on new ones", async () => {
  const before = webPids();
  expect(before).toHaveLength(WEBS);
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
  expect((await touchstone(folder.path, "restart", "--data", data)).code).toBe(0);
  await run.said(/web processes replaced/);
  isOver = true;
  await Promise.all(readers);
  const after = webPids();
  expect(after).toHaveLength(WEBS);
  expect(after.filter((pid) => before.includes(pid))).toEqual([]);
  expect([...outcomes.keys()]).toEqual(["200"]);
  expect(outcomes.get("200")).toBeGreaterThan(50);
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
