/**
 * How long a page of the table of providers takes with 10,000 of them, against a bare Node handler that answers the same
 * bytes in turns with it: `npm run bench -- provider-table`.
 */
import { HttpClient } from "../e2e/support/http.ts";
import { openIndex, registerOperator, registerProvider } from "../e2e/support/publish.ts";
import { Scene } from "../e2e/support/scene.ts";
import { bareBodies, startBare } from "./support/bare-process.ts";
import { LATE_HEAD, lateReads } from "./support/late-reads.ts";
import { connect } from "./support/library.ts";
import { LoadProcess } from "./support/load-process.ts";
import { copyProvider } from "./support/many-providers.ts";
import { figure, quantile, Report } from "./support/report.ts";

const PROVIDERS = 10_000;
const ROUNDS = 5;
const LOAD = { connections: 4, seconds: 2 };
const TURNS = 40;
const ASKED_MS = 100;

const report = new Report(
  "provider-table",
  "Pages of the table of providers",
  `${figure(PROVIDERS)} providers with marks, prices and jurisdictions as rows of the projection; pages of 50. First each question once, and ${figure(TURNS)} more that nobody asked before, one after another, since answers are kept while the head stays; then the same ones again by ${LOAD.connections} connections from a process of their own on the same cores, against a bare Node handler (createServer, writeHead, end) that answers the same bytes.`,
);
const scene = await Scene.open();
const load = new LoadProcess();
const client = new HttpClient();
let stop = () => {};
try {
  const { stack } = scene;
  const operator = await registerOperator(await openIndex(stack.url), "Halden");
  const { id } = await registerProvider(operator, { name: "Service 0", kind: "service" });
  const owner = await connect(stack, "owner");
  await copyProvider(owner, { id, name: "Service 0" }, PROVIDERS);
  const at = (query: string) => `/api/v1/directory${query.replace("&", "?")}`;
  const first = await client.get(`${stack.url}${at("")}`);
  const { page } = JSON.parse(first.body.toString("utf8")) as { page: { next_cursor: string } };
  const reads = [
    ["by risk, first page", ""],
    ["by risk, next page", `&cursor=${page.next_cursor}`],
    ["by name, downwards", "&sort=-name"],
    ["by price of a need", "&category=search&sort=price"],
    ["by cases, downwards", "&sort=-cases"],
    ["two tiers in one country, by points", "&tier=A,B&jurisdiction=US&sort=-score"],
    ["by words, below a price", "&q=77&category=storage&price_most=20"],
  ] as const;

  /** Another page or other words each time, so that nobody asked it before. */
  const asked = (query: string, turn: number) => {
    if (query.includes("cursor=")) return query.replace("&", `&open=1&kind=service&limit=${turn + 10}&`);
    return query.includes("q=77")
      ? query.replace("77", `${turn + 10}`)
      : `${query}&q=service%20${turn % 9}${turn > 8 ? turn % 7 : ""}`;
  };
  const timeOf = async (query: string) => {
    const began = performance.now();
    const answer = await client.get(`${stack.url}${at(query)}`);
    if (answer.status !== 200) throw new Error(`${query} answered ${answer.status}: ${answer.body.toString("utf8")}`);
    return performance.now() - began;
  };
  const cold: string[][] = [];
  let slowest = 0;
  for (const [name, query] of reads) {
    const times: number[] = [];
    for (let turn = 0; turn < TURNS; turn += 1) times.push(await timeOf(asked(query, turn)));
    slowest = Math.max(slowest, quantile(times, 0.95));
    cold.push([name, `${figure(quantile(times, 0.5))} ms`, `${figure(quantile(times, 0.95))} ms`]);
  }
  report.note("Questions that nobody asked before:");
  report.table(["page", "median", "p95"], cold);

  const bodies = await bareBodies(
    client,
    stack.url,
    reads.map(([, query]) => at(query)),
  );
  const bare = await startBare(bodies);
  stop = () => bare.child.kill("SIGTERM");
  const again = reads.map(([name, query]) => [name, at(query)] as const);
  const warm = await lateReads(load, again, { index: stack.url, bare: bare.url, rounds: ROUNDS, asked: LOAD });
  slowest = Math.max(slowest, warm.slowestMs);
  report.note("The same ones again:");
  report.table(LATE_HEAD, warm.rows);
  report.target(`a page in < ${ASKED_MS} ms at p95`, `${figure(slowest)} ms, the slowest of all`, slowest < ASKED_MS);
  report.write();
  await owner.end();
} finally {
  stop();
  client.close();
  load.stop();
  await scene.close();
}
