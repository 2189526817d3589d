import { RULES, type Rule } from "#lib/disclosure/ledger-digest/rules.ts";

const WEIGHT: Record<Rule["weight"], string> = { breach: "a breach", notice: "allowed, always shown" };

/** `docs/protocol/ledger-digests.md`: the rules by number, from their table. */
export function ledgerDigestsPage(): string {
  const rows = Object.entries(RULES)
    .map(([code, rule]): [string, Rule] => [code, rule])
    .sort(([, a], [, b]) => a.number - b.number)
    .map(([code, { number, asks, weight, permanent }]) => {
      const means = permanent === true ? `${WEIGHT[weight]}, for ever` : WEIGHT[weight];
      return `| ${number} | \`${code}\` | ${asks} | ${means} |`;
    });
  return `# Database-ledger digests

This page is generated: its table of rules is \`lib/disclosure/ledger-digest/rules.ts\`, by which every report is made.

A database ledger chains its own blocks by hashes. Whoever runs the database can still rewrite all of them, unless somebody else holds the hash of a block: the *digest*. A provider that
publishes its digests in a witnessed log can no longer do so unnoticed. Three products are read.

| \`ledger\` | document | what it pins | its own signature |
|---|---|---|---|
| \`azure-sql\` | \`{"database_name","block_id","hash","last_transaction_commit_time","digest_time"}\`, as \`sys.sp_generate_database_ledger_digest\` gives it | a block and all before it | none |
| \`immudb\` | \`{"db","txId","txHash","signature"}\`, as immudb 1.x gives a state; bytes in base64 | a transaction and all before it | ECDSA P-256 by the server's key, where the series names one |
| \`tlog\` | a signed checkpoint (C2SP tlog-checkpoint) of the operator's own log, or \`{"checkpoint","consistency"}\` with the proof from the size before | a tree size and all before it | Ed25519 by the log's key, which the series names |

A document is read strictly: exactly these members, no duplicate key, numbers below 2^53. Times of Azure SQL have seven fractional digits and no zone. The text is kept as received;
times are compared as whole numbers of 100 ns and **treated as UTC, which the document itself does not say**.

## Series

A series is one database in one life: product, server, database and creation time. The creation time is the one in the storage path
(\`sqldbledgerdigests/<server>/<database>/<creation time>\`). A restored database has another creation time and is another series; both are shown.

## Rules

They are run over all rows of all entries in log order; the time of receipt is the entry's log time. Each gives its code when it finds something.

| # | code | what it asks | what it means |
|---|---|---|---|
${rows.join("\n")}

- *First one wins*: a block keeps the first hash under which it was logged; a second hash is \`fork\` when the same observer gave both, \`split-view\` when two did.
- *Lag* is given by nearest rank over blocks, duplicates left out. A block that came late counts in the lag and never as timely.
- *Silence* is measured between entries that brought a new highest block. A signed idle statement excuses the time that it covers, but reaches back by no more than twice the cadence
  before its own log time: nobody is idle in hindsight. Spans in which the log itself was away do not count. A silence that ended stays visible.
- *Gaps* exist for Azure SQL only: tree sizes and transaction ids skip by nature.
- What nobody states (cadence, storage, a verification) is "cannot be checked", which is neither good nor bad.

## Statement

\`disclosure.database_ledger_digest\`, about a provider, without \`prev\`. Body, every member but the first three optional, at least one of them given:

| member | what it says |
|---|---|
| \`version\` 1, \`effectiveAt\`, \`series {ledger, server, database, createdAt}\` | which series |
| \`signedBy\` | the product's key: base64 of 65 bytes for immudb, a vkey for tlog; it never changes within a series |
| \`digest\` | one document, as received |
| \`rows {count, root, first, last}\` | many documents, in the first part, which is public; \`root\` as below, \`first\` and \`last\` are \`{block, hash}\` |
| \`cadenceMinutes\` | how often a digest is to come, until another is declared |
| \`observer\` | who read the documents from the database, when it was not the operator |
| \`blockRows [{block, previousHash}]\` | rows of \`sys.database_ledger_blocks\`: \`previousHash\` is the hash of block − 1 |
| \`idle {from, until}\` | no transaction in that time |
| \`restore {before, reason}\` | this incarnation was restored from the one created at \`before\` |
| \`storage {location, immutability, retentionDays?}\` | where digests are stored, and whether they can be changed there |
| \`attestation {by, at, firstBlock, lastBlock, result, publicKey?, signature?}\` | somebody verified the ledger; with a signature by a key that is not the operator's it is independent |

A digest in the statement that breaks rule 1 is refused at intake. The verifier signs the DSSE encoding, type \`application/vnd.touchstone.ledger-attestation.v1+json\`, of canonical
\`{at, by, firstBlock, lastBlock, result, series}\`; one that does not hold makes the statement void (\`bad-proof\`). The fold keeps at most 32 series of a provider, of each its head, cadence
and counts, and a fork that two statements show inline; it never reads a part.

## Many at once

A line of a batch is one document as received; a document of several lines stands as a JSON string. The lines, each ended by a line feed, have at most 640 KiB. Their root is that of the
Merkle tree of RFC 6962 whose leaves are the lines without their line feed, so that one row can be proven without the others.

## Proof of a split

Two statements with two hashes for one block of one series, in one file that needs no site:

\`\`\`
{"block":n,"sides":[{"receipt":{…},"row":null},{"receipt":{…},"row":{"line":"…","position":n,"proof":["<base64>"…]}}],"type":"touchstone-ledger-split/v1"}
\`\`\`

Canonical JSON, two sides. \`receipt\` is that of [the statement](receipt.md). \`row\` is null when the digest stands in the statement, else the line of the batch with its inclusion proof
under \`rows.root\`. A verifier checks both receipts and rows, that provider, log and series are the same, that both are about \`block\`, and that the hashes differ. It is proven when the log's
signature or the operator's own holds for both sides; otherwise nothing is said against anybody. \`touchstone verify\` ends with 3 for a proven one, 2 else.
`;
}
