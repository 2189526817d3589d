/** Axe on every page and state that the journeys look at, in each of their ways; `npm test` looks in one of them. */
import { globSync, readFileSync } from "node:fs";
import { reportLooks } from "./support/axe-looks.ts";
import { runSpecs } from "./support/browser-specs.ts";
import { Report } from "./support/report.ts";

const report = new Report(
  "axe",
  "Accessible in every way",
  "Every page in both themes at 360 and 1280 px, and every further state of a page at both widths, one in each theme, after the steps that lead there in a browser: axe must find nothing, and nothing may run out sideways. `npm test` looks in one of these ways.",
);
const specs = globSync("e2e/*.spec.ts").filter((spec) => readFileSync(spec, "utf8").includes("expectAccessibleIn"));
reportLooks(report, await runSpecs(specs.sort(), { TOUCHSTONE_AXE: "full" }));
report.write();
