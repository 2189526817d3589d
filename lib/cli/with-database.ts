/**
 * Work on an index's own database from the command line, beside the running index or alone: then the embedded database
 * is started for as long as it takes. Scripts of the server run as processes of their own; no command imports them.
 */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { asInstant } from "#lib/kernel/instant.ts";
import { freePort } from "#lib/platform/node-ports.ts";
import { CliError } from "./cli-error.ts";
import type { Io } from "./command.ts";
import { type DataFolder, systemClusterOf } from "./data-folder.ts";
import { lockOwner, takeLock } from "./process-lock.mjs";
import { Child } from "./up/child.ts";
import { type Founded, found } from "./up/founding.ts";
import { embeddedUrl, postgresSpec } from "./up/processes.ts";

/** Options of a start that says nothing of what genesis says for ever. */
export const SAME_AS_FOUNDED = { origin: undefined, policy: undefined, admin: undefined };

/** Port of the server that runs on the folder's cluster: line 4 of its postmaster.pid. */
function runningPort(folder: DataFolder, founded: Founded): number | undefined {
  for (const cluster of [folder.pg, systemClusterOf(folder, founded.description)]) {
    try {
      const port = Number(readFileSync(path.join(cluster, "postmaster.pid"), "utf8").split("\n")[3]);
      if (Number.isInteger(port) && port > 0) return port;
    } catch {
      // Not this one.
    }
  }
  return undefined;
}

/**
 * Runs a script of the server, which says one JSON object a line; answers its last one. Errors: CliError with what the
 * script complained about.
 */
export async function runScript(
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  io: Io,
): Promise<Record<string, unknown>> {
  const child = spawn(process.execPath, [script, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  const stop = () => child.kill("SIGTERM");
  io.signal.addEventListener("abort", stop);
  try {
    let complaint = "";
    child.stderr.on("data", (chunk: Buffer) => {
      complaint += chunk.toString("utf8");
    });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    let last: Record<string, unknown> = {};
    for await (const line of createInterface({ input: child.stdout })) {
      last = JSON.parse(line);
      if (last.event === "progress") io.err(`${last.size} of ${last.of} entries`);
    }
    if ((await ended) !== 0) throw new CliError(complaint.trim() || "It was stopped.");
    return last;
  } finally {
    io.signal.removeEventListener("abort", stop);
  }
}

/** Starts the embedded database, unless it runs with its index, and gives its URL to `work`. */
export async function withDatabase<T>(
  folder: DataFolder,
  io: Io,
  work: (url: string, founded: Founded) => Promise<T>,
): Promise<T> {
  const means = {
    clock: () => asInstant(Date.now()),
    random: (bytes: number) => new Uint8Array(randomBytes(bytes)),
  };
  const outside = process.env.DATABASE_URL;
  if (lockOwner(folder.lock) !== undefined) {
    const founded = found(folder, SAME_AS_FOUNDED, means);
    const port = runningPort(folder, founded);
    if (outside === undefined && port === undefined)
      throw new CliError("The index runs without its embedded database.");
    return await work(outside ?? embeddedUrl(port ?? 0, founded), founded);
  }
  const lock = takeLock(folder.lock);
  if (!lock.ok) throw new CliError(`The data folder is in use by process ${lock.pid}.`);
  try {
    const founded = found(folder, SAME_AS_FOUNDED, means);
    if (outside !== undefined) return await work(outside, founded);
    const port = await freePort();
    const database = new Child(postgresSpec(folder, founded, port), folder.logs, (line) => io.err(line));
    try {
      await database.start();
      return await work(embeddedUrl(port, founded), founded);
    } finally {
      await database.stop();
    }
  } finally {
    lock.release();
  }
}
