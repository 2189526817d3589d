/**
 * SIGKILL and SIGSTOP of sequencer, web processes, worker and database at random under load:
 * `npm run bench -- kills [kills] [seed] [acknowledged at least]`.
 */

import { HttpClient } from "../e2e/support/http.ts";
import { runKills, TARGETS } from "../e2e/support/kills.ts";
import { Participant } from "../e2e/support/participants.ts";
import { until } from "../e2e/support/until.ts";
import { figure, formatSpread, Report, spreadOf } from "./support/report.ts";

const kills = Number(process.argv[2] ?? 200);
const seed = Number(process.argv[3] ?? 1);
const atLeast = Number(process.argv[4] ?? 100_000);
const appenders = 120;
const webs = 2;

const report = new Report(
  "kills",
  "Killed at random under load",
  `${kills} times a process of the index is ended by SIGKILL or paused by SIGSTOP, while ${appenders} appenders send signed statements to ${webs} web processes and write every receipt to their own disk (fsync). An appender that is refused or cut off asks again after 50 ms, then after twice as long each time, up to 800 ms; whoever measures asks every 50 ms. After each kill the clock runs until every process runs anew and every web process has given a receipt for a statement that was sent after the kill. At the end every leaf is fetched, and every receipt and every checkpoint that anybody saw is held against the tree.`,
);
const done = await runKills({
  kills,
  seed,
  appenders,
  webs,
  calmMs: 1500,
  atLeast,
  statements: async ({ origin, url }) => {
    const client = new HttpClient();
    const operators = await Promise.all(
      Array.from({ length: appenders }, async (_, who) => {
        const operator = new Participant(origin);
        const provider = operator.registerProvider(`service ${who}`);
        for (const { bytes } of [operator.register(`operator ${who}`), provider])
          await until("a receipt", async () => (await client.post(`${url}/api/v1/statements`, bytes)).status === 201);
        return { operator, provider };
      }),
    );
    client.close();
    return (who) => {
      const one = operators[who % appenders];
      if (one === undefined) throw new RangeError("There are no operators.");
      return one.operator.beat(one.provider.id);
    };
  },
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
report.target(`≥ ${figure(atLeast)} acknowledged`, figure(acknowledged), acknowledged >= atLeast);
report.target("no acknowledged entry lost, no fork", `${done.faults.length} faults`, done.faults.length === 0);
report.target("ready again within 10 s after each kill", `${figure(slowest)} s at most`, slowest <= 10);
report.write();
