/**
 * Definitions in a real browser: the client's own host, bundled, runs what the index's hosts run, in a worker under a
 * policy that allows WebAssembly and nothing else. No server runs; the page's requests are answered from here.
 */
import { resolve } from "node:path";
import { expect, test } from "@playwright/test";
import { rolldown } from "rolldown";
import { runDefinition } from "#lib/evidence/definition/run-definition.ts";
import { jobOf } from "#lib/evidence/definition/testing/definitions.ts";
import { HOSTILE, UNCOUNTED } from "#lib/evidence/definition/testing/hostile.ts";
import { readQuickJsFile } from "#lib/platform/node-quickjs-file.ts";
import { quickJsOf } from "#lib/platform/quickjs-instance.ts";
import { hostileJob } from "./definitions-jobs.ts";
import type { Told } from "./definitions-page.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const PAGE_ORIGIN = "http://localhost:1";
const POLICY = "default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'";

async function bundle(file: string): Promise<string> {
  const build = await rolldown({ input: resolve(ROOT, file), cwd: ROOT, platform: "browser", logLevel: "silent" });
  const { output } = await build.generate({ format: "esm" });
  await build.close();
  return output[0].code;
}

test("the browser's runs are the index's runs, in result, steps and output; the clock ends the rest", async ({
  page,
}) => {
  const file = await readQuickJsFile();
  const answers: Record<string, { contentType: string; body: string | Buffer }> = {
    "/": {
      contentType: "text/html",
      body: "<!doctype html><title>definitions</title><script type=module src=/page.js></script>",
    },
    "/page.js": { contentType: "text/javascript", body: await bundle("e2e/conformance/definitions-page.ts") },
    "/worker.js": { contentType: "text/javascript", body: await bundle("lib/client/replay/replay-worker.ts") },
    "/runtime.wasm": { contentType: "application/wasm", body: Buffer.from(file) },
  };
  await page.route(`${PAGE_ORIGIN}/**`, async (route) => {
    const answer = answers[new URL(route.request().url()).pathname];
    await route.fulfill(
      answer === undefined ? { status: 404 } : { ...answer, headers: { "content-security-policy": POLICY } },
    );
  });
  await page.goto(`${PAGE_ORIGIN}/`);
  await page.waitForFunction(() => "runAll" in globalThis);
  const told = await page.evaluate(() => (globalThis as unknown as { runAll: () => Promise<Told[]> }).runAll());
  const instantiate = await quickJsOf(file);
  if (instantiate === undefined) throw new Error("The runtime's file is not the pinned one.");
  const here = (name: string, job: ReturnType<typeof jobOf>): Told => {
    const { result, ticks, outputSha256 } = runDefinition(instantiate, job);
    return { name, result, ticks, outputSha256 };
  };
  expect(told).toEqual([
    ...HOSTILE.map((hostile) => here(hostile.name, hostileJob(hostile))),
    here("honest", jobOf()),
    { name: UNCOUNTED[0]?.name, result: "inconclusive:timeout", ticks: 0, outputSha256: null },
    here("honest again", jobOf()),
  ]);
  expect(told.slice(0, HOSTILE.length).map(({ result }) => result)).toEqual(HOSTILE.map(({ ends }) => ends));
});
