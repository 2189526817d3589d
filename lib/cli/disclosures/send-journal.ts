/**
 * What became of each row of a file, beside the file: a row is noted with the bytes that were signed before they are
 * sent, and again when they are recorded. Whoever stops in the middle goes on there; nothing is published twice.
 */
import { createHash } from "node:crypto";
import { appendFileSync, readFileSync } from "node:fs";
import { z } from "zod";
import type { BulkRow } from "#lib/disclosure/parse-bulk.ts";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { UsageError } from "../command.ts";

const TYPE = "touchstone-disclosures-sent/v1";

const headSchema = z.strictObject({ type: z.literal(TYPE), log: z.string() });
const noteSchema = z.union([
  z.strictObject({ row: z.string(), signed: z.string() }),
  z.strictObject({ row: z.string(), entry: z.number() }),
]);

/** `entry`: recorded there. `signed`: sent perhaps; the same bytes can be sent again. */
export type Sent = { readonly signed?: Uint8Array; readonly entry?: number };

export class SendJournal {
  readonly #path: string;
  readonly #rows: Map<string, Sent>;

  private constructor(path: string, rows: Map<string, Sent>) {
    this.#path = path;
    this.#rows = rows;
  }

  /** Errors: `UsageError` when the file is none of these, or of another log. */
  static open(path: string, log: string): SendJournal {
    const text = readIfThere(path);
    if (text === undefined) {
      appendFileSync(path, `${JSON.stringify({ type: TYPE, log })}\n`, { mode: 0o600, flag: "ax" });
      return new SendJournal(path, new Map());
    }
    const [first = "", ...lines] = text.split("\n");
    const head = headSchema.safeParse(jsonOf(first));
    if (!head.success) throw new UsageError(`${path} is no list of what was sent. Name another file with --journal.`);
    if (head.data.log !== log)
      throw new UsageError(`${path} tells what was sent to the log ${head.data.log}, and this is ${log}.`);
    const rows = new Map<string, Sent>();
    for (const line of lines) {
      // The last line may have been cut off when the machine stopped: what it would have said is asked of the index again.
      const note = noteSchema.safeParse(jsonOf(line));
      if (!note.success) continue;
      const { row, ...said } = note.data;
      const sent = "signed" in said ? { signed: utf8Encode(said.signed) } : said;
      rows.set(row, { ...rows.get(row), ...sent });
    }
    // Nor may the next note be written onto it.
    if (!text.endsWith("\n")) appendFileSync(path, "\n");
    return new SendJournal(path, rows);
  }

  get path(): string {
    return this.#path;
  }

  of(row: string): Sent {
    return this.#rows.get(row) ?? {};
  }

  noteSigned(row: string, statement: Uint8Array): void {
    this.#note(row, { signed: utf8Decode(statement) ?? "" });
    this.#rows.set(row, { signed: statement });
  }

  noteRecorded(row: string, entry: number): void {
    this.#note(row, { entry });
    this.#rows.set(row, { ...this.of(row), entry });
  }

  #note(row: string, said: object): void {
    appendFileSync(this.#path, `${JSON.stringify({ row, ...said })}\n`, { mode: 0o600, flush: true });
  }
}

/** Names of rows by what they say, so that a row which moves in the file, or stands beside mended ones, is the same. */
export function rowNames(rows: readonly BulkRow[]): string[] {
  const seen = new Map<string, number>();
  return rows.map(({ provider, text }) => {
    const name = createHash("sha256").update(`${provider}\n${text.trim()}`).digest("hex").slice(0, 32);
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    return nth === 1 ? name : `${name}-${nth}`;
  });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new UsageError(`${path} cannot be read.`);
  }
}
