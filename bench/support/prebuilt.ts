/**
 * Fills a log quickly: real, signed entries of a stranger (void in the fold, for nobody knows the subject), written into
 * database, second store and read tables as the sequencer would have, in steps of many thousand.
 */
import { generateKeyPairSync, sign } from "node:crypto";
import type pg from "pg";
import { base64UrlDecode, base64UrlEncode } from "#lib/kernel/base.ts";
import { didKeyOf, thumbprintOf } from "#lib/kernel/did-key.ts";
import { parseProviderId } from "#lib/kernel/ids.ts";
import { asInstant, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { JsonValue } from "#lib/kernel/json.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { append, type Frontier, frontierFromNodes, rootOf } from "#lib/log/frontier.ts";
import { signNote } from "#lib/log/note.ts";
import { leafHash, nodesOfRoot } from "#lib/log/tree.ts";
import { noteSignerOf, readKeyFile } from "#lib/server/crypto/key-on-file.ts";
import { readHead } from "#lib/server/log-store/read-head.ts";
import { readNodes } from "#lib/server/log-store/read-nodes.ts";
import { inTransaction } from "#lib/server/log-store/sql.ts";
import type { LoggedEntry } from "#lib/server/sequencer/admit.ts";
import { filledTiles, insertEntries, insertTiles } from "#lib/server/sequencer/append-batch.ts";
import { SecondStore } from "#lib/server/sequencer/store/second-store.ts";
import { diskFiles } from "#lib/server/sequencer/store/store-files.ts";
import { encodeEntry } from "#lib/statement/entry.ts";
import {
  assembleStatement,
  type ParsedStatement,
  readStatement,
  signingBytes,
  type UnsignedStatement,
} from "#lib/statement/envelope.ts";
import type { Stack } from "../../e2e/support/stack.ts";

const STEP = 16_384;

/** Brings a log of at least one entry to `size`. No sequencer may run. */
export async function prebuild(stack: Stack, sql: pg.Client, size: number): Promise<void> {
  const head = await readHead(sql);
  const store = await SecondStore.open(await diskFiles(stack.folder.store));
  let frontier: Frontier = frontierFromNodes(
    head.size,
    await readNodes(sql, nodesOfRoot(head.size), head.size, undefined),
  );
  const make = strangersEntries(stack, head.lastLoggedAt);
  while (frontier.size < size) {
    const from = frontier.size;
    const entries = Array.from({ length: Math.min(STEP, size - from) }, (_, at) => make(from + at));
    frontier = await write(sql, frontier, entries, head.lastLoggedAt);
    await store.advance(await store.stage(entries));
  }
  await publish(stack, sql, store, frontier);
}

/** Heartbeats for a provider that is not registered. */
function strangersEntries(stack: Stack, loggedAt: Instant): (index: number) => LoggedEntry {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const key = base64UrlDecode(publicKey.export({ format: "jwk" }).x ?? "") ?? new Uint8Array();
  const subject = parseProviderId(`prv_${"a".repeat(26)}`);
  if (subject === undefined) throw new Error("not a provider id");
  const effectiveAt = formatInstant(loggedAt);
  return (index) => {
    const id = new Uint8Array(16);
    new DataView(id.buffer).setUint32(0, index);
    const unsigned: UnsignedStatement = {
      v: 1,
      kind: "disclosure.heartbeat",
      log: stack.origin,
      id: base64UrlEncode(id),
      issuedAt: effectiveAt,
      issuer: didKeyOf(key),
      key: thumbprintOf(key),
      subject,
      body: { version: 1, effectiveAt, cadenceHours: 24, softwareVersion: "1.0.0" },
    };
    const signature = sign(null, signingBytes(unsigned), privateKey);
    const bytes = assembleStatement(unsigned, new Uint8Array(signature));
    const parsed = parsedOf(unsigned, bytes, signature);
    const entry = encodeEntry(loggedAt, bytes);
    return { index, bytes: entry, leafHash: leafHash(entry), parsed, loggedAt, parts: [] };
  };
}

function parsedOf(unsigned: UnsignedStatement, bytes: Uint8Array, signature: Uint8Array): ParsedStatement {
  const value = { ...unsigned, signature: base64UrlEncode(new Uint8Array(signature)) } as unknown as JsonValue;
  const parsed = readStatement(value, bytes);
  if (!parsed.ok) throw new Error(`${parsed.error.pointer}: ${parsed.error.detail}`);
  return parsed.value;
}

async function write(
  sql: pg.Client,
  frontier: Frontier,
  entries: readonly LoggedEntry[],
  loggedAt: Instant,
): Promise<Frontier> {
  const grown = append(
    frontier,
    entries.map((entry) => entry.leafHash),
  );
  const tiles = await filledTiles(sql, frontier.size, grown.completed);
  await inTransaction(sql, async () => {
    await insertEntries(sql, entries);
    await insertTiles(sql, tiles);
    await sql.query(
      `INSERT INTO entry_row (index, statement_hash, kind, issuer, key, subject, logged_at_ms, status, code)
       SELECT index, hash, $3, $4, $5, $6, $7, 'void', 'unknown-subject'
         FROM unnest($1::bigint[], $2::bytea[]) AS written(index, hash)`,
      [
        entries.map(({ index }) => index),
        entries.map(({ parsed }) => Buffer.from(parsed.hash, "hex")),
        ...Object.values(sameForAll(entries)),
        loggedAt,
      ],
    );
    await sql.query("UPDATE projection SET size = $1", [grown.frontier.size]);
    await sql.query("UPDATE log_head SET size = $1, root = $2 WHERE id = 1", [
      grown.frontier.size,
      Buffer.from(rootOf(grown.frontier)),
    ]);
  });
  return grown.frontier;
}

function sameForAll(entries: readonly LoggedEntry[]) {
  const statement = entries[0]?.parsed.statement;
  return {
    kind: statement?.kind ?? "",
    issuer: statement?.issuer ?? "",
    key: statement?.key ?? "",
    subject: statement?.subject ?? "",
  };
}

async function publish(stack: Stack, sql: pg.Client, store: SecondStore, frontier: Frontier): Promise<void> {
  const signer = noteSignerOf(readKeyFile(stack.folder.key("log"), "log"), stack.origin);
  const root = rootOf(frontier);
  const note = signNote(formatCheckpoint({ origin: stack.origin, size: frontier.size, root }), [signer]);
  const signedAtMs = asInstant(Date.now());
  await store.recordCheckpoints([{ size: frontier.size, note, signedAtMs }]);
  await sql.query("INSERT INTO log_checkpoint (size, root, note, signed_at_ms) VALUES ($1, $2, $3, $4)", [
    frontier.size,
    Buffer.from(root),
    note,
    signedAtMs,
  ]);
  await sql.query("UPDATE log_head SET published_size = $1 WHERE id = 1", [frontier.size]);
}
