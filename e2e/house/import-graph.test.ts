import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeScratch, type Scratch } from "./scratch-repository.ts";

const TARGETS = {
  "lib/kernel/target.ts": "export const target = 1;\n",
  "lib/log/target.ts": 'export { target } from "#lib/kernel/target.ts";\n',
  "lib/statement/target.ts": 'export { target } from "#lib/log/target.ts";\n',
  "lib/keys/target.ts": 'export { target } from "#lib/statement/target.ts";\n',
  "lib/disclosure/target.ts": 'export { target } from "#lib/statement/target.ts";\n',
  "lib/evidence/target.ts": 'export { target } from "#lib/disclosure/target.ts";\n',
  "lib/state/target.ts": 'export { target } from "#lib/keys/target.ts";\n',
  "lib/contract/target.ts": 'export { target } from "#lib/state/target.ts";\n',
  "lib/server/sequencer/target.ts": 'export { target } from "#lib/contract/target.ts";\n',
  "lib/platform/target.ts": 'export { target } from "#lib/kernel/target.ts";\n',
  "lib/platform/node-target.ts": 'export { readFileSync } from "node:fs";\n',
  "lib/provider/target.ts": 'export { target } from "#lib/evidence/target.ts";\n',
  "lib/state/testing/target.ts": 'export { target } from "#lib/state/target.ts";\n',
  "lib/keys/uses-helper.test.ts": 'export { target } from "#lib/state/testing/target.ts";\n',
  "lib/server/test-target.ts": 'export { target } from "#lib/contract/target.ts";\n',
  "lib/client/target.ts": 'export { target } from "#lib/contract/target.ts";\n',
  "lib/cli/target.ts": 'export { target } from "#lib/contract/target.ts";\n',
  "components/ui/target.ts": 'import { createElement } from "react";\n\nexport const target = createElement;\n',
  "components/log/target.ts": 'export { target } from "#lib/client/target.ts";\n',
  "app/page.tsx": 'export { target as default } from "#components/log/target.ts";\n',
  "bench/target.ts": 'export { target } from "#lib/log/target.ts";\n',
  "lib/log/fuzz.test.ts": 'import { target } from "#bench/target.ts";\n\nexport const x = target;\n',
} as const;

/** importer, imported, the rule that must refuse it. */
const VIOLATIONS: readonly [from: string, to: string, rule: string][] = [
  ["lib/kernel/bad.ts", "#lib/log/target.ts", "ring-kernel-imports-inward-only"],
  ["lib/log/bad.ts", "#lib/statement/target.ts", "ring-log-imports-inward-only"],
  ["lib/statement/bad.ts", "#lib/state/target.ts", "ring-statement-imports-inward-only"],
  ["lib/keys/bad.ts", "#lib/disclosure/target.ts", "sibling-keys-stands-alone"],
  ["lib/disclosure/bad.ts", "#lib/keys/target.ts", "sibling-disclosure-stands-alone"],
  ["lib/disclosure/worse.ts", "#lib/evidence/target.ts", "ring-keys-imports-inward-only"],
  ["lib/evidence/bad.ts", "#lib/state/target.ts", "ring-evidence-imports-inward-only"],
  ["lib/evidence/draws.ts", "react", "core-imports-few-packages"],
  ["lib/state/bad.ts", "#lib/contract/target.ts", "ring-state-imports-inward-only"],
  ["lib/contract/bad.ts", "#lib/server/sequencer/target.ts", "ring-contract-imports-inward-only"],
  ["lib/kernel/screen.ts", "#components/log/target.ts", "ring-kernel-imports-inward-only"],
  ["lib/server/bad.ts", "#lib/client/target.ts", "sibling-server-stands-alone"],
  ["lib/client/bad.ts", "#lib/server/sequencer/target.ts", "sibling-client-stands-alone"],
  ["lib/cli/bad.ts", "#lib/server/sequencer/target.ts", "sibling-cli-stands-alone"],
  ["lib/cli/worse.ts", "#lib/client/target.ts", "sibling-cli-stands-alone"],
  ["lib/kernel/platform.ts", "#lib/platform/target.ts", "core-knows-no-platform"],
  ["lib/evidence/provider.ts", "#lib/provider/target.ts", "core-knows-no-platform"],
  ["lib/provider/bad.ts", "#lib/server/sequencer/target.ts", "provider-imports-core-only"],
  ["lib/client/platform.ts", "#lib/platform/node-target.ts", "browser-knows-no-node"],
  ["lib/platform/reads-disk.ts", "node:fs", "platform-says-node"],
  ["lib/platform/bad.ts", "#lib/server/sequencer/target.ts", "platform-imports-core-only"],
  ["lib/state/uses-helper.ts", "#lib/state/testing/target.ts", "code-imports-no-test"],
  ["lib/server/uses-helper.ts", "#lib/server/test-target.ts", "code-imports-no-test"],
  ["lib/server/screen.ts", "#components/log/target.ts", "shell-imports-no-screen"],
  ["components/log/bad.ts", "#lib/server/sequencer/target.ts", "components-know-no-server"],
  ["components/ui/bad.ts", "#components/log/target.ts", "primitives-know-no-feature"],
  ["components/ui/worse.ts", "#lib/client/target.ts", "primitives-know-no-feature"],
  ["app/bad/page.tsx", "#lib/server/sequencer/target.ts", "app-is-thin"],
  ["app/worse/page.tsx", "#lib/cli/target.ts", "app-is-thin"],
  ["app/public/page.tsx", "next/headers", "pages-for-all-know-no-reader"],
  ["components/log/upward.ts", "#app/page.tsx", "nothing-imports-app"],
  ["lib/kernel/reads-disk.ts", "node:fs", "core-does-no-io"],
  ["lib/client/reads-disk.ts", "node:fs", "client-runs-in-the-browser"],
  ["lib/kernel/draws.ts", "react", "core-imports-few-packages"],
  ["lib/state/serves.ts", "@hono/zod-openapi", "openapi-only-in-contract"],
  ["lib/kernel/lost.ts", "./nowhere.ts", "no-unresolvable"],
  ["lib/server/dev-tool.ts", "culori", "shipped-code-uses-no-dev-package"],
  ["lib/log/bench.ts", "#bench/target.ts", "only-tests-import-bench"],
];

