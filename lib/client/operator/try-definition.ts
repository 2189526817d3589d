/** A definition's own tests in this browser, before it is published: what an index will run once more by itself. */
import { type Admission, admit, type Host } from "#lib/evidence/definition/admission.ts";
import { inconclusive } from "#lib/evidence/definition/run-definition.ts";
import type { Source } from "#lib/evidence/definition/source.ts";
import { hasCode } from "#lib/statement/coded-definition.ts";
import { REPLAY_WORKER_PATH } from "../evidence/check-messages.ts";
import { BrowserHost } from "../replay/browser-host.ts";
import { fetchRuntime } from "../replay/fetch-runtime.ts";

/** Undefined when this browser cannot run it, or nobody waits any more. Never rejects. */
export async function testDefinition(
  { body: { definition }, material }: Source,
  signal: AbortSignal,
): Promise<Admission | undefined> {
  const runtime = hasCode(definition) ? fetchRuntime().catch(() => undefined) : Promise.resolve(undefined);
  const hosts = [0, 1].map(() => new BrowserHost(runtime, () => new Worker(REPLAY_WORKER_PATH)));
  const asked = hosts.map(
    ({ name, run }): Host => ({
      name,
      run: (job) => (signal.aborted ? Promise.resolve(inconclusive("runtime-unavailable")) : run(job)),
    }),
  );
  try {
    return await admit(definition, material, asked);
  } finally {
    await Promise.all(hosts.map((host) => host.close()));
  }
}
