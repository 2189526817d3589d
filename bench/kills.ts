/** SIGKILL of sequencer, web processes and database at random under load: `npm run bench -- kills [kills] [seed]`. */
import { runKills, TARGETS } from "../e2e/support/kills.ts";
import { figure, formatSpread, Report, spreadOf } from "./support/report.ts";

const kills = Number(process.argv[2] ?? 200);
const seed = Number(process.argv[3] ?? 1);
const appenders = 24;
const webs = 2;

const report = new Report(
  "kills",
  "Killed at random under load",
  `${kills} times a process of the index is ended by SIGKILL, while ${appenders} appenders send signed statements to ${webs} web processes and write every receipt to their own disk (fsync). After each kill the clock runs until every process runs anew and every web process has given a receipt for a statement that was sent after the kill. At the end every leaf is fetched, and every receipt and every checkpoint that anybody saw is held against the tree.`,
);
const done = await runKills({
  kills,
  seed,
  appenders,
  webs,
  calmMs: 1500,
  onKill: ({ target, readyAfterMs }, count) => {
    if (count % 20 === 0) console.log(`${count} kills; the last: ${target}, ready after ${figure(readyAfterMs)} ms`);
  },
});
report.table(
  ["killed", "times", "ready again: median (smallest to largest)"],
  TARGETS.map((target) => {
    const times = done.kills.filter((kill) => kill.target === target).map(({ readyAfterMs }) => readyAfterMs / 1000);
    return [target, String(times.length), times.length === 0 ? "–" : formatSpread(spreadOf(times), " s")];
  }),
);
const { acknowledged, promised, refused, cut } = done.tally;
report.note(
  `${figure(acknowledged)} statements of the appenders were acknowledged. Before that, ${figure(cut)} requests were cut, ${figure(promised)} were answered with a promise and ${figure(refused.get(503) ?? 0)} with 503, and were sent again. The log ended with ${figure(done.size)} entries; ${figure(done.checkpoints)} checkpoints were seen. Seed ${seed}.`,
);
for (const fault of done.faults.slice(0, 20)) report.note(`- ${fault}`);
const slowest = Math.max(...done.kills.map(({ readyAfterMs }) => readyAfterMs)) / 1000;
report.target("no acknowledged entry lost, no fork", `${done.faults.length} faults`, done.faults.length === 0);
report.target("ready again within 10 s after each kill", `${figure(slowest)} s at most`, slowest <= 10);
report.write();
