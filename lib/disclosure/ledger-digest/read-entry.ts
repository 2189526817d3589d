/** From a statement of digests to what the rules need of it: its rows, and what it says of the series. */

import { hexDecode } from "#lib/kernel/base.ts";
import { equalBytes } from "#lib/kernel/bytes.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { parseInstant } from "#lib/kernel/instant.ts";
import type { Refusal } from "#lib/kernel/refusal.ts";
import type { Result } from "#lib/kernel/result.ts";
import { type DatabaseLedgerDigestBody, givenOf } from "#lib/statement/ledger/digest-body.ts";
import type { LedgerPoint, VerifyP256 } from "#lib/statement/ledger/point.ts";
import { readLedgerDocument } from "#lib/statement/ledger/read-document.ts";
import type { ImportEntry, Observation, SeriesFacts } from "./facts.ts";
import { decodeRow, parseRows, rootOfRows } from "./rows.ts";

export type DigestEntry = {
  readonly index: number;
  readonly loggedAt: Instant;
  readonly body: DatabaseLedgerDigestBody;
};

export type EntryRows = {
  readonly state: ImportEntry["state"];
  readonly detail: string;
  readonly documents: readonly Result<LedgerPoint, Refusal>[];
};

/** Said of an entry whose rows nobody can read any more. */
export const ABSENT = "Its rows were withheld or are not at hand.";

/** `part`: bytes of the first public part; undefined when it is withheld or not at hand. Total. */
export function readRows(
  body: DatabaseLedgerDigestBody,
  part: Uint8Array | undefined,
  verifyP256?: VerifyP256,
): EntryRows {
  const given = { ...givenOf(body), ...(verifyP256 && { verifyP256 }) };
  if (body.digest !== undefined)
    return { state: "whole", detail: "", documents: [readLedgerDocument(body.digest, given)] };
  if (body.rows === undefined) return { state: "whole", detail: "", documents: [] };
  if (part === undefined) return { state: "absent", detail: ABSENT, documents: [] };
  const lines = parseRows(part);
  if (lines === undefined) return { state: "differs", detail: "Its part is not lines of text.", documents: [] };
  const documents = lines.map((line) => readLedgerDocument(decodeRow(line), given));
  const detail = differenceOf(body.rows, lines, documents);
  return { state: detail === undefined ? "whole" : "differs", detail: detail ?? "", documents };
}

function differenceOf(
  claimed: NonNullable<DatabaseLedgerDigestBody["rows"]>,
  lines: readonly string[],
  documents: EntryRows["documents"],
): string | undefined {
  if (lines.length !== claimed.count) return `It was signed for ${claimed.count} rows and holds ${lines.length}.`;
  if (!equalBytes(rootOfRows(lines), hexDecode(claimed.root) ?? new Uint8Array()))
    return "Its rows do not give the root that it was signed for.";
  const [first, last] = [documents[0], documents.at(-1)];
  const isNamed = (pin: { block: number; hash: string }, document: EntryRows["documents"][number] | undefined) =>
    document?.ok === true && document.value.block === pin.block && document.value.hash === pin.hash;
  if (isNamed(claimed.first, first) && isNamed(claimed.last, last)) return undefined;
  return "Its first or last row is another than it was signed for.";
}

export function observationsOf({ index, loggedAt, body }: DigestEntry, rows: EntryRows): Observation[] {
  return rows.documents.map((document, position) => ({
    entry: index,
    position,
    receivedAt: loggedAt,
    observer: body.observer ?? "",
    document,
  }));
}

/** What statements say of a series besides rows. `isOwnKey`: whether a did:key is the operator's or the provider's. */
export function statedBy(
  entries: readonly DigestEntry[],
  isOwnKey: (did: string) => boolean,
): Pick<SeriesFacts, "blockRows" | "idles" | "restores" | "storages" | "cadences" | "attestations"> {
  const at = ({ index, loggedAt }: DigestEntry) => ({ entry: index, receivedAt: loggedAt });
  const pick = <T>(read: (entry: DigestEntry) => T | undefined): T[] => entries.flatMap((entry) => read(entry) ?? []);
  return {
    blockRows: entries.flatMap((entry) => (entry.body.blockRows ?? []).map((row) => ({ ...at(entry), ...row }))),
    idles: pick((entry) => {
      const [from, until] = [parseInstant(entry.body.idle?.from ?? ""), parseInstant(entry.body.idle?.until ?? "")];
      return from === undefined || until === undefined ? undefined : { ...at(entry), from, until };
    }),
    restores: pick((entry) => entry.body.restore && { ...at(entry), ...entry.body.restore }),
    storages: changes(
      pick((entry) => entry.body.storage && { ...at(entry), ...storageWords(entry.body.storage) }),
      (a, b) => a.location === b.location && a.immutability === b.immutability,
    ),
    cadences: changes(
      pick((entry) =>
        entry.body.cadenceMinutes === undefined ? undefined : { ...at(entry), minutes: entry.body.cadenceMinutes },
      ),
      (a, b) => a.minutes === b.minutes,
    ),
    attestations: pick((entry) => {
      const { attestation } = entry.body;
      if (attestation === undefined) return undefined;
      const { by, at: verifiedAt, firstBlock, lastBlock, result, publicKey } = attestation;
      const isIndependent = publicKey !== undefined && !isOwnKey(publicKey);
      return { ...at(entry), by, at: verifiedAt, first: firstBlock, last: lastBlock, result, isIndependent };
    }),
  };
}

const IMMUTABILITY_WORDS: Record<NonNullable<DatabaseLedgerDigestBody["storage"]>["immutability"], string> = {
  none: "can be changed by its owner",
  "time-based": "kept unchanged for a time, policy not locked",
  "time-based-locked": "kept unchanged for a time, policy locked",
  "legal-hold": "under legal hold",
  "append-only-ledger": "in an append-only ledger",
};

function storageWords({ location, immutability, retentionDays }: NonNullable<DatabaseLedgerDigestBody["storage"]>) {
  const days = retentionDays === undefined ? "" : ` (${retentionDays} days)`;
  return { location, immutability: `${IMMUTABILITY_WORDS[immutability]}${days}` };
}

/** Leaves out what only repeats the one before. */
function changes<T>(rows: readonly T[], isSame: (a: T, b: T) => boolean): T[] {
  return rows.filter((row, index) => {
    const before = rows[index - 1];
    return before === undefined || !isSame(before, row);
  });
}
