/** Where the verifier file is kept once it is built: read by the web process, named by its hash in genesis. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { buildVerifier, type VerifierFile } from "./build-verifier.ts";

/** Beside the pages' build, and like it made anew from the sources at any time. */
export const VERIFIER_PATH = ".touchstone-build/touchstone-verifier.html";

/** Builds it, takes under a second, and writes the file unless it has these bytes already. */
export async function ensureVerifier(root: string = process.cwd()): Promise<VerifierFile> {
  const built = await buildVerifier(root);
  const file = path.join(root, VERIFIER_PATH);
  if (readIfThere(file) === built.html) return built;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}.partial`, built.html);
  renameSync(`${file}.${process.pid}.partial`, file);
  return built;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
