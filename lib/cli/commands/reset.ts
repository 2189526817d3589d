/** `touchstone reset`: deletes a data folder with everything in it. There is no way back: the log's key goes too. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { CliError } from "../cli-error.ts";
import { type Command, EXIT, type Io } from "../command.ts";
import { type DataFolder, dataFolderAt, systemClusterOf } from "../data-folder.ts";
import { lockOwner } from "../process-lock.mjs";

/** The cluster outside the folder, if the description (of any build) still leads to one. */
function systemCluster(folder: DataFolder): string | undefined {
  try {
    const cluster = systemClusterOf(folder, JSON.parse(readFileSync(folder.description, "utf8")));
    return existsSync(cluster) ? path.dirname(cluster) : undefined;
  } catch {
    return undefined;
  }
}

async function isConfirmed(question: string, io: Io): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(`${question} Type "delete" to go on: `, { signal: io.signal })) === "delete";
  } finally {
    terminal.close();
  }
}

/** A pid of a server that still runs on the folder's cluster although no supervisor does. */
function serverOn(cluster: string): number | undefined {
  try {
    const pid = Number(readFileSync(path.join(cluster, "postmaster.pid"), "utf8").split("\n")[0]);
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(cluster) ? pid : undefined;
  } catch {
    return undefined;
  }
}

export const reset: Command = {
  summary: "Delete a data folder: the log, all keys of the index, and the database.",
  usage: "touchstone reset [--data DIR] --yes",
  async run(args, io) {
    const { values } = parseArgs({ args, options: { data: { type: "string" }, yes: { type: "boolean" } } });
    const folder = dataFolderAt(values.data);
    if (!existsSync(folder.root)) {
      io.out(io.json ? JSON.stringify({ deleted: [] }) : `There is no data folder ${folder.root}.`);
      return EXIT.ok;
    }
    if (!existsSync(folder.description) && !existsSync(folder.secrets) && !existsSync(folder.lock)) {
      throw new CliError(`${folder.root} is not a data folder of Touchstone: nothing was deleted.`);
    }
    const owner = lockOwner(folder.lock);
    if (owner !== undefined) throw new CliError(`${folder.root} is in use by process ${owner}: stop it first.`);
    const outside = systemCluster(folder);
    for (const cluster of [folder.pg, outside === undefined ? undefined : path.join(outside, "pg")]) {
      const pid = cluster === undefined ? undefined : serverOn(cluster);
      if (pid !== undefined) throw new CliError(`PostgreSQL (process ${pid}) still runs on ${cluster}: stop it first.`);
    }
    if (values.yes !== true && !(await isConfirmed(`This deletes ${folder.root} with its log and keys.`, io))) {
      throw new CliError("Nothing was deleted. Say --yes to delete the data folder with its log and keys.");
    }
    const deleted = [folder.root, ...(outside === undefined ? [] : [outside])];
    for (const place of deleted) rmSync(place, { recursive: true, force: true });
    io.out(io.json ? JSON.stringify({ deleted }) : deleted.map((place) => `Deleted ${place}`).join("\n"));
    if (io.env.DATABASE_URL)
      io.err("The database of DATABASE_URL stays: drop it, or name an empty one, before you start anew.");
    return EXIT.ok;
  },
};
