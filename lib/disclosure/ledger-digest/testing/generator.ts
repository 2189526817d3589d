/** A series that keeps all sixteen rules, and one way to break each. */
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { addMs, HOUR_MS, type Instant, MINUTE_MS, parseInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { SeriesKey } from "#lib/statement/ledger/point.ts";
import { readLedgerDocument } from "#lib/statement/ledger/read-document.ts";
import { formatTicks, type Ticks, ticksOfInstant } from "#lib/statement/ledger/ticks.ts";
import type { Observation, SeriesFacts } from "../facts.ts";
import type { RuleCode } from "../rules.ts";

export const SERIES: SeriesKey = {
  ledger: "azure-sql",
  server: "ledgersvr",
  database: "ledgerdb",
  createdAt: "2026-01-01T00:00:00.0000000",
};
const START = parseInstant("2026-01-02T00:00:00.000Z") as Instant;
export const CADENCE_MINUTES = 60;

export type Digest = {
  database_name: string;
  block_id: number;
  hash: string;
  last_transaction_commit_time: string;
  digest_time: string;
};

const hashOf = (words: string): string => hexEncode(sha256(utf8Encode(words)));
const timeOf = (instant: Instant): string => formatTicks((ticksOfInstant(instant) + 1234n) as Ticks);

/** Block `n` was committed and digested in hour `n`. */
export function digestOf(block: number, changed: Partial<Digest> = {}): Digest {
  const at = addMs(START, block * HOUR_MS);
  return {
    database_name: SERIES.database,
    block_id: block,
    hash: `0x${hashOf(`block ${block}`).toUpperCase()}`,
    last_transaction_commit_time: timeOf(at),
    digest_time: timeOf(addMs(at, SECOND_MS)),
    ...changed,
  };
}

/** Received a minute after block `hour`'s digest, in an entry of its own. */
export function rowOf(document: unknown, hour: number, changed: Partial<Observation> = {}): Observation {
  return {
    entry: 10 + hour,
    position: 0,
    receivedAt: addMs(START, hour * HOUR_MS + MINUTE_MS),
    observer: "",
    document: readLedgerDocument(JSON.stringify(document), { series: SERIES }),
    ...changed,
  };
}

/** `count` blocks, one an hour, that break no rule. */
export function cleanSeries(count: number): SeriesFacts {
  const observations = Array.from({ length: count }, (_, block) => rowOf(digestOf(block), block));
  const stated = { entry: 1, receivedAt: START };
  return {
    series: SERIES,
    asOf: addMs(START, count * HOUR_MS),
    observations,
    imports: observations.map(({ entry, receivedAt }) => ({ entry, receivedAt, state: "whole", detail: "" })),
    blockRows: [{ ...stated, block: 2, previousHash: hashOf("block 1") }],
    idles: [],
    restores: [],
    storages: [
      { ...stated, location: "https://digests.example/sqldbledgerdigests", immutability: "locked for 365 days" },
    ],
    cadences: [{ ...stated, minutes: CADENCE_MINUTES }],
    attestations: [
      {
        ...stated,
        by: "Auditor",
        at: "2026-01-02T00:00:00.000Z",
        first: 0,
        last: 1,
        result: "passed",
        isIndependent: true,
      },
    ],
    outages: [],
    earlier: [],
  };
}

type Break = (facts: SeriesFacts, block: number) => SeriesFacts;

/** Replaces the row of a block; the list stays in log order. */
const replace =
  (change: (block: number) => Observation): Break =>
  (facts, block) => ({
    ...facts,
    observations: facts.observations.map((row, at) => (at === block ? change(block) : row)),
  });
const insertAfter =
  (change: (block: number) => Observation): Break =>
  (facts, block) => ({ ...facts, observations: facts.observations.toSpliced(block + 1, 0, change(block)) });

/** Each breaks one rule at a block in the middle of a series of at least five. */
export const BREAKS: Record<RuleCode, Break> = {
  // The row is one too many, so that no other is missed.
  schema: insertAfter((block) => rowOf({ ...digestOf(block), hash: "0x12" }, block)),
  "time-order": replace((block) => {
    const { digest_time } = digestOf(block);
    return rowOf(
      digestOf(block, { last_transaction_commit_time: `${digest_time.slice(0, -7)}9999999`, digest_time }),
      block,
    );
  }),
  duplicate: insertAfter((block) => rowOf(digestOf(block), block)),
  fork: insertAfter((block) => rowOf(digestOf(block, { hash: `0x${hashOf("another")}` }), block)),
  "commit-order": replace((block) => {
    const { last_transaction_commit_time } = digestOf(block - 1, {});
    const earlier = last_transaction_commit_time.replace("1234", "1233");
    return rowOf(digestOf(block, { last_transaction_commit_time: earlier }), block);
  }),
  backdated: (facts, block) => {
    // Two blocks of one second: the lower one is digested last.
    const at = digestOf(block);
    const before = digestOf(block - 1, { digest_time: at.digest_time });
    const now = digestOf(block, { digest_time: at.digest_time.replace("1234", "1233") });
    return {
      ...facts,
      observations: facts.observations.map((row, index) =>
        index === block - 1 ? rowOf(before, block) : index === block ? rowOf(now, block) : row,
      ),
    };
  },
  late: (facts, block) => {
    const observations = [...facts.observations];
    // Both are digested and arrive in the later hour, the higher one first.
    const above = digestOf(block + 1);
    const below = digestOf(block, { digest_time: above.digest_time.replace("1234", "1233") });
    observations[block] = rowOf(above, block + 1);
    observations[block + 1] = rowOf(below, block + 1, { position: 1 });
    return { ...facts, observations };
  },
  gap: (facts, block) => ({ ...facts, observations: facts.observations.toSpliced(block, 1) }),
  "block-chain": (facts, block) => ({
    ...facts,
    blockRows: [{ entry: 1, receivedAt: START, block: block + 1, previousHash: hashOf("another") }],
  }),
  restore: (facts) => ({ ...facts, earlier: ["2025-01-01T00:00:00.0000000"] }),
  lag: (facts) => ({
    ...facts,
    asOf: addMs(facts.asOf, 3 * HOUR_MS),
    cadences: facts.cadences.map((row) => ({ ...row, minutes: 120 })),
    observations: facts.observations.map((row) => ({ ...row, receivedAt: addMs(row.receivedAt, 3 * HOUR_MS) })),
  }),
  silence: (facts) => ({ ...facts, asOf: addMs(facts.asOf, 3 * HOUR_MS) }),
  "split-view": insertAfter((block) =>
    rowOf(digestOf(block, { hash: `0x${hashOf("another")}` }), block, { observer: "Auditor" }),
  ),
  storage: (facts) => ({
    ...facts,
    storages: [...facts.storages, { entry: 2, receivedAt: START, location: "a disk of ours", immutability: "none" }],
  }),
  attestation: (facts) => ({
    ...facts,
    attestations: facts.attestations.map((row) => ({ ...row, isIndependent: false })),
  }),
  import: (facts, block) => ({
    ...facts,
    imports: facts.imports.map((row, at) =>
      at === block ? { ...row, state: "differs", detail: "another root" } : row,
    ),
  }),
};
