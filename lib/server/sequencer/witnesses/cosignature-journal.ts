/**
 * Cosignatures in the second store, one JSON object a line in the file `cosignatures`: a database that is restored or
 * lost would else take with it what bounds the log's time from outside. Nothing is
 * signed on the strength of one, so that a line which a crash tears is simply left out, wherever it tore it.
 */
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import { cosignatureVerifier } from "#lib/log/cosignature.ts";
import { openNote } from "#lib/log/note.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { asLeader } from "../leadership.ts";
import type { StoreFiles } from "../store/store-files.ts";
import { linesOf, objectOfLine } from "../store/store-parts.ts";

const FILE = "cosignatures";

/** `line` is the note line, newline included; `timeSeconds` what the witness stated. */
export type KeptCosignature = {
  readonly size: number;
  readonly witness: string;
  readonly vkey: string;
  readonly timeSeconds: number;
  readonly line: string;
  readonly receivedAtMs: number;
};

/** Gives a function that keeps a cosignature, one after the other: two appends at once would write over each other. */
export function cosignatureKeeper(files: StoreFiles): (cosignature: KeptCosignature) => Promise<void> {
  let turn: Promise<unknown> = Promise.resolve();
  return async (cosignature) => {
    const append = () => files.append(FILE, formatKeptCosignature(cosignature));
    const mine = turn.then(append, append);
    turn = mine;
    await mine;
  };
}

/** Its line. The newline before it closes what a crash may have torn; empty lines are skipped. */
export function formatKeptCosignature(cosignature: KeptCosignature): Uint8Array {
  return utf8Encode(`\n${canonicalText({ ...cosignature })}\n`);
}

export async function readKeptCosignatures(files: StoreFiles): Promise<KeptCosignature[]> {
  return parseKeptCosignatures((await files.read(FILE)) ?? new Uint8Array());
}

/** Reads the file's lines; nothing is verified. Total: what is no whole line is left out. */
export function parseKeptCosignatures(bytes: Uint8Array): KeptCosignature[] {
  return linesOf(bytes).flatMap((text) => {
    const { size, witness, vkey, timeSeconds, line, receivedAtMs } = objectOfLine(text);
    if (!isInteger(size) || !isInteger(timeSeconds) || !isInteger(receivedAtMs)) return [];
    if (typeof witness !== "string" || typeof vkey !== "string" || typeof line !== "string") return [];
    return [{ size, witness, vkey, timeSeconds, line, receivedAtMs }];
  });
}

/**
 * Writes those that stand on the given checkpoints to the database, as a `resume` does. A line that does not verify is
 * left out: it was torn or is not the witness's.
 */
export async function restoreCosignatures(
  sql: Sql,
  epoch: number,
  files: StoreFiles,
  notes: ReadonlyMap<number, string>,
): Promise<number> {
  const rows = (await readKeptCosignatures(files)).filter((kept) => isOn(kept, notes.get(kept.size)));
  return await asLeader(sql, epoch, "the cosignatures", async () => {
    const { rowCount } = await sql.query(
      `INSERT INTO log_cosignature (size, witness, vkey, time_s, line, received_at_ms)
       SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::bigint[])
       ON CONFLICT DO NOTHING`,
      [
        rows.map(({ size }) => size),
        rows.map(({ witness }) => witness),
        rows.map(({ vkey }) => vkey),
        rows.map(({ timeSeconds }) => timeSeconds),
        rows.map(({ line }) => line),
        rows.map(({ receivedAtMs }) => receivedAtMs),
      ],
    );
    return rowCount ?? 0;
  });
}

function isOn({ vkey, line }: KeptCosignature, note: string | undefined): boolean {
  const verifier = cosignatureVerifier(vkey, rawVerify);
  const text = note?.slice(0, note.lastIndexOf("\n\n") + 2);
  return text !== undefined && verifier !== undefined && openNote(text + line, [verifier]).ok;
}

function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
