/** Runs a command of `touchstone` inside a test, with what it says caught. */
import { heardIo, type Ran } from "../testing/heard-io.ts";
import { runTouchstone } from "../touchstone.ts";

/** Runs `command` with arguments, its own keys in the folder `home`, and an empty standard input. */
export function commandIn(command: string, home: () => string, { json }: { json: boolean }) {
  return async (...args: string[]): Promise<Ran> => {
    const { io, said } = heardIo(home(), { json });
    return { code: await runTouchstone([command, ...args], io), ...said };
  };
}
