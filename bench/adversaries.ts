/** Honest runs with crashes, and nobody who raises an alarm: `npm run bench -- adversaries [runs] [seed]`. */
import { diceOf } from "../e2e/support/dice.ts";
import { type HonestRuns, honestRuns } from "../e2e/support/honest-runs.ts";
import { startTestCluster } from "../lib/server/db/test-cluster.ts";
import { makeTestDatabase } from "../lib/server/db/test-database.ts";
import { figure, Report } from "./support/report.ts";

const runs = Number(process.argv[2] ?? 1_000);
const seed = Number(process.argv[3] ?? 1);
/** Runs over one log. */
const OVER_ONE_LOG = 100;

const report = new Report(
  "adversaries",
  "Honest runs that nobody may take for lies",
  `${figure(runs)} leaders of an honest index take up what waits and lose their connection at a random call, before or after the server has done it. After each, a witness, a browser's memory, an auditor with a memory of the whole log, and holders of receipts look at the newest head.`,
);
const cluster = await startTestCluster();
const done: HonestRuns[] = [];
try {
  for (let from = 0; from < runs; from += OVER_ONE_LOG) {
    const database = await makeTestDatabase(cluster);
    done.push(await honestRuns(database, Math.min(OVER_ONE_LOG, runs - from), diceOf(seed + from)));
    await database.drop();
  }
} finally {
  await cluster.stop();
}
const sum = (of: (each: HonestRuns) => number) => done.reduce((total, each) => total + of(each), 0);
const alarms = done.flatMap((each) => each.alarms);
report.table(
  ["runs", "of which crashed", "entries", "alarms"],
  [
    [
      figure(sum((each) => each.runs)),
      figure(sum((each) => each.crashes)),
      figure(sum((each) => each.size)),
      String(alarms.length),
    ],
  ],
);
for (const alarm of alarms.slice(0, 20)) report.note(`- ${alarm}`);
report.target("0 false alarms", String(alarms.length), alarms.length === 0);
report.write();
