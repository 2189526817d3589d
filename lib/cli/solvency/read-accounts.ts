/** The operator's list of accounts as CSV, read piece by piece: the file itself is never in memory as a whole. */
import { createReadStream } from "node:fs";
import { parseAmount } from "#lib/kernel/amount.ts";
import { base64UrlDecode } from "#lib/kernel/base.ts";
import { IncompleteError, UsageError } from "../command.ts";

/** A row as it stands in the file; `nonce` undefined: the list has none, and a random one is taken. */
export type AccountRow = {
  readonly line: number;
  readonly accountId: string;
  readonly nonce: Uint8Array | undefined;
  /** Undefined: not a whole number. Negative numbers are read, so that their own rule can refuse them. */
  readonly balance: bigint | undefined;
};

const COLUMNS = ["account", "balance", "nonce"] as const;
const PIECE_BYTES = 1 << 20;

/**
 * Calls back for each row of a file, or of standard input (`-`), and after each piece of some 20,000 rows.
 * Errors: `UsageError` for a wrong head or a line that is not CSV; `IncompleteError` when it cannot be read.
 */
export async function readAccounts(
  path: string,
  { onRow, onPiece }: { onRow: (row: AccountRow) => void; onPiece: () => void },
): Promise<void> {
  const input = path === "-" ? process.stdin : createReadStream(path, { highWaterMark: PIECE_BYTES });
  input.setEncoding("utf8");
  const reader = new RowReader(onRow);
  try {
    for await (const piece of input) {
      reader.push(String(piece));
      onPiece();
    }
  } catch (error) {
    if (error instanceof Error && "syscall" in error)
      throw new IncompleteError(`${path} cannot be read: ${error.message}`);
    throw error;
  }
  reader.finish(path);
}

class RowReader {
  readonly #onRow: (row: AccountRow) => void;
  #head: readonly string[] | undefined;
  #rest = "";
  #line = 0;

  constructor(onRow: (row: AccountRow) => void) {
    this.#onRow = onRow;
  }

  push(piece: string): void {
    const lines = (this.#rest + piece).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#take(line.endsWith("\r") ? line.slice(0, -1) : line);
  }

  finish(path: string): void {
    if (this.#rest !== "") this.push("\n");
    if (this.#head === undefined) throw new UsageError(`${path} is empty. It begins with the line: account,balance`);
  }

  #take(text: string): void {
    this.#line += 1;
    if (text === "" && this.#head !== undefined) return;
    const cells = splitLine(text);
    if (cells === undefined) throw new UsageError(`Line ${this.#line} is not CSV: a quote does not close.`);
    if (this.#head === undefined) this.#head = readHead(cells);
    else this.#onRow(rowOf(this.#line, cells, this.#head));
  }
}

function readHead(cells: readonly string[]): readonly string[] {
  const head = cells.map((cell, at) => (at === 0 ? cell.replace(/^\uFEFF/, "") : cell).trim().toLowerCase());
  const known = head.every((name) => COLUMNS.some((column) => column === name));
  if (!known || new Set(head).size !== head.length || !head.includes("account") || !head.includes("balance"))
    throw new UsageError("The first line names the columns: account,balance or account,balance,nonce.");
  return head;
}

function rowOf(line: number, cells: readonly string[], head: readonly string[]): AccountRow {
  const cell = (name: string) => cells[head.indexOf(name)] ?? "";
  const text = cell("balance").trim();
  const isNegative = text.startsWith("-");
  const amount = parseAmount(isNegative ? text.slice(1) : text);
  const nonce = head.includes("nonce") ? (base64UrlDecode(cell("nonce").trim()) ?? new Uint8Array()) : undefined;
  // A row with more or fewer cells than columns says nothing certain: no balance is read from it.
  const balance = cells.length !== head.length || amount === undefined ? undefined : isNegative ? -amount : amount;
  return { line, accountId: cell("account"), nonce, balance };
}

/** One line of RFC 4180 without line breaks inside cells; undefined when a quote does not close. */
function splitLine(line: string): string[] | undefined {
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
