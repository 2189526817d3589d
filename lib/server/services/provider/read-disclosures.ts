import type { EntrySummary } from "#lib/contract/entries.ts";
import type { VersionLife } from "#lib/disclosure/gaps.ts";
import { groupBy } from "#lib/disclosure/group-by.ts";
import { addMs, asInstant, DAY_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { canonicalText, type JsonObject } from "#lib/kernel/json.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { DISCLOSURES, type DisclosureName, isDisclosureName } from "#lib/statement/disclosures/all.ts";
import type { DisclosureType, Life } from "#lib/statement/disclosures/disclosure-type.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import type { ReadCtx } from "../context.ts";
import { ENTRY_COLUMNS, type EntryRow, summaryOf } from "../log/list-entries.ts";

/** An effective version of a disclosure, with its statement as signed. */
export type DisclosureVersion = {
  readonly entry: EntrySummary;
  /** The entry from which on it holds: its own, or that of the last signature under it. */
  readonly publishedIn: number;
  readonly body: JsonObject;
  /** Canonical JSON, signature included. */
  readonly statement: string;
};

const TYPES: readonly DisclosureType<DisclosureName>[] = Object.values(DISCLOSURES);

type LeafRow = EntryRow & { leaf: Buffer; published_in: string };

/**
 * What several keys must sign is published by the last signature, and never before: a proposal alone is no version. For
 * an entry `r`, as of the size that the parameter holds.
 */
export const published = (size: `$${number}`) => `
  LEFT JOIN aggregate_version v ON v.key = 'proposal:' || encode(r.statement_hash, 'hex')
       AND v.from_size <= ${size} AND (v.to_size IS NULL OR v.to_size > ${size})
  LEFT JOIN entry_row c ON c.index = (v.form::jsonb ->> 'carriedIn')::bigint`;
export const IS_PUBLISHED = "r.status = 'effective' AND (v.key IS NULL OR c.index IS NOT NULL)";
export const PUBLISHED_IN = "coalesce(c.index, r.index)";
export const PUBLISHED_AT = "coalesce(c.logged_at_ms, r.logged_at_ms)";
/** Dated by the entry that published it. */
const VERSION_COLUMNS = `${ENTRY_COLUMNS}, ${PUBLISHED_AT} AS logged_at_ms, ${PUBLISHED_IN} AS published_in, e.leaf`;

/** The newest version of each published type, and of those that replace each other the one before it, newest first. */
export async function readNewestVersions(
  ctx: ReadCtx,
  { id, disclosures }: Pick<ProviderForm, "id" | "disclosures">,
  size: number,
): Promise<ReadonlyMap<DisclosureName, readonly DisclosureVersion[]>> {
  const newest = Object.values(disclosures).map(({ entry }) => entry);
  const replaced = TYPES.filter(({ type, replaces }) => replaces && (disclosures[type]?.versions ?? 0) > 1);
  const { rows } = await ctx.pool.query<LeafRow>(
    `SELECT ${VERSION_COLUMNS} FROM entry_row r JOIN log_entry e ON e.index = r.index ${published("$5")}
      WHERE r.index = ANY($1) OR r.index IN (
        SELECT before.index FROM unnest($2::text[], $3::bigint[]) AS later (kind, index)
         CROSS JOIN LATERAL (
           SELECT r.index FROM entry_row r ${published("$5")}
            WHERE r.subject = $4 AND r.kind = later.kind AND r.index <> later.index AND ${IS_PUBLISHED}
            ORDER BY ${PUBLISHED_IN} DESC LIMIT 1) AS before)
      ORDER BY ${PUBLISHED_IN} DESC`,
    [
      newest,
      replaced.map(({ type }) => `disclosure.${type}`),
      replaced.map(({ type }) => disclosures[type]?.entry ?? 0),
      id,
      size,
    ],
  );
  return groupBy(
    rows.map((row) => versionOf(row, size)),
    ({ entry }) => typeOf(entry.kind),
  );
}

const MAX_VERSIONS = 100;

/** Versions of one type, newest first, at most {@link MAX_VERSIONS} that were published before the entry `before`. */
export async function readVersions(
  ctx: Pick<ReadCtx, "pool">,
  id: ProviderForm["id"],
  type: DisclosureName,
  { size, before = size }: { readonly size: number; readonly before?: number },
): Promise<{ readonly versions: readonly DisclosureVersion[]; readonly more: boolean }> {
  const { rows } = await ctx.pool.query<LeafRow>(
    `SELECT ${VERSION_COLUMNS} FROM entry_row r JOIN log_entry e ON e.index = r.index ${published("$5")}
      WHERE r.subject = $1 AND r.kind = $2 AND ${PUBLISHED_IN} < $3 AND ${IS_PUBLISHED}
      ORDER BY ${PUBLISHED_IN} DESC LIMIT $4`,
    [id, `disclosure.${type}`, Math.min(before, size), MAX_VERSIONS + 1, size],
  );
  const versions = rows.slice(0, MAX_VERSIONS).map((row) => versionOf(row, size));
  return { versions, more: rows.length > MAX_VERSIONS };
}

/** Newest versions of one type of many providers, at most `each` of every one, newest first, by provider id. */
export async function readNewestOfType(
  ctx: { readonly pool: Sql },
  ids: readonly ProviderForm["id"][],
  type: DisclosureName,
  { size, each }: { readonly size: number; readonly each: number },
): Promise<
  ReadonlyMap<string, readonly { readonly body: JsonObject; readonly loggedAt: Instant; readonly entry: number }[]>
> {
  if (ids.length === 0) return new Map();
  const { rows } = await ctx.pool.query<{ id: string; index: string; logged_at_ms: string; body: string }>(
    `SELECT of.id, found.* FROM unnest($1::text[]) AS of (id)
      CROSS JOIN LATERAL (
        SELECT ${PUBLISHED_IN} AS index, ${PUBLISHED_AT} AS logged_at_ms,
               convert_from(e.leaf, 'UTF8')::json #>> '{statement,body}' AS body
          FROM entry_row r JOIN log_entry e ON e.index = r.index ${published("$3")}
         WHERE r.subject = of.id AND r.kind = $2 AND r.index < $3 AND ${PUBLISHED_IN} < $3 AND ${IS_PUBLISHED}
         ORDER BY ${PUBLISHED_IN} DESC LIMIT $4) AS found`,
    [[...new Set(ids)], `disclosure.${type}`, size, each],
  );
  const versions = rows.map(({ id, index, logged_at_ms, body }) => ({
    ...{ id, entry: Number(index), loggedAt: asInstant(Number(logged_at_ms)) },
    body: JSON.parse(body) as JsonObject,
  }));
  return groupBy(versions, ({ id }) => id);
}

/** Lives of more versions than that are not looked at: 20 years of two weekly disclosures. */
const MAX_LIVES = 2_000;

/** When each version was published and when it ends, by type, oldest first: what gaps are computed from. */
export async function readLives(
  ctx: ReadCtx,
  id: ProviderForm["id"],
  size: number,
  only?: DisclosureName,
): Promise<ReadonlyMap<DisclosureName, readonly VersionLife[]>> {
  const dated = TYPES.filter(({ type, life }) => life.ends !== "never" && (only === undefined || only === type));
  const { rows } = await ctx.pool.query<{ index: string; kind: string; logged_at_ms: string; stated: string | null }>(
    `SELECT ${PUBLISHED_IN} AS index, r.kind, ${PUBLISHED_AT} AS logged_at_ms,
            convert_from(e.leaf, 'UTF8')::json #>> ARRAY['statement', 'body', $3::jsonb ->> r.kind] AS stated
       FROM entry_row r JOIN log_entry e ON e.index = r.index ${published("$4")}
      WHERE r.subject = $1 AND r.kind = ANY($2) AND r.index < $4 AND ${IS_PUBLISHED}
      ORDER BY ${PUBLISHED_IN} DESC LIMIT $5`,
    [
      id,
      dated.map(({ type }) => `disclosure.${type}`),
      JSON.stringify(Object.fromEntries(dated.map(({ type, life }) => [`disclosure.${type}`, endField(life)]))),
      size,
      MAX_LIVES,
    ],
  );
  const lives = rows.reverse().map((row) => ({
    type: typeOf(row.kind),
    entry: Number(row.index),
    loggedAt: asInstant(Number(row.logged_at_ms)),
    until: endOf(DISCLOSURES[typeOf(row.kind)].life, row.stated),
  }));
  return groupBy(lives, ({ type }) => type);
}

function endField(life: Life): string {
  return life.ends === "after-field" ? life.field : "expiresAt";
}

function endOf(life: Life, stated: string | null): VersionLife["until"] {
  const end = stated === null ? undefined : parseInstant(stated);
  if (end === undefined) return null;
  return life.ends === "after-field" ? addMs(end, life.graceDays * DAY_MS) : end;
}

function typeOf(kind: string): DisclosureName {
  const type = kind.slice("disclosure.".length);
  if (!isDisclosureName(type)) throw new Error(`An effective entry is of the unknown type ${type}.`);
  return type;
}

function versionOf(row: LeafRow, size: number): DisclosureVersion {
  const entry = parseEntry(new Uint8Array(row.leaf));
  if (!entry.ok) throw new Error(`The stored entry ${row.index} does not parse: ${entry.error.detail}`);
  const { statement } = entry.value.parsed;
  // The act itself was carried: as a version it is no proposal.
  const summary = summaryOf({ ...row, proposed: false }, size);
  return {
    entry: summary,
    publishedIn: Number(row.published_in),
    body: statement.body,
    statement: canonicalText({ ...statement }),
  };
}
