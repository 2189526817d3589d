/** Logged entries as they are stored, read strictly: what a start or the second store needs of older entries. */
import { equalBytes } from "#lib/kernel/bytes.ts";
import { asHash } from "#lib/kernel/hash.ts";
import { leafHash } from "#lib/log/tree.ts";
import { byteaArray } from "#lib/server/log-store/binary-array.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { commitOf } from "#lib/statement/submission.ts";
import type { LoggedEntry } from "./admit.ts";

import { SigningRefused } from "./signing-refused.ts";
import type { StoredPart } from "./store/store-parts.ts";

type EntryRow = { index: number; leaf: Buffer; leaf_hash: Buffer; statement_hash: Buffer; logged_at_ms: number };
type PartRow = {
  commit: Buffer;
  bytes: Buffer;
  nonce: Buffer;
  entry_index: number;
  position: number;
  media_type: string;
  visibility: string;
  leaf: Buffer;
};

export type BareEntry = Omit<LoggedEntry, "parts">;

/**
 * Entries from ≤ i < to with their parts, every column checked against the leaf's bytes. Throws SigningRefused naming
 * the first index whose row is missing or is not what was hashed.
 */
export async function readEntries(sql: Sql, from: number, to: number): Promise<LoggedEntry[]> {
  return await withParts(sql, await readBareEntries(sql, from, to));
}

/** The same without the bytes of parts, which may be a thousand times as many. */
export async function readBareEntries(sql: Sql, from: number, to: number): Promise<BareEntry[]> {
  const { rows } = await sql.query<EntryRow>(
    `SELECT index, leaf, leaf_hash, statement_hash, logged_at_ms FROM log_entry
      WHERE index >= $1 AND index < $2 ORDER BY index`,
    [from, to],
  );
  const entries = rows.map((row, at): BareEntry => {
    const index = from + at;
    const refuse = (what: string) => new SigningRefused("tampered", `Entry ${index}: ${what}.`, index);
    if (Number(row.index) !== index) throw refuse("its row is missing");
    const bytes = new Uint8Array(row.leaf);
    const hash = leafHash(bytes);
    if (!equalBytes(hash, row.leaf_hash)) throw refuse("its bytes do not give its leaf hash");
    const entry = parseEntry(bytes);
    if (!entry.ok) throw refuse("its bytes are no entry");
    const { loggedAt, parsed } = entry.value;
    if (parsed.hash !== row.statement_hash.toString("hex")) throw refuse("its row names another statement hash");
    if (loggedAt !== Number(row.logged_at_ms)) throw refuse("its row names another log time");
    return { index, bytes, leafHash: asHash(hash), parsed, loggedAt };
  });
  if (entries.length !== to - from) throw missing(from + entries.length);
  return entries;
}

const missing = (index: number) => new SigningRefused("tampered", `Entry ${index}: its row is missing.`, index);

/** Adds to each entry the parts that it commits to, wherever they came first. Throws as {@link readEntries}. */
export async function withParts(sql: Sql, entries: readonly BareEntry[]): Promise<LoggedEntry[]> {
  const commits = entries.flatMap(({ parsed }) => parsed.statement.parts?.map(({ commit }) => commit) ?? []);
  if (commits.length === 0) return entries.map((entry) => ({ ...entry, parts: [] }));
  const { rows } = await sql.query<PartRow>(
    `SELECT p.commit, p.bytes, p.nonce, p.entry_index, p.position, p.media_type, p.visibility, e.leaf
       FROM part p JOIN log_entry e ON e.index = p.entry_index WHERE p.commit = ANY($1::bytea[])`,
    [byteaArray(commits.map((commit) => Buffer.from(commit, "hex")))],
  );
  const byCommit = new Map(rows.map((row) => [row.commit.toString("hex"), row]));
  const withheld = await readWithheld(sql, new Set(commits.filter((commit) => !byCommit.has(commit))));
  return entries.map((entry) => {
    const parts = (entry.parsed.statement.parts ?? []).flatMap(({ commit }, position): StoredPart[] => {
      const part = byCommit.get(commit);
      if (withheld.has(commit)) return [];
      if (part === undefined || commitOf(part) !== commit || !isAsCommitted(part, entry.index)) {
        const what = `its part ${position} is not what it commits to`;
        throw new SigningRefused("tampered", `Entry ${entry.index}: ${what}.`, entry.index);
      }
      return [{ commit: part.commit, bytes: part.bytes, nonce: part.nonce, position }];
    });
    return { ...entry, parts };
  });
}

/** Which of these parts were removed by the official route: no fault that they are missing. */
async function readWithheld(sql: Sql, missing: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  if (missing.size === 0) return missing;
  const { rows } = await sql.query<{ commit: Buffer }>(
    "SELECT commit FROM withheld_part WHERE commit = ANY($1::bytea[])",
    [byteaArray([...missing].map((commit) => Buffer.from(commit, "hex")))],
  );
  return new Set(rows.map(({ commit }) => commit.toString("hex")));
}

/** Whether the row says what the statement says that brought the part: its visibility decides who may read it. */
function isAsCommitted(row: PartRow, before: number): boolean {
  const entry = parseEntry(new Uint8Array(row.leaf));
  const said = entry.ok ? entry.value.parsed.statement.parts?.[row.position] : undefined;
  return (
    Number(row.entry_index) <= before &&
    said?.commit === row.commit.toString("hex") &&
    said.mediaType === row.media_type &&
    said.visibility === row.visibility
  );
}
