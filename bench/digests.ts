/**
 * 100,000 ledger digests through the command line into a running index, under the preset budgets: how long until all are
 * logged, and until all are shown. Then the same again with a kill in the middle and a second run, and a stranger's
 * recomputation from the log. `npm run bench -- digests [rows]`.
 */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { providerIdOf } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { composeStatement, type Draft, identityOfSeed, signStatement } from "#lib/statement/compose.ts";
import { parseStatement } from "#lib/statement/envelope.ts";
import { seriesIdOf } from "#lib/statement/ledger/series-id.ts";
import { touchstone } from "../e2e/support/command.ts";
import { HttpClient, jsonOf } from "../e2e/support/http.ts";
import { runUp, temporaryFolder } from "../e2e/support/run-index.ts";
import { until } from "../e2e/support/until.ts";
import { azureDigests } from "./support/digest-files.ts";
import { figure, Report } from "./support/report.ts";

const COUNT = Number(process.argv[2] ?? 100_000);
const TARGET_SECONDS = 60;
/** The second import is killed once so many of its statements are through: about a third. */
const KILL_AFTER = Math.max(1, Math.floor(COUNT / 10_000));
const CREATED = "2026-01-01T00:00:00.0000000";

const report = new Report(
  "digests",
  "Importing ledger digests",
  `${figure(COUNT)} digests of Azure SQL as JSON lines, by \`touchstone disclose digest\` as a process of its own, into an index started by \`up\` with its preset budgets. Everything on one machine.`,
);
const folder = temporaryFolder();
const port = 19_800 + (process.pid % 100);
const index = runUp(["--data", path.join(folder.path, "data"), "--port", String(port), "--empty"]);
const client = new HttpClient();
try {
  const url = await index.ready;
  const home = path.join(folder.path, "home");
  const provider = await listProvider(url, home);
  const seriesOf = (database: string) =>
    seriesIdOf({ ledger: "azure-sql", server: "bench", database, createdAt: CREATED });
  const shownRows = async (database: string) => {
    const answer = await client.get(`${url}/api/v1/providers/${provider}/digests/${seriesOf(database)}`);
    return answer.status === 200
      ? (jsonOf(answer) as { data: { report: { rows: number } | null } }).data.report?.rows
      : 0;
  };
  const argsOf = (database: string) => {
    const file = path.join(folder.path, `${database}.jsonl`);
    writeFileSync(file, azureDigests(database, COUNT, asInstant(Date.now())));
    const series = `bench/${database}/${CREATED}`;
    return ["disclose", "digest", file, "--provider", provider, "--key", "bench", "--series", series, "--url", url];
  };

  const whole = argsOf("whole");
  let startedMs = performance.now();
  const imported = await touchstone(home, ...whole);
  const logged = (performance.now() - startedMs) / 1000;
  if (imported.code !== 0) throw new Error(imported.out + imported.err);
  await until("all rows shown", async () => (await shownRows("whole")) === COUNT || undefined, 120_000);
  const shown = (performance.now() - startedMs) / 1000;
  startedMs = performance.now();
  const page = await client.get(`${url}/providers/${provider}/digests/${seriesOf("whole")}`);
  const pageMs = performance.now() - startedMs;
  if (page.status !== 200) throw new Error(`The page answers ${page.status}.`);

  const cut = argsOf("cut");
  await killInTheMiddle(home, cut);
  startedMs = performance.now();
  const again = await touchstone(home, ...cut);
  const resumed = (performance.now() - startedMs) / 1000;
  if (again.code !== 0) throw new Error(again.out + again.err);
  await until("all rows shown", async () => (await shownRows("cut")) === COUNT || undefined, 120_000);

  startedMs = performance.now();
  const checked = await touchstone(home, "digests", "check", provider, "--url", url);
  const recomputed = (performance.now() - startedMs) / 1000;

  report.table(
    ["step", "figure"],
    [
      [`${figure(COUNT)} rows logged`, `${figure(logged)} s`],
      ["… and shown with their report", `${figure(shown)} s`],
      ["page of the series, first read", `${figure(pageMs)} ms`],
      ["killed in the middle, then run again", `${figure(resumed)} s; ${again.out.trim()}`],
      ["recomputed from the log by a stranger (both imports)", `${figure(recomputed)} s, exit code ${checked.code}`],
    ],
  );
  const progress = imported.err.split("\n").filter((line) => line.includes(` of ${COUNT} rows (`)).length;
  report.note(`The import said ${progress} times how far it was.`);
  report.target(`100,000 digests imported ≤ ${TARGET_SECONDS} s`, `${figure(logged)} s`, logged <= TARGET_SECONDS);
  report.target("a second run adds no row twice", `${await shownRows("cut")} rows`, (await shownRows("cut")) === COUNT);
  report.target("the site's report follows from the log", `exit code ${checked.code}`, checked.code === 0);
  report.write();
} finally {
  client.close();
  await index.stop();
  folder.remove();
}

/** An operator with its key in the ring and a provider. */
async function listProvider(url: string, home: string): Promise<string> {
  const made = await touchstone(home, "keys", "new", "bench", "--purpose", "control");
  if (made.code !== 0) throw new Error(made.err);
  const seed = JSON.parse(readFileSync(path.join(home, "keys/bench.json"), "utf8")) as { seed: string };
  const own = identityOfSeed(new Uint8Array(Buffer.from(seed.seed, "base64url")));
  const { origin } = jsonOf(await client.get(`${url}/.well-known/touchstone.json`)) as { origin: Draft["log"] };
  const say = async (kind: Draft["kind"], subject: string, body: JsonObject) => {
    const draft = { kind, log: origin, issuer: own.did, key: own.thumbprint, subject, body };
    const statement = composeStatement(draft, asInstant(Date.now()), (count) => new Uint8Array(randomBytes(count)));
    const bytes = signStatement(statement, own.seed);
    const answer = await client.post(`${url}/api/v1/statements`, bytes);
    if (answer.status !== 201) throw new Error(`${kind} was answered ${answer.status}.`);
    const parsed = parseStatement(bytes);
    if (!parsed.ok) throw new Error(parsed.error.detail);
    return parsed.value.hash;
  };
  await say("participant.register", own.did, { displayName: "Bench" });
  return providerIdOf(await say("provider.register", "new", { kind: "instance", name: "Bench" }));
}

/** Ends the import by force once it said that several statements are through. */
async function killInTheMiddle(home: string, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, ["lib/cli/touchstone.ts", ...args], {
    env: { PATH: process.env.PATH, HOME: home, TOUCHSTONE_HOME: home, NODE_ENV: "production" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const over = new Promise<void>((resolve) => child.once("close", () => resolve()));
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString("utf8");
    if (said.includes(`(statement ${KILL_AFTER} of`)) child.kill("SIGKILL");
  });
  await over;
}
