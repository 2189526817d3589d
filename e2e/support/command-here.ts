import { heardIo, type Ran } from "#lib/cli/testing/heard-io.ts";
import { runTouchstone } from "#lib/cli/touchstone.ts";

/**
 * As `touchstone` of command.ts, but in this process, which has its modules: for tests that run one command after another and
 * ask what it finds. A process of its own costs as much as an audit. `--json` may stand anywhere.
 */
export async function touchstoneHere(home: string, ...args: string[]): Promise<Ran> {
  const { io, said } = heardIo(home, { json: args.includes("--json") });
  const given = args.filter((arg) => arg !== "--json");
  return { code: await runTouchstone(given, io), ...said };
}
