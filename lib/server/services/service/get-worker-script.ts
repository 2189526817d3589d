/** The scripts of the workers that pages start, as this build made them. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { ServiceError } from "../service-error.ts";

const FOLDER = path.join(process.cwd(), ".touchstone-build");
/** Read once: what is served does not change under a running process. */
const kept = new Map<string, string>();

/** Errors: `not-found`. */
export function getWorkerScript(name: "evidence-worker" | "replay-worker" | "backtest-worker" | "lab-worker"): string {
  const known = kept.get(name);
  if (known !== undefined) return known;
  try {
    const script = readFileSync(path.join(FOLDER, `${name}.js`), "utf8");
    kept.set(name, script);
    return script;
  } catch {
    throw new ServiceError("not-found", "This index has not built the scripts that its pages start.");
  }
}
