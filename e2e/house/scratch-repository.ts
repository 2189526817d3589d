import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

export const repositoryRoot = resolve(import.meta.dirname, "../..");

const RULE_FILES = [
  ".dependency-cruiser.cjs",
  ".gitignore",
  "biome.json",
  "package.json",
  "tsconfig.core.json",
  "tsconfig.json",
];

export type Scratch = {
  root: string;
  /** Runs a tool of node_modules/.bin in the scratch repository. */
  run: (tool: string, args: string[]) => { status: number | null; output: string };
  remove: () => void;
};

/** A throw-away repository that holds the real rule files, the real packages and the given sources, nothing else. */
export function makeScratch(files: Readonly<Record<string, string>>): Scratch {
  const root = mkdtempSync(join(tmpdir(), "touchstone-house-"));
  for (const name of RULE_FILES) cpSync(join(repositoryRoot, name), join(root, name));
  symlinkSync(join(repositoryRoot, "node_modules"), join(root, "node_modules"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return {
    root,
    run: (tool, args) => {
      const done = spawnSync(join(repositoryRoot, "node_modules/.bin", tool), args, {
        cwd: root,
        encoding: "utf8",
        env: { ...process.env, NO_COLOR: "1" },
        maxBuffer: 64 * 1024 * 1024,
      });
      return { status: done.status, output: `${done.stdout}${done.stderr}` };
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
