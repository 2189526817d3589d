/** What a `touchstone` command is. The entry (touchstone.ts) holds the table; a command answers with its exit code. */

import { CliError } from "./cli-error.ts";

/** Exit codes of verifying commands (docs/protocol/receipt.md); 64: the command line is wrong. */
export const EXIT = { ok: 0, tampered: 1, incomplete: 2, equivocation: 3, policyNotMet: 4, usage: 64 } as const;

export type Io = {
  /** Results, for people or as JSON lines. */
  out: (line: string) => void;
  /** Progress and complaints. */
  err: (line: string) => void;
  readStdin: () => Promise<Uint8Array>;
  env: Readonly<Record<string, string | undefined>>;
  /** `--json`: results as JSON, one document. */
  json: boolean;
  /** Aborted by Ctrl-C: long work stops at the next step. */
  signal: AbortSignal;
};

export type Command = {
  summary: string;
  usage: string;
  run: (args: string[], io: Io) => Promise<number>;
};

/** The command line or a file it names is wrong: says what and how it should be. */
export class UsageError extends CliError {
  constructor(message: string) {
    super(message, EXIT.usage);
  }
}

/** The work cannot be done or finished here (network, missing file): nothing is claimed. */
export class IncompleteError extends CliError {
  constructor(message: string) {
    super(message, EXIT.incomplete);
  }
}
