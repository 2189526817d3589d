/** Why the verdicts in a file were not judged again, and what would do it. */
import type { MissingLog } from "./verify-files.ts";

export function missingSentence(missing: MissingLog, origin: string): string {
  return `Whether its evidence gives the verdict in it was not judged again: ${WHY[missing](origin)}`;
}

const WHY: Readonly<Record<MissingLog, (origin: string) => string>> = {
  "log-key": (origin) => `the key of the log ${origin} is not known here. Give it, with an archive of that log.`,
  archive: (origin) => `that takes an archive of the log ${origin}. Give both files at once.`,
  "too-large": (origin) =>
    `the archive of the log ${origin} is too large for a browser, which holds 64 MiB. The command line does it: touchstone verify <this file> --log <the archive>.`,
  broken: (origin) => `the archive of the log ${origin} beside it does not hold, and nothing is judged by it.`,
};
