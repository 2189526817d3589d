/**
 * The digest document of Azure SQL Database and SQL Server ledgers, as `sys.sp_generate_database_ledger_digest` gives
 * it: exactly five members (rule 1).
 */
import { isJsonObject, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import type { LedgerPoint, SeriesKey } from "./point.ts";
import { parseTicks } from "./ticks.ts";

const HASH = /^0x[0-9A-Fa-f]{64}$/;

/** One rule for each member. */
const MEMBERS = {
  database_name: {
    holds: (value: JsonValue, series: SeriesKey) => value === series.database,
    words: (series: SeriesKey) => `database_name must be "${series.database}", the database of the series.`,
  },
  block_id: {
    holds: (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0,
    words: () => "block_id must be a whole number from 0, below 2^53.",
  },
  hash: {
    holds: (value) => typeof value === "string" && HASH.test(value),
    words: () => "hash must be 0x and 64 hex digits.",
  },
  last_transaction_commit_time: { holds: isTime, words: () => timeWords("last_transaction_commit_time") },
  digest_time: { holds: isTime, words: () => timeWords("digest_time") },
} satisfies Record<
  string,
  { holds: (value: JsonValue, series: SeriesKey) => boolean; words: (s: SeriesKey) => string }
>;

/** Total. */
export function readAzureDigest(value: JsonValue, series: SeriesKey): Result<LedgerPoint, Refusal> {
  if (!isJsonObject(value)) return err(refusal("schema", "", "A digest is a JSON object."));
  const fault = faultOf(value, series);
  if (fault !== undefined) return err(fault);
  const [commit, digest] = [
    parseTicks(String(value.last_transaction_commit_time)),
    parseTicks(String(value.digest_time)),
  ];
  if (commit === undefined || digest === undefined) return err(refusal("schema", "", timeWords("digest_time")));
  return ok({
    block: Number(value.block_id),
    hash: String(value.hash).slice(2).toLowerCase(),
    times: { commit, digest },
    signature: "none",
  });
}

function faultOf(value: JsonObject, series: SeriesKey): Refusal | undefined {
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(MEMBERS, name));
  if (unknown !== undefined)
    return refusal("schema", `/${unknown.replaceAll("~", "~0").replaceAll("/", "~1")}`, "A digest has no such member.");
  for (const [name, rule] of Object.entries(MEMBERS)) {
    const member = value[name];
    if (member === undefined) return refusal("schema", "", `${name} is missing.`);
    if (!rule.holds(member, series)) return refusal("schema", `/${name}`, rule.words(series));
  }
  return undefined;
}

function isTime(value: JsonValue): boolean {
  return typeof value === "string" && parseTicks(value) !== undefined;
}

function timeWords(name: string): string {
  return `${name} must be a time with seven digits and no zone, such as 2020-11-12T18:39:27.7385724.`;
}
