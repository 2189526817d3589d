/**
 * 100,000 mixed requests at 100 connections against one web process: no answer of 5xx, and what its memory does
 * (`npm run bench -- mixed [requests]`).
 */
import { readFileSync } from "node:fs";
import { HttpClient } from "../e2e/support/http.ts";
import { newcomer } from "../e2e/support/participants.ts";
import { Scene } from "../e2e/support/scene.ts";
import { figure, quantile, Report } from "./support/report.ts";

const CONNECTIONS = 100;
const REQUESTS = Number(process.argv[2] ?? 100_000);
/** Caches fill and code is compiled until then; growth counts from there. */
const WARM = REQUESTS / 5;
const ENTRIES = 300;
const SAMPLES = 20;
const MIB = 2 ** 20;

/** What is asked for, as shares of a hundred. */
const MIX = [
  { name: "checkpoint", share: 22, target: () => "/log/checkpoint" },
  {
    name: "hash tiles and bundles",
    share: 22,
    target: (at: number) => `/log/tile/${at % 2 ? "entries/000" : "0/000"}`,
  },
  { name: "API: one entry, with and without proof", share: 30, target: (at: number) => apiOf(at) },
  { name: "API: lists", share: 10, target: (at: number) => `/api/v1/entries?limit=${10 + (at % 40)}` },
  { name: "pages", share: 10, target: (at: number) => pageOf(at) },
  { name: "appends", share: 6, target: () => undefined },
] as const;

const apiOf = (at: number) => (at % 2 ? `/api/v1/entries/${at % ENTRIES}` : `/api/v1/log/proof?index=${at % ENTRIES}`);
const PAGES = ["/", "/log", "/providers", "/verify", "/docs", "/operator"];
const pageOf = (at: number) => (at % 3 ? `/log/entries/${at % ENTRIES}` : (PAGES[at % PAGES.length] ?? "/"));

const report = new Report(
  "mixed",
  "Mixed requests and memory",
  `${figure(REQUESTS)} requests over ${CONNECTIONS} kept connections to one web process: pages, API, tiles, checkpoints and appends with signature check, in a fixed order of shares. The memory is what the kernel counts as resident (VmRSS), so it includes shared libraries and what the engine has not given back yet.`,
);
const scene = await Scene.open();
const { stack } = scene;
await scene.grow(ENTRIES);
await scene.watch.stop();
const client = new HttpClient(CONNECTIONS);

function memoryOf(pid: number | undefined): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) / 1024;
  return { now: field("VmRSS"), peak: field("VmHWM") };
}

/** The engine's own account of it. */
async function heapOf(): Promise<string> {
  const text = (await client.get(`${stack.url}/metrics`)).body.toString("utf8");
  const mib = (name: string) => {
    const bytes = Number(new RegExp(`^${name} (\\d+)`, "m").exec(text)?.[1]);
    return `${figure(Math.round(bytes / MIB))} MiB`;
  };
  return `heap used ${mib("nodejs_heap_size_used_bytes")} of ${mib("nodejs_heap_size_total_bytes")}, external ${mib("nodejs_external_memory_bytes")}`;
}

const order = MIX.flatMap((kind) => Array.from({ length: kind.share }, () => kind));
const statuses = new Map<string, number>();
const times = new Map<string, number[]>(MIX.map(({ name }) => [name, []]));
const samples: { at: number; rss: number }[] = [];
const web = () => memoryOf(stack.webs[0]?.child.pid);
const before = web();
let sent = 0;

async function sendNext(): Promise<void> {
  while (sent < REQUESTS) {
    const at = sent;
    sent += 1;
    if (at % Math.ceil(REQUESTS / SAMPLES) === 0) samples.push({ at, rss: web().now });
    // 37 has no factor in common with 100: every hundred requests hold every share, mixed.
    const kind = order[(at * 37) % order.length];
    if (kind === undefined) continue;
    const target = kind.target(at);
    const startedMs = performance.now();
    const answer =
      target === undefined
        ? await client.post(`${stack.url}/api/v1/statements`, newcomer(stack.origin, `guest ${at}`).bytes)
        : await client.get(`${stack.url}${target}`);
    times.get(kind.name)?.push(performance.now() - startedMs);
    const key = `${kind.name} ${answer.status}`;
    statuses.set(key, (statuses.get(key) ?? 0) + 1);
  }
}

try {
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, sendNext));
  const seconds = (performance.now() - startedMs) / 1000;
  const after = web();
  const warm = samples.find(({ at }) => at >= WARM)?.rss ?? before.now;
  report.note(`${figure(REQUESTS / seconds)} requests a second, from the same two cores.`);
  report.table(
    ["request", "share", "answers", "p50", "p99"],
    MIX.map(({ name, share }) => {
      const ms = times.get(name) ?? [];
      const answers = [...statuses].filter(([key]) => key.startsWith(name));
      const counted = answers.map(([key, count]) => `${key.slice(name.length + 1)}: ${figure(count)}`).join(", ");
      return [name, `${share} %`, counted, `${figure(quantile(ms, 0.5))} ms`, `${figure(quantile(ms, 0.99))} ms`];
    }),
  );
  report.table(
    ["after requests", "resident MiB"],
    samples.map(({ at, rss }) => [figure(at), figure(Math.round(rss))]),
  );
  report.note(
    `Resident: ${figure(Math.round(before.now))} MiB before, ${figure(Math.round(after.now))} MiB after, ${figure(Math.round(after.peak))} MiB at most. Sequencer: ${figure(Math.round(memoryOf(stack.sequencers[0]?.pid).now))} MiB.`,
  );
  report.note(`Inside: ${await heapOf()}.`);
  const failed = [...statuses].filter(([key]) => / 5\d\d$/.test(key)).reduce((sum, [, count]) => sum + count, 0);
  const growth = after.now - warm;
  report.target("no answer of 5xx", figure(failed), failed === 0);
  report.target(
    "resident memory below 350 MB",
    `${figure(Math.round((after.now * MIB) / 1e6))} MB`,
    after.now * MIB < 350e6,
  );
  report.target(
    `growth after the first ${figure(WARM)} below 50 MiB`,
    `${figure(Math.round(growth))} MiB`,
    growth < 50,
  );
} finally {
  client.close();
  await scene.close();
}
report.write();
