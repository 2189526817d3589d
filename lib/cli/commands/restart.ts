/** `touchstone restart`: asks a running index to replace its web processes one after another. No read fails. */
import { parseArgs } from "node:util";
import { type Command, EXIT, IncompleteError } from "../command.ts";
import { dataFolderAt } from "../data-folder.ts";
import { lockOwner } from "../process-lock.ts";

export const restart: Command = {
  summary: "Replace the web processes of a running index one after another, without a failed read.",
  usage: "touchstone restart [--data DIR] [--json]",
  async run(args, io) {
    const { values } = parseArgs({ args, options: { data: { type: "string" } } });
    const folder = dataFolderAt(values.data);
    const pid = lockOwner(folder.lock);
    if (pid === undefined) throw new IncompleteError(`No index runs on ${folder.root}.`);
    process.kill(pid, "SIGUSR2");
    if (io.json) io.out(JSON.stringify({ asked: pid }));
    else io.out(`Asked process ${pid}. It says on its terminal when each web process is replaced.`);
    return EXIT.ok;
  },
};
