/** The operator's list of accounts as CSV, read piece by piece: the file itself is never in memory as a whole. */
import { createReadStream } from "node:fs";
import { parseAmount } from "#lib/kernel/amount.ts";
import { base64UrlDecode } from "#lib/kernel/base.ts";
import { CsvLines, splitCsvLine } from "#lib/kernel/csv-lines.ts";
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
  readonly #lines = new CsvLines((text, line) => this.#take(text, line));
  #head: readonly string[] | undefined;

  constructor(onRow: (row: AccountRow) => void) {
    this.#onRow = onRow;
  }

  push(piece: string): void {
    this.#lines.push(piece);
  }

  finish(path: string): void {
    this.#lines.finish();
    if (this.#head === undefined) throw new UsageError(`${path} is empty. It begins with the line: account,balance`);
  }

  #take(text: string, line: number): void {
    if (text === "" && this.#head !== undefined) return;
    const cells = splitCsvLine(text);
    if (cells === undefined) throw new UsageError(`Line ${line} is not CSV: a quote does not close.`);
    if (this.#head === undefined) this.#head = readHead(cells);
    else this.#onRow(rowOf(line, cells, this.#head));
  }
}

function readHead(cells: readonly string[]): readonly string[] {
  const head = cells.map((cell) => cell.trim().toLowerCase());
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
