/**
 * Honest services are never accused, liars always: `npm run bench -- evidence-honest [calls]`, 100,000 calls unless told
 * otherwise, over real HTTP.
 */
import { runAgent } from "#lib/cli/agent/agent.ts";
import { workOf } from "#lib/cli/agent/work.ts";
import type { Hosts } from "#lib/cli/evidence/check-here.ts";
import type { Source } from "#lib/evidence/definition/source.ts";
import { withReplayHosts } from "#lib/platform/node-replay-host.ts";
import { exampleSource, rulesOf, serveHere } from "./support/live-definition.ts";
import { figure, Report } from "./support/report.ts";

const CALLS = Number(process.argv[2] ?? "100000");
/** Part of the answers that is run again by its definition, and part that the liar falsifies. */
const AUDIT_RATE = 0.02;
const LIE_RATE = 0.2;
/** Of the calls: most to the service that costs least, so that the run ends the same night. */
const SHARES = { blocks: 0.7, search: 0.2, timetable: 0.08, prices: 0.02 };
const SEED = 20_261_126;

const report = new Report(
  "evidence-honest",
  "Honest answers and lies, over HTTP",
  `${figure(CALLS)} paid calls to honest services, one after another: each signature checked, ${AUDIT_RATE * 100} % of the answers run again by the definition, each held against earlier answers to the same request. Then a tenth as many calls to services that falsify ${LIE_RATE * 100} % of their answers, all of which are run again. Dice with a seed.`,
);

const signal = new AbortController().signal;
const rows: string[][] = [];
let accused = 0;
let lied = 0;
let caught = 0;
await withReplayHosts(async (hosts) => {
  for (const [name, share] of Object.entries(SHARES)) {
    const source = await exampleSource(name);
    const calls = Math.max(10, Math.round(CALLS * share));
    const honest = await run(source, hosts, { calls, auditRate: AUDIT_RATE, lieRate: 0 });
    accused += honest.wrong;
    rows.push([name, "honest", figure(calls), figure(honest.verified), figure(honest.wrong), figure(honest.other)]);
    // Under equality nothing is run again; two answers to one request are caught by memory, and the tests show it.
    if (source.body.definition.kind === "equality") continue;
    const few = Math.max(10, Math.round(calls / 10));
    const { lies, verified, wrong, other } = await run(source, hosts, { calls: few, auditRate: 1, lieRate: LIE_RATE });
    lied += lies;
    caught += wrong;
    rows.push([name, `lies ${lies} times`, figure(few), figure(verified), figure(wrong), figure(other)]);
  }
});

report.table(["service", "", "calls", "run again and right", "accused", "open, unsigned or unanswered"], rows);
report.target("no honest answer is accused", `${accused} of ${figure(CALLS)}`, accused === 0);
report.target("every lie that was run again is caught", `${caught} of ${lied}`, caught === lied);
report.write();

type Ways = { readonly calls: number; readonly auditRate: number; readonly lieRate: number };

async function run(source: Source, hosts: Hosts, { calls, auditRate, lieRate }: Ways) {
  const seen = { verified: 0, wrong: 0, other: 0, lies: 0 };
  const roll = diceOf();
  const dice = () => {
    const rolled = roll();
    if (rolled < lieRate) seen.lies++;
    return rolled;
  };
  const served = await serveHere(source, signal, lieRate === 0 ? undefined : { rate: lieRate, kind: "wrong", dice });
  const work = workOf(source.body.definition);
  const plan = { callee: served.callee, work, calls, auditRate, dice: diceOf(), signal };
  for await (const { kind } of runAgent({ ...rulesOf(source, hosts), ...plan })) {
    if (kind === "verified" || kind === "wrong") seen[kind]++;
    else if (kind !== "trusted") seen.other++;
  }
  served.server.close();
  return seen;
}

/** The same rolls at each run, from 0 to 1. */
function diceOf(): () => number {
  let state = SEED;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
