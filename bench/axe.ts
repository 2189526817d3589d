/** Axe on every page and state that the journeys look at, in each of their ways; `npm test` looks in one of them. */
import { spawn } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { AXE_LOOK } from "../e2e/support/axe.ts";
import { Report } from "./support/report.ts";

const report = new Report(
  "axe",
  "Accessible in every way",
  "Every page in both themes at 360 and 1280 px, and every further state of a page at both widths, one in each theme, after the steps that lead there in a browser: axe must find nothing, and nothing may run out sideways. `npm test` looks in one of these ways.",
);
const folder = mkdtempSync(path.join(tmpdir(), "touchstone-axe-"));
const file = path.join(folder, "report.json");
const specs = globSync("e2e/*.spec.ts").filter((spec) => readFileSync(spec, "utf8").includes("expectAccessibleIn"));
const child = spawn(
  process.execPath,
  ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json", ...specs.sort()],
  {
    env: { ...process.env, TOUCHSTONE_AXE: "full", PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    stdio: "inherit",
  },
);
await new Promise((resolve) => child.once("close", resolve));

const annotation = z.object({ type: z.string(), description: z.string().optional() });
const spec = z.object({
  title: z.string(),
  ok: z.boolean(),
  tests: z.array(z.object({ annotations: z.array(annotation) })),
});
const suite = z.object({
  specs: z.array(spec),
  get suites() {
    return z.array(suite).optional();
  },
});
type Suite = z.infer<typeof suite>;
const specsOf = ({ specs: own, suites = [] }: Suite): z.infer<typeof spec>[] => [...own, ...suites.flatMap(specsOf)];

const tests = z
  .object({ suites: z.array(suite) })
  .parse(JSON.parse(readFileSync(file, "utf8")))
  .suites.flatMap(specsOf);
rmSync(folder, { recursive: true });
const looks = tests
  .flatMap(({ tests: runs }) => runs.flatMap(({ annotations }) => annotations))
  .flatMap(({ type, description }) => (type === AXE_LOOK && description !== undefined ? [description] : []));
const failed = tests.filter(({ ok }) => !ok).map(({ title }) => title);
for (const title of failed) report.note(`- failed: ${title}`);
const states = new Set(looks.map((way) => way.replace(/ at \d+ px, \w+$/, "")));
report.table(
  ["width and theme", "looks"],
  [...new Set(looks.map((way) => way.split(" at ").at(-1) ?? ""))]
    .sort()
    .map((way) => [way, String(looks.filter((look) => look.endsWith(` at ${way}`)).length)]),
);
report.target(
  "nothing found, nothing sideways",
  `${looks.length} looks at ${states.size} pages and states, ${failed.length} of ${tests.length} tests failed`,
  failed.length === 0 && looks.length > 0,
);
report.write();
