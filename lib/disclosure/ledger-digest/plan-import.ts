/**
 * From what an operator pastes to the rows that are to be signed: bad rows are listed, known ones skipped, the rest cut
 * into statements. The same in the browser and on the command line; running it again signs nothing twice.
 */
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { LedgerPoint, ReadWith } from "#lib/statement/ledger/point.ts";
import { readLedgerDocument } from "#lib/statement/ledger/read-document.ts";
import { faultWords, timeFault } from "./place-rows.ts";
import { encodeRow, ROWS_MAX_BYTES } from "./rows.ts";
import type { RuleCode } from "./rules.ts";
import { splitDocuments } from "./split-documents.ts";

export type ImportRow = { readonly line: number; readonly document: string; readonly point: LedgerPoint };

export type BadRow = { readonly line: number; readonly code: RuleCode; readonly detail: string };

export type ImportPlan = {
  /** Each becomes one statement, in order. */
  readonly batches: readonly (readonly ImportRow[])[];
  readonly rows: number;
  readonly bad: readonly BadRow[];
  /** In the log already, or twice in the file with the same hash. */
  readonly skipped: number;
};

/** How a row is known: the same block with another hash is another row, and is never skipped. */
export const rowName = ({ block, hash }: { block: number; hash: string }): string => `${block}:${hash}`;

export function planImport(text: string, given: ReadWith, known: ReadonlySet<string>, now: Instant): ImportPlan {
  const steps = planSteps(text, given, known, now);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Documents between two looks at whatever else a page has to do. */
const STEP = 500;

/** The same in small steps, for a page that has to stay alive meanwhile. Yields how many documents were read, of how many. */
export function* planSteps(
  text: string,
  given: ReadWith,
  known: ReadonlySet<string>,
  now: Instant,
): Generator<{ read: number; of: number }, ImportPlan> {
  const seen = new Set(known);
  const rows: ImportRow[] = [];
  const bad: BadRow[] = [];
  let skipped = 0;
  const documents = splitDocuments(text, given.series.ledger);
  for (const [index, { line, text: document }] of documents.entries()) {
    if (index % STEP === 0) yield { read: index, of: documents.length };
    const read = readLedgerDocument(document, given);
    const fault = read.ok ? timeFault(now, read.value) : undefined;
    if (!read.ok) {
      bad.push({ line, code: "schema", detail: faultWords(read.error) });
    } else if (fault !== undefined) {
      bad.push({ line, code: "time-order", detail: fault });
    } else if (seen.has(rowName(read.value))) {
      skipped += 1;
    } else {
      seen.add(rowName(read.value));
      rows.push({ line, document, point: read.value });
    }
  }
  return { batches: cutBatches(rows), rows: rows.length, bad, skipped };
}

function cutBatches(rows: readonly ImportRow[]): ImportRow[][] {
  const batches: ImportRow[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const length = utf8Encode(encodeRow(row.document)).length + 1;
    if (bytes + length > ROWS_MAX_BYTES) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(row);
    bytes += length;
  }
  return batches;
}
