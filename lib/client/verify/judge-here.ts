/**
 * What must be run of a file, in this browser: a proof of a wrong verdict, and verdicts again over the log beside them. A
 * definition's code runs in workers of the script that runs it; both are asked for only when there is code to run.
 */
import type { CheckFacts } from "#lib/evidence/checks/facts.ts";
import type { FileFinding } from "#lib/state/files/file-content.ts";
import type { FileTrust } from "#lib/state/files/file-trust.ts";
import { awaitsJudging, judgeAgain, type Pause } from "#lib/state/files/judge-again.ts";
import { REPLAY_WORKER_PATH } from "../evidence/check-messages.ts";
import { BrowserHost } from "../replay/browser-host.ts";
import { fetchRuntime } from "../replay/fetch-runtime.ts";
import { runAgainHere } from "./run-fraud-again.ts";

/** Any other finding comes back as it is. Rejects with what `pause` rejects with: what cannot be run here is said so. */
export async function judgeHere(found: FileFinding, trust: FileTrust, pause: Pause): Promise<FileFinding> {
  if (!awaitsJudging(found, trust)) return await runAgainHere(found, trust);
  const [local, second] = [lazyHost(), lazyHost()];
  try {
    return await judgeAgain(found, trust, { local, second }, pause);
  } finally {
    await Promise.all([local.close(), second.close()]);
  }
}

type Host = NonNullable<CheckFacts["hosts"]>["local"];

function lazyHost(): Host & { readonly close: () => Promise<void> } {
  let host: BrowserHost | undefined;
  return {
    name: "browser",
    run: (job) => {
      host ??= new BrowserHost(
        fetchRuntime().catch(() => undefined),
        () => new Worker(REPLAY_WORKER_PATH),
      );
      return host.run(job);
    },
    close: async () => await host?.close(),
  };
}
