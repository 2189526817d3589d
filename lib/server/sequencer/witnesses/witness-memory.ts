/**
 * What this index cosigned for other logs, in the second store: `witnessed/<SHA-256 of the origin>/<size>`, one file for
 * each log. A restored database would else make us cosign a history beside the one that we stand for already.
 */
import { z } from "zod";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { asInstant, type Instant } from "#lib/kernel/instant.ts";
import { openCheckpoint } from "#lib/log/checkpoint.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { asLeader } from "../leadership.ts";
import { DRAFT, type StoreFiles } from "../store/store-files.ts";

/** `note` is the log's checkpoint with our line. */
export type Cosigned = { readonly origin: string; readonly vkey: string; readonly note: string; readonly at: Instant };

const FOLDER = "witnessed";
const SIZE_DIGITS = 16;
const Kept = z.strictObject({ origin: z.string(), vkey: z.string(), note: z.string(), at: z.number().int() });

/** On disk when this resolves. A size that is kept already stays as it is: it has the same root, or this throws. */
export async function remember(files: StoreFiles, cosigned: Cosigned): Promise<void> {
  const { size } = headOf(cosigned);
  const folder = folderOf(cosigned.origin);
  const name = String(size).padStart(SIZE_DIGITS, "0");
  const isNew = await files.createExclusive(`${folder}/${name}`, utf8Encode(JSON.stringify(cosigned)));
  if (!isNew) {
    const kept = await recall(files, folder);
    if (kept === undefined || headOf(kept).rootHex !== headOf(cosigned).rootHex)
      throw new Error(`Another head of ${cosigned.origin} is remembered.`);
    return;
  }
  for (const old of await files.list(folder))
    if (old < name && !old.endsWith(DRAFT)) await files.remove(`${folder}/${old}`);
}

/**
 * Writes to the database what the store remembers and the database does not, and to the store what only the database does, as
 * after the store was lost and made anew. Errors: a file that is damaged, Fenced.
 */
export async function restoreWitnessed(sql: Sql, epoch: number, files: StoreFiles): Promise<void> {
  for (const name of await files.list(FOLDER)) {
    const kept = await recall(files, `${FOLDER}/${name}`);
    if (kept !== undefined) await asLeader(sql, epoch, "what was cosigned", () => writeWitnessed(sql, kept));
  }
  const { rows } = await sql.query<{ origin: string; vkey: string; note: string; cosigned_at_ms: number }>(
    "SELECT origin, vkey, note, cosigned_at_ms FROM witnessed_log",
  );
  for (const { origin, vkey, note, cosigned_at_ms: at } of rows)
    await remember(files, { origin, vkey, note, at: asInstant(Number(at)) });
}

/** Replaces the row by a larger or equal head; false when a larger one stands there. Errors: the trigger's. */
export async function writeWitnessed(sql: Sql, cosigned: Cosigned): Promise<boolean> {
  const { size, rootHex } = headOf(cosigned);
  const { rowCount } = await sql.query(
    `INSERT INTO witnessed_log (origin, vkey, size, root, note, cosigned_at_ms) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (origin) DO UPDATE SET size = excluded.size, root = excluded.root, note = excluded.note,
       vkey = excluded.vkey, cosigned_at_ms = excluded.cosigned_at_ms WHERE witnessed_log.size <= excluded.size`,
    [cosigned.origin, cosigned.vkey, size, Buffer.from(rootHex, "hex"), cosigned.note, cosigned.at],
  );
  return rowCount === 1;
}

async function recall(files: StoreFiles, folder: string): Promise<Cosigned | undefined> {
  const newest = (await files.list(folder))
    .filter((name) => !name.endsWith(DRAFT))
    .sort()
    .at(-1);
  if (newest === undefined) return undefined;
  const text = utf8Decode((await files.read(`${folder}/${newest}`)) ?? new Uint8Array()) ?? "";
  const { at, ...kept } = Kept.parse(JSON.parse(text));
  return { ...kept, at: asInstant(at) };
}

function headOf({ note, vkey }: Cosigned): { size: number; rootHex: string } {
  const opened = openCheckpoint(note, vkey, [], rawVerify);
  if (!opened.ok) throw new Error("What was cosigned is not signed by its log.");
  return { size: opened.value.checkpoint.size, rootHex: hexEncode(opened.value.checkpoint.root) };
}

function folderOf(origin: string): string {
  return `${FOLDER}/${hexEncode(sha256(utf8Encode(origin)))}`;
}
