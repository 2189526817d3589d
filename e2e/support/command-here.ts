import { runTouchstone } from "#lib/cli/touchstone.ts";
import type { Ran } from "./command.ts";

/**
 * As `touchstone` of command.ts, but in this process, which has its modules: for tests that run one command after another and
 * ask what it finds. A process of its own costs as much as an audit.
 */
export async function touchstoneHere(home: string, ...args: string[]): Promise<Ran> {
  const said = { out: "", err: "" };
  const code = await runTouchstone(args, {
    out: (line) => {
      said.out += `${line}\n`;
    },
    err: (line) => {
      said.err += `${line}\n`;
    },
    readStdin: async () => new Uint8Array(),
    env: { HOME: home, TOUCHSTONE_HOME: home, NO_COLOR: "1" },
    json: false,
    signal: new AbortController().signal,
  });
  return { code, ...said };
}
