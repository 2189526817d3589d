/**
 * What an agent costs beside a bare client of the same provider, whether it makes a round trip more on the path that is
 * paid, and how fast bundles are checked: `npm run bench -- agent [calls]`, 3,000 calls of each unless told otherwise.
 */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { runAgent } from "#lib/cli/agent/agent.ts";
import type { Call } from "#lib/cli/agent/call.ts";
import type { Callee } from "#lib/cli/agent/judge.ts";
import { type Paid, Wallet } from "#lib/cli/agent/wallet.ts";
import { workOf } from "#lib/cli/agent/work.ts";
import { readSource } from "#lib/cli/definition/read-source.ts";
import { type Hosts, notFiledYet } from "#lib/cli/evidence/check-here.ts";
import { cidOf } from "#lib/cli/provider/services.ts";
import { encodeBundle, newBundle } from "#lib/evidence/bundle/bundle.ts";
import { checkBundle } from "#lib/evidence/checks/check-bundle.ts";
import type { Source } from "#lib/evidence/definition/source.ts";
import { captureExchange } from "#lib/evidence/signing/capture-exchange.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { readQuickJsFile } from "#lib/platform/node-quickjs-file.ts";
import { withReplayHosts } from "#lib/platform/node-replay-host.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { checkInChromium } from "./support/browser-check.ts";
import { exampleFile, exampleSource, rulesOf, serveHere } from "./support/live-definition.ts";
import { figure, formatSpread, quantile, Report, spreadOf } from "./support/report.ts";

const CALLS = Number(process.argv[2] ?? "3000");
const ROUNDS = 10;
const AUDIT_RATE = 0.1;
const BUNDLES = Math.min(400, CALLS);
const BROWSER_ROUNDS = Math.min(100, CALLS);
const BLOCK_BYTES = 6_900;

const report = new Report(
  "agent",
  "An agent beside a bare client",
  `Both call the same provider (a process of its own, \`search\`, every answer signed) over one kept connection, one call after another, in turn in ${ROUNDS} rounds, ${figure(CALLS)} calls each. *Bare*: the same request with token and nonce, the body read, nothing checked. *Agent*: each signature checked, digest, coverage, date and nonce too, each answer held against earlier ones, ${AUDIT_RATE * 100} % run again beside the calls. The time of a call runs from its beginning to that of the next.`,
);
const signal = new AbortController().signal;

/** A wallet that notes how long it is from the beginning of each call to that of the next. */
class ClockedWallet {
  readonly #wallet: Wallet;
  readonly periodsMs: number[] = [];
  #startedMs: number | undefined;

  constructor(wallet: Wallet) {
    this.#wallet = wallet;
  }

