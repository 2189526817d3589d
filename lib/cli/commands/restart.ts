/** `touchstone restart`: has a running index replace its processes one after another, and waits for the end. No read fails. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { CliError } from "../cli-error.ts";
import { type Command, EXIT, IncompleteError } from "../command.ts";
import { dataFolderAt, Restarted } from "../data-folder.ts";
import { lockOwner } from "../process-lock.mjs";

const LOOK_EVERY_MS = 200;

export const restart: Command = {
  summary: "Replace the processes of a running index one after another, without a failed read.",
  usage: "touchstone restart [--data DIR] [--json]",
  async run(args, io) {
    const { values } = parseArgs({ args, options: { data: { type: "string" } } });
    const folder = dataFolderAt(values.data);
    const pid = lockOwner(folder.lock);
    if (pid === undefined) throw new IncompleteError(`No index runs on ${folder.root}.`);
    rmSync(folder.restarted, { force: true });
    process.kill(pid, "SIGUSR2");
    if (!io.json) io.err(`Asked process ${pid}, and waiting until the last of its processes is replaced.`);
    while (!existsSync(folder.restarted)) {
      if (lockOwner(folder.lock) !== pid) throw new IncompleteError(`Process ${pid} ended meanwhile.`);
      await delay(LOOK_EVERY_MS, undefined, { signal: io.signal });
    }
    const { replaced, failed } = Restarted.parse(JSON.parse(readFileSync(folder.restarted, "utf8")));
    if (failed !== undefined) throw new CliError(failed);
    io.out(io.json ? JSON.stringify({ replaced }) : `Replaced ${replaced.join(", ")}.`);
    return EXIT.ok;
  },
};
