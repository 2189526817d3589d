import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeScratch, type Scratch } from "./scratch-repository.ts";

/** One violating file per rule: path, source, and the rule that must refuse it. */
const VIOLATIONS: readonly [path: string, source: string, rule: string][] = [
  ["lib/kernel/reads-clock.ts", "export const now = Date.now();\n", "style/noRestrictedGlobals"],
  ["lib/log/reads-clock.ts", "export const now = new Date();\n", "style/noRestrictedGlobals"],
  ["lib/state/throws-dice.ts", "export const dice = Math.random();\n", "nursery/noJsRestrictedProperties"],
  ["lib/statement/reads-process.ts", "export const pid = process.pid;\n", "style/noRestrictedGlobals"],
  ["lib/keys/uses-buffer.ts", 'export const bytes = Buffer.from("00", "hex");\n', "style/noRestrictedGlobals"],
  ["lib/disclosure/fetches.ts", 'export const answer = fetch("https://example.com");\n', "style/noRestrictedGlobals"],
  ["lib/evidence/reads-clock.ts", "export const now = new Date();\n", "style/noRestrictedGlobals"],
  ["lib/contract/prints.ts", 'console.log("x");\n', "style/noRestrictedGlobals"],
  ["lib/kernel/encodes.ts", "export const encoder = new TextEncoder();\n", "style/noRestrictedGlobals"],
  [
    "lib/kernel/opens-file.ts",
    'import { readFileSync } from "node:fs";\nexport const read = readFileSync;\n',
    "style/noRestrictedImports",
  ],
  [
    "lib/log/imports-server.ts",
    'import { x } from "#lib/server/x.ts";\nexport const y = x;\n',
    "style/noRestrictedImports",
  ],
  [
    "lib/cli/imports-server.ts",
    'import { x } from "#lib/server/x.ts";\nexport const y = x;\n',
    "style/noRestrictedImports",
  ],
  [
    "lib/server/imports-client.ts",
    'import { x } from "#lib/client/x.ts";\nexport const y = x;\n',
    "style/noRestrictedImports",
  ],
  [
    "lib/client/imports-server.ts",
    'import { x } from "#lib/server/x.ts";\nexport const y = x;\n',
    "style/noRestrictedImports",
  ],
  [
    "components/log/imports-server.ts",
    'import { x } from "#lib/server/x.ts";\nexport const y = x;\n',
    "style/noRestrictedImports",
  ],
  ["components/log/reads-clock.ts", "export const now = Date.now();\n", "nursery/noJsRestrictedProperties"],
  ["lib/server/any-type.ts", "export const x: any = 1;\n", "suspicious/noExplicitAny"],
  ["lib/server/asserts-present.ts", "export const x = [1][0]!;\n", "style/noNonNullAssertion"],
  ["lib/server/prints.ts", 'console.log("x");\n', "suspicious/noConsole"],
  ["lib/server/enumerates.ts", "export enum Colour {\n  Red,\n}\n", "style/noEnum"],
  [
    "lib/server/skips.test.ts",
    'import { test } from "vitest";\n\ntest.skip("x", () => {});\n',
    "suspicious/noSkippedTests",
  ],
  [
    "components/log/raw-html.tsx",
    "export const Raw = () => <p dangerouslySetInnerHTML={{ __html: location.hash }} />;\n",
    "security/noDangerouslySetInnerHtml",
  ],
];

/** What the same rules must let through, so that a rule that refuses everything is noticed. */
const CONFORMING: readonly [path: string, source: string][] = [
  ["lib/kernel/conforms.ts", "export const double = (value: number): number => value * 2;\n"],
  [
    "lib/server/conforms.ts",
    'import { readFileSync } from "node:fs";\nexport const startedAt = Date.now();\nexport const read = readFileSync;\n',
  ],
  ["lib/cli/conforms.ts", 'console.log("a command prints");\n'],
];

describe("the lint rules still bite", () => {
  let scratch: Scratch;
  const rulesByFile = new Map<string, string[]>();

  beforeAll(() => {
    const files = [...VIOLATIONS, ...CONFORMING].map(([path, source]) => [path, source] as const);
    scratch = makeScratch({ ...Object.fromEntries(files), "lib/server/CamelName.ts": "export const x = 1;\n" });
    const { output } = scratch.run("biome", [
      "lint",
      "--max-diagnostics=none",
      "--reporter=rdjson",
      "lib",
      "components",
    ]);
    const report = JSON.parse(output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1)) as {
      diagnostics: { code: { value: string }; location?: { path: string } }[];
    };
    for (const { code, location } of report.diagnostics) {
      const path = location?.path ?? "";
      rulesByFile.set(path, [...(rulesByFile.get(path) ?? []), code.value]);
    }
  });
  afterAll(() => scratch.remove());

  test.each(VIOLATIONS)("%s is refused", (path, _source, rule) => {
    expect(rulesByFile.get(path) ?? []).toContain(`lint/${rule}`);
  });
  test("a file name that is not kebab-case is refused", () => {
    // The only rule that reports a file without a place in it.
    expect(rulesByFile.get("") ?? []).toEqual(["lint/style/useFilenamingConvention"]);
  });
  test.each(CONFORMING)("%s passes", (path) => {
    expect(rulesByFile.get(path) ?? []).toEqual([]);
  });
});
