/** One bundle after another through the script in which pages check evidence, in a real browser and a worker of it. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium } from "@playwright/test";
import { findBrowser } from "#lib/cli/browser.ts";
import { buildEvidenceWorker, buildReplayWorker } from "#lib/cli/verifier/build-verifier.ts";
import { CHECK_WORKER_PATH, REPLAY_WORKER_PATH } from "#lib/client/evidence/check-messages.ts";
import type { PackedFacts } from "#lib/client/evidence/packed-facts.ts";

const VISITS = 5;

export type BrowserJob = {
  readonly bundle: Uint8Array;
  readonly facts: Omit<PackedFacts, "definitions" | "ownWord">;
  /** Definition by its hash, with the files that it names. */
  readonly definition: {
    readonly hash: string;
    readonly document: unknown;
    readonly code: Uint8Array | undefined;
    readonly state: Uint8Array | undefined;
  };
  /** The file in which code runs; undefined where none is needed. */
  readonly runtime: Uint8Array | undefined;
};

/**
 * Milliseconds from the click to the verdict. `cold`: of the first bundle, with the worker's start; `prepared`: of the first
 * in a worker that the page started before; `warm`: of those after it.
 */
export type BrowserTimes = Record<"cold" | "prepared" | "warm", number[]>;

export async function checkInChromium(job: BrowserJob, rounds: number): Promise<BrowserTimes> {
  const found = await findBrowser();
  if (found === undefined) throw new Error("There is no browser: npm test says how to get one.");
  const scripts = new Map([
    [CHECK_WORKER_PATH, await buildEvidenceWorker(process.cwd())],
    [REPLAY_WORKER_PATH, await buildReplayWorker(process.cwd())],
  ]);
  // A real server: workers that a worker starts are fetched past what a test may intercept.
  const server = createServer((request, response) => {
    const script = scripts.get(request.url ?? "");
    response.writeHead(200, { "Content-Type": script === undefined ? "text/html" : "text/javascript" });
    response.end(script ?? "<!doctype html><title>bench</title>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const browser = await chromium.launch({ executablePath: found.path, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const times: BrowserTimes = { cold: [], prepared: [], warm: [] };
    for (let visit = 0; visit < 2 * VISITS; visit++) {
      const isPrepared = visit % 2 === 1;
      const how = { rounds: Math.ceil(rounds / (2 * VISITS)), url: `http://127.0.0.1:${port}/`, isPrepared };
      const [first = 0, ...others] = await oneVisit(browser, job, how);
      times[isPrepared ? "prepared" : "cold"].push(first);
      times.warm.push(...others);
    }
    return times;
  } finally {
    await browser.close();
    server.close();
  }
}

async function oneVisit(
  browser: Browser,
  { bundle, facts, definition, runtime }: BrowserJob,
  { rounds, url, isPrepared }: { readonly rounds: number; readonly url: string; readonly isPrepared: boolean },
): Promise<number[]> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString("base64");
  const took = await page.evaluate(
    async ({ given, rounds: many, path, prepared }) => {
      const bytes = (base64: string | undefined) =>
        base64 === undefined ? undefined : Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const known = {
        definition: given.document,
        material: { code: bytes(given.code), state: bytes(given.state) },
        listed: true,
      };
      const request = {
        check: bytes(given.bundle),
        facts: { ...given.facts, definitions: [[given.hash, known]] },
        ...(given.runtime === undefined ? {} : { runtime: bytes(given.runtime) }),
      };
      const milliseconds: number[] = [];
      let worker: Worker | undefined;
      const verdictOf = (asked: object) =>
        new Promise<string>((resolve, reject) => {
          worker ??= new Worker(path);
          worker.onmessage = ({ data }) => {
            if ("finding" in data) resolve(data.finding.verdict.verdict);
          };
          worker.onerror = (event) => reject(new Error(event.message));
          worker.postMessage(asked);
        });
      if (prepared) {
        worker = new Worker(path);
        worker.postMessage({ prepare: true });
        // Answered behind it: no bundle, but the worker is there.
        await verdictOf({ ...request, check: new Uint8Array(1), runtime: undefined });
      }
      for (let round = 0; round < many; round++) {
        const started = performance.now();
        const verdict = await verdictOf(request);
        milliseconds.push(performance.now() - started);
        if (verdict !== "proven") throw new Error(`The verdict is ${verdict}.`);
      }
      return milliseconds;
    },
    {
      given: {
        bundle: text(bundle) ?? "",
        facts,
        hash: definition.hash,
        document: definition.document,
        code: text(definition.code),
        state: text(definition.state),
        runtime: text(runtime),
      },
      rounds,
      path: CHECK_WORKER_PATH,
      prepared: isPrepared,
    },
  );
  await context.close();
  return took;
}
