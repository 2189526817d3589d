/** Where the verifier file is kept once it is built, and the scripts of workers beside it: all are read by the web process. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  buildBacktestWorker,
  buildEvidenceWorker,
  buildLabWorker,
  buildReplayWorker,
  buildVerifier,
  type VerifierFile,
} from "./build-verifier.ts";

/** Beside the pages' build, and like it made anew from the sources at any time. */
export const VERIFIER_PATH = ".touchstone-build/touchstone-verifier.html";

/** What pages start to check evidence; of this build, so no log names it. */
const EVIDENCE_WORKER_PATH = ".touchstone-build/evidence-worker.js";
const REPLAY_WORKER_PATH = ".touchstone-build/replay-worker.js";
/** What `/method` starts to replay a reader's file of ratings. */
const BACKTEST_WORKER_PATH = ".touchstone-build/backtest-worker.js";
/** What `/lab` starts. */
const LAB_WORKER_PATH = ".touchstone-build/lab-worker.js";

/** Builds all, takes under a second, and writes the files unless they have these bytes already. */
export async function ensureVerifier(root: string = process.cwd()): Promise<VerifierFile> {
  const [built, worker, replay, backtest, lab] = await Promise.all([
    buildVerifier(root),
    buildEvidenceWorker(root),
    buildReplayWorker(root),
    buildBacktestWorker(root),
    buildLabWorker(root),
  ]);
  ensureFile(path.join(root, VERIFIER_PATH), built.html);
  ensureFile(path.join(root, EVIDENCE_WORKER_PATH), worker);
  ensureFile(path.join(root, REPLAY_WORKER_PATH), replay);
  ensureFile(path.join(root, BACKTEST_WORKER_PATH), backtest);
  ensureFile(path.join(root, LAB_WORKER_PATH), lab);
  return built;
}

function ensureFile(file: string, text: string): void {
  if (readIfThere(file) === text) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}.partial`, text);
  renameSync(`${file}.${process.pid}.partial`, file);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
