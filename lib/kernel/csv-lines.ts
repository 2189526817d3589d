/** CSV that comes in pieces, read line by line: RFC 4180 without line breaks inside cells. */

/** Cuts pieces of a text into lines, LF or CRLF; a byte order mark before the first is left out. */
export class CsvLines {
  readonly #onLine: (text: string, line: number) => void;
  #rest = "";
  #line = 0;

  /** `onLine` gets each line without its end, and its number from 1; blank lines too. */
  constructor(onLine: (text: string, line: number) => void) {
    this.#onLine = onLine;
  }

  push(piece: string): void {
    const lines = (this.#rest + piece).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#take(line.endsWith("\r") ? line.slice(0, -1) : line);
  }

  /** A last line without an end. */
  finish(): void {
    if (this.#rest !== "") this.push("\n");
  }

  #take(line: string): void {
    this.#line += 1;
    this.#onLine(this.#line === 1 ? line.replace(/^\uFEFF/, "") : line, this.#line);
  }
}

/** The cells of one line; undefined when a quote does not close or stands inside a bare cell. Total. */
export function splitCsvLine(line: string): string[] | undefined {
  if (!line.includes('"')) return line.split(",");
  const cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  for (;;) {
    const found = cell.exec(line);
    if (found === null) return undefined;
    cells.push(found[1] === undefined ? (found[2] ?? "") : found[1].replaceAll('""', '"'));
    if (found[3] === "") return cells;
  }
}
