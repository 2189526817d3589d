/**
 * The thread in which the browser checks a bundle: the core's own checks, and for code two further workers of this same
 * script, apart from each other. It asks the network nothing: facts come with the request.
 */
import { checkBundle } from "#lib/evidence/checks/check-bundle.ts";
import type { CheckFacts } from "#lib/evidence/checks/facts.ts";
import { factsOfOwnWord } from "#lib/evidence/checks/own-word-facts.ts";
import { BrowserHost } from "../replay/browser-host.ts";
// The same script runs definitions in the workers that this one starts.
import "../replay/replay-worker.ts";
import type { CheckAnswer, CheckRequest, PackedFacts } from "./check-messages.ts";

const answer = (message: CheckAnswer): void => self.postMessage(message);

self.addEventListener("message", async ({ data }: MessageEvent<CheckRequest>) => {
  if (!("check" in data)) return;
  const { check, facts, runtime } = data;
  const hosts = runtime && {
    local: new BrowserHost(runtime, startWorker),
    second: new BrowserHost(runtime, startWorker),
  };
  const finding = await checkBundle(check, { ...unpacked(facts), ...(hosts && { hosts }) }, (checks) =>
    answer({ so: checks }),
  );
  answer({ finding });
  await Promise.all([hosts?.local.close(), hosts?.second.close()]);
});

function startWorker(): Worker {
  return new Worker(self.location.href);
}

function unpacked({ filed, logVkey, keys, history, definitions, earlier, similar, ownWord }: PackedFacts): CheckFacts {
  return {
    filed,
    trust: { logVkey, keys: (thumbprint) => keys.find(([name]) => name === thumbprint)?.[1] },
    historyOf: (publicKey) => (history?.of === publicKey ? history.said : undefined),
    definitionOf: (hash) => definitions.find(([name]) => name === hash)?.[1],
    ...(ownWord === undefined ? {} : factsOfOwnWord(ownWord)),
    ...(earlier === undefined ? {} : { caseOf: (fault) => (earlier.of === fault ? earlier.said : null) }),
    ...(similar === undefined ? {} : { similarCases: () => similar }),
  };
}
