/**
 * The regret of every engine in the worlds that papers and liars made, from fixed seeds: `npm run bench -- selection-tables
 * [part of the runs]`; `npm run bench -- selection-tables 0.05` is a quick look and writes figures that say so.
 */
import { textbookBound } from "#lib/selection/ceiling.ts";
import { DEFAULT_ENGINE, ENGINE_NAMES, type EngineName } from "#lib/selection/engines.ts";
import { type RegretSpread, spreadOf } from "#lib/selection/lab/spread.ts";
import { runTrial, type Trial } from "#lib/selection/lab/trial.ts";
import type { World } from "#lib/selection/lab/world.ts";
import {
  constrainedAdversary,
  disputeStalling,
  earlyGoodThenBad,
  fewProviders,
  sleeperTraitor,
  stochastic,
  WORLDS,
} from "#lib/selection/lab/worlds.ts";
import { figure, Report } from "./support/report.ts";

const PART = Number(process.argv[2] ?? 1);
const runsOf = (full: number) => Math.max(2, Math.round(full * PART));

const report = new Report(
  "selection-tables",
  "Regret of the engines",
  `Extra loss against the index that was best in hindsight, counted by mean losses; mean ± standard error, and in brackets what one run in a hundred exceeds. Runs have the seeds 0, 1, 2 …, so that a row comes out the same on every machine. ${PART === 1 ? "All runs." : `**A quick look: ${PART} of the runs.**`} Worlds: \`lib/selection/lab/worlds.ts\`. The engines reckon with as many indexes as there are.`,
);

type Setting = {
  readonly world: World;
  readonly rounds: number;
  readonly runs: number;
  readonly kappa?: number;
  readonly share?: boolean;
};

function trials(engine: EngineName, { runs, ...setting }: Setting): Trial[] {
  return Array.from({ length: runsOf(runs) }, (_, seed) => runTrial({ engine, seed, ...setting }));
}

const regretOf = (engine: EngineName, setting: Setting) =>
  spreadOf(trials(engine, setting).map(({ regret }) => regret));
const whole = (value: number) => figure(Math.round(value));
const words = ({ mean, error, tail }: RegretSpread) => `${whole(mean)} ± ${figure(error)} [${whole(tail)}]`;

/** One row an engine, one column a setting. */
function compare(columns: { readonly [name: string]: Setting }): Map<EngineName, RegretSpread[]> {
  const found = new Map(
    ENGINE_NAMES.map((engine) => [engine, Object.values(columns).map((setting) => regretOf(engine, setting))]),
  );
  report.table(
    ["engine", ...Object.keys(columns)],
    [...found].map(([engine, spreads]) => [engine, ...spreads.map(words)]),
  );
  return found;
}

const at = (found: Map<EngineName, RegretSpread[]>, engine: EngineName, column = 0): RegretSpread => {
  const spread = found.get(engine)?.[column];
  if (spread === undefined) throw new RangeError(`no column ${column}`);
  return spread;
};

const LONG = { rounds: 50_000, runs: 64 };

report.note(
  "**Eight indexes, gap 1/8, 50,000 rounds, 64 runs.** Bounds of the books: EXP3 " +
    `${whole(textbookBound("exp3", 8, LONG.rounds) ?? 0)}, Tsallis-INF IW ${whole(textbookBound("tsallis-iw", 8, LONG.rounds) ?? 0)}, RV ${whole(textbookBound("tsallis-rv", 8, LONG.rounds) ?? 0)}.`,
);
compare({
  stochastic: { ...LONG, world: stochastic() },
  "constrained adversary": { ...LONG, world: constrainedAdversary() },
});

report.note(
  "**Good for a quarter, then bad.** Two indexes, 4,000 rounds, 512 runs: what is not followed any more is never seen to have become good, except with implicit exploration.",
);
const tail = compare({ "early good, then bad": { world: earlyGoodThenBad(), rounds: 4_000, runs: 512 } });
const own = at(tail, DEFAULT_ENGINE).tail;
report.target("the default's 99 % quantile is 0 or less where the good turns bad", whole(own), own <= 0);
for (const engine of ["exp3", "tsallis-iw", "tsallis-rv"] as const) {
  const lost = at(tail, engine).tail;
  report.target(
    `the 99 % quantile of ${engine} there is about 2,007 to 2,010`,
    whole(lost),
    lost >= 2_000 && lost <= 2_015,
  );
}

report.note(
  "**Twenty indexes over five providers,** gap 1/8, 50,000 rounds, 64 runs; *alone*: each index names a provider of its own; *late*: every report comes 100 rounds later.",
);
const shared = compare({
  alone: { ...LONG, world: fewProviders({ isShared: false }) },
  shared: { ...LONG, world: fewProviders({}) },
  "shared, late": { ...LONG, world: fewProviders({ delayRounds: 100 }) },
});
const ratio = at(shared, "dch", 1).mean / at(shared, "exp3", 1).mean;
report.target("DCH without IX has at most 0.6 of the regret of EXP3", figure(ratio), ratio <= 0.6);
for (const [column, name] of [
  [1, "shared"],
  [2, "shared, late"],
] as const) {
  const [mine, theirs] = [at(shared, DEFAULT_ENGINE, column).mean, at(shared, "exp3", column).mean];
  report.target(`the default beats EXP3 (${name})`, `${whole(mine)} against ${whole(theirs)}`, mine < theirs);
}

