/**
 * Logs each proof of fraud that verified here as a `fraud.proof` of the index, those against the index itself like any
 * other. The statement's hash is recorded before it goes to the inbox: a worker that is stopped in between writes
 * another one later, and the first was never sent.
 */
import type { Random } from "#lib/kernel/clock.ts";
import type { Did } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { readHead } from "#lib/server/log-store/read-head.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { announceInbox, enqueue } from "#lib/server/services/statement/enqueue-statement.ts";
import { accusationOf } from "#lib/state/fraud/accuse.ts";
import { parseFraudProof } from "#lib/state/fraud/fraud-proof.ts";
import { composeStatement } from "#lib/statement/compose.ts";
import { assembleStatement, signingBytes, statementHash } from "#lib/statement/envelope.ts";
import { commitOf, type Part } from "#lib/statement/submission.ts";
import { readNewestForm, type StatementSigner } from "./own-statement.ts";

/** A proof may be 750 KiB. */
const AT_ONCE = 8;
/** A statement that goes neither way by then is refused by the sequencer: it would fill the log of drops for ever. */
const MOST_TRIES = 5;

type Proven = { readonly sha256: Buffer; readonly bytes: Buffer };

/** Submits what is not logged yet and does not wait to be; answers how many. Nothing while the index does not sign. */
export async function logFraudProofs(
  sql: Sql,
  signer: StatementSigner,
  random: Random,
  receivedAt: Instant,
): Promise<number> {
  const head = await readHead(sql);
  if (head.health !== "ok") return 0;
  const proofs = await readUnlogged(sql);
  const issuer = proofs.length === 0 ? undefined : await readIssuer(sql);
  if (issuer === undefined) return 0;
  for (const proof of proofs) {
    const statement = accuse(proof, { issuer, signer, random, now: head.now });
    await sql.query("INSERT INTO fraud_proof_statement (sha256, statement_hash, submitted_at_ms) VALUES ($1, $2, $3)", [
      proof.sha256,
      Buffer.from(statement.hash, "hex"),
      receivedAt,
    ]);
    await enqueue(sql, { ...statement, receivedAt });
  }
  await announceInbox(sql);
  return proofs.length;
}

/** In the inbox, or in the log and not void: such a proof needs no further statement. */
async function readUnlogged(sql: Sql): Promise<Proven[]> {
  const { rows } = await sql.query<Proven>(
    `SELECT f.sha256, f.bytes FROM fraud_proof f WHERE f.bytes IS NOT NULL AND NOT EXISTS (
       SELECT FROM fraud_proof_statement s
         LEFT JOIN inbox i ON i.statement_hash = s.statement_hash
         LEFT JOIN log_entry e ON e.statement_hash = s.statement_hash
         LEFT JOIN entry_row r ON r.index = e.index
        WHERE s.sha256 = f.sha256
          AND (i.statement_hash IS NOT NULL OR (e.index IS NOT NULL AND r.status IS DISTINCT FROM 'void')))
        AND (SELECT count(*) FROM fraud_proof_statement s WHERE s.sha256 = f.sha256) < $2
      ORDER BY f.seq LIMIT $1`,
    [AT_ONCE, MOST_TRIES],
  );
  return rows;
}

type Speaker = { issuer: Did; signer: StatementSigner; random: Random; now: Instant };

function accuse({ bytes }: Proven, { issuer, signer, random, now }: Speaker) {
  const proof = parseFraudProof(new Uint8Array(bytes));
  if (!proof.ok) throw new Error(`A stored proof of fraud does not parse: ${proof.error.detail}`);
  const { subject, body, part: inPart } = accusationOf(proof.value, signer.origin);
  const parts: Part[] = inPart === undefined ? [] : [{ bytes: inPart, nonce: random(32) }];
  const commits = parts.map((part) => ({
    commit: commitOf(part),
    bytes: part.bytes.length,
    mediaType: "application/json",
    visibility: "public" as const,
  }));
  const unsigned = composeStatement(
    {
      kind: "fraud.proof",
      log: signer.origin,
      issuer,
      key: signer.thumbprint,
      subject,
      body,
      ...(commits.length === 0 ? {} : { parts: commits }),
    },
    now,
    random,
  );
  return {
    hash: statementHash(unsigned),
    bytes: assembleStatement(unsigned, signer.sign(signingBytes(unsigned))),
    parts,
  };
}

async function readIssuer(sql: Sql): Promise<Did | undefined> {
  const form = await readNewestForm(sql, "index");
  return form?.aggregate === "index" ? form.issuer : undefined;
}
