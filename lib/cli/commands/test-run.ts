/** Runs a command of `touchstone` inside a test, with what it says caught. */
import { runTouchstone } from "../touchstone.ts";

export type Ran = { readonly code: number; readonly out: string; readonly err: string };

/** Runs `command` with arguments, its own keys in the folder `home`, and an empty standard input. */
export function commandIn(command: string, home: () => string, { json }: { json: boolean }) {
  return async (...args: string[]): Promise<Ran> => {
    const said = { out: "", err: "" };
    const code = await runTouchstone([command, ...args], {
      out: (line) => {
        said.out += `${line}\n`;
      },
      err: (line) => {
        said.err += `${line}\n`;
      },
      readStdin: async () => new Uint8Array(),
      env: { TOUCHSTONE_HOME: home() },
      json,
      signal: new AbortController().signal,
    });
    return { code, ...said };
  };
}
