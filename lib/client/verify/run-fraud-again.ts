/**
 * A proof of a wrong verdict in this browser: the checks are run again here, and a definition's code in workers of the
 * script that runs it. The runtime is asked for only when there is code to run.
 */
import type { FileFinding } from "#lib/state/files/file-content.ts";
import type { FileTrust } from "#lib/state/files/file-trust.ts";
import { awaitsRun, runFraudAgain } from "#lib/state/files/judge-fraud-proof.ts";
import { REPLAY_WORKER_PATH } from "../evidence/check-messages.ts";
import { BrowserHost } from "../replay/browser-host.ts";
import { fetchRuntime } from "../replay/fetch-runtime.ts";

/** Any other finding comes back as it is. Never rejects: what cannot be run here is said so. */
export async function runAgainHere(
  found: FileFinding,
  trust: FileTrust,
  readRuntime: () => Promise<Uint8Array<ArrayBuffer> | undefined> = fetchRuntime,
): Promise<FileFinding> {
  if (!awaitsRun(found)) return found;
  const withoutCode = await runFraudAgain(found, trust, undefined);
  if (!withoutCode.checks.some(({ reason }) => reason === "runtime-unavailable")) return withoutCode;
  const runtime = await readRuntime().catch(() => undefined);
  if (runtime === undefined) return withoutCode;
  const newHost = () => new BrowserHost(Promise.resolve(runtime), () => new Worker(REPLAY_WORKER_PATH));
  const hosts = { local: newHost(), second: newHost() };
  try {
    return await runFraudAgain(found, trust, hosts);
  } finally {
    await Promise.all([hosts.local.close(), hosts.second.close()]);
  }
}
