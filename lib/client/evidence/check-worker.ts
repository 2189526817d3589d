/**
 * The thread in which the browser checks a bundle: the core's own checks, and for code two further workers, apart from each
 * other. It asks the network nothing: facts come with the request, or it verifies what the page fetches at its wish.
 */
import { type BundleFinding, checkBundle } from "#lib/evidence/checks/check-bundle.ts";
import type { CheckFacts } from "#lib/evidence/checks/facts.ts";
import { factsOfOwnWord } from "#lib/evidence/checks/own-word-facts.ts";
import { nobleVerify, passesSelfTest } from "#lib/kernel/ed25519.ts";
import { compileQuickJs } from "#lib/platform/quickjs-instance.ts";
import { BrowserHost } from "../replay/browser-host.ts";
import { type CheckAnswer, type CheckRequest, REPLAY_WORKER_PATH, type ThreadQuestion } from "./check-messages.ts";
import type { IndexSource } from "./index-source.ts";
import type { PackedFacts } from "./packed-facts.ts";
import { type FiledFacts, readSiteFacts } from "./site-facts.ts";

const answer = (message: CheckAnswer): void => self.postMessage(message);

type Hosts = { readonly local: BrowserHost; readonly second: BrowserHost };

/** As long as this thread: what is compiled and started serves every bundle that it checks. */
let hosts: Hosts | undefined;
/** Of the bundle that was checked last. */
let finding: BundleFinding | undefined;

self.addEventListener("message", async ({ data }: MessageEvent<CheckRequest>) => {
  // Signatures are checked in plain TypeScript here: the tables of the curve are made while nobody waits.
  if ("prepare" in data) return void passesSelfTest(nobleVerify);
  if ("reply" in data) return waiting.get(data.reply)?.(data.value);
  if ("ask" in data) return askIndex(data.ask.filed);
  const { check, facts, runtime } = data;
  if (runtime !== undefined) hosts ??= startHosts(runtime);
  const able = runtime === undefined || hosts === undefined ? {} : { hosts };
  finding = await checkBundle(check, { ...unpacked(facts), ...able }, (checks) => answer({ so: checks }));
  answer({ finding });
});

/** Questions that the page has not answered yet. */
const waiting = new Map<number, (value: unknown) => void>();
let asked = 0;

/** What the page fetches. It ends this thread rather than say that it cannot. */
function ask<T>(read: ThreadQuestion["read"], of: string): Promise<T> {
  const number = asked++;
  answer({ question: { read, of }, number });
  return new Promise((resolve) => {
    waiting.set(number, (value) => {
      waiting.delete(number);
      resolve(value as T);
    });
  });
}

const page: IndexSource = {
  json: (path) => ask("json", path),
  bytes: (path) => ask("bytes", path),
  key: (origin) => ask("key", origin),
};

async function askIndex(filed: FiledFacts | undefined): Promise<void> {
  try {
    if (finding === undefined) throw new Error("No bundle was checked yet.");
    answer({ known: await readSiteFacts(finding, page, filed) });
  } catch (error) {
    answer({ unknown: error instanceof Error ? error.message : String(error) });
  }
}

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
