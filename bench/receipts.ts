/**
 * Receipts over HTTP with signature checks, and how soon local witnesses stand behind them:
 * `npm run bench -- receipts [statements in a round]`.
 */
import { Participant } from "../e2e/support/participants.ts";
import { Scene } from "../e2e/support/scene.ts";
import { until } from "../e2e/support/until.ts";
import { connect } from "./support/library.ts";
import { LoadProcess, portOf, requestText } from "./support/load-process.ts";
import { figure, quantile, Report, spreadOf } from "./support/report.ts";

const ROUNDS = 3;
const STATEMENTS = Number(process.argv[2] ?? 12_000);
const CONNECTIONS = 400;
const OPERATORS = 100;
const WITNESSES = 2;

const report = new Report(
  "receipts",
  "Receipts and the witnesses behind them",
  `One web process and ${WITNESSES} demonstration witnesses on the log's own machine. ${CONNECTIONS} connections from a process of their own on the same cores send ${figure(STATEMENTS)} heartbeats of ${OPERATORS} operators in each round, each at once when the last is answered. A receipt is the answer 201 with inclusion proof, checkpoint and effect. *Cosigned*: the time from the signature of a checkpoint until every witness has cosigned it or a later one.`,
);
const scene = await Scene.open({ demoWitnesses: WITNESSES });
const load = new LoadProcess();
const owner = await connect(scene.stack, "owner");
try {
  await scene.watch.stop();
  const { stack } = scene;
  const operators = await Promise.all(
    Array.from({ length: OPERATORS }, async (_, who) => {
      const operator = new Participant(stack.origin);
      await scene.record(operator.register(`operator ${who}`));
      const provider = operator.registerProvider(`service ${who}`);
      await scene.record(provider);
      return { operator, provider };
    }),
  );
  const rounds: { rate: number; p50: number; p95: number; cosigned: number; whole: number; other: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const requests = Array.from({ length: STATEMENTS }, (_, at) => {
      const one = operators[at % OPERATORS];
      if (one === undefined) throw new RangeError("There are no operators.");
      const { bytes } = one.operator.beat(one.provider.id);
      return requestText("POST", `${stack.url}/api/v1/statements`, Buffer.from(bytes).toString("utf8"));
    });
    const from = await publishedSize();
    const measured = await load.run({ port: portOf(stack.url), connections: CONNECTIONS, requests, once: true });
    const accepted = measured.statuses["201"] ?? 0;
    await until("all is cosigned", async () => (await cosignedSize()) >= (await publishedSize()));
    const p95 = quantile(measured.latencyMs, 0.95);
    const cosigned = quantile(await lagsMs(from), 0.95);
    rounds.push({
      rate: accepted / measured.seconds,
      p50: quantile(measured.latencyMs, 0.5),
      p95,
      cosigned,
      whole: p95 + cosigned,
      other: measured.answers - accepted,
    });
  }
  report.table(
    ["round", "receipts a second", "p50", "p95", "cosigned by all, p95", "both, at most", "other answers"],
    rounds.map(({ rate, p50, p95, cosigned, whole, other }, at) => [
      String(at + 1),
      figure(rate),
      `${figure(p50)} ms`,
      `${figure(p95)} ms`,
      `${figure(cosigned)} ms`,
      `${figure(whole)} ms`,
      String(other),
    ]),
  );
  const rate = spreadOf(rounds.map((each) => each.rate)).median;
  const whole = spreadOf(rounds.map((each) => each.whole)).median;
  report.target("≥ 600 receipts a second over HTTP, signatures checked", `${figure(rate)}/s`, rate >= 600);
  report.target("p95 of receipt and local witnesses < 1.5 s", `${figure(whole)} ms`, whole < 1500);
  report.write();
} finally {
  load.stop();
  await owner.end();
  await scene.close();
}

async function one(sql: string): Promise<number> {
  const { rows } = await owner.query<{ value: number }>(sql);
  return Number(rows[0]?.value ?? 0);
}

function publishedSize(): Promise<number> {
  return one("SELECT published_size AS value FROM log_head");
}

/** The largest size that every witness has cosigned. */
function cosignedSize(): Promise<number> {
  return one(
    `SELECT CASE WHEN count(*) < ${WITNESSES} THEN 0 ELSE min(size) END AS value
       FROM (SELECT max(size) AS size FROM log_cosignature GROUP BY vkey) each_witness`,
  );
}

/** For each checkpoint beyond a size: milliseconds until all witnesses had cosigned it or a later one. */
async function lagsMs(from: number): Promise<number[]> {
  const { rows } = await owner.query<{ lag: number }>(
    `SELECT max(first_ms) - signed_at_ms AS lag FROM (
       SELECT c.size, c.signed_at_ms, s.vkey, min(s.received_at_ms) AS first_ms
         FROM log_checkpoint c JOIN log_cosignature s ON s.size >= c.size
        WHERE c.size > $1 GROUP BY c.size, c.signed_at_ms, s.vkey) each_witness
      GROUP BY size, signed_at_ms HAVING count(*) = ${WITNESSES}`,
    [from],
  );
  return rows.map(({ lag }) => Number(lag));
}
