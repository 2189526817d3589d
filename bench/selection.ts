/**
 * What a choice costs, and whether numbers hold over 10^7 rounds: `npm run bench -- selection [rounds]`.
 */
import { createAgent } from "#lib/selection/agent.ts";
import { readAgent, writeAgent } from "#lib/selection/agent-file.ts";
import { certificateOf } from "#lib/selection/ceiling.ts";
import { diceOf, uniformOf } from "#lib/selection/dice.ts";
import { DEFAULT_ENGINE, ENGINE_NAMES, type EngineName } from "#lib/selection/engines.ts";
import { Learner } from "#lib/selection/learner.ts";
import { lossOf } from "#lib/selection/losses.ts";
import { newState } from "#lib/selection/state.ts";
import { figure, formatSpread, Report, spreadOf } from "./support/report.ts";

const LONG = Number(process.argv[2] ?? 10_000_000);
const INDEXES = 50;
const PROVIDERS = 12;
const EACH = 20_000;
const ROUNDS = 15;
/** Before them: the machine is still compiling. */
const WARM = 10;

const report = new Report(
  "selection",
  "Choosing an index",
  `One agent with ${INDEXES} indexes that name ${PROVIDERS} providers, names as text, its dice from SHA-256, a loss made of an outcome, latency and price, a report after each choice. One thread, processor time a round; middle of ${ROUNDS} times ${figure(EACH)}, with the least and the most: their distance is the machine's noise. *The dice alone*: what each choice takes of SHA-256, which no engine changes. *Long run*: one engine, 4 indexes, ${figure(LONG)} rounds in which three of them lose always.`,
);

/** Microseconds of processor time. */
function microsOf(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

const ids = Array.from({ length: INDEXES }, (_, at) => `https://index-${at}.example/log`);
const names = Array.from({ length: PROVIDERS }, (_, at) => `prv_${at}`);

/** Microseconds for each call, once the machine has compiled it. */
function costOf(call: (at: number) => void): number[] {
  const once = () => {
    for (let at = 0; at < EACH; at++) call(at);
  };
  return Array.from({ length: ROUNDS + WARM }, () => microsOf(once) / EACH).slice(WARM);
}

function costOfEngine(engine: EngineName): number[] {
  const made = createAgent({ engine, indexIds: ids, seed: new Uint8Array(32).fill(1) });
  if (!made.ok) throw new Error(made.error.detail);
  const agent = made.value;
  const dice = diceOf(3);
  const rounds = Array.from({ length: 64 }, () => ({
    recommendations: new Map(ids.map((id) => [id, names[Math.floor(dice() * PROVIDERS)] ?? ""])),
  }));
  const facts = { latencyLimitMs: 1000, price: 4, priceLimit: 10, value: 50, cap: 100 };
  return costOf((at) => {
    const choice = agent.choose(rounds[at % rounds.length] ?? { recommendations: new Map() });
    if (!choice.ok) throw new Error(choice.error.detail);
    const outcome = { kind: "rerun", isEqual: choice.value.provider !== "prv_0" } as const;
    agent.report(choice.value.ticket, lossOf({ ...facts, outcome, latencyMs: at % 1000 }));
  });
}

const costs = ENGINE_NAMES.map((name) => ({ name, spread: spreadOf(costOfEngine(name)) }));
const seed = new Uint8Array(32).fill(1);
const diceAlone = spreadOf(costOf((at) => void uniformOf(seed, at)));
report.table(
  ["engine", "choose and report, middle (least to most)"],
  [...costs, { name: "*the dice alone*", spread: diceAlone }].map(({ name, spread }) => [
    name,
    `${formatSpread(spread)} µs`,
  ]),
);
const own = costs.find(({ name }) => name === DEFAULT_ENGINE)?.spread ?? spreadOf([]);
report.target(`choose + report under 5 µs at K = ${INDEXES}`, `${figure(own.median)} µs`, own.median < 5);

const lines: string[][] = [];
let whole = true;
for (const name of ENGINE_NAMES) {
  const learner = new Learner(name, newState({ capacity: 4, kappa: 0, share: false, horizon: LONG, count: 4 }));
  const dice = diceOf(1);
  const advice = [0, 1, 2, 2];
  const seconds =
    microsOf(() => {
      for (let at = 0; at < LONG; at++) {
        const draw = learner.choose(advice, dice());
        learner.report(draw, draw.provider === 0 ? 0 : 1);
      }
    }) / 1e6;
  const sum = learner.probabilities.reduce((all, each) => all + each, 0);
  const isWhole = Math.abs(sum - 1) < 1e-12 && learner.state.losses.every(Number.isFinite);
  whole &&= isWhole;
  const { ceiling } = certificateOf(name, learner.state);
  lines.push([
    name,
    figure(LONG),
    (1 - (learner.probabilities[0] ?? 0)).toExponential(2),
    Math.abs(sum - 1).toExponential(1),
    ceiling === null ? "none" : figure(Math.round(ceiling)),
    `${figure(seconds)} s`,
  ]);
}
report.table(["engine", "rounds", "left for the losers", "sum of probabilities off 1 by", "ceiling", "time"], lines);
report.target(`${figure(LONG)} rounds without a number that is none`, whole ? "all finite, sums are 1" : "lost", whole);

const made = createAgent({ indexIds: ids, seed: new Uint8Array(32).fill(2) });
if (!made.ok) throw new Error(made.error.detail);
for (let at = 0; at < 10_000; at++) {
  const choice = made.value.choose({
    recommendations: new Map(ids.map((id, k) => [id, names[(at + k) % PROVIDERS] ?? ""])),
  });
  if (choice.ok && at % 10 > 0) made.value.report(choice.value.ticket, (at % 7) / 7);
}
const text = JSON.stringify(writeAgent(made.value));
const again = readAgent(JSON.parse(text));
const isSame = again.ok && JSON.stringify(writeAgent(again.value)) === text;
report.target(
  "an agent with 1,000 open tickets is the same after its file",
  `${figure(Math.round(text.length / 1024))} KiB, ${isSame ? "the same" : "another"}`,
  isSame,
);
report.write();
