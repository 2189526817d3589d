/** Keeps a proof that was verified, whoever found it, and tells the worker, which logs it. */
import type { FraudProofView } from "#lib/contract/fraud.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { parseCheckpoint } from "#lib/log/checkpoint.ts";
import { parseNote } from "#lib/log/note.ts";
import { type FraudProof, partsIn } from "#lib/state/fraud/fraud-proof.ts";
import type { FraudVerdict } from "#lib/state/fraud/judgement.ts";
import { commitOf } from "#lib/statement/submission.ts";
import type { Sql } from "../../log-store/sql.ts";

/** The channel on which the worker hears of a new proof. */
const CHANNEL = "ts_fraud";

/** `bytes` are those of `proof`; `verdict` is what its verification found: equivocation or tampered. */
export type ProvenFraud = {
  readonly bytes: Uint8Array;
  readonly proof: FraudProof;
  readonly verdict: FraudVerdict;
  readonly receivedAt: Instant;
};

/**
 * Proofs of one kind that are kept against one log. One convicts it; whoever holds its key can make as many as he likes,
 * and each would be stored and logged for ever.
 */
const MOST_OF_A_KIND = 4;

/**
 * Idempotent by the file's hash; keeps nothing where enough of the kind are kept. Of a file that holds a withheld part all
 * is kept but its bytes. One statement: the sequencer locks the table while it withholds, and this sees what it did.
 */
export async function keepFraudProof(sql: Sql, { bytes, proof, verdict, receivedAt }: ProvenFraud): Promise<void> {
  await sql.query(
    `INSERT INTO fraud_proof (sha256, kind, accused, verdict, heads, bytes, received_at_ms, length, withheld_in)
     SELECT $1::bytea, $2::text, $3::text, $4, $5, CASE WHEN w.entry IS NULL THEN $6::bytea END, $7::bigint,
            octet_length($6::bytea), w.entry
       FROM (SELECT min(recorded_in) AS entry FROM withheld_part WHERE commit = ANY($9::bytea[])) AS w
      WHERE (SELECT count(*) FROM fraud_proof WHERE accused = $3 AND kind = $2) < $8
     ON CONFLICT (sha256) DO NOTHING`,
    [
      Buffer.from(sha256(bytes)),
      proof.kind,
      proof.origin,
      verdict,
      JSON.stringify(headsOf(proof)),
      Buffer.from(bytes),
      receivedAt,
      MOST_OF_A_KIND,
      partsIn(proof).map((part) => Buffer.from(commitOf(part), "hex")),
    ],
  );
  await sql.query("SELECT pg_notify($1, '')", [CHANNEL]);
}

/** SHA-256 (hex) of the newest of them, when as many proofs of this kind are kept against the log as shall be. */
export async function findEnough(
  sql: Sql,
  { kind, origin }: Pick<FraudProof, "kind" | "origin">,
): Promise<string | undefined> {
  const { rows } = await sql.query<{ sha256: Buffer }>(
    "SELECT sha256 FROM fraud_proof WHERE accused = $1 AND kind = $2 ORDER BY seq DESC LIMIT $3",
    [origin, kind, MOST_OF_A_KIND],
  );
  return rows.length < MOST_OF_A_KIND || rows[0] === undefined ? undefined : hexEncode(rows[0].sha256);
}

/** Size and root of each checkpoint in a proof. */
function headsOf(proof: FraudProof): FraudProofView["heads"] {
  return notesOf(proof).flatMap((note) => {
    const head = parseCheckpoint(parseNote(note)?.text ?? "");
    return head.ok ? [{ size: head.value.size, root: hexEncode(head.value.root) }] : [];
  });
}

function notesOf(proof: FraudProof): string[] {
  switch (proof.kind) {
    case "conflicting-checkpoints":
    case "inconsistent-sizes":
      return [proof.first, proof.second];
    case "false-time":
      return [...(proof.first === null ? [] : [proof.first]), proof.second];
    case "wrong-state-root":
    case "wrong-verdict":
    case "contradicting-answers":
      return [proof.receipt.checkpointNote];
    case "unmet-promise":
      return [proof.checkpoint];
  }
}
