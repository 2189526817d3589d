import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** The repository as the house rules see it: every file that is or would be committed, as paths with "/". */
export type Repository = {
  root: string;
  files: readonly string[];
  has: (path: string) => boolean;
  read: (path: string) => string;
};

const TEXT =
  /\.(ts|tsx|mjs|cjs|js|json|md|css|sql|prisma|go|sh|txt|html|svg|yml|yaml|service|timer)$|^(LICENSE|NOTICE)$|(^|\/)(run|Containerfile)$|^\.[a-z]+$/;

/** Files that are or would be committed: git's answer, or, where there is no git, all but what is never committed. */
export function openRepository(root: string): Repository {
  const files = (listByGit(root) ?? listByWalk(root)).filter((path) => existsSync(join(root, path)));
  return {
    root,
    files,
    has: (path) => existsSync(join(root, path)),
    read: (path) => readFileSync(join(root, path), "utf8"),
  };
}

/** Undefined where git is missing, the folder is no work tree, or git does not trust its owner. */
function listByGit(root: string): string[] | undefined {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const listed = spawnSync("git", args, { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  if (listed.status !== 0) return undefined;
  // A file that is in conflict is listed once for each side.
  return [...new Set(listed.stdout.split("\0"))].filter((path) => path !== "");
}

/** The plain names of .gitignore and git's own folder. */
const NEVER_COMMITTED =
  /^(\.git|node_modules|\.next|\.touchstone.*|coverage|test-results|playwright-report|next-env\.d\.ts|.*\.tsbuildinfo)$/;

function listByWalk(root: string, folder = ""): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (NEVER_COMMITTED.test(entry.name) || path === "lib/server/db/generated") return [];
    return entry.isDirectory() ? listByWalk(root, path) : [path];
  });
}

/** Text files small enough to read: at most 1 MiB. */
export function textFiles(repository: Repository): string[] {
  return repository.files.filter(
    (path) => TEXT.test(path) && statSync(join(repository.root, path)).size <= 1024 * 1024,
  );
}

/** 1-based line of a character offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
