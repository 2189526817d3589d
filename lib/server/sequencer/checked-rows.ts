/**
 * What was found out about rows that wait: while the database writes one batch, the next one is read and its signatures
 * are checked. Only the work is remembered, never the queue. Each batch reads its rows again, and what is known of a
 * row counts when it is the same byte for byte; the key is compared with the state's at the row's turn.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { type AdmissionRules, type CheckedRow, checkRow, type InboxRow } from "./admit.ts";

/**
 * Rows that are read in one turn. So few that neither an answer of the database nor a file of the second store waits for
 * long behind them; enough that their signatures go to another thread in one message.
 */
const AT_A_TIME = 64;

export class CheckedRows {
  readonly #rules: AdmissionRules;
  #known = new Map<string, CheckedRow>();

  constructor(rules: AdmissionRules) {
    this.#rules = rules;
  }

  /** The row checked: as it was when it is known, anew otherwise. */
  of(row: InboxRow): CheckedRow {
    const known = this.#known.get(nameOf(row));
    return known !== undefined && isSame(known.row, row) ? { ...known, row } : checkRow(row, this.#rules);
  }

  /** As {@link of}, and remembers it until the next {@link readAhead}. */
  keep(row: InboxRow): CheckedRow {
    const checked = this.of(row);
    this.#known.set(nameOf(row), checked);
    return checked;
  }

  /** Reads rows a few at a time while the signatures of those before are checked; remembers them, and no others. */
  async readAhead(rows: readonly InboxRow[]): Promise<void> {
    const ahead = new Map<string, CheckedRow>();
    for (let from = 0; from < rows.length; from += AT_A_TIME) {
      for (const row of rows.slice(from, from + AT_A_TIME)) ahead.set(nameOf(row), this.of(row));
      await nextTurn();
    }
    await Promise.all([...ahead.values()].map((checked) => checked.ahead));
    this.#known = ahead;
  }
}

function nameOf({ statementHash }: InboxRow): string {
  return Buffer.from(statementHash).toString("hex");
}

/** A row may have been replaced by one of the same statement: signature and parts are not in its hash. */
function isSame(known: InboxRow, row: InboxRow): boolean {
  if (Buffer.compare(known.bytes, row.bytes) !== 0) return false;
  if (known.parts === undefined || row.parts === undefined) return known.parts === row.parts;
  return Buffer.compare(known.parts, row.parts) === 0;
}
