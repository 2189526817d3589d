/**
 * `touchstone resume`: replays the second store into a database that is behind it. Works beside a running index, whose
 * sequencer then goes on by itself, and alone, when it starts the embedded database for as long as it takes.
 */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { asInstant } from "#lib/kernel/instant.ts";
import { CliError } from "../cli-error.ts";
import { type Command, EXIT, type Io } from "../command.ts";
import { type DataFolder, dataFolderAt, readDescription, systemClusterOf } from "../data-folder.ts";
import { lockOwner, takeLock } from "../process-lock.ts";
import { runScript } from "../run-script.ts";
import { Child } from "../up/child.ts";
import { type Founded, found } from "../up/founding.ts";
import { freePort } from "../up/ports.ts";
import { databaseUrls, embeddedUrl, postgresSpec, resumeEnv } from "../up/processes.ts";

const SCRIPT = "lib/server/sequencer/resume.ts";
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

/** Starts the embedded database, unless it runs with its index, and gives its URL to `work`. */
async function withDatabase<T>(
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

export const resume: Command = {
  summary: "Replay the second store into a database that is behind it, verifying root and every signature.",
  usage: "touchstone resume [--data DIR] [--rebuild-store]",
  async run(args, io) {
    const options = { data: { type: "string" }, "rebuild-store": { type: "boolean" } } as const;
    const { values } = parseArgs({ args, options });
    const folder = dataFolderAt(values.data);
    if (readDescription(folder) === undefined) throw new CliError(`There is no data folder ${folder.root}.`);
    const flags = values["rebuild-store"] === true ? ["--rebuild-store"] : [];
    const answer = await withDatabase(folder, io, (url, founded) =>
      runScript(SCRIPT, flags, resumeEnv(folder, founded, databaseUrls(url, founded)), io),
    );
    if (io.json) io.out(JSON.stringify(answer));
    else if (answer.event === "rebuilt") io.out(`The second store holds ${answer.size} entries again.`);
    else if (answer.from === answer.size) io.out(`The database holds all ${answer.size} entries of the second store.`);
    else io.out(`Entries ${answer.from} to ${Number(answer.size) - 1} are in the database again; signing can go on.`);
    return EXIT.ok;
  },
};
