/** `$TOUCHSTONE_HOME/shares`: an operator's secrets for draws, one file a case, 0600, in the form that a browser saves. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type DrawShare, readShareFile, shareFile } from "#lib/dispute/share-file.ts";
import type { Io } from "../command.ts";
import { homeFolder } from "../home.ts";

const pathOf = (env: Io["env"], id: string) => join(homeFolder(env), "shares", `${id}.json`);

/** Written whole, before the answer that commits to it is sent. Answers the path. */
export function keepShare(env: Io["env"], share: DrawShare): string {
  const path = pathOf(env, share.case);
  mkdirSync(join(homeFolder(env), "shares"), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.new`, `${shareFile(share)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return path;
}

/** Of a case, or of a file that a browser saved. Undefined when there is none that can be read. */
export function findShare(env: Io["env"], id: string, file: string | undefined): DrawShare | undefined {
  const path = file ?? pathOf(env, id);
  return existsSync(path) ? readShareFile(readFileSync(path, "utf8")) : undefined;
}
