/**
 * Reads of marks, offers and pay checks a second, against a bare Node handler that answers the same bytes in turns with
 * them; and what the pages that show marks take.
 */
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { HttpClient } from "../e2e/support/http.ts";
import { openIndex, publish, registerOperator, registerProvider } from "../e2e/support/publish.ts";
import { Scene } from "../e2e/support/scene.ts";
import { bareBodies, readFor, startBare } from "./support/bare-process.ts";
import { LoadProcess } from "./support/load-process.ts";
import { figure, formatSpread, Report, spreadOf } from "./support/report.ts";

const ROUNDS = 5;
const LOAD = { connections: 50, seconds: 2 };
/** Pages take longer than an answer: fewer at once say more of how long one takes. */
const PAGE_LOAD = { connections: 10, seconds: 3 };
const ALONE_LOAD = { connections: 2, seconds: 3 };
const PROVIDERS = 50;

const report = new Report(
  "marks-reads",
  "Reads of marks a second",
  "The fast routes of the web process, against a bare Node handler (createServer, writeHead, end) that answers the same bytes. On the loopback, keep-alive, no pipelining; the load comes from a process of its own on the same cores.",
);
const scene = await Scene.open();
const load = new LoadProcess();
const client = new HttpClient();
let stop = () => {};
try {
  const { stack } = scene;
  const operator = await registerOperator(await openIndex(stack.url), "Halden");
  const instance = await registerProvider(operator, { name: "Halden Instance" });
  for (let at = 1; at < PROVIDERS; at += 1) {
    const { id } = await registerProvider(operator, { name: `Service ${at}`, kind: "service" });
    if (at <= 10)
      await publish(operator, {
        ...{ kind: "provider.link", subject: instance.id, body: { other: id, relation: "sells-tokens-of" } },
      });
    const now = asInstant(Date.now());
    const line = { service: "storage", unit: "call", pricePer1000: `0.${10 + at}`, currency: "EUR", noticeDays: 14 };
    const body = { ...DISCLOSURES.fees.example(now), lines: [{ ...line, from: formatInstant(addMs(now, -DAY_MS)) }] };
    await publish(operator, { kind: "disclosure.fees", subject: id, body });
  }
  const { id } = instance;
  const pay = (amount: number) => `/api/v1/paycheck?provider=${id}&amount=${amount}&loss=100&currency=EUR`;
  const reads = [
    ["one provider with its marks in short", `/api/v1/providers/${id}`],
    [`list of ${PROVIDERS} providers`, `/api/v1/providers?limit=${PROVIDERS}`],
    ["marks with every bar", `/api/v1/providers/${id}/marks`],
    ["history", `/api/v1/providers/${id}/marks/history`],
    ["offers", "/api/v1/offers?currency=EUR"],
    ["one pay check", pay(5)],
  ] as const;
  const bodies = await bareBodies(
    client,
    stack.url,
    reads.map(([, at]) => at),
  );
  const bare = await startBare(bodies);
  stop = () => bare.child.kill("SIGTERM");

  const rows: string[][] = [];
  const medians: number[] = [];
  for (const [name, at] of reads) {
    const rates = { index: [] as number[], bare: [] as number[], p99: [] as number[] };
    for (let round = 0; round < ROUNDS; round += 1) {
      rates.bare.push((await readFor(load, bare.url, [at], LOAD)).rate);
      const { rate, p99 } = await readFor(load, stack.url, [at], LOAD);
      rates.index.push(rate);
      rates.p99.push(p99);
    }
    const ratio = spreadOf(rates.index.map((rate, round) => rate / (rates.bare[round] ?? rate)));
    const size = Buffer.from(bodies.find((body) => body.path === at)?.body ?? "", "base64").length;
    const [own, other] = [spreadOf(rates.index), spreadOf(rates.bare)];
    const slowest = `${figure(spreadOf(rates.p99).median)} ms`;
    rows.push([name, `${figure(size)} B`, formatSpread(own), formatSpread(other), formatSpread(ratio, " ×"), slowest]);
    medians.push(own.median);
  }
  report.note(
    `${LOAD.connections} connections, ${ROUNDS} rounds of ${LOAD.seconds} s for each server and path, ${PROVIDERS} providers, 10 offers. Rates: median (smallest to largest): the spread is the machine's noise. Ratios are formed within a round.`,
  );
  report.table(["read", "body", "index /s", "bare Node /s", "to bare", "p99, index"], rows);

  const others = Array.from({ length: 20_000 }, (_, at) => pay(at + 10));
  const cold = await readFor(load, stack.url, others, LOAD);
  report.note(
    `Pay checks that nobody asked before, each computed: ${figure(cold.rate)} a second, p99 ${figure(cold.p99)} ms.`,
  );

  const pages = [
    ["provider page", `/providers/${id}`],
    ["list of providers", "/providers"],
  ] as const;
  const barePages = await startBare(
    await bareBodies(
      client,
      stack.url,
      pages.map(([, at]) => at),
    ),
  );
  const stopReads = stop;
  stop = () => {
    stopReads();
    barePages.child.kill("SIGTERM");
  };
  const drawn: string[][] = [];
  const pageRates: number[] = [];
  for (const [name, at] of pages) {
    const rates = { plain: [] as number[], gzip: [] as number[], alone: [] as number[], bare: [] as number[] };
    const p99: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rates.bare.push((await readFor(load, barePages.url, [at], PAGE_LOAD)).rate);
      const plain = await readFor(load, stack.url, [at], PAGE_LOAD);
      rates.plain.push(plain.rate);
      p99.push(plain.p99);
      rates.gzip.push((await readFor(load, stack.url, [at], PAGE_LOAD, ["Accept-Encoding: gzip, deflate, br"])).rate);
      // A query is drawn for its reader alone: what each page took before pages were kept.
      rates.alone.push((await readFor(load, stack.url, [`${at}?alone=1`], ALONE_LOAD)).rate);
    }
    const { length } = (await client.get(`${stack.url}${at}`)).body;
    const ratio = spreadOf(rates.plain.map((rate, round) => rate / (rates.bare[round] ?? rate)));
    const cells = [rates.plain, rates.gzip, rates.alone, rates.bare].map((measured) =>
      formatSpread(spreadOf(measured)),
    );
    const slowest = `${figure(spreadOf(p99).median)} ms`;
    drawn.push([name, `${figure(length)} B`, ...cells, formatSpread(ratio, " ×"), slowest]);
    pageRates.push(spreadOf(rates.plain).median);
  }
  report.note(
    `HTML with a strict policy, a nonce for each reader: ${PAGE_LOAD.connections} connections. Plain and gzip (for readers that take it) are copies of a page that is drawn once for a head and two seconds; "alone" is drawn for each reader, as with a query, over ${ALONE_LOAD.connections} connections; the bare handler gives all readers the same bytes, with one nonce.`,
  );
  report.table(
    ["page", "body", "plain /s", "gzip /s", "alone /s", "bare Node /s", "plain to bare", "p99, plain"],
    drawn,
  );
  const least = Math.min(...medians);
  report.target("API reads of marks ≥ 5,000 a second", `${figure(least)}/s`, least >= 5_000);
  const page = pageRates[0] ?? 0;
  report.target("provider page ≥ 150 a second", `${figure(page)}/s`, page >= 150);
  report.write();
} finally {
  stop();
  client.close();
  load.stop();
  await scene.close();
}
