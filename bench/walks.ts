/** All four guided walks in both ways, in the whole demonstration: `npm run bench -- walks [url of one that runs]`. */
import { PLAYED, WALKED } from "../e2e/support/walker.ts";
import { type BrowserTest, runSpecs } from "./support/browser-specs.ts";
import { figure, Report } from "./support/report.ts";
import { inWholeDemonstration } from "./support/whole-demonstration.ts";

/** Under two minutes, as issue and pages promise. */
const MOST_SECONDS = 120;

const report = new Report(
  "walks",
  "The guided walks",
  "The four walks of the demonstration, in the world of two years: with a mouse at 1280 px, and with a keyboard alone at 360 px, every control reached by Tab, by somebody who does what the guide says and nothing else. Each ends where the own browser has verified something, and axe looks at that page.",
);
const tests = await inWholeDemonstration(process.argv[2], 28_940, (url) =>
  runSpecs(["e2e/guided-walks.spec.ts"], { TOUCHSTONE_E2E_URL: url, TOUCHSTONE_WALKS_URL: url }),
);
const secondsOf = ({ annotations }: BrowserTest, kind: string): number =>
  Number(annotations.find(({ type }) => type === kind)?.description ?? Number.NaN) / 1_000;
/** One that was not begun counts as failed, too. */
const isEnded = (test: BrowserTest): boolean => test.ok && !Number.isNaN(secondsOf(test, WALKED));
const isWalk = ({ title }: BrowserTest): boolean => / by (?:mouse|keyboard) at \d+ px$/.test(title);
const walks = tests.filter(isWalk);
report.table(
  [
    "walk",
    "seconds of the walker",
    "seconds in which time that passes is played",
    "seconds in all, with two looks of axe",
    "",
  ],
  walks.map((walk) => [
    ...[walk.title, figure(secondsOf(walk, WALKED)), figure(secondsOf(walk, PLAYED)), figure(walk.seconds)],
    isEnded(walk) ? "to its end" : "**failed**",
  ]),
);
report.target(
  "four walks, both ways, each to its end",
  `${walks.filter(isEnded).length} of ${walks.length}`,
  walks.length === 8 && walks.every(isEnded),
);
const others = tests.filter((test) => !isWalk(test));
report.target(
  "beside them: the first proof, the choice by keyboard, map and table",
  `${others.filter(({ ok }) => ok).length} of ${others.length}`,
  others.every(({ ok }) => ok),
);
const longest = Math.max(...walks.map((walk) => secondsOf(walk, WALKED)));
report.target(
  `each walk under ${MOST_SECONDS} s, without the days and weeks that the demonstration plays meanwhile`,
  `${figure(longest)} s`,
  longest < MOST_SECONDS,
);
report.write();
