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
  // Copies of one that was registered, under other ids: what a page reads of each is as long as in truth.
  const other = "'prv_' || translate(lpad(at::text, 26, '0'), '0123456789', 'abcdefghij')";
  await owner.query(
    `INSERT INTO aggregate_version (key, from_size, kind, form, digest, chain_head, chain_length)
     SELECT 'provider:' || ${other}, v.from_size, v.kind,
            replace(replace(v.form, $1, ${other}), 'Service 0', 'Service ' || at), v.digest, v.chain_head, v.chain_length
       FROM aggregate_version v CROSS JOIN generate_series(1, $2::int) AS at
      WHERE v.key = 'provider:' || $1 AND v.to_size IS NULL`,
    [id, PROVIDERS],
  );
  await owner.query(
    `INSERT INTO mark_row (provider, day, size, form, digest, tier, high, is_shut, score, steps)
     SELECT ${other}, m.day, m.size, m.form, m.digest, (ARRAY['A','B','C','D','E','unrated'])[1 + at % 6],
            (at * 7919) % 600000, at % 40 = 0, at % 20000, at % 5
       FROM mark_row m CROSS JOIN generate_series(1, $2::int) AS at WHERE m.provider = $1`,
    [id, PROVIDERS],
  );
  await owner.query(
    `INSERT INTO provider_row (id, from_size, kind, operator, name, words, jurisdiction, is_closing, armed_ms, signal_ms)
     SELECT ${other}, p.from_size, p.kind, p.operator, 'Service ' || at, 'service ' || at,
            (ARRAY['DE','US-WY','US','CH','SG'])[1 + at % 5], false, NULL, 1700000000000 + at * 1000
       FROM provider_row p CROSS JOIN generate_series(1, $2::int) AS at WHERE p.id = $1 AND p.to_size IS NULL`,
    [id, PROVIDERS],
  );
  await owner.query(
    `INSERT INTO price_row (provider, from_size, line, from_ms, category, unit, currency, price)
     SELECT ${other}, 1, line, 0, (ARRAY['storage','search','sorting'])[1 + (at + line) % 3], 'call', 'EUR',
            ((at * 31 + line) % 5000)::numeric / 100
       FROM generate_series(1, $1::int) AS at CROSS JOIN generate_series(0, 1) AS line`,
    [PROVIDERS],
  );
  await owner.query(
    `INSERT INTO case_row (id, from_size, filed_in, provider, claim, reporter, state, verdict_by)
     SELECT 'case_' || translate(lpad(at::text, 26, '0'), '0123456789', 'abcdefghij'), 1, 1, ${other}, 'slow', 'r',
            (ARRAY['voting', 'final', 'evidence_open'])[1 + at % 3], ''
       FROM generate_series(1, $1::int) AS at WHERE at % 3 = 0`,
    [PROVIDERS],
  );
  await owner.query("ANALYZE aggregate_version, mark_row, provider_row, price_row, case_row");
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
