/** Where the verifier file is kept once it is built, and the scripts of workers beside it: all are read by the web process. */
import { createHash } from "node:crypto";
import {
  buildBacktestWorker,
  buildEvidenceWorker,
  buildLabWorker,
  buildReplayWorker,
  buildVerifier,
  type VerifierFile,
} from "./build-verifier.ts";
import { keptOrBuilt } from "./kept-build.ts";

/** Beside the pages' build, and like it made anew from the sources at any time. */
export const VERIFIER_PATH = ".touchstone-build/touchstone-verifier.html";

/** What pages start to check evidence; of this build, so no log names it. */
const EVIDENCE_WORKER_PATH = ".touchstone-build/evidence-worker.js";
const REPLAY_WORKER_PATH = ".touchstone-build/replay-worker.js";
/** What `/method` starts to replay a reader's file of ratings. */
const BACKTEST_WORKER_PATH = ".touchstone-build/backtest-worker.js";
/** What `/lab` starts. */
const LAB_WORKER_PATH = ".touchstone-build/lab-worker.js";

/** What they are made of and is no module of theirs: the makers and, by the lock file, their tools. */
const MAKERS = [
  ...["build-verifier.ts", "ensure-verifier.ts", "kept-build.ts"].map((name) => `lib/cli/verifier/${name}`),
  ...["package.json", "package-lock.json", "tsconfig.json"],
];

type Ensuring = { readonly root?: string; readonly isAnew?: boolean };

/**
 * Builds all when a source is another than at the last time, or when it is asked for anew, which takes a second or two, and
 * writes the files.
 */
export async function ensureVerifier({ root = process.cwd(), isAnew = false }: Ensuring = {}): Promise<VerifierFile> {
  const texts = await keptOrBuilt({
    root,
    isAnew,
    stamp: ".touchstone-build/verifier-sources.json",
    build: async (onInput) => {
      for (const maker of MAKERS) onInput(maker);
      const [{ html }, evidence, replay, backtest, lab] = await Promise.all([
        buildVerifier(root, onInput),
        buildEvidenceWorker(root, onInput),
        buildReplayWorker(root, onInput),
        buildBacktestWorker(root, onInput),
        buildLabWorker(root, onInput),
      ]);
      return {
        [VERIFIER_PATH]: html,
        [EVIDENCE_WORKER_PATH]: evidence,
        [REPLAY_WORKER_PATH]: replay,
        [BACKTEST_WORKER_PATH]: backtest,
        [LAB_WORKER_PATH]: lab,
      };
    },
  });
  const html = texts[VERIFIER_PATH] ?? "";
  return { html, sha256: createHash("sha256").update(html).digest("hex") };
}
