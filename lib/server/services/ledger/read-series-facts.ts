/** What the log says of one series, from the tables of ledger digests and the entries behind them. */

import type { Outage } from "#lib/disclosure/heartbeat.ts";
import type { Observation, SeriesFacts } from "#lib/disclosure/ledger-digest/facts.ts";
import { type DigestEntry, statedBy } from "#lib/disclosure/ledger-digest/read-entry.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { asInstant, type Instant } from "#lib/kernel/instant.ts";
import { refusal } from "#lib/kernel/refusal.ts";
import { err, ok } from "#lib/kernel/result.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import type { ParticipantForm, ProviderForm } from "#lib/state/forms.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import type { DatabaseLedgerDigestBody } from "#lib/statement/ledger/digest-body.ts";
import type { LedgerPoint, SeriesKey } from "#lib/statement/ledger/point.ts";
import { type KeptSeries, keptSeries } from "#lib/statement/ledger/series-facts.ts";
import type { Ticks } from "#lib/statement/ledger/ticks.ts";

type EntryRow = {
  entry_index: number;
  logged_at_ms: number;
  state: "whole" | "differs" | "absent";
  detail: string;
  leaf: Buffer;
};

export type RowColumns = {
  entry_index: number;
  position: number;
  observer: string;
  block: number | null;
  hash: Buffer | null;
  /** Text: beyond 2^53. */
  commit_ticks: string | null;
  digest_ticks: string | null;
  signature: LedgerPoint["signature"] | null;
  consistency: string | null;
  fault: string | null;
  logged_at_ms: number;
};

export const ROW_COLUMNS =
  "r.entry_index, r.position, r.observer, r.block, r.hash, r.commit_ticks::text, r.digest_ticks::text, r.signature, r.consistency, r.fault, e.logged_at_ms";

/** A provider, who runs it, and when the log was away. */
export type SeriesOwner = {
  readonly provider: ProviderForm;
  readonly operator: ParticipantForm | undefined;
  readonly outages: readonly Outage[];
};

/** Undefined for a series that the provider does not have, or of which no entry was read yet. `asOf`: the log time of its last entry. */
export async function readSeriesFacts(
  sql: Sql,
  { provider, operator, outages }: SeriesOwner,
  series: string,
): Promise<SeriesFacts | undefined> {
  const kept = keptSeries(provider.disclosures.database_ledger_digest?.facts);
  const own = kept.get(series);
  if (own === undefined) return undefined;
  const [entries, rows] = [await readEntries(sql, provider.id, series), await readRows(sql, provider.id, series)];
  const last = entries.at(-1);
  if (last === undefined) return undefined;
  const thumbprints = new Set([...provider.keys.map(({ thumbprint }) => thumbprint), ...(operator?.controlKeys ?? [])]);
  const isOwnKey = (did: string) => {
    const thumbprint = thumbprintOfDid(did);
    return did === provider.operator || (thumbprint !== undefined && thumbprints.has(thumbprint));
  };
  return {
    series: keyOf(own),
    asOf: asInstant(last.logged_at_ms),
    observations: rows.map(observationOf),
    imports: entries.map(({ entry_index, logged_at_ms, state, detail }) => ({
      entry: entry_index,
      receivedAt: asInstant(logged_at_ms),
      state,
      detail,
    })),
    ...statedBy(entries.map(digestEntryOf), isOwnKey),
    outages,
    earlier: earlierOf(own, kept),
  };
}

export function keyOf({ ledger, server, database, createdAt }: KeptSeries): SeriesKey {
  return { ledger, server, database, createdAt };
}

/** Creation times of other incarnations of the same database. */
function earlierOf(own: KeptSeries, all: ReadonlyMap<string, KeptSeries>): string[] {
  return siblingsOf(own, all)
    .map(([, { createdAt }]) => createdAt)
    .filter((createdAt) => createdAt < own.createdAt)
    .sort();
}

export function siblingsOf(own: KeptSeries, all: ReadonlyMap<string, KeptSeries>): [string, KeptSeries][] {
  return [...all].filter(
    ([, other]) => other.ledger === own.ledger && other.server === own.server && other.database === own.database,
  );
}

async function readEntries(sql: Sql, provider: string, series: string): Promise<EntryRow[]> {
  const { rows } = await sql.query<EntryRow>(
    `SELECT l.entry_index, l.logged_at_ms, l.state, l.detail, e.leaf
       FROM ledger_entry l JOIN log_entry e ON e.index = l.entry_index
      WHERE l.provider = $1 AND l.series = $2 ORDER BY l.entry_index`,
    [provider, series],
  );
  return rows;
}

async function readRows(sql: Sql, provider: string, series: string): Promise<RowColumns[]> {
  const { rows } = await sql.query<RowColumns>(
    `SELECT ${ROW_COLUMNS} FROM ledger_row r JOIN ledger_entry e ON e.entry_index = r.entry_index
      WHERE r.provider = $1 AND r.series = $2 ORDER BY r.entry_index, r.position`,
    [provider, series],
  );
  return rows;
}

/** The statement's body is the worker's own reading of a leaf that the fold found effective. */
function digestEntryOf({ entry_index, logged_at_ms, leaf }: EntryRow): DigestEntry {
  const entry = parseEntry(new Uint8Array(leaf));
  if (!entry.ok) throw new Error(`The stored entry ${entry_index} does not parse: ${entry.error.detail}`);
  const body = entry.value.parsed.statement.body as unknown as DatabaseLedgerDigestBody;
  return { index: entry_index, loggedAt: asInstant(logged_at_ms), body };
}

function observationOf(row: RowColumns): Observation {
  const point = pointOf(row);
  return {
    entry: row.entry_index,
    position: row.position,
    receivedAt: row.logged_at_ms as Instant,
    observer: row.observer,
    document: point === undefined ? err(refusal("schema", "", row.fault ?? "")) : ok(point),
  };
}

export function pointOf({
  block,
  hash,
  commit_ticks,
  digest_ticks,
  signature,
  consistency,
}: RowColumns): LedgerPoint | undefined {
  if (block === null || hash === null || signature === null) return undefined;
  const times =
    commit_ticks === null || digest_ticks === null
      ? null
      : { commit: BigInt(commit_ticks) as Ticks, digest: BigInt(digest_ticks) as Ticks };
  const proof: string[] | undefined = consistency === null ? undefined : JSON.parse(consistency);
  return { block, hash: hexEncode(hash), times, signature, ...(proof && { consistency: proof }) };
}
