/** Brings a database to this build, by a process that alone knows its owner's password. */
import { type ChildProcess, spawn } from "node:child_process";
import { CliError } from "../cli-error.ts";

/** `env`: of lib/server/db/apply.ts. Errors: CliError, with what it said. */
export async function applySchema(env: NodeJS.ProcessEnv, onStart: (child: ChildProcess) => void): Promise<void> {
  const child = spawn(process.execPath, ["lib/server/db/apply.ts"], { env, stdio: ["ignore", "ignore", "pipe"] });
  onStart(child);
  let output = "";
  child.stderr.on("data", (chunk: Buffer) => {
    output += chunk.toString("utf8");
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new CliError(`The database could not be brought to this build:\n${output.trim()}`);
}

/**
 * A database in use is changed once `pages` of this build stand: where they cannot be built, the build that serves it goes on with
 * it. A new one is made meanwhile. Errors: those of either.
 */
export async function besideBuild(isInUse: boolean, pages: Promise<void>, apply: () => Promise<void>): Promise<void> {
  if (isInUse) await pages;
  await apply();
}