  async pay(call: Call): Promise<Paid> {
    const now = performance.now();
    if (this.#startedMs !== undefined) this.periodsMs.push(now - this.#startedMs);
    this.#startedMs = now;
    return await this.#wallet.pay(call);
  }
}

await withReplayHosts(async (hosts) => {
  await measureOverhead(hosts);
  await countRoundTrips(hosts);
  await measureBundles(hosts);
  await measureBrowser(hosts);
});
report.write();

async function measureOverhead(hosts: Hosts): Promise<void> {
  const { file, remove } = exampleFile("search");
  const source = await readSource(file);
  const child = spawn(process.execPath, ["lib/cli/touchstone.ts", "provider", "--definition", file, "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = (await once(child.stdout, "data")) as [Buffer];
  const { url: address, responder } = JSON.parse(said.toString("utf8"));
  const url = new URL(address);
  const rules = rulesOf(source, hosts);
  const bare: number[] = [];
  const ours: number[] = [];
  const perRound = Math.ceil(CALLS / ROUNDS);
  for (let round = 0; round < ROUNDS + 1; round++) {
    const clocked = new ClockedWallet(new Wallet(url, signal));
    const plan = { ...rules, calls: perRound, auditRate: AUDIT_RATE, dice: Math.random, signal };
    const callee: Callee = { url, responder, wallet: clocked };
    for await (const { kind } of runAgent({ ...plan, callee, work: workOf(source.body.definition) }))
      if (kind !== "trusted" && kind !== "verified" && kind !== "inconclusive")
        throw new Error(`An answer is ${kind}.`);
    const alone = new ClockedWallet(new Wallet(url, signal));
    const { call } = workOf(source.body.definition)(0);
    for (let at = 0; at < perRound; at++) await alone.pay(call);
    if (round === 0) continue; // the engine is still compiling
    ours.push(...clocked.periodsMs);
    bare.push(...alone.periodsMs);
  }
  child.kill();
  remove();
  const row = (name: string, values: number[]) => [
    name,
    ...[0.5, 0.95, 0.99].map((share) => `${quantile(values, share).toFixed(2)} ms`),
  ];
  report.table(["", "p50", "p95", "p99"], [row("bare client", bare), row("agent", ours)]);
  const more = quantile(ours, 0.5) - quantile(bare, 0.5);
  report.target("the agent adds ≤ 3 ms to the p50 of a call", `${more.toFixed(2)} ms`, more <= 3);
}

/** Requests and connections that a provider sees of an agent, without clocks. */
async function countRoundTrips(hosts: Hosts): Promise<void> {
  const source = await exampleSource("search");
  const { callee, server } = await serveHere(source, signal);
  const seen = { requests: 0, connections: 0 };
  server.on("request", () => void seen.requests++);
  server.on("connection", () => void seen.connections++);
  const calls = 200;
  const plan = { ...rulesOf(source, hosts), callee, calls, auditRate: AUDIT_RATE, dice: Math.random, signal };
  for await (const _ of runAgent({ ...plan, work: workOf(source.body.definition) }));
  server.close();
  report.note(
    `Of ${calls} calls of an agent a provider saw ${seen.requests} requests over ${seen.connections} connection: the calls, and one that buys the token for a thousand.`,
  );
  const isBare = seen.requests === calls + 1 && seen.connections === 1;
  report.target(
    "no round trip more on the paid path",
    `${seen.requests - 1} requests for ${calls} calls, ${seen.connections} connection`,
    isBare,
  );
}

/** Bundles a second on one core: without code, and with three runs of it in two processes. */
async function measureBundles(hosts: Hosts): Promise<void> {
  const rows: string[][] = [];
  for (const name of ["blocks", "prices"]) {
    const source = await exampleSource(name);
    const bundles = await lyingBundles(source, name === "blocks" ? BUNDLES : Math.min(40, BUNDLES));
    const { definition } = source.body;
    const facts = {
      filed: notFiledYet(),
      trust: { logVkey: undefined, raw: rawVerify },
      historyOf: () => null,
      definitionOf: () => ({ definition, material: source.material, listed: true }),
      caseOf: () => null,
      similarCases: () => 0,
      hosts,
    };
    const each: number[] = [];
    for (let round = 0; round < 6; round++) {
      const startedMs = performance.now();
      const started = process.cpuUsage();
      for (const bytes of bundles)
        if ((await checkBundle(bytes, facts)).verdict.verdict !== "proven") throw new Error("A lie is not proven.");
      const { user, system } = process.cpuUsage(started);
      // Code runs in other processes: there it is the time that passes.
      const us = name === "blocks" ? user + system : (performance.now() - startedMs) * 1000;
      if (round > 0) each.push(us / bundles.length);
    }
    const size = Math.round((bundles[0]?.length ?? 0) / 1000);
    const spread = spreadOf(each);
    rows.push([
      name === "blocks" ? `content by hash, ${size} KB` : `code run three times, ${size} KB`,
      name === "blocks" ? "processor time" : "time that passes",
      formatSpread(spread, " µs"),
      figure(Math.round(1e6 / spread.median)),
    ]);
  }
  report.note("A whole check of one bundle, all fourteen, to the verdict *proven*:");
  report.table(["bundle", "measured in", "for each: median (smallest to largest)", "a second on one core"], rows);
}

/** The same bundles where a reader checks them: in a worker of a page, first with its start and then without. */
async function measureBrowser(hosts: Hosts): Promise<void> {
  const rows: string[][] = [];
  for (const name of ["blocks", "prices"]) {
    const source = await exampleSource(name);
    const { definition } = source.body;
    const [bundle = new Uint8Array()] = await lyingBundles(source, 1);
    const facts = await factsFor(bundle, source, hosts);
    const hash = hexEncode(definitionHash(definition));
    const runtime = name === "blocks" ? undefined : await readQuickJsFile();
    const job = { bundle, facts, definition: { hash, document: definition, ...source.material }, runtime };
    const times = await checkInChromium(job, BROWSER_ROUNDS);
    const [cold, prepared, warm] = [spreadOf(times.cold), spreadOf(times.prepared), spreadOf(times.warm)];
    const words = name === "blocks" ? "content by hash, 10 KB" : "code run three times, 1 KB";
    rows.push([words, ...[cold, prepared, warm].map((spread) => formatSpread(spread, " ms"))]);
    const asks = name === "blocks" ? "one bundle in the browser in < 100 ms" : "the same where code runs three times";
    const said = `${figure(warm.median)} ms in a running page, ${figure(prepared.median)} ms the first time, ${figure(cold.median)} ms with the worker's start`;
    report.target(asks, said, warm.median < 100);
  }
  report.note(
    "One bundle in Chromium, from the message to the worker to the verdict *proven*. *Cold*: a new page, the worker's script read and started. *Prepared*: the first bundle in a worker that the page started before, as pages do that will check; the file in which code runs is still to be compiled. *Warm*: the same worker again; each run of code has an instance of its own.",
  );
  report.table(["bundle", "cold: median (smallest to largest)", "prepared", "warm"], rows);
}

/** What an index would say of the bundle: the log has no such key, and no such case. */
async function factsFor(bundle: Uint8Array, source: Source, hosts: Hosts) {
  const { definition } = source.body;
  const filed = notFiledYet();
  const { signer, fault } = await checkBundle(bundle, {
    filed,
    trust: { logVkey: undefined, raw: rawVerify },
    historyOf: () => null,
    definitionOf: () => ({ definition, material: source.material, listed: true }),
    hosts,
  });
  if (signer === undefined || fault === undefined) throw new Error("The bundle names nobody.");
  const none = { of: signer, said: null };
  return { filed, logVkey: undefined, keys: [], history: none, earlier: { of: fault.id, said: null }, similar: 0 };
}

async function lyingBundles(source: Source, count: number): Promise<Uint8Array[]> {
  const { callee, server } = await serveHere(source, signal, { rate: 1, kind: "wrong", dice: () => 0 });
  const bundles: Uint8Array[] = [];
  for (let at = 0; at < count; at++) {
    const { before, call } = callsOf(source);
    if (before !== undefined) await callee.wallet.pay(before);
    const captured = captureExchange(await callee.wallet.pay(call));
    if (!captured.ok) throw new Error(captured.error.detail);
    const kind = source.body.definition.kind === "function" ? "wrong-result" : "content-address";
    const claim = { kind, params: {} } as const;
    bundles.push(
      encodeBundle(newBundle({ subject: { provider: callee.responder }, claim, exchanges: [captured.value] })),
    );
  }
  server.close();
  return bundles;
}

/** Large blocks by chance, so that a bundle has 10 KB; else the first test of the definition. */
function callsOf({ body: { definition } }: Source): { before?: Call; call: Call } {
  if (definition.kind !== "content-address") return workOf(definition)(0);
  const body = new Uint8Array(randomBytes(BLOCK_BYTES));
  const before = { method: "POST", target: "/blocks", contentType: "application/octet-stream", body };
  return { before, call: { method: "GET", target: `/blocks/${cidOf(body)}` } };
}
