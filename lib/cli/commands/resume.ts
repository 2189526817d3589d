/**
 * `touchstone resume`: replays the second store into a database that is behind it. Works beside a running index, whose
 * sequencer then goes on by itself, and alone, when it starts the embedded database for as long as it takes.
 */
import { parseArgs } from "node:util";
import { CliError } from "../cli-error.ts";
import { type Command, EXIT } from "../command.ts";
import { dataFolderAt, readDescription } from "../data-folder.ts";
import { databaseUrls, resumeEnv } from "../up/processes.ts";
import { runScript, withDatabase } from "../with-database.ts";

const SCRIPT = "lib/server/sequencer/resume.ts";

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
