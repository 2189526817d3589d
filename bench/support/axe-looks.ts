import { AXE_LOOK } from "../../e2e/support/axe.ts";
import type { BrowserTest } from "./browser-specs.ts";
import type { Report } from "./report.ts";

/** What axe looked at in these tests, by way, and whether it found anything. */
export function reportLooks(report: Report, tests: readonly BrowserTest[]): void {
  const looks = tests
    .flatMap(({ annotations }) => annotations)
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
}
