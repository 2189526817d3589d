/**
 * Lighthouse on the four pages that readers meet first, of the demonstration or of the index whose address is given. It is no
 * dependency: `npm exec` takes this version for the run, since it brings a hundred packages along (docs/adr).
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { findBrowser } from "#lib/cli/browser.ts";
import { runUp, temporaryFolder } from "../e2e/support/run-index.ts";
import { until } from "../e2e/support/until.ts";
import { formatSpread, quantile, Report, spreadOf } from "./support/report.ts";

const PACKAGE = "lighthouse@13.5.0";
const ROUNDS = 3;
const ASKED = { performance: 90, accessibility: 100, "best-practices": 95 } as const;
type Category = keyof typeof ASKED;
const CATEGORIES = Object.keys(ASKED) as Category[];
/** What performance is made of: its name in Lighthouse, and here. All but shifts are milliseconds. */
const PARTS = {
  "first-contentful-paint": "first paint",
  "largest-contentful-paint": "largest paint",
  "speed-index": "filled",
  "total-blocking-time": "blocked",
  "cumulative-layout-shift": "shifts",
} as const;
/** Its own two ways: a telephone with a slowed processor and line, and a desktop. */
const WAYS = { telephone: [], desktop: ["--preset=desktop"] } as const;

const runSchema = z.object({
  categories: z.record(
    z.string(),
    z.object({ score: z.number().nullable(), auditRefs: z.array(z.object({ id: z.string() })) }),
  ),
  audits: z.record(
    z.string(),
    z.object({
      id: z.string(),
      score: z.number().nullable(),
      title: z.string(),
      numericValue: z.number().optional(),
    }),
  ),
});
type Run = z.infer<typeof runSchema>;

const folder = mkdtempSync(path.join(tmpdir(), "touchstone-lighthouse-"));
const browser = await findBrowser();
if (browser === undefined) throw new Error("There is no Chromium.");
const chrome = browser.path;

/** Chromium now and then records no beginning of a load (NO_NAVSTART): such a look is made again. */
const TRIES = 3;

async function look(url: string, flags: readonly string[]): Promise<Run> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await lookOnce(url, flags);
    } catch (error) {
      if (tries === TRIES || !String(error).includes("NO_NAVSTART")) throw error;
    }
  }
}

async function lookOnce(url: string, flags: readonly string[]): Promise<Run> {
  const file = path.join(folder, "run.json");
  const own = [url, "--quiet", "--output=json", `--output-path=${file}`, `--chrome-path=${chrome}`, ...flags];
  const given = [...own, `--only-categories=${CATEGORIES.join(",")}`, "--chrome-flags=--headless --no-sandbox"];
  const child = spawn("npm", ["exec", "--yes", `--package=${PACKAGE}`, "--", "lighthouse", ...given], {
    // What it would send to its makers stays here.
    env: { ...process.env, CI: "1" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString("utf8");
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`Lighthouse: ${said}`);
  return runSchema.parse(JSON.parse(readFileSync(file, "utf8")));
}

const report = new Report(
  "lighthouse",
  "Lighthouse",
  `The start page, the list of providers, a provider and a case in ${PACKAGE} with a browser without windows, ${ROUNDS} times each in its two ways: a telephone (slowed processor and line) and a desktop. Scores of 100: the median, and in brackets the least and the best.`,
);

const CALM = 0.8;
const LOOK_MS = 3_000;
const LOOKS = 60;

function processorTimes(): { readonly idle: number; readonly all: number } {
  const times = cpus().map((core) => core.times);
  return {
    idle: times.reduce((sum, { idle }) => sum + idle, 0),
    all: times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0),
  };
}

/** What a demonstration does when it starts is not what a page costs: waits until the processor has nothing to do, 3 min at most. */
async function untilCalm(): Promise<void> {
  for (let look = 0; look < LOOKS; look += 1) {
    const before = processorTimes();
    await delay(LOOK_MS);
    const { idle, all } = processorTimes();
    if (idle - before.idle > CALM * (all - before.all)) return;
  }
}

type Listed = { readonly data: readonly { readonly id: string }[] };

async function firstOf(base: string, list: string): Promise<string | undefined> {
  const { data } = (await (await fetch(`${base}/api/v1/${list}?limit=1`)).json()) as Listed;
  return data[0]?.id;
}

const own = temporaryFolder();
let stop = async () => {};
try {
  let [, , base] = process.argv;
  if (base === undefined) {
    const up = runUp(["--data", path.join(own.path, "data"), "--port", "18900"]);
    stop = up.stop;
    base = await up.ready;
  }
  const index = base;
  const provider = await until("a provider", () => firstOf(index, "providers"), 300_000);
  const one = await until("a case", () => firstOf(index, "cases"), 300_000);
  await untilCalm();
  const rows: string[][] = [];
  const made: string[][] = [];
  const least: Record<Category, number> = { performance: 100, accessibility: 100, "best-practices": 100 };
  const missed = new Map<string, string>();
  for (const page of ["/", "/providers", `/providers/${provider}`, `/cases/${one}`]) {
    const name = page.replace(/(prv|case)_\w+/, "…");
    await (await fetch(`${base}${page}`)).text();
    for (const [way, flags] of Object.entries(WAYS)) {
      const runs: Run[] = [];
      for (let round = 0; round < ROUNDS; round += 1) runs.push(await look(`${base}${page}`, flags));
      const cells = CATEGORIES.map((category) => {
        const scores = runs.map(({ categories }) => Math.round((categories[category]?.score ?? 0) * 100));
        least[category] = Math.min(least[category], quantile(scores, 0.5));
        return formatSpread(spreadOf(scores));
      });
      rows.push([name, way, ...cells]);
      const medianOf = (part: string) =>
        quantile(
          runs.map(({ audits }) => audits[part]?.numericValue ?? 0),
          0.5,
        );
      made.push([
        ...[name, way],
        ...Object.keys(PARTS).map((part) =>
          part === "cumulative-layout-shift" ? medianOf(part).toFixed(3) : `${Math.round(medianOf(part))} ms`,
        ),
      ]);
      process.stderr.write(`${[name, way, ...cells].join("  ")}\n`);
      for (const { categories, audits } of runs)
        for (const category of ["accessibility", "best-practices"] as const)
          for (const { id } of categories[category]?.auditRefs ?? [])
            if (audits[id]?.score === 0) missed.set(`${name} ${id}`, `- ${name}, ${category}: ${audits[id]?.title}`);
    }
  }
  report.table(["page", "way", ...CATEGORIES], rows);
  report.note("What performance is made of, the medians:");
  report.table(["page", "way", ...Object.values(PARTS)], made);
  for (const line of missed.values()) report.note(line);
  for (const category of CATEGORIES)
    report.target(
      `${category} ≥ ${ASKED[category]}`,
      `${least[category]}, the least of all pages`,
      least[category] >= ASKED[category],
    );
  report.write();
} finally {
  await stop();
  own.remove();
  rmSync(folder, { recursive: true, force: true });
}
