/** `touchstone doctor`: looks at this machine and data folder, and says what to do about what is wrong. Changes nothing. */
import { parseArgs, styleText } from "node:util";
import { type Command, EXIT, type Io } from "../command.ts";
import { dataFolderAt } from "../data-folder.ts";
import { examineDataFolder } from "../doctor/data-folder.ts";
import { examineDatabase } from "../doctor/database.ts";
import type { Line, State } from "../doctor/line.ts";
import { examineMachine } from "../doctor/machine.ts";

const COLOURS = { ok: "green", warn: "yellow", fail: "red" } as const satisfies Record<State, string>;

function show(line: Line, io: Io): void {
  const state = styleText(COLOURS[line.state], line.state.padEnd(4), { stream: process.stdout });
  io.out(`${state}  ${line.name}: ${line.detail}${line.advice === undefined ? "" : `\n      → ${line.advice}`}`);
}

export const doctor: Command = {
  summary: "Check this machine and the data folder. Changes nothing.",
  usage: "touchstone doctor [--data DIR] [--port N] [--json]",
  async run(args, io) {
    const { values } = parseArgs({ args, options: { data: { type: "string" }, port: { type: "string" } } });
    const folder = dataFolderAt(values.data);
    const lines = [
      ...(await examineMachine(Number(values.port ?? 3000), folder)),
      ...examineDataFolder(folder),
      ...(await examineDatabase(folder)),
    ];
    if (io.json) io.out(JSON.stringify({ lines }));
    else for (const line of lines) show(line, io);
    const failed = lines.filter((line) => line.state === "fail").length;
    const warned = lines.filter((line) => line.state === "warn").length;
    if (!io.json) io.out(failed + warned === 0 ? "All well." : `${failed} to repair, ${warned} to look at.`);
    return failed === 0 ? EXIT.ok : EXIT.incomplete;
  },
};