report.note(
  "**A sleeper turns traitor** half-way, 64 runs: rounds until its probability is below half of what it was at the turn, median and longest of all. The longer it was good, the longer it is followed; a fixed share ends that, and voids the ceiling.",
);

/** Rounds until an index that turns after so many is halved, of each run. */
function fallsOf(engine: EngineName, setting: { indexes: number; turn: number; share?: boolean }): RegretSpread {
  const { indexes, turn, share = false } = setting;
  const world = sleeperTraitor({ indexes });
  const fell = Array.from({ length: runsOf(64) }, (_, seed) => {
    let before = 0;
    let after = turn;
    const onRound = (round: number, probabilities: Float64Array) => {
      const own = probabilities[0] ?? 0;
      if (round === turn) before = own;
      else if (round > turn && own < before / 2) after = Math.min(after, round - turn);
    };
    runTrial({ engine, world, rounds: 2 * turn, seed, share, onRound });
    return after;
  });
  return spreadOf(fell);
}

const few = { indexes: 3, turn: 1_000 };
const many = { indexes: 8, turn: 5_000 };
const fallWords = ({ median, most }: RegretSpread) => `${whole(median)}, ${whole(most)}`;
const falling = ENGINE_NAMES.filter((name) => name !== "thompson" && name !== "ucb1");
report.table(
  ["engine", "3 indexes, turn after 1,000", "8 indexes, turn after 5,000", "regret of the latter"],
  [
    ...falling.map((engine) => [
      engine,
      fallWords(fallsOf(engine, few)),
      fallWords(fallsOf(engine, many)),
      words(regretOf(engine, { world: sleeperTraitor(), rounds: 10_000, runs: 64 })),
    ]),
    [
      "dch-ix with a share",
      fallWords(fallsOf("dch-ix", { ...few, share: true })),
      fallWords(fallsOf("dch-ix", { ...many, share: true })),
      words(regretOf("dch-ix", { world: sleeperTraitor(), rounds: 10_000, runs: 64, share: true })),
    ],
  ],
);
const slowest = fallsOf(DEFAULT_ENGINE, few).most;
report.target(
  "with 3 indexes the default halves a traitor within 500 rounds in every run",
  whole(slowest),
  slowest < 500,
);

report.note(
  "**Tsallis-INF RV**: mean regret over √(KT) in stochastic worlds, 10,000 rounds, 64 runs, for the worst of the gaps 1/2, 1/4 … 1/128.",
);
const GAPS = [2, 4, 8, 16, 32, 64, 128];
const constants = [
  [3, 0.52],
  [10, 0.92],
  [50, 1.12],
] as const;
const rows = constants.map(([indexes, most]) => {
  const means = GAPS.map((gap) => {
    const setting = { world: stochastic({ indexes, gap: 1 / gap }), rounds: 10_000, runs: 64 };
    return regretOf("tsallis-rv", setting).mean / Math.sqrt(indexes * 10_000);
  });
  const worst = Math.max(...means);
  report.target(`Tsallis-RV over √(KT) at K = ${indexes} is at most ${most}`, worst.toFixed(3), worst <= most);
  return [`${indexes}`, ...means.map((mean) => mean.toFixed(3)), worst.toFixed(3)];
});
report.table(["K", ...GAPS.map((gap) => `gap 1/${gap}`), "worst"], rows);

report.note("**All worlds as they are preset,** 10,000 rounds, 32 runs, beside the default's proven ceiling.");
report.table(
  ["world", "dch-ix", "ceiling", "exp3", "tsallis-rv", "ucb1"],
  Object.entries(WORLDS).map(([name, make]) => {
    const setting = { world: make(), rounds: 10_000, runs: 32 };
    const mine = trials("dch-ix", setting);
    const ceiling = mine[0]?.certificate.ceiling ?? null;
    const others = (["exp3", "tsallis-rv", "ucb1"] as const).map((engine) => words(regretOf(engine, setting)));
    return [
      name,
      words(spreadOf(mine.map(({ regret }) => regret))),
      ceiling === null ? "none" : whole(ceiling),
      ...others,
    ];
  }),
);

report.note(
  "**Weight of open tickets in the rate** (kappa), eight indexes, 20,000 rounds, 32 runs: bad providers stall, and the ceiling counts each open ticket whatever kappa is.",
);
report.table(
  ["kappa", "stalled by 500 rounds", "ceiling"],
  [0, 0.1, 1].map((kappa) => {
    const runs = trials(DEFAULT_ENGINE, { world: disputeStalling(), rounds: 20_000, runs: 32, kappa });
    const ceiling = runs[0]?.certificate.ceiling ?? 0;
    return [`${kappa}`, words(spreadOf(runs.map(({ regret }) => regret))), whole(ceiling)];
  }),
);
report.write();
