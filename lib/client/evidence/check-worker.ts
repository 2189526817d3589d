/**
 * The thread in which the browser checks a bundle: the core's own checks, and for code two further workers, apart from each
 * other. It asks the network nothing: facts come with the request.
 */
import { checkBundle } from "#lib/evidence/checks/check-bundle.ts";
import type { CheckFacts } from "#lib/evidence/checks/facts.ts";
import { factsOfOwnWord } from "#lib/evidence/checks/own-word-facts.ts";
import { nobleVerify, passesSelfTest } from "#lib/kernel/ed25519.ts";
import { compileQuickJs } from "#lib/platform/quickjs-instance.ts";
import { BrowserHost } from "../replay/browser-host.ts";
import { type CheckAnswer, type CheckRequest, type PackedFacts, REPLAY_WORKER_PATH } from "./check-messages.ts";

const answer = (message: CheckAnswer): void => self.postMessage(message);

type Hosts = { readonly local: BrowserHost; readonly second: BrowserHost };

/** As long as this thread: what is compiled and started serves every bundle that it checks. */
let hosts: Hosts | undefined;

self.addEventListener("message", async ({ data }: MessageEvent<CheckRequest>) => {
  if ("prepare" in data) {
    // Signatures are checked in plain TypeScript here: the tables of the curve are made while nobody waits.
    passesSelfTest(nobleVerify);
    return;
  }
  const { check, facts, runtime } = data;
  if (runtime !== undefined) hosts ??= startHosts(runtime);
  const able = runtime === undefined || hosts === undefined ? {} : { hosts };
  answer({ finding: await checkBundle(check, { ...unpacked(facts), ...able }, (checks) => answer({ so: checks })) });
});

function startHosts(runtime: Uint8Array<ArrayBuffer>): Hosts {
  const module = compileQuickJs(runtime);
  const host = () => new BrowserHost(module, () => new Worker(REPLAY_WORKER_PATH));
  const started = { local: host(), second: host() };
  started.local.prepare();
  started.second.prepare();
  return started;
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
