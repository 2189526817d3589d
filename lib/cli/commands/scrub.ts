/**
 * `touchstone scrub`: the nightly scrub, now. Works beside a running index and alone. The result goes on the same public
 * record as those of the nights.
 */
import { parseArgs } from "node:util";
import { CliError } from "../cli-error.ts";
import { type Command, EXIT } from "../command.ts";
import { dataFolderAt, readDescription } from "../data-folder.ts";
import { databaseUrls, scrubEnv } from "../up/processes.ts";
import { runScript, withDatabase } from "../with-database.ts";

const SCRIPT = "lib/server/jobs/scrub.ts";

export const scrub: Command = {
  summary: "Recompute the whole log from its entries and compare it with what was signed; the result is public.",
  usage: "touchstone scrub [--data DIR]",
  async run(args, io) {
    const { values } = parseArgs({ args, options: { data: { type: "string" } } as const });
    const folder = dataFolderAt(values.data);
    if (readDescription(folder) === undefined) throw new CliError(`There is no data folder ${folder.root}.`);
    const answer = await withDatabase(folder, io, (url, founded) =>
      runScript(SCRIPT, [], scrubEnv(founded, databaseUrls(url, founded)), io),
    );
    if (io.json) io.out(JSON.stringify(answer));
    else if (answer.event === "nothing") io.out("Nothing is signed yet.");
    else if (answer.detail === "") io.out(`All ${answer.size} entries are what was signed.`);
    else io.out(`Damaged. ${answer.detail}`);
    return answer.event === "scrubbed" && answer.detail !== "" ? EXIT.tampered : EXIT.ok;
  },
};
