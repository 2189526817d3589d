/**
 * What the fold keeps of each series: a few facts from the statements themselves. The rules are run by services over
 * all rows (lib/disclosure/ledger-digest), never here; only a fork that two statements show inline is kept for ever.
 */
import { formatInstant } from "#lib/kernel/instant.ts";
import { isJsonObject, type JsonObject } from "#lib/kernel/json.ts";
import type { VoidCode } from "#lib/kernel/refusal.ts";
import type { Version } from "../disclosures/disclosure-type.ts";
import { isAttestationSound } from "./attestation.ts";
import type { DatabaseLedgerDigestBody } from "./digest-body.ts";
import type { Ledger } from "./point.ts";
import { readLedgerDocument } from "./read-document.ts";
import { seriesIdOf } from "./series-id.ts";

/** A provider with more ledgers, or more lives of them, is refused with `guard`. */
export const MAX_SERIES = 32;

type Pin = { block: number; hash: string };

export type KeptSeries = {
  ledger: Ledger;
  server: string;
  database: string;
  createdAt: string;
  /** The product's key; it never changes within a series. */
  signedBy: string | null;
  cadenceMinutes: number | null;
  statements: number;
  /** Rows that statements claim. */
  rows: number;
  firstEntry: number;
  lastEntry: number;
  lastAt: string;
  /** Highest block that stands inline. */
  head: Pin | null;
  /** Two statements with two hashes of one block. */
  fork: { block: number; entries: [number, number] } | null;
  headEntry: number | null;
};

/** `guard`: another product key than before, or too many series. `bad-proof`: a verifier's signature does not hold. */
export function keepSeries(before: JsonObject | undefined, version: Version): JsonObject | VoidCode {
  const body = version.body as unknown as DatabaseLedgerDigestBody;
  if (body.attestation !== undefined && !isAttestationSound(body.series, body.attestation)) return "bad-proof";
  const all = isJsonObject(before?.series) ? before.series : {};
  const id = seriesIdOf(body.series);
  const known = all[id] as KeptSeries | undefined;
  if (known === undefined && Object.keys(all).length >= MAX_SERIES) return "guard";
  if (known !== undefined && known.signedBy !== (body.signedBy ?? null)) return "guard";
  return { series: { ...all, [id]: nextOf(known, body, version) } };
}

function nextOf(
  known: KeptSeries | undefined,
  body: DatabaseLedgerDigestBody,
  { entry, loggedAt }: Version,
): KeptSeries {
  const { ledger, server, database, createdAt } = body.series;
  const pins = inlinePins(body);
  const head = known?.head ?? null;
  const contradicted = pins.find((pin) => pin.block === head?.block && pin.hash !== head.hash);
  const fork =
    contradicted === undefined || known?.headEntry == null
      ? null
      : { block: contradicted.block, entries: [known.headEntry, entry] satisfies [number, number] };
  const highest = pins.reduce<Pin | null>((top, pin) => (top === null || pin.block > top.block ? pin : top), head);
  return {
    ledger,
    server,
    database,
    createdAt,
    signedBy: body.signedBy ?? null,
    cadenceMinutes: body.cadenceMinutes ?? known?.cadenceMinutes ?? null,
    statements: (known?.statements ?? 0) + 1,
    rows: (known?.rows ?? 0) + (body.rows?.count ?? (body.digest === undefined ? 0 : 1)),
    firstEntry: known?.firstEntry ?? entry,
    lastEntry: entry,
    lastAt: formatInstant(loggedAt),
    head: highest,
    headEntry: highest === head ? (known?.headEntry ?? null) : entry,
    fork: known?.fork ?? fork,
  };
}

/** The digest, or the first and last row that a batch names. */
function inlinePins(body: DatabaseLedgerDigestBody): Pin[] {
  if (body.rows !== undefined) return [body.rows.first, body.rows.last];
  if (body.digest === undefined) return [];
  const { series, signedBy } = body;
  const read = readLedgerDocument(body.digest, { series, ...(signedBy !== undefined && { signedBy }) });
  return read.ok ? [{ block: read.value.block, hash: read.value.hash }] : [];
}

/** The kept facts as a page reads them: series id to facts. */
export function keptSeries(facts: JsonObject | undefined): Map<string, KeptSeries> {
  const all = isJsonObject(facts?.series) ? facts.series : {};
  return new Map(Object.entries(all).map(([id, series]) => [id, series as KeptSeries]));
}
