/** How long nobody leads, with a standby, when the leader is killed or paused: `npm run bench -- takeover [rounds]`. */
import { Scene } from "../e2e/support/scene.ts";
import { until } from "../e2e/support/until.ts";
import { formatSpread, Report, spreadOf } from "./support/report.ts";

const rounds = Number(process.argv[2] ?? 5);
const LIMIT_MS = 5_000;
const ENTRIES = 2_000;
const AT_ONCE = 50;

const report = new Report(
  "takeover",
  "A standby takes over",
  `Two sequencers on one database and one second store, over a log of ${ENTRIES} entries. The one that leads is ended by SIGKILL or stopped by SIGSTOP; the clock runs until the other accepts and signs. ${rounds} rounds each. A paused leader is woken up afterwards, and must stand by.`,
);
const scene = await Scene.open();
const { stack } = scene;
for (let grown = 0; grown < ENTRIES; grown += AT_ONCE) await scene.grow(AT_ONCE);
await stack.startSequencer();
const [first, second] = stack.sequencers;
if (first === undefined || second === undefined) throw new Error("Two sequencers are needed.");

let [leader, standby] = [first, second];
/** Signals the leader and waits until the standby leads; answers the ms in between. */
async function takeOver(signal: "SIGKILL" | "SIGSTOP"): Promise<number> {
  const ends = { leader: stack.logOf(leader).length, standby: stack.logOf(standby).length };
  const { pid } = leader;
  if (pid === undefined) throw new Error("The leader does not run.");
  const startedMs = performance.now();
  process.kill(pid, signal);
  await until("the standby signs", () => stack.logOf(standby).slice(ends.standby).includes('"signing"'));
  const tookMs = performance.now() - startedMs;
  if (signal === "SIGSTOP") process.kill(pid, "SIGCONT");
  await until("the other stands by", () => stack.logOf(leader).slice(ends.leader).includes('"standby"'));
  [leader, standby] = [standby, leader];
  await scene.grow(20);
  return tookMs;
}

try {
  const rows: string[][] = [];
  let longest = 0;
  for (const signal of ["SIGKILL", "SIGSTOP"] as const) {
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) times.push(await takeOver(signal));
    longest = Math.max(longest, ...times);
    rows.push([signal, String(rounds), formatSpread(spreadOf(times.map((ms) => ms / 1000)), " s")]);
  }
  report.table(["the leader gets", "rounds", "until the other signs: median (smallest to largest)"], rows);
  const faults = await scene.faults();
  for (const fault of faults) report.note(`- ${fault}`);
  report.target("no fork, no lost receipt", `${faults.length} faults`, faults.length === 0);
  report.target("takes over within 5 s", `${(longest / 1000).toFixed(2)} s at most`, longest <= LIMIT_MS);
} finally {
  await scene.close();
}
report.write();
