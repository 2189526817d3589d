/** `touchstone try`: says what files of your own are, and does the main job on each. Needs no index and sends nothing. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { INPUT_WORDS, type InputKind, recogniseInput } from "#lib/state/files/recognise-input.ts";
import { type Command, EXIT, type Io, UsageError } from "../command.ts";
import { tryDigests } from "../try/try-digests.ts";
import { tryHar } from "../try/try-har.ts";
import { watchLogs } from "../watch/watch-logs.ts";
import { backtest } from "./backtest.ts";
import { verify } from "./verify.ts";
import { readPeers } from "./watch.ts";

type Job = (file: string, bytes: Uint8Array, io: Io) => number | Promise<number>;

const JOBS: Readonly<Record<InputKind, Job>> = {
  har: (_file, bytes, io) => tryHar(bytes, io),
  digests: (_file, bytes, io) => tryDigests(bytes, io),
  logs: (file, bytes, io) => watchLogs(readPeers(utf8Decode(bytes) ?? "", file), io),
  ratings: (file, _bytes, io) => backtest.run([file], io),
  proof: (file, _bytes, io) => verify.run([file], io),
};

/** `try` is a word of the language. */
export const tryInputs: Command = {
  summary: "say what files of yours are, and do the main job on each: no index, no account, nothing leaves the machine",
  usage: `touchstone try <file or folder>…

  an HTTP archive (.har)             each signed answer, by its own signature
  digests of an Azure SQL ledger     the rules that need no log
  lines "log <vkey> <url>"           one look at each log, against what it showed before
  ratings (.csv, .csv.gz)            the conduct score, tried on them
  anything else                      as touchstone verify does: receipts, proofs, tokens, evidence, archives

Exit: the highest of all files.`,
  async run(args, io) {
    const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
    const files = positionals.flatMap(filesAt);
    if (files.length === 0) throw new UsageError("Name files, or a folder with files.");
    let worst: number = EXIT.ok;
    for (const [at, file] of files.entries()) {
      const bytes = await readFile(file);
      const kind = recogniseInput(file, bytes);
      if (!io.json) io.out(`${at === 0 ? "" : "\n"}${file}: ${INPUT_WORDS[kind]}`);
      worst = Math.max(worst, await JOBS[kind](file, bytes, io));
    }
    return worst;
  },
};

/** A folder's own files in the order of their names, without its pages. */
function filesAt(place: string): string[] {
  if (!existsSync(place)) throw new UsageError(`${place} is not there.`);
  if (!statSync(place).isDirectory()) return [place];
  const inside = readdirSync(place, { withFileTypes: true }).filter((each) => each.isFile());
  return inside
    .map(({ name }) => join(place, name))
    .filter((file) => !file.endsWith(".md"))
    .sort();
}
