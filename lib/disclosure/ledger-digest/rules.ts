/**
 * The sixteen rules of a series of ledger digests as a table: the pages, the documentation (docs/protocol/ledger-digests.md)
 * and the checks say the same sentences. `kept` and `broken` are what a reader is told.
 */

export type RuleNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16;

/** `breach`: something is wrong. `notice`: allowed, and always shown. */
export type Weight = "breach" | "notice";

export type Rule = {
  readonly number: RuleNumber;
  /** What must hold, for the documentation. */
  readonly asks: string;
  readonly kept: string;
  readonly broken: string;
  readonly weight: Weight;
  /** Cannot be undone by anything that is published later. */
  readonly permanent?: true;
};

export const RULES = {
  schema: {
    number: 1,
    asks: "Every row is a document of its ledger: exactly its members, times with seven digits and no zone, the product's own signature where the series names a key.",
    kept: "Every row is a well-formed document.",
    broken: "Rows are not documents of this ledger.",
    weight: "breach",
  },
  "time-order": {
    number: 2,
    asks: "Last commit ≤ digest time ≤ time of receipt + 5 minutes.",
    kept: "Every digest was made after its last commit and before it arrived.",
    broken: "Times of a digest contradict each other or the time of receipt.",
    weight: "breach",
  },
  duplicate: {
    number: 3,
    asks: "The same block with the same hash again says nothing new and counts once.",
    kept: "No block was published twice.",
    broken: "Blocks were published again with the same hash; they count once.",
    weight: "notice",
  },
  fork: {
    number: 4,
    asks: "One block of one incarnation has one hash, for ever.",
    kept: "No block has two hashes.",
    broken: "The same block was published with two hashes: the ledger was rewritten.",
    weight: "breach",
    permanent: true,
  },
  "commit-order": {
    number: 5,
    asks: "A higher block never has a lower commit time.",
    kept: "Commit times grow with the blocks.",
    broken: "A higher block has an earlier last commit.",
    weight: "breach",
  },
  backdated: {
    number: 6,
    asks: "A higher block never has a lower digest time.",
    kept: "Digest times grow with the blocks.",
    broken: "A higher block has an earlier digest time.",
    weight: "breach",
  },
  late: {
    number: 7,
    asks: "A block below the highest that was not seen before is late and never counts as timely.",
    kept: "Every block arrived before the blocks above it.",
    broken: "Blocks were handed in after higher ones; they never count as timely.",
    weight: "notice",
  },
  gap: {
    number: 8,
    asks: "Blocks may be left out; how many are not pinned is shown.",
    kept: "Every block between the first and the last is pinned.",
    broken: "Blocks between the first and the last are not pinned.",
    weight: "notice",
  },
  "block-chain": {
    number: 9,
    asks: "A supplied block row n + 1 names the digest's hash of block n as its predecessor; a supplied proof leads from the size before.",
    kept: "Every supplied block row and proof fits the digests.",
    broken: "A supplied block row or proof contradicts a digest.",
    weight: "breach",
  },
  restore: {
    number: 10,
    asks: "A new creation time of the same database is a restore, which needs a signed statement.",
    kept: "The database was not restored without a word.",
    broken: "The database has a new creation time and no statement says why.",
    weight: "breach",
  },
  lag: {
    number: 11,
    asks: "Time of receipt − digest time is shown as p50, p95 and maximum; a p95 beyond the declared cadence is noted. Digests of years past that are imported at once are late in this sense.",
    kept: "Digests reach the log within the declared cadence.",
    broken: "Digests reach the log later than the declared cadence.",
    weight: "notice",
  },
  silence: {
    number: 12,
    asks: "No more than twice the declared cadence without a new digest or a signed idle statement.",
    kept: "No silence beyond twice the declared cadence.",
    broken:
      "No digest came for longer than twice the declared cadence, and no statement says that the ledger was idle.",
    weight: "breach",
  },
  "split-view": {
    number: 13,
    asks: "Two observers read the same hash of the same block.",
    kept: "All observers read the same hashes.",
    broken: "Two observers were shown different hashes of one block.",
    weight: "breach",
    permanent: true,
  },
  storage: {
    number: 14,
    asks: "Where digests are stored and under which immutability policy is stated; a change is an event.",
    kept: "Storage and immutability policy are stated and have not changed.",
    broken: "Storage or immutability policy is not stated, or was changed.",
    weight: "notice",
  },
  attestation: {
    number: 15,
    asks: "Verifications say who, when, which blocks and the result; the operator's own are marked self-attested.",
    kept: "The ledger was verified by somebody other than its operator.",
    broken: "A verification failed, or was attested by the operator alone.",
    weight: "notice",
  },
  import: {
    number: 16,
    asks: "Every import is itself an entry, and holds exactly the rows that it was signed for.",
    kept: "Every row stands in an entry that was signed for exactly these rows.",
    broken: "An entry's rows are not those that it was signed for, or were withheld.",
    weight: "breach",
  },
} as const satisfies Record<string, Rule>;

export type RuleCode = keyof typeof RULES;

export const RULE_CODES = Object.keys(RULES) as RuleCode[];
