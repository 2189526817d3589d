/** One bundle after another through the script in which pages check evidence, in a real browser and a worker of it. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium } from "@playwright/test";
import { findBrowser } from "#lib/cli/browser.ts";
import { buildEvidenceWorker } from "#lib/cli/verifier/build-verifier.ts";
import type { PackedFacts } from "#lib/client/evidence/check-messages.ts";

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

/** Milliseconds from the click to the verdict: of the first bundle, with the worker's start, and of those after it. */
export async function checkInChromium(job: BrowserJob, rounds: number): Promise<{ cold: number[]; warm: number[] }> {
  const found = await findBrowser();
  if (found === undefined) throw new Error("There is no browser: npm test says how to get one.");
  const script = await buildEvidenceWorker(process.cwd());
  // A real server: workers that a worker starts are fetched past what a test may intercept.
  const server = createServer((request, response) => {
    const isScript = request.url === "/worker.js";
    response.writeHead(200, { "Content-Type": isScript ? "text/javascript" : "text/html" });
    response.end(isScript ? script : "<!doctype html><title>bench</title>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const browser = await chromium.launch({ executablePath: found.path, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const cold: number[] = [];
    const warm: number[] = [];
    for (let visit = 0; visit < VISITS; visit++) {
      const times = { rounds: Math.ceil(rounds / VISITS), url: `http://127.0.0.1:${port}/` };
      const [first = 0, ...others] = await oneVisit(browser, job, times);
      cold.push(first);
      warm.push(...others);
    }
    return { cold, warm };
  } finally {
    await browser.close();
    server.close();
  }
}

async function oneVisit(
  browser: Browser,
  { bundle, facts, definition, runtime }: BrowserJob,
  { rounds, url }: { readonly rounds: number; readonly url: string },
): Promise<number[]> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString("base64");
  const took = await page.evaluate(
    async ({ given, rounds: many }) => {
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
      for (let round = 0; round < many; round++) {
        const started = performance.now();
        worker ??= new Worker("/worker.js");
        const current = worker;
        const verdict = await new Promise<string>((resolve, reject) => {
          current.onmessage = ({ data }) => {
            if ("finding" in data) resolve(data.finding.verdict.verdict);
          };
          current.onerror = (event) => reject(new Error(event.message));
          current.postMessage(request);
        });
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
    },
  );
  await context.close();
  return took;
}
