/** Spoiled documents at every parser of the core, of what is kept about witnesses and of what other servers answer: `npm run bench -- fuzz [rounds] [seed]`. */
import { fuzzEvidenceParsers } from "./support/fuzz-evidence.ts";
import { fuzzJson } from "./support/fuzz-json.ts";
import { fuzzLogParsers } from "./support/fuzz-log.ts";
import { fuzzProofParsers } from "./support/fuzz-proofs.ts";
import { fuzzStoreParsers } from "./support/fuzz-stores.ts";
import { fuzzWordParsers } from "./support/fuzz-words.ts";
import { figure, Report } from "./support/report.ts";

const rounds = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? 1);
/** Longest that one document may keep a parser busy. */
const SLOWEST_MS = 50;

const report = new Report(
  "fuzz",
  "Spoiled documents at every parser",
  "What a parser accepts must be exactly what its formatter writes; anything else is one typed refusal; nothing throws, nothing hangs. The JSON parser is also held against JSON.parse.",
);
/** Of this thread alone: on a busy machine a clock on the wall counts whoever else was served. */
const threadMs = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};
const json = fuzzJson({ seed, inputs: rounds, now: threadMs });
const evidence = await fuzzEvidenceParsers({ rounds, seed, now: threadMs });
const words = fuzzWordParsers({ rounds, seed, now: threadMs });
const log = [fuzzLogParsers, fuzzProofParsers, fuzzStoreParsers].flatMap((fuzz) => fuzz({ rounds, seed }));
const all = [...log, ...evidence, ...words];
report.table(
  ["parser", "documents", "accepted", "broken promises"],
  [
    ["strict JSON and canonical form", figure(json.inputs), figure(json.accepted), String(json.failures.length)],
    ...all.map((each) => [each.parser, figure(each.rounds), figure(each.accepted), String(each.failures.length)]),
  ],
);
const failures = [
  ...json.failures,
  ...all.flatMap(({ parser, failures: own }) => own.map((text) => `${parser}: ${text}`)),
];
for (const failure of failures.slice(0, 20)) report.note(`- ${failure}`);
report.note(`Seed ${seed}. The slowest JSON document took ${figure(json.slowestMs)} ms.`);
report.target("no crash, no accepted document that is written otherwise", `${failures.length}`, failures.length === 0);
report.target(`one typed answer within ${SLOWEST_MS} ms`, `${figure(json.slowestMs)} ms`, json.slowestMs < SLOWEST_MS);
const slowest = Math.max(...[...evidence, ...words].map(({ slowestMs = 0 }) => slowestMs));
report.target(
  `one typed answer of each parser of evidence, statements, answers, files and links within ${SLOWEST_MS} ms`,
  `${figure(slowest)} ms`,
  slowest < SLOWEST_MS,
);
report.write();
