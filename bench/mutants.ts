/**
 * Small faults put into the pure core, one at a time, and which the tests notice: `npm run bench -- mutants [how many of each
 * folder] [seed] [folder or file below lib…]`. Reads the checkout only: a mutant is in the memory of the process that tests it.
 */
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { testsByNearness } from "./support/mutants/choose-tests.ts";
import { EQUIVALENT } from "./support/mutants/equivalent.ts";
import { applyMutant, listMutants, type Mutant } from "./support/mutants/list-mutants.ts";
import type { Outcome } from "./support/mutants/mutant-process.ts";
import { runTrials } from "./support/mutants/run-trials.ts";
import { figure, Report } from "./support/report.ts";

const CORE = ["kernel", "log", "statement", "selection", "reputation", "evidence", "keys", "dispute"];
/** More tests than these are not asked about one mutant: the nearest notice, or hardly any. */
const TESTS_ASKED = 12;
const PROCESSES = 2;
const ENOUGH = 0.9;

const [count = "60", seed = "1", ...folders] = process.argv.slice(2);
const asked = folders.length > 0 ? folders : CORE;

const sources = new Map<string, string>();
/** As it was when it was first read: what is changed meanwhile is not measured. */
function sourceOf(file: string): string {
  const source = sources.get(file) ?? readFileSync(file, "utf8");
  sources.set(file, source);
  return source;
}

const chance = ({ file, start, kind, text }: Mutant) =>
  createHash("sha256").update([seed, file, start, kind, text].join("\0")).digest("hex");

const sampled = asked.map((folder) => {
  const all = globSync(folder.endsWith(".ts") ? `lib/${folder}` : `lib/${folder}/**/*.ts`)
    .filter((file) => !file.endsWith(".test.ts") && !file.includes("/testing/"))
    .flatMap((file) => listMutants(file, sourceOf(file)));
  const drawn = all.map((mutant) => ({ mutant, at: chance(mutant) })).sort((a, b) => (a.at < b.at ? -1 : 1));
  return { folder, possible: all.length, mutants: drawn.slice(0, Number(count)).map(({ mutant }) => mutant) };
});

const possible = sampled.reduce((sum, folder) => sum + folder.possible, 0);
const tried = sampled.reduce((sum, folder) => sum + folder.mutants.length, 0);
const report = new Report(
  "mutants",
  "Small faults in the core, and which the tests notice",
  `A comparison, sum, constant, condition, call or statement of the pure core changed, one at a time: ${figure(tried)} drawn from ${figure(possible)} (seed ${seed}), each held against the ${TESTS_ASKED} nearest test files that load its file. A mutant that makes them run on for ever or out of memory is noticed too. Equivalent: read, and found to change nothing that anybody could see.`,
);
report.note(
  "Not measured: the other folders of the core (disclosure, state, contract), words on screen, what tests run in a process of its own (code of definitions in its engine), and whether tests of servers or browsers would notice what survived here.",
);

const nearest = testsByNearness(process.cwd());
const mutants = sampled.flatMap((folder) => folder.mutants);
const testsOf = new Map(mutants.map(({ file }) => [file, nearest(file, TESTS_ASKED)]));

// The tests as they are, one file at a time: they must pass, and what they take says how long a mutant may take.
const tests = [...new Set([...testsOf.values()].flat())];
const say = (text: string) => process.stderr.write(`${text}\n`);
say(`${mutants.length} mutants, ${tests.length} test files`);
const whole = await runTrials(
  tests.map((test) => ({ tests: [test], limitMs: 300_000 })),
  { processes: PROCESSES, onEach: () => undefined },
);
const red = whole.flatMap(({ noticedBy }) => noticedBy ?? []);
if (red.length > 0) throw new Error(`Without a mutant these fail:\n${red.join("\n")}`);
const tookMs = new Map(
  tests.map((test, at) => [test, Object.values(whole[at]?.took ?? {}).reduce((a, b) => a + b, 0)]),
);

say("They pass. The mutants:");
const outcomes = await runTrials(
  mutants.map((mutant) => {
    const { file } = mutant;
    const asks = testsOf.get(file) ?? [];
    const limitMs = 10_000 + 4 * asks.reduce((sum, test) => sum + (tookMs.get(test) ?? 0), 0);
    return { file, source: applyMutant(sourceOf(file), mutant), tests: asks, limitMs };
  }),
  {
    processes: PROCESSES,
    onEach: (at, { noticedBy }) => {
      const mutant = mutants[at];
      if (mutant === undefined) return;
      const outcome = noticedBy === undefined ? "survived" : `noticed by ${noticedBy}`;
      say(`${at} ${mutant.file}:${mutant.line} ${changeOf(mutant)}: ${outcome}`);
    },
  },
);

type Fate = "test" | "time" | "end" | "equivalent" | "survived";
const results = mutants.map((mutant, at) => ({ mutant, fate: fateOf(mutant, outcomes[at]) }));

function fateOf(mutant: Mutant, outcome: Outcome | undefined): Fate {
  const by = outcome?.noticedBy;
  if (by === undefined) return equivalence(mutant) === undefined ? "survived" : "equivalent";
  return by === "time" || by === "end" ? by : "test";
}

function lineOf({ file, line }: Mutant): string {
  return (sourceOf(file).split("\n")[line - 1] ?? "").trim();
}

function changeOf({ file, start, end, text }: Mutant): string {
  const was = sourceOf(file).slice(start, end).replace(/\s+/g, " ");
  return `${was.length > 60 ? `${was.slice(0, 57)}…` : was} → ${text === "" ? "nothing" : text.replace(/\s+/g, " ").slice(0, 60)}`;
}

function equivalence(mutant: Mutant): string | undefined {
  return EQUIVALENT.find(
    ({ file, line, change }) => file === mutant.file && line === lineOf(mutant) && change === changeOf(mutant),
  )?.because;
}

const countOf = (rows: typeof results, ...fates: Fate[]) => rows.filter(({ fate }) => fates.includes(fate)).length;
const share = (rows: typeof results) => {
  const noticed = countOf(rows, "test", "time", "end");
  return noticed / Math.max(1, noticed + countOf(rows, "survived"));
};
const percent = (value: number) => `${(value * 100).toFixed(1)} %`;

report.table(
  ["folder", "possible", "tried", "a test fails", "no end", "equivalent", "survived", "noticed"],
  sampled.map(({ folder, possible, mutants: those }) => {
    const rows = results.filter(({ mutant }) => those.includes(mutant));
    return [
      `lib/${folder}`,
      figure(possible),
      String(rows.length),
      String(countOf(rows, "test")),
      String(countOf(rows, "time", "end")),
      String(countOf(rows, "equivalent")),
      String(countOf(rows, "survived")),
      percent(share(rows)),
    ];
  }),
);
const survivors = results.filter(({ fate }) => fate === "survived");
const cell = (text: string) => `\`${text.replaceAll("|", "\\|")}\``;
if (survivors.length > 0) {
  report.note("## Survivors");
  report.table(
    ["place", "line", "change"],
    survivors.map(({ mutant }) => [`${mutant.file}:${mutant.line}`, cell(lineOf(mutant)), cell(changeOf(mutant))]),
  );
}
report.target(
  `${ENOUGH * 100} % noticed (equivalent ones left out)`,
  percent(share(results)),
  share(results) >= ENOUGH,
);
report.write();
