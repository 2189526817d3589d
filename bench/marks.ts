/**
 * What marks cost: one provider with 1,000 facts anew, and many providers from scratch:
 * `npm run bench -- marks [facts in all]`; `npm run bench -- marks 1000000` is the long run.
 */
import { conductOf } from "#lib/reputation/conduct.ts";
import { type MarksInput, marksDigest, marksOf } from "#lib/reputation/marks.ts";
import { MODEL_1 } from "#lib/reputation/model.ts";
import { diceOf, inputByChance } from "#lib/reputation/testing/many-marks.ts";
import { TODAY } from "#lib/reputation/testing/records.ts";
import { figure, formatSpread, Report, spreadOf } from "./support/report.ts";

const facts = Number(process.argv[2] ?? 100_000);
const EACH = 1_000;
const ROUNDS = 9;

const report = new Report(
  "marks",
  "Marks from facts",
  `Records by chance: all types, classes of evidence, twenty reporters, clusters and fault groups, within 1,500 days. One thread, processor time. *Anew*: marks of one provider with ${figure(EACH)} facts; *with waterfall*: its score with a bar for each fact as well. *From scratch*: marks and digests of ${figure(Math.ceil(facts / EACH))} providers with ${figure(facts)} facts in all.`,
);

const dice = diceOf(6962);
const inputs = Array.from({ length: Math.ceil(facts / EACH) }, () => inputByChance(dice, EACH));
const sample = inputs.slice(0, 100);

/** Milliseconds of processor time for each of the inputs. */
function timed(of: readonly MarksInput[], run: (input: MarksInput) => unknown): number {
  const before = process.cpuUsage();
  for (const input of of) run(input);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / of.length;
}

const anew: number[] = [];
const explained: number[] = [];
for (let round = 0; round < ROUNDS + 3; round++) {
  const marks = timed(sample, (input) => marksOf(input, MODEL_1, TODAY));
  const bars = timed(sample, (input) => conductOf(input.items, MODEL_1, TODAY));
  if (round < 3) continue; // the engine is still compiling
  anew.push(marks);
  explained.push(bars);
}
const digests = new Set<string>();
const scratch =
  (timed(inputs, (input) => digests.add(marksDigest(marksOf(input, MODEL_1, TODAY)))) * inputs.length) / 1000;

const [marks, bars] = [spreadOf(anew), spreadOf(explained)];
report.table(
  ["", "middle (least to most)"],
  [
    ["anew", `${formatSpread(marks)} ms`],
    ["with waterfall", `${formatSpread(bars)} ms`],
    ["from scratch, with digests", `${figure(scratch)} s for ${figure(digests.size)} marks`],
  ],
);
report.target("marks of one provider with 1,000 facts in under 1 ms", `${figure(marks.median)} ms`, marks.median < 1);
const million = (scratch / facts) * 1_000_000;
report.target("10^6 facts from scratch within 20 s", `${figure(million)} s of processor time`, million <= 20);
report.write();
