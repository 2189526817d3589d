/** The evidence worker's script as this build made it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { ServiceError } from "../service-error.ts";

const FILE = path.join(process.cwd(), ".touchstone-build/evidence-worker.js");
/** Read once: what is served does not change under a running process. */
let kept: string | undefined;

/** Errors: `not-found`. */
export function getEvidenceWorker(): string {
  try {
    kept ??= readFileSync(FILE, "utf8");
    return kept;
  } catch {
    throw new ServiceError("not-found", "This index has not built the script in which browsers check evidence.");
  }
}
