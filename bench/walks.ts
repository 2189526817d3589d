/** All four guided walks in both ways, in the whole demonstration: `npm run bench -- walks [url of one that runs]`. */
import { runSpecs } from "./support/browser-specs.ts";
import { figure, Report } from "./support/report.ts";
import { inWholeDemonstration } from "./support/whole-demonstration.ts";

const report = new Report(
  "walks",
  "The guided walks",
  "The four walks of the demonstration, in the world of two years: with a mouse at 1280 px, and with a keyboard alone at 360 px, by somebody who does what the guide says and nothing else. Each ends where the own browser has verified something, and axe looks at that page.",
);
const tests = await inWholeDemonstration(process.argv[2], 42_940, (url) =>
  runSpecs(["e2e/guided-walks.spec.ts"], { TOUCHSTONE_E2E_URL: url, TOUCHSTONE_WALKS_URL: url }),
);
report.table(
  ["walk", "seconds, time that is played and two looks of axe included", ""],
  tests.map(({ title, ok, seconds }) => [title, figure(seconds), ok ? "to its end" : "**failed**"]),
);
report.target(
  "four walks, both ways, each to its end",
  `${tests.filter(({ ok }) => ok).length} of ${tests.length}`,
  tests.length === 8 && tests.every(({ ok }) => ok),
);
report.write();
