/**
 * Reads a second through the fast routes, against a bare Node handler of equal size (equal bodies under the least head, and
 * equal bytes on the wire), and against the same data through a Next route handler. All take turns within one run.
 */
import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import { entriesTilePath, tilePath } from "#lib/log/tile.ts";
import { HttpClient } from "../e2e/support/http.ts";
import { Scene } from "../e2e/support/scene.ts";
import { bareBodies, readFor, startBare } from "./support/bare-process.ts";
import { SAME_HEAD } from "./support/bare-server.ts";
import { LoadProcess, portOf } from "./support/load-process.ts";
import { processorUs } from "./support/processor-time.ts";
import { figure, formatSpread, Report, type Spread, spreadOf } from "./support/report.ts";

const ROUNDS = 5;
const SECONDS = 2;
const CONNECTIONS = 50;
const LOAD = { connections: CONNECTIONS, seconds: SECONDS };
const SIZE = 300;

const BUNDLE = "bundle of 256 entries";

const READS = [
  { name: "checkpoint", path: "/log/checkpoint", next: false },
  { name: "hash tile (8 KiB)", path: `/log/${tilePath({ level: 0, number: 0, width: 256 })}`, next: false },
  { name: BUNDLE, path: `/log/${entriesTilePath({ number: 0, width: 256 })}`, next: false },
  { name: "one entry (API)", path: "/api/v1/entries/42", next: true },
  { name: "list of 20 entries (API)", path: "/api/v1/entries?limit=20", next: true },
] as const;

const report = new Report(
  "reads",
  "Reads a second",
  "The fast routes of the web process, against a bare Node handler (createServer, writeHead, end), and against the same Hono app mounted in a Next route handler. *Equal body*: the bare handler sends the same body with its type and length and nothing else, a third of the index's head. *Equal bytes*: it sends the same body under the same head, as many bytes as the index does. All on the loopback, keep-alive, no pipelining; the load comes from a process of its own on the same cores.",
);

const scene = await Scene.open();
const load = new LoadProcess();
const client = new HttpClient();
const children: ChildProcess[] = [];
try {
  await scene.grow(SIZE - 1);
  await scene.untilPublished(SIZE);
  await scene.watch.stop();
  const { stack } = scene;
  const bodies = await bareBodies(
    client,
    stack.url,
    READS.map(({ path: at }) => at),
  );
  const bare = await startBare(bodies);
  children.push(bare.child);
  const nextUrl = await startNext();
  const pids = { fast: pidOf(stack.webs[0]?.child.pid), bare: pidOf(bare.child.pid) };

  const rows: string[][] = [];
  const costs: string[][] = [];
  const met: { name: string; body: Spread; wire: Spread; next: Spread | undefined; rate: Spread }[] = [];
  for (const { name, path: at, next } of READS) {
    const rates = { fast: [] as number[], body: [] as number[], wire: [] as number[], next: [] as number[] };
    const cpu = { fast: [] as number[], body: [] as number[], wire: [] as number[] };
    const p99: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [kind, pid, url, path] of [
        ["body", pids.bare, bare.url, at],
        ["fast", pids.fast, stack.url, at],
        ["wire", pids.bare, bare.url, `${SAME_HEAD}${at}`],
      ] as const) {
        const beforeUs = processorUs(pid);
        const measured = await readFor(load, url, [path], LOAD);
        rates[kind].push(measured.rate);
        cpu[kind].push((processorUs(pid) - beforeUs) / measured.answers);
        if (kind === "fast") p99.push(measured.p99);
      }
      if (next) rates.next.push((await readFor(load, nextUrl, [at], LOAD)).rate);
    }
    const against = (other: readonly number[]) =>
      spreadOf(rates.fast.map((rate, round) => rate / (other[round] ?? rate)));
    const toNext = next ? against(rates.next) : undefined;
    const size = Buffer.from(bodies.find((body) => body.path === at)?.body ?? "", "base64").length;
    met.push({ name, body: against(rates.body), wire: against(rates.wire), next: toNext, rate: spreadOf(rates.fast) });
    rows.push([
      name,
      `${figure(size)} B`,
      formatSpread(spreadOf(rates.fast)),
      formatSpread(spreadOf(rates.body)),
      formatSpread(against(rates.body), " ×"),
      formatSpread(against(rates.wire), " ×"),
      next ? formatSpread(spreadOf(rates.next)) : "–",
      toNext === undefined ? "–" : formatSpread(toNext, " ×"),
      `${figure(spreadOf(p99).median)} ms`,
    ]);
    costs.push([
      name,
      ...[cpu.fast, cpu.body, cpu.wire].map((of) => formatSpread(spreadOf(of), " µs")),
      formatSpread(spreadOf(cpu.fast.map((us, round) => (cpu.body[round] ?? us) / us)), " ×"),
    ]);
  }
  report.note(
    `${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s for each server and path, a log of ${SIZE} entries. Rates: median (smallest to largest). Ratios are formed within a round.`,
  );
  report.table(
    [
      "read",
      "body",
      "fast routes /s",
      "bare /s",
      "to bare, equal body",
      "to bare, equal bytes",
      "Next /s",
      "to Next",
      "p99",
    ],
    rows,
  );
  report.note(
    "Processor time that the serving process took for one answer, in the same rounds. The ratio is the bare handler's time to the index's.",
  );
  report.table(["read", "fast routes", "bare, equal body", "bare, equal bytes", "to bare, equal body"], costs);
  for (const { name, body, wire, next } of met) {
    report.target(`${name}: ≥ 0.5 × a bare handler of equal body`, `${figure(body.median)} ×`, body.median >= 0.5);
    report.target(`${name}: ≥ 0.5 × a bare handler of equal bytes`, `${figure(wire.median)} ×`, wire.median >= 0.5);
    if (next !== undefined) report.target(`${name}: ≥ 8 × through Next`, `${figure(next.median)} ×`, next.median >= 8);
  }
  // A bundle of 256 entries is bound by the copying of its bytes, for the bare handler, too.
  const small = met.filter(({ name }) => name !== BUNDLE);
  const slowest = Math.min(...small.map(({ rate }) => rate.median));
  report.target("checkpoint, hash tile and API reads ≥ 10,000 a second", `${figure(slowest)}/s`, slowest >= 10_000);
  report.write();
} finally {
  for (const child of children) child.kill("SIGTERM");
  client.close();
  load.stop();
  await scene.close();
}

/** The same build of Next, alone on a port: no fast route stands before it. */
async function startNext(): Promise<string> {
  const [web] = scene.stack.webs;
  if (web === undefined) throw new Error("There is no web process to take the environment from.");
  const port = portOf(scene.stack.url) + 20;
  const url = `http://127.0.0.1:${port}`;
  const env = { ...web.child.spec.env(), TOUCHSTONE_PORT: String(port), TOUCHSTONE_WEB_ORIGIN: url, NEXTAUTH_URL: url };
  const child = fork(path.join(import.meta.dirname, "support/next-alone.ts"), { execArgv: [], env });
  children.push(child);
  await new Promise<void>((resolve, reject) => {
    child.once("message", () => resolve());
    child.once("exit", () => reject(new Error("Next ended before it served.")));
  });
  return url;
}

function pidOf(pid: number | undefined): number {
  if (pid === undefined) throw new Error("A process that is to be measured does not run.");
  return pid;
}
