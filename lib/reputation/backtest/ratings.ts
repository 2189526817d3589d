/**
 * Ratings of a trust network, from CSV: who rated whom, how, when. Held as columns of numbers, so that millions fit.
 *
 * A line is `source,target,rating,time`: two names, a number (negative: bad), and seconds since 1970, fractions allowed,
 * or an instant as `2026-11-22T10:00:00.000Z`.
 */
import { CsvLines, splitCsvLine } from "#lib/kernel/csv-lines.ts";
import { parseInstant, SECOND_MS } from "#lib/kernel/instant.ts";

export const RATING_COLUMNS = ["source", "target", "rating", "time"] as const;
type Column = (typeof RATING_COLUMNS)[number];

/** Most seconds since 1970 (year 9999), and least (year 0): beyond them a time is milliseconds, or no time. */
const LAST_S = 253_402_300_799;
const FIRST_S = -62_167_219_200;

/** What a line is refused for, in the order in which it is looked at. */
export type BadRow = { readonly line: number; readonly detail: string };

export type ReadOptions = {
  /** What stands in which column, other names for what is not needed; undefined: the header, or the usual order. */
  readonly columns?: readonly string[] | undefined;
  /** Undefined: a first line that names the columns is a header, one of ratings is none. */
  readonly header?: boolean | undefined;
  /** Largest rating allowed, either sign; undefined: the largest in the file. */
  readonly maxRating?: number | undefined;
};

/** Ratings in the order of time, those of one instant in the order of the file. Every column has `count` places. */
export type Ratings = {
  readonly count: number;
  /** Numbers of names; equal number, equal name. Sources and targets are numbered alike. */
  readonly source: Int32Array;
  readonly target: Int32Array;
  readonly rating: Float64Array;
  /** Seconds since 1970. */
  readonly time: Float64Array;
  readonly names: number;
  /** The largest |rating| that there could be: of the file, or as given. */
  readonly maxRating: number;
};

export type ReadRatings = {
  readonly ratings: Ratings;
  /** The first lines that were refused, {@link KEPT_BAD} at most. */
  readonly bad: readonly BadRow[];
  readonly badCount: number;
  readonly blankCount: number;
  /** Ratings of oneself: they are no prediction and no evidence, and are left out. */
  readonly selfCount: number;
  readonly firstSelfLine: number | null;
  /** Line of the first rating that is older than the one above it; null when the file stands in order. */
  readonly firstUnsortedLine: number | null;
  readonly hasHeader: boolean;
};

export const KEPT_BAD = 20;

/** Which place of a line holds which value. */
type Places = Readonly<Record<Column, number>> & { readonly width: number };

export class RatingReader {
  readonly #options: ReadOptions;
  readonly #lines = new CsvLines((text, line) => this.#take(text, line));
  readonly #ids = new Map<string, number>();
  readonly #bad: BadRow[] = [];
  #places: Places | undefined;
  #hasHeader = false;
  #badCount = 0;
  #blankCount = 0;
  #selfCount = 0;
  #firstSelfLine: number | null = null;
  #firstUnsortedLine: number | null = null;
  #count = 0;
  #source = new Int32Array(1024);
  #target = new Int32Array(1024);
  #rating = new Float64Array(1024);
  #time = new Float64Array(1024);

  /** Throws RangeError for columns that are not the four, each once; its message says which. */
  constructor(options: ReadOptions = {}) {
    this.#options = options;
    if (options.columns !== undefined && placesOf(options.columns) === undefined)
      throw new RangeError(`The columns must hold ${RATING_COLUMNS.join(", ")}, each once.`);
  }

  /** The next characters of the file. */
  push(piece: string): void {
    this.#lines.push(piece);
  }

  /** What the file held. No ratings at all is a file too: its `count` is 0. */
  finish(): ReadRatings {
    this.#lines.finish();
    return {
      ratings: this.#sorted(),
      bad: this.#bad,
      badCount: this.#badCount,
      blankCount: this.#blankCount,
      selfCount: this.#selfCount,
      firstSelfLine: this.#firstSelfLine,
      firstUnsortedLine: this.#firstUnsortedLine,
      hasHeader: this.#hasHeader,
    };
  }

  #take(text: string, line: number): void {
    if (text.trim() === "") {
      this.#blankCount += 1;
      return;
    }
    const cells = splitCsvLine(text)?.map((cell) => cell.trim());
    if (cells === undefined) {
      this.#refuse(line, "a quote does not close, or stands inside a cell");
      return;
    }
    if (this.#places === undefined && this.#isHeader(cells, line)) return;
    this.#takeRating(cells, line, this.#places ?? placesOf(RATING_COLUMNS));
  }

  /** Settles what stands where by the first line that holds anything; true when that line is a header. */
  #isHeader(cells: readonly string[], line: number): boolean {
    const { columns, header } = this.#options;
    const named = placesOf(cells.map((cell) => cell.toLowerCase()));
    const given = placesOf(columns ?? RATING_COLUMNS);
    this.#places = columns === undefined && header !== false ? (named ?? given) : given;
    this.#hasHeader = header ?? (named !== undefined || !isData(cells, given));
    // Source and target in each other's place would give figures, and wrong ones.
    if (this.#hasHeader && columns === undefined && named === undefined)
      this.#refuse(line, `a header must name ${RATING_COLUMNS.join(", ")}, or the order of the columns be given`);
    return this.#hasHeader;
  }

