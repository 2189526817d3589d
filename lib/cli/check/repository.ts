import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
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

/** Files that git tracks or would track. Throws when the folder is not a git work tree: then there is nothing to hold. */
export function openRepository(root: string): Repository {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  const files = listed.split("\0").filter((path) => path !== "" && existsSync(join(root, path)));
  return {
    root,
    files,
    has: (path) => existsSync(join(root, path)),
    read: (path) => readFileSync(join(root, path), "utf8"),
  };
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
