/** Entries as the site lists them and shows them one by one, against the log's own bytes and the fold's decision. */
import { oneOf } from "#lib/contract/common.ts";
import { entrySchema, entrySummarySchema } from "#lib/contract/entries.ts";
import { base64Encode, hexEncode } from "#lib/kernel/base.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import { canonicalText, type JsonValue } from "#lib/kernel/json.ts";
import type { AuditedEntry } from "#lib/state/audit.ts";
import { encodeEntry } from "#lib/statement/entry.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { firstOf } from "./all-of.ts";

type Row = ReturnType<typeof entrySummarySchema.parse>;

/** The list of all entries: each exactly once, every column as the log gives it. */
export async function compareEffects(
  remote: RemoteIndex,
  size: number,
  entries: readonly AuditedEntry[],
): Promise<Check> {
  const name = "effects";
  const missing = new Map(entries.map((entry) => [entry.index as number, entry]));
  for await (const row of remote.list("entries", size, entrySummarySchema)) {
    const own = missing.get(row.index);
    if (own === undefined) {
      const detail = `Entry ${row.index}: the site lists it twice, or the log does not give it.`;
      return { name, outcome: "fail", reason: "site-differs", detail };
    }
    const difference = differenceOf(own, row);
    if (difference !== undefined)
      return { name, outcome: "fail", reason: "site-differs", detail: `Entry ${row.index}: ${difference}` };
    missing.delete(row.index);
  }
  const [hidden] = missing.keys();
  if (hidden !== undefined)
    return { name, outcome: "fail", reason: "site-differs", detail: `Entry ${hidden}: the site does not list it.` };
  return { name, outcome: "pass", detail: `${size} entries are listed as the fold decides them` };
}

/** Each entry's own answer: the exact bytes, the statement in them, the effect, the aggregates that it changed. */
export async function compareDetails(remote: RemoteIndex, entries: readonly AuditedEntry[]): Promise<Check> {
  const name = "entries";
  const answer = oneOf(entrySchema);
  const detail = await firstOf(entries, async (own) => {
    const { data } = await remote.get(`api/v1/entries/${own.index}`, answer);
    const difference = data.index === own.index ? (differenceOf(own, data) ?? contentOf(own, data)) : "another index.";
    return difference === undefined ? undefined : `Entry ${own.index}: ${difference}`;
  });
  if (detail !== undefined) return { name, outcome: "fail", reason: "site-differs", detail };
  return { name, outcome: "pass", detail: "each entry is shown with the bytes that were hashed" };
}

function differenceOf(own: AuditedEntry, row: Row): string | undefined {
  const { statement, hash } = own.parsed;
  if (row.statement_hash !== hash) return "the site shows another statement than the log.";
  const facts: [string, string, string][] = [
    ["kind", row.kind, statement.kind],
    ["issuer", row.issuer, statement.issuer],
    ["key", row.key, statement.key],
    ["subject", row.subject, statement.subject],
    ["log time", row.logged_at, formatInstant(own.loggedAt)],
  ];
  const changed = facts.find(([, shown, given]) => shown !== given);
  if (changed !== undefined) return `the site shows the ${changed[0]} ${changed[1]}, the log gives ${changed[2]}.`;
  const given = own.effect.status === "void" ? `void (${own.effect.code})` : "effective";
  const shown = row.effect.status === "void" ? `void (${row.effect.code})` : "effective";
  return given === shown ? undefined : `the site shows ${shown}, the fold gives ${given}.`;
}

function contentOf(own: AuditedEntry, shown: ReturnType<typeof entrySchema.parse>): string | undefined {
  const leaf = encodeEntry(own.loggedAt, own.parsed.bytes);
  if (shown.leaf !== base64Encode(leaf) || shown.leaf_hash !== hexEncode(own.leafHash))
    return "the bytes shown are not those in the log.";
  if (canonicalText(shown.statement as JsonValue) !== canonicalText({ ...own.parsed.statement } as JsonValue))
    return "the statement shown is not the one in the entry's bytes.";
  const touched = own.touched.map(({ key }) => key).sort();
  return touched.join() === [...shown.touched].sort().join() ? undefined : "it changed other aggregates than shown.";
}
