/** `touchstone backtest`: the conduct score, tried on a trust network that others recorded. */
import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { parseArgs } from "node:util";
import { createGunzip } from "node:zlib";
import { RATING_COLUMNS, RatingReader, type ReadOptions, type ReadRatings } from "#lib/reputation/backtest/ratings.ts";
import { type Replay, replayRatings } from "#lib/reputation/backtest/replay.ts";
import { MODEL_1 } from "#lib/reputation/model.ts";
import { type Command, EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { printable } from "../print-finding.ts";

const PIECE_BYTES = 1 << 20;

const OPTIONS = {
  columns: { type: "string" },
  header: { type: "boolean" },
  "no-header": { type: "boolean" },
  "max-rating": { type: "string" },
  "skip-bad": { type: "boolean" },
} as const;

export const backtest: Command = {
  summary: "how well the conduct score predicts the ratings of a public trust network, each from those before it",
  usage: `touchstone backtest <file.csv | file.csv.gz | -> [--columns source,target,rating,time] [--header | --no-header]
                    [--max-rating <n>] [--skip-bad] [--json]

  The file has one rating in each line: who rated, who was rated, a number (negative: bad), and when (seconds since
  1970, fractions allowed, or 2026-11-22T10:00:00.000Z). A first line that names the columns is read as such.
  --columns     which column is which, from the left; any other name for one that is not needed
  --header, --no-header   whether the first line is a header, where it cannot be told
  --max-rating  the largest rating there can be; when not given, the largest in the file
  --skip-bad    leave out lines that cannot be read, instead of stopping
  --json        rows, graded, base_rate, auc_score, auc_probability, brier, brier_base, ece`,
  async run(args, io) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: OPTIONS });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new UsageError("Name one file of ratings, or -.");
    const read = await readFile(file, readOptions(values), io);
    tellReading(read, io);
    if (read.badCount > 0 && values["skip-bad"] !== true) {
      io.err("Nothing was computed: what is left out changes the figures. Mend these lines, or say --skip-bad.");
      return EXIT.incomplete;
    }
    if (read.ratings.count === 0) throw new IncompleteError(`${file} holds no rating.`);
    const replay = replayRatings(read.ratings, MODEL_1);
    if (io.json) io.out(JSON.stringify(figuresOf(replay)));
    else tell(replay, read, io);
    return EXIT.ok;
  },
};

type Values = {
  readonly columns?: string;
  readonly header?: boolean;
  readonly "no-header"?: boolean;
  readonly "max-rating"?: string;
};

function readOptions(values: Values): ReadOptions {
  if (values.header === true && values["no-header"] === true) throw new UsageError("Say --header or --no-header.");
  const maxRating = values["max-rating"] === undefined ? undefined : Number(values["max-rating"]);
  if (maxRating !== undefined && !(maxRating > 0 && Number.isFinite(maxRating)))
    throw new UsageError("--max-rating is a number above 0.");
  return {
    columns: values.columns?.split(",").map((name) => name.trim().toLowerCase()),
    header: values.header ?? (values["no-header"] === true ? false : undefined),
    maxRating,
  };
}

async function readFile(file: string, options: ReadOptions, io: Io): Promise<ReadRatings> {
  const reader = readerOf(options);
  const input = openInput(file);
  try {
    for await (const piece of input) {
      io.signal.throwIfAborted();
      reader.push(String(piece));
    }
  } catch (error) {
    if (io.signal.aborted) throw new IncompleteError("Stopped.");
    if (error instanceof Error && "code" in error)
      throw new IncompleteError(`${file} cannot be read: ${error.message}`);
    throw error;
  }
  return reader.finish();
}

function readerOf(options: ReadOptions): RatingReader {
  try {
    return new RatingReader(options);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}

function openInput(file: string): Readable {
  if (file === "-") return process.stdin.setEncoding("utf8");
  const raw = createReadStream(file, { highWaterMark: PIECE_BYTES });
  if (!file.endsWith(".gz")) return raw.setEncoding("utf8");
  const unpacked = createGunzip();
  raw.once("error", (error) => unpacked.destroy(error));
  return raw.pipe(unpacked).setEncoding("utf8");
}

/** What was odd about the file. On the other stream, so that figures stay figures. */
function tellReading(read: ReadRatings, io: Io): void {
  for (const { line, detail } of read.bad) io.err(`line ${line}: ${printable(detail)}`);
  if (read.badCount > read.bad.length) io.err(`and ${(read.badCount - read.bad.length).toLocaleString("en")} more.`);
  if (read.firstUnsortedLine !== null)
    io.err(`Line ${read.firstUnsortedLine} is older than the one above it: the ratings were sorted by time.`);
  if (read.firstSelfLine !== null)
    io.err(
      `${read.selfCount.toLocaleString("en")} ratings of oneself were left out, the first in line ${read.firstSelfLine}.`,
    );
  if (read.blankCount > 0) io.err(`${read.blankCount.toLocaleString("en")} blank lines.`);
}

function figuresOf(replay: Replay) {
  return {
    rows: replay.rows,
    graded: replay.graded,
    base_rate: replay.baseRate,
    auc_score: replay.aucScore,
    auc_probability: replay.aucProbability,
    brier: replay.brier,
    brier_base: replay.brierBase,
    ece: replay.ece,
  };
}

function tell(replay: Replay, { hasHeader }: ReadRatings, io: Io): void {
  const count = (value: number) => value.toLocaleString("en");
  const percent = (value: number | null) => (value === null ? "none" : `${(100 * value).toFixed(1)} %`);
  const figure = (value: number | null) => (value === null ? "none" : value.toFixed(4));
  const rows: readonly (readonly [string, string, string])[] = [
    ["rows", count(replay.rows), hasHeader ? "without the header" : `no header: ${RATING_COLUMNS.join(", ")}`],
    ["graded", count(replay.graded), `after the first 30 %; ${count(replay.unseen)} of targets that nobody had rated`],
    ["base rate", percent(replay.baseRate), "of the graded ratings are bad (negative)"],
    ["AUC of the score", figure(replay.aucScore), "0.5: no better than chance, 1: never wrong"],
    ["AUC of the probability", figure(replay.aucProbability), ""],
    ["Brier", figure(replay.brier), `${figure(replay.brierBase)} for whoever always says the base rate`],
    ["ECE", figure(replay.ece), `over ${replay.curve.length} groups of equal count`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, value, says] of rows) io.out(`${name.padEnd(width)}  ${value.padStart(8)}  ${says}`.trimEnd());
  if (replay.baseRate === 0 || replay.baseRate === 1)
    io.out(
      `All graded ratings are ${replay.baseRate === 0 ? "good" : "bad"}: there is nothing to tell apart, so no AUC.`,
    );
}
