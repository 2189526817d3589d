/** What a command hears and says inside a test: nothing from standard input, its lines kept, keys in a folder of the test's own. */
import type { Io } from "../command.ts";

export type Said = { out: string; err: string };
export type Ran = Said & { readonly code: number };

type Given = {
  readonly json?: boolean;
  readonly env?: Io["env"];
  readonly signal?: AbortSignal;
  /** Called with each line of progress, beside its being kept. */
  readonly onErr?: (line: string) => void;
};

/** `home`: where its keys are; undefined for commands that need none. */
export function heardIo(home: string | undefined, given: Given = {}): { io: Io; said: Said } {
  const said = { out: "", err: "" };
  const io: Io = {
    out: (line) => {
      said.out += `${line}\n`;
    },
    err: (line) => {
      said.err += `${line}\n`;
      given.onErr?.(line);
    },
    readStdin: async () => new Uint8Array(),
    env: { ...(home !== undefined && { HOME: home, TOUCHSTONE_HOME: home }), NO_COLOR: "1", ...given.env },
    json: given.json ?? false,
    signal: given.signal ?? new AbortController().signal,
  };
  return { io, said };
}
