/**
 * How long a page of the review queue takes with 10,000 open cases, against a bare Node handler that answers the same bytes
 * in turns with it: `npm run bench -- review-queue`.
 */
import { QUEUE_FILTERS } from "#lib/contract/review.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import { queueSql } from "#lib/server/services/review/queue-sql.ts";
import { HttpClient } from "../e2e/support/http.ts";
import { openIndex, registerOperator, registerProvider } from "../e2e/support/publish.ts";
import { Scene } from "../e2e/support/scene.ts";
import { bareBodies, startBare } from "./support/bare-process.ts";
import { LATE_HEAD, lateReads } from "./support/late-reads.ts";
import { connect } from "./support/library.ts";
import { LoadProcess } from "./support/load-process.ts";
import { figure, quantile, Report } from "./support/report.ts";

const CASES = 10_000;
const MAINTAINERS = 64;
const PROVIDERS = 50;
const ROUNDS = 5;
const LOAD = { connections: 4, seconds: 2 };
const ASKED_MS = 200;

const report = new Report(
  "review-queue",
  "Pages of the review queue",
  `${figure(CASES)} open cases with three seats each, of ${MAINTAINERS} maintainers, as rows of the projection; pages of 50. ${LOAD.connections} connections from a process of their own on the same cores, against a bare Node handler (createServer, writeHead, end) that answers the same bytes.`,
);
const scene = await Scene.open();
const load = new LoadProcess();
const client = new HttpClient();
let stop = () => {};
try {
  const { stack } = scene;
  const operator = await registerOperator(await openIndex(stack.url), "Halden");
  const providers: string[] = [];
  for (let at = 0; at < PROVIDERS; at += 1)
    providers.push((await registerProvider(operator, { name: `Service ${at}`, kind: "service" })).id);
  const owner = await connect(stack, "owner");
  await owner.query(
    `INSERT INTO review_row (id, state, claim, verdict, provider, filed_in, filed_at, round, due_at)
     SELECT 'case_' || translate(lpad(at::text, 26, '0'), '0123456789', 'abcdefghij'),
            (ARRAY['voting', 'evidence_open', 'awaiting_response', 'revealing', 'draft'])[1 + at % 5],
            (ARRAY['wrong-result', 'slow', 'withheld'])[1 + at % 3], 'inconclusive', ($1::text[])[1 + at % $2], at,
            '2026-11-26T00:00:00.000Z', 1,
            to_char(timestamp '2027-01-01' + at * interval '1 minute', 'YYYY-MM-DD"T"HH24:MI:SS.000Z')
       FROM generate_series(1, $3::int) AS at`,
    [providers, PROVIDERS, CASES],
  );
  await owner.query(
    `INSERT INTO review_seat (case_id, round, maintainer, does, due_at, open, words)
     SELECT id, 1, 'did:key:z6Mk' || translate(lpad(((filed_in * 3 + seat) % $1)::text, 44, '1'), '0', 'a'),
            (ARRAY['answer', 'vote', 'reveal'])[1 + seat], due_at, false, ''
       FROM review_row CROSS JOIN generate_series(0, 2) AS seat`,
    [MAINTAINERS],
  );
  await owner.query("ANALYZE review_row, review_seat");
  const maintainer = `did:key:z6Mk${"7".padStart(44, "1")}`;
  const at = (query: string) => `/api/v1/review/queue?limit=50${query}`;
  const first = await client.get(`${stack.url}${at("")}`);
  const { next_cursor: cursor } = (JSON.parse(first.body.toString("utf8")) as { page: { next_cursor: string } }).page;
  const reads = [
    ["all, first page", at("")],
    ["all, next page", at(`&cursor=${cursor}`)],
    ["of one state", at("&state=voting")],
    ["of one claim, due before a day", at("&claim=slow&due_before=2027-01-03T00:00:00.000Z")],
    ["mine", at(`&filter=mine&maintainer=${maintainer}`)],
    ["names hidden", at("&blind=1")],
  ] as const;
  const bodies = await bareBodies(
    client,
    stack.url,
    reads.map(([, path]) => path),
  );
  const bare = await startBare(bodies);
  stop = () => bare.child.kill("SIGTERM");

  const { rows, slowestMs } = await lateReads(load, reads, {
    ...{ index: stack.url, bare: bare.url, rounds: ROUNDS },
    asked: LOAD,
  });
  let slowest = slowestMs;
  report.table(LATE_HEAD, rows);

  const statement: string[][] = [];
  for (const filter of QUEUE_FILTERS) {
    const now = formatInstant(asInstant(Date.now()));
    const { text, values } = queueSql({ filter, own: maintainer, maintainer, now, after: undefined, limit: 51 });
    const times: number[] = [];
    for (let turn = 0; turn < 200; turn += 1) {
      const began = performance.now();
      await owner.query(text, values);
      times.push(performance.now() - began);
    }
    slowest = Math.max(slowest, quantile(times, 0.95));
    statement.push([filter, `${figure(quantile(times, 0.5))} ms`, `${figure(quantile(times, 0.95))} ms`]);
  }
  report.note(
    "The statement behind each tab by itself, 200 times in turn; triage and snoozed are a maintainer's own and take a session.",
  );
  report.table(["tab", "median", "p95"], statement);
  report.target(
    `a page filters in < ${ASKED_MS} ms at p95`,
    `${figure(slowest)} ms, the slowest of all`,
    slowest < ASKED_MS,
  );
  report.write();
  await owner.end();
} finally {
  stop();
  client.close();
  load.stop();
  await scene.close();
}
