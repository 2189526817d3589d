/** The code that computes marks, as one number: what an announcement of a model names beside its file. */
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";

const FOLDERS = ["lib/reputation/*.ts", "lib/state/marks/*.ts"];

/**
 * SHA-256, hex, over path, NUL, SHA-256 of the bytes, LF of each file, in the order of paths: what `sha256sum` of the same files
 * can be compared with. Tests are no part of it.
 */
export function codeHash(root: string = process.cwd()): string {
  const files = globSync(FOLDERS, { cwd: root }).filter((file) => !file.endsWith(".test.ts"));
  const hash = createHash("sha256");
  for (const file of files.map((name) => name.split(path.sep).join("/")).sort()) {
    const bytes = readFileSync(path.join(root, file));
    hash.update(`${file}\0${createHash("sha256").update(bytes).digest("hex")}\n`);
  }
  return hash.digest("hex");
}
