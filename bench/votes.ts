/** The last votes of many cases at once, over HTTP: `npm run bench -- votes [cases]`. */
import { startTestCluster } from "#lib/server/db/test-cluster.ts";
import { makeTestDatabase } from "#lib/server/db/test-database.ts";
import { tryVotes } from "../e2e/support/vote-runs.ts";
import { figure, Report } from "./support/report.ts";

const cases = Number(process.argv[2] ?? 500);
const report = new Report(
  "votes",
  "Last votes that come at once",
  "Each of three reviewers of each case opens the ballot, twice, over HTTP, all at the same time; of half of the cases the last ballot while the time for opening runs out. Two workers look at the same time, twice each. The log is replayed afterwards as a stranger would.",
);
const cluster = await startTestCluster();
try {
  const database = await makeTestDatabase(cluster);
  const { failures, statuses, sent, votedSeconds, ruledSeconds, counted } = await tryVotes(database, cases);
  await database.drop();
  report.table(
    ["cases", "ballots sent", "answers", "ballots counted", "until all were answered", "until all rulings were logged"],
    [
      [
        ...[figure(cases), figure(sent)],
        Object.entries(statuses)
          .map(([status, count]) => `${figure(count)} × ${status}`)
          .join(", "),
        Object.entries(counted)
          .map(([ballots, count]) => `${ballots} in ${figure(count)} cases`)
          .join(", "),
        ...[`${figure(votedSeconds)} s`, `${figure(ruledSeconds)} s`],
      ],
    ],
  );
  for (const failure of failures.slice(0, 20)) report.note(failure);
  report.target(
    `${figure(cases)} concurrent last votes give one ruling each`,
    failures.length === 0
      ? "one ruling each, and the replay has the same state"
      : `${figure(failures.length)} failures`,
    failures.length === 0,
  );
  report.write();
} finally {
  await cluster.stop();
}
