/** `touchstone disclose digest` as a process of its own, against a whole index, with the accidents of a real import. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { setInterval as every, setTimeout as nextLook } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { hexEncode } from "#lib/kernel/base.ts";
import { providerIdOf } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { projectLedgers } from "#lib/server/jobs/project-ledgers.ts";
import { registration, signed, testKey } from "#lib/server/sequencer/test-log.ts";
import { azureDigest, LEDGER_SERIES } from "#lib/state/testing/ledger.ts";
import { seriesIdOf } from "#lib/statement/ledger/series-id.ts";
import { startTestSite } from "./test-site.ts";

const database = await freshDatabase();
const site = await startTestSite(database);
const pool = makePool({ url: database.urls.worker, name: "test-import", max: 2 });
const folder = mkdtempSync(path.join(tmpdir(), "touchstone-import-"));
const ended = new AbortController();
const worker = (async () => {
  for await (const _ of every(100, undefined, { signal: ended.signal })) await projectLedgers(pool, ended.signal);
})().catch(() => expect(ended.signal.aborted).toBe(true));
/** Passes everything on; the answer of so many more statements is lost with its connection, after they were recorded. */
let answersToLose = 0;
const network = createServer(async (request, response) => {
  const { method = "GET", url = "/" } = request;
  const body = method === "POST" ? await buffer(request) : undefined;
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${site.url}${url}`, { method, ...(body && { headers, body: new Uint8Array(body) }) });
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (method === "POST" && answersToLose > 0) {
    answersToLose -= 1;
    request.socket.destroy();
  } else response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" }).end(bytes);
});
afterAll(async () => {
  ended.abort();
  network.closeAllConnections();
  network.close();
  await worker;
  await pool.end();
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

const ROWS = 3_500;
const ada = testKey("ada");

async function listProvider(): Promise<string> {
  const body = { kind: "instance", name: "Halden" };
  const provider = signed(ada, "provider", { kind: "provider.register", subject: "new", body });
  for (const { bytes } of [registration("ada"), provider]) {
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: new Uint8Array(bytes) };
    expect((await fetch(`${site.url}/api/v1/statements`, init)).status).toBe(201);
  }
  return providerIdOf(provider.hash);
}

type Ran = { code: number | null; out: string };

async function importFile(args: readonly string[], onProgress?: (said: string, child: ChildProcess) => void) {
  const env = { PATH: process.env.PATH, HOME: folder, TOUCHSTONE_HOME: folder, NODE_ENV: "test" as const };
  const child = spawn(process.execPath, ["lib/cli/touchstone.ts", "disclose", "digest", ...args], { env });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString("utf8");
  });
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk.toString("utf8");
    onProgress?.(err, child);
  });
  return await new Promise<Ran>((resolve) => child.once("close", (code) => resolve({ code, out: out + err })));
}

test("an import that is killed, then loses an answer, goes on where it was and logs no row twice", {
  timeout: 120_000,
}, async () => {
  const id = await listProvider();
  site.now = asInstant(Date.now());
  // The log says its time by itself, every few seconds; a statement of today is refused until it has.
  while ((await site.context.follower.logTime()) < site.now) await nextLook(100);
  const [file, key] = [path.join(folder, "digests.jsonl"), path.join(folder, "ada.txt")];
  writeFileSync(file, Array.from({ length: ROWS }, (_, block) => `${azureDigest(block)}\n`).join(""));
  writeFileSync(key, hexEncode(ada.seed), { mode: 0o600 });
  await new Promise<void>((resolve) => network.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(network.address() as AddressInfo).port}`;
  const { server, database: name, createdAt } = LEDGER_SERIES;
  const args = [file, "--provider", id, "--key", key, "--series", `${server}/${name}/${createdAt}`, "--url", url];

  const killed = await importFile(args, (said, child) => {
    if (said.includes("(statement 1 of")) child.kill("SIGKILL");
  });
  expect(killed.code, killed.out).toBe(null);
  answersToLose = 1;
  const resumed = await importFile(args);
  expect(resumed, resumed.out).toMatchObject({ code: 0 });
  const [, good, logged, known] = /(\d+) good rows, (\d+) logged now, (\d+) known already/.exec(resumed.out) ?? [];
  expect({ sum: Number(good) + Number(known), isSomeKnown: Number(known) > 0, answersToLose }).toEqual({
    sum: ROWS,
    isSomeKnown: true,
    answersToLose: 0,
  });
  expect(logged).toBe(good);
  expect((await importFile(args)).out).toContain(`0 good rows, 0 logged now, ${ROWS} known already, 0 bad.`);
  const rows = await (
    await fetch(`${site.url}/api/v1/providers/${id}/digests/${seriesIdOf(LEDGER_SERIES)}/rows.csv`)
  ).text();
  const blocks = rows
    .trimEnd()
    .split("\r\n")
    .slice(1)
    .map((line) => Number(line.split(",")[0]));
  expect(blocks).toEqual(Array.from({ length: ROWS }, (_, block) => block));
});