const TYPE_ONLY = 'import type { target } from "#lib/log/target.ts";\n\nexport type Target = typeof target;\n';

describe("the rings still hold", () => {
  let scratch: Scratch;
  const rulesByFile = new Map<string, string[]>();

  beforeAll(() => {
    const bad = VIOLATIONS.map(
      ([from, to]) => [from, `import * as target from "${to}";\n\nexport const x = target;\n`] as const,
    );
    scratch = makeScratch({
      ...TARGETS,
      ...Object.fromEntries(bad),
      "lib/kernel/type-only.ts": TYPE_ONLY,
      "lib/log/circle-a.ts": 'import { b } from "./circle-b.ts";\n\nexport const a = () => b;\n',
      "lib/log/circle-b.ts": 'import { a } from "./circle-a.ts";\n\nexport const b = () => a;\n',
      "lib/keys/types-a.ts": 'import type { B } from "./types-b.ts";\n\nexport type A = { b: B };\n',
      "lib/keys/types-b.ts": 'import type { A } from "./types-a.ts";\n\nexport type B = { a?: A };\n',
      "lib/log/alone.ts": "export const alone = 1;\n",
    });
    const { output } = scratch.run("depcruise", [
      "--config",
      ".dependency-cruiser.cjs",
      "--output-type",
      "json",
      "app",
      "components",
      "lib",
    ]);
    const report = JSON.parse(output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1)) as {
      summary: { violations: { from: string; rule: { name: string } }[] };
    };
    for (const { from, rule } of report.summary.violations)
      rulesByFile.set(from, [...(rulesByFile.get(from) ?? []), rule.name]);
  });
  afterAll(() => scratch.remove());

  test.each(VIOLATIONS)("%s must not import %s", (from, _to, rule) => {
    expect(rulesByFile.get(from) ?? []).toContain(rule);
  });
  test("a type counts as an import", () => {
    expect(rulesByFile.get("lib/kernel/type-only.ts") ?? []).toContain("ring-kernel-imports-inward-only");
  });
  test("a cycle is refused, of types too", () => {
    for (const file of ["lib/log/circle-a.ts", "lib/keys/types-a.ts"]) {
      expect(rulesByFile.get(file) ?? []).toContain("no-circular");
    }
  });
  test("a file that nothing imports and that imports nothing is refused", () => {
    expect(rulesByFile.get("lib/log/alone.ts") ?? []).toContain("no-orphan");
  });
  test.each(Object.keys(TARGETS))("%s, which imports inward only, passes", (path) => {
    expect(rulesByFile.get(path) ?? []).toEqual([]);
  });
});
