/** What the browser runs for definitions-browser.spec.ts: every hostile definition through the client's own host. */
import { BrowserHost } from "#lib/client/replay/browser-host.ts";
import { jobOf } from "#lib/evidence/definition/testing/definitions.ts";
import { HOSTILE, UNCOUNTED } from "#lib/evidence/definition/testing/hostile.ts";
import { hostileJob } from "./definitions-jobs.ts";

export type Told = { name: string; result: string; ticks: number; outputSha256: string | null };

/** Results in order: the hostile ones, an honest one, one that only the clock ends, and an honest one again. */
async function runAll(): Promise<Told[]> {
  const file = new Uint8Array(await (await fetch("/runtime.wasm")).arrayBuffer());
  const host = new BrowserHost(Promise.resolve(file), () => new Worker("/worker.js", { type: "module" }));
  const [endless] = UNCOUNTED;
  const jobs = [
    ...HOSTILE.map((hostile) => ({ name: hostile.name, job: hostileJob(hostile) })),
    { name: "honest", job: jobOf() },
    ...(endless === undefined ? [] : [{ name: endless.name, job: hostileJob(endless, 300) }]),
    { name: "honest again", job: jobOf() },
  ];
  const told: Told[] = [];
  for (const { name, job } of jobs) {
    const { result, ticks, outputSha256 } = await host.run(job);
    told.push({ name, result, ticks, outputSha256 });
  }
  await host.close();
  return told;
}

Object.assign(globalThis, { runAll });
