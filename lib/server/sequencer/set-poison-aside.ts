/**
 * A row that passes every check and is still refused by the database would stop the log for ever, since its batch is
 * tried again and again. Such a batch is taken row by row, and the row that is refused alone is moved aside, with an alarm.
 */
import { dropRow } from "./append-batch.ts";
import { BATCH_ROWS, readInbox } from "./read-inbox.ts";
import { Sequencer, type SequencerOptions } from "./sequencer.ts";

/** Class 22 of SQLSTATE: the data itself (a character, a number). Constraints and lost connections are other matters. */
export function isDataError(error: unknown): error is Error & { code: string } {
  return (
    error instanceof Error && "code" in error && typeof error.code === "string" && /^22[0-9A-Z]{3}$/.test(error.code)
  );
}

/** Ends after the first row that was moved aside: the leader's memory is in doubt then, and the caller opens anew. */
export async function setPoisonAside(options: SequencerOptions, epoch: number): Promise<void> {
  const { sql, clock, report } = options;
  const sequencer = await Sequencer.open(options, epoch);
  for (let taken = 0; taken < BATCH_ROWS; taken += 1) {
    const [row] = await readInbox(sql, 1);
    if (row === undefined) return;
    try {
      await sequencer.sequence(1);
    } catch (error) {
      if (!isDataError(error)) throw error;
      const reason = `unwritable: ${error.code}`;
      await dropRow(sql, epoch, { row, reason }, clock());
      report({ event: "dropped", statementHash: Buffer.from(row.statementHash).toString("hex"), reason });
      return;
    }
  }
}