  #takeRating(cells: readonly string[], line: number, places: Places | undefined): void {
    if (places === undefined) return;
    if (cells.length !== places.width) {
      this.#refuse(line, `${cells.length} cells, ${places.width} expected`);
      return;
    }
    const { source, target, rating: ratingText, time: timeText } = cellsOf(cells, places);
    const rating = numberOf(ratingText);
    const time = secondsOf(timeText);
    const detail = wrongIn({ source, target, rating, ratingText, time, timeText, max: this.#options.maxRating });
    if (detail !== undefined || rating === undefined || time === undefined) this.#refuse(line, detail ?? "");
    else if (source === target) this.#countSelf(line);
    else this.#keep({ source: this.#idOf(source), target: this.#idOf(target), rating, time }, line);
  }

  #countSelf(line: number): void {
    this.#selfCount += 1;
    this.#firstSelfLine ??= line;
  }

  #keep(row: { source: number; target: number; rating: number; time: number }, line: number): void {
    const at = this.#count;
    if (at === this.#source.length) this.#grow();
    if (at > 0 && row.time < (this.#time[at - 1] ?? 0)) this.#firstUnsortedLine ??= line;
    this.#source[at] = row.source;
    this.#target[at] = row.target;
    this.#rating[at] = row.rating;
    this.#time[at] = row.time;
    this.#count = at + 1;
  }

  #refuse(line: number, detail: string): void {
    this.#badCount += 1;
    if (this.#bad.length < KEPT_BAD) this.#bad.push({ line, detail });
  }

  #idOf(name: string): number {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    this.#ids.set(name, this.#ids.size);
    return this.#ids.size - 1;
  }

  #grow(): void {
    const length = this.#source.length * 2;
    this.#source = grown(this.#source, new Int32Array(length));
    this.#target = grown(this.#target, new Int32Array(length));
    this.#rating = grown(this.#rating, new Float64Array(length));
    this.#time = grown(this.#time, new Float64Array(length));
  }

  #sorted(): Ratings {
    const count = this.#count;
    const rating = this.#rating.subarray(0, count);
    let maxRating = this.#options.maxRating ?? 0;
    if (this.#options.maxRating === undefined)
      for (const value of rating) maxRating = Math.max(maxRating, Math.abs(value));
    const columns = {
      count,
      source: this.#source.subarray(0, count),
      target: this.#target.subarray(0, count),
      rating,
      time: this.#time.subarray(0, count),
      names: this.#ids.size,
      maxRating,
    };
    return this.#firstUnsortedLine === null ? columns : sortByTime(columns);
  }
}

/** The same ratings in the order of time; those of one instant stay in their order. */
function sortByTime(ratings: Ratings): Ratings {
  const { time } = ratings;
  const order = Int32Array.from({ length: ratings.count }, (_, at) => at);
  order.sort((a, b) => (time[a] ?? 0) - (time[b] ?? 0) || a - b);
  const picked = <T extends Int32Array | Float64Array>(from: T, to: T): T => {
    for (let at = 0; at < order.length; at++) to[at] = from[order[at] ?? 0] ?? 0;
    return to;
  };
  return {
    ...ratings,
    source: picked(ratings.source, new Int32Array(ratings.count)),
    target: picked(ratings.target, new Int32Array(ratings.count)),
    rating: picked(ratings.rating, new Float64Array(ratings.count)),
    time: picked(ratings.time, new Float64Array(ratings.count)),
  };
}

function grown<T extends Int32Array | Float64Array>(old: T, fresh: T): T {
  fresh.set(old);
  return fresh;
}

function placesOf(names: readonly string[]): Places | undefined {
  const place = (column: Column) => names.indexOf(column);
  const isOnce = RATING_COLUMNS.every((column) => names.filter((name) => name === column).length === 1);
  if (!isOnce) return undefined;
  return {
    source: place("source"),
    target: place("target"),
    rating: place("rating"),
    time: place("time"),
    width: names.length,
  };
}

function cellsOf(cells: readonly string[], places: Places): Record<Column, string> {
  const cell = (column: Column) => cells[places[column]] ?? "";
  return { source: cell("source"), target: cell("target"), rating: cell("rating"), time: cell("time") };
}

/** Whether the rating or the time of a line is a number: a header has neither. */
function isData(cells: readonly string[], places: Places | undefined): boolean {
  if (places === undefined) return false;
  const { rating, time } = cellsOf(cells, places);
  return numberOf(rating) !== undefined || secondsOf(time) !== undefined;
}

/** A decimal number, exponent allowed; undefined for every other text, `Infinity` and `NaN` included. */
function numberOf(text: string): number | undefined {
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function secondsOf(text: string): number | undefined {
  const instant = parseInstant(text);
  if (instant !== undefined) return instant / SECOND_MS;
  return numberOf(text);
}

type Read = {
  readonly source: string;
  readonly target: string;
  readonly rating: number | undefined;
  readonly ratingText: string;
  readonly time: number | undefined;
  readonly timeText: string;
  readonly max: number | undefined;
};

function wrongIn({ source, target, rating, ratingText, time, timeText, max }: Read): string | undefined {
  if (source === "") return "the source is empty";
  if (target === "") return "the target is empty";
  if (rating === undefined) return `the rating is no number: ${shortened(ratingText)}`;
  if (max !== undefined && Math.abs(rating) > max) return `the rating ${ratingText} is outside −${max} to ${max}`;
  if (time === undefined)
    return `the time is neither seconds since 1970 nor 2026-11-22T10:00:00.000Z: ${shortened(timeText)}`;
  if (time > LAST_S || time < FIRST_S)
    return `the time ${shortened(timeText)} is outside the years 0 to 9999: it must be in seconds, not milliseconds`;
  return undefined;
}

function shortened(text: string): string {
  if (text === "") return "(empty)";
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
