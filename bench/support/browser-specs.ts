/** Runs Playwright's specs in a process of its own and reads what each test said. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";

const annotation = z.object({ type: z.string(), description: z.string().optional() });
const result = z.object({ duration: z.number() });
const spec = z.object({
  title: z.string(),
  ok: z.boolean(),
  tests: z.array(z.object({ annotations: z.array(annotation), results: z.array(result) })),
});
const suite = z.object({
  specs: z.array(spec),
  get suites() {
    return z.array(suite).optional();
  },
});
type Suite = z.infer<typeof suite>;
const specsOf = ({ specs: own, suites = [] }: Suite): z.infer<typeof spec>[] => [...own, ...suites.flatMap(specsOf)];

export type BrowserTest = {
  readonly title: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly annotations: readonly z.infer<typeof annotation>[];
};

/** What the list prints is printed. `env`: in addition to this process's. */
export async function runSpecs(
  specs: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<readonly BrowserTest[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "touchstone-specs-"));
  const file = path.join(folder, "report.json");
  try {
    const child = spawn(
      process.execPath,
      ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json", ...specs],
      { env: { ...process.env, ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file }, stdio: "inherit" },
    );
    await once(child, "close");
    const { suites } = z.object({ suites: z.array(suite) }).parse(JSON.parse(readFileSync(file, "utf8")));
    return suites.flatMap(specsOf).map(({ title, ok, tests }) => ({
      ...{ title, ok, annotations: tests.flatMap(({ annotations }) => annotations) },
      seconds: tests.flatMap(({ results }) => results).reduce((sum, { duration }) => sum + duration / 1_000, 0),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
