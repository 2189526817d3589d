/** Axe on every kind of page in the whole demonstration, in both themes and widths: `npm run bench -- axe-demonstration [url]`. */
import { reportLooks } from "./support/axe-looks.ts";
import { runSpecs } from "./support/browser-specs.ts";
import { Report } from "./support/report.ts";
import { inWholeDemonstration } from "./support/whole-demonstration.ts";

const report = new Report(
  "axe-demonstration",
  "Accessible in the demonstration",
  "Every page that a reader of the demonstration can open, and providers of each tier and kind, cases in each state, failures, comparisons and the pages of each person whom one may act as; each in both themes at 360 and 1280 px: axe must find nothing, and nothing may run out sideways.",
);
const tests = await inWholeDemonstration(process.argv[2], 28_960, (url) =>
  runSpecs(["e2e/demonstration-pages.spec.ts"], {
    ...{ TOUCHSTONE_E2E_URL: url, TOUCHSTONE_WALKS_URL: url },
    TOUCHSTONE_AXE: "full",
  }),
);
reportLooks(report, tests);
report.write();
