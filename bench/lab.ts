/**
 * The laboratory in a real browser: 200 seeds of 10,000 rounds of six engines among eight indexes, and how the page answers while
 * it runs: `npm run bench -- lab`.
 */
import { type Browser, type CDPSession, chromium } from "@playwright/test";
import { runUp, temporaryFolder } from "#e2e/support/run-index.ts";
import { findBrowser } from "#lib/cli/browser.ts";
import { figure, formatSpread, quantile, Report, spreadOf } from "./support/report.ts";

const ENGINES = ["dch-ix", "tc-ix", "tsallis-iw", "tsallis-rv", "exp3", "exp3-ix"];
const [SEEDS, ROUNDS, INDEXES] = [200, 10_000, 8];
const MOST_SECONDS = 20;
/** What a reader takes for at once, of 99 frames in a hundred; and the part of the page's own thread that may be busy. */
const MOST_FRAME_MS = 100;
const MOST_BUSY = 0.25;
const REPEATS = 3;
const WORLDS = ["stochastic", "sleeper-traitor", "dispute-stalling"] as const;

const report = new Report(
  "lab",
  "The laboratory in a browser",
  `\`/lab\` of a real index in Chromium: ${SEEDS} seeds of ${figure(ROUNDS)} rounds of ${ENGINES.length} engines among ${INDEXES} indexes in two workers, from the press of Run to the last drawing. *Frames*: the time between two frames of the page while it runs. *Busy*: processor time of the page's own thread over the time of the run.`,
);

type Measured = {
  readonly seconds: number;
  readonly frames: readonly number[];
  readonly updates: number;
  readonly busy: number;
};

async function measure(browser: Browser, base: string, world: string): Promise<Measured> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const query = new URLSearchParams({ world, indexes: `${INDEXES}`, rounds: `${ROUNDS}`, runs: `${SEEDS}` });
  for (const engine of ENGINES) query.append("engine", engine);
  await page.goto(`${base}/lab?${query}`);
  await page.getByText("Nothing has run yet").waitFor();
  await page.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    const step = () => {
      const now = performance.now();
      frames.push(now - last);
      last = now;
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
    const updates = new Set<string>();
    setInterval(() => {
      const said = document.querySelector("[role=progressbar]")?.ariaValueText;
      if (said) updates.add(said);
    }, 100);
    Object.assign(window, { frames, updates });
  });
  const thread = await context.newCDPSession(page);
  await thread.send("Performance.enable", { timeDomain: "threadTicks" });
  const busyBefore = await busyOf(thread);
  const began = performance.now();
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByText("200 runs done").waitFor({ timeout: 120_000 });
  const seconds = (performance.now() - began) / 1000;
  const busy = ((await busyOf(thread)) - busyBefore) / seconds;
  const seen = await page.evaluate(() => {
    const { frames, updates } = window as unknown as { frames: number[]; updates: Set<string> };
    return { frames, updates: updates.size };
  });
  await context.close();
  return { seconds, busy, ...seen };
}

/** Seconds of the page's own thread by now. */
async function busyOf(thread: CDPSession): Promise<number> {
  const { metrics } = await thread.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN;
}

const found = await findBrowser();
if (found === undefined) throw new Error("There is no browser: npm test says how to get one.");
const folder = temporaryFolder();
const up = runUp(["--empty", "--data", `${folder.path}/data`, "--port", "19760"]);
const browser = await chromium.launch({ executablePath: found.path, args: ["--no-sandbox", "--disable-gpu"] });
try {
  const base = await up.ready;
  const rows: string[][] = [];
  let slowest = 0;
  let slowestFrame = 0;
  let busiest = 0;
  let fewest = Number.POSITIVE_INFINITY;
  for (const world of WORLDS) {
    const runs: Measured[] = [];
    for (let at = 0; at < REPEATS; at++) runs.push(await measure(browser, base, world));
    const seconds = spreadOf(runs.map((run) => run.seconds));
    const frames = runs.flatMap((run) => run.frames);
    const most = quantile(frames, 0.99);
    const busy = spreadOf(runs.map((run) => run.busy)).median;
    const updates = spreadOf(runs.map((run) => run.updates));
    slowest = Math.max(slowest, seconds.median);
    slowestFrame = Math.max(slowestFrame, most);
    busiest = Math.max(busiest, busy);
    fewest = Math.min(fewest, updates.min);
    rows.push([
      world,
      `${formatSpread(seconds)} s`,
      `${figure((SEEDS * ROUNDS * ENGINES.length) / seconds.median / 1e6)} million`,
      `${figure(quantile(frames, 0.5))}, ${figure(most)}, ${figure(quantile(frames, 1))} ms`,
      `${figure(100 * busy)} %`,
      formatSpread(updates),
    ]);
  }
  report.table(
    [
      "world",
      "time, middle (least to most)",
      "rounds a second",
      "frames: middle, 99 %, longest",
      "busy",
      "progress told",
    ],
    rows,
  );
  report.target(`in at most ${MOST_SECONDS} s`, `${figure(slowest)} s`, slowest <= MOST_SECONDS);
  report.target(
    `99 of 100 frames within ${MOST_FRAME_MS} ms`,
    `${figure(slowestFrame)} ms`,
    slowestFrame <= MOST_FRAME_MS,
  );
  report.target(
    `the page's own thread is busy for at most ${100 * MOST_BUSY} % of the time`,
    `${figure(100 * busiest)} %`,
    busiest <= MOST_BUSY,
  );
  report.target("progress is told at least ten times", `${fewest} times`, fewest >= 10);
} finally {
  await browser.close();
  await up.stop();
  folder.remove();
}
report.write();
