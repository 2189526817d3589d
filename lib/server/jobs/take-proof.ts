/**
 * `touchstone convict`: judges a proof of fraud whose log is too long for a request, as whoever hands one in is judged, without a
 * limit of time: beside an archive of the accused log, or by this index's own entries. What convicts is kept, and the worker
 * logs it. Holds no key; says its result as one JSON object.
 */
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { hexEncode } from "#lib/kernel/base.ts";
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { ArchiveWriter } from "#lib/log/archive.ts";
import { TILE_WIDTH } from "#lib/log/tile.ts";
import { formatVkey } from "#lib/log/vkey.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { withReplayHosts } from "#lib/platform/node-replay-host.ts";
import { connectionConfig } from "#lib/server/db/pool.ts";
import { parseEnv, TakeProofEnv } from "#lib/server/env.ts";
import { MAX_FRAUD_SUBMISSION_BYTES } from "#lib/server/http/edge-rules.ts";
import { readHead } from "#lib/server/log-store/read-head.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { readKnownKey } from "#lib/server/peers/peer-store.ts";
import { printEvent, runAsScript } from "#lib/server/script.ts";
import { findEnough, keepFraudProof } from "#lib/server/services/fraud/keep-fraud-proof.ts";
import { readPolicyFile } from "#lib/server/witness/policy-file.ts";
import { peerKey } from "#lib/state/forms.ts";
import { parseFraudProof } from "#lib/state/fraud/fraud-proof.ts";
import type { FraudFinding } from "#lib/state/fraud/judgement.ts";
import { withoutLog } from "#lib/state/fraud/seek-unmet.ts";
import { verifyByRunning } from "#lib/state/fraud/verify.ts";
import { readNewestForm } from "./own-statement.ts";

/** `sha256` of what is kept; undefined: not every check passed, or enough of the kind are kept already. */
export type TakenProof = Pick<FraudFinding, "verdict" | "checks"> & {
  readonly sha256?: string;
  readonly enough?: string;
};

export type Judging = {
  readonly origin: string;
  readonly policy: WitnessPolicy | undefined;
  /** Pieces of an archive of the accused log, from its beginning at each asking. */
  readonly log: Iterable<Uint8Array> | undefined;
  readonly at: Instant;
};

/** `bytes`: of the proof. Errors: a log that is not known here, a proof that is too large even without its log. */
export async function takeProof(
  sql: Sql,
  bytes: Uint8Array,
  { origin, policy, log, at }: Judging,
): Promise<TakenProof> {
  const parsed = parseFraudProof(bytes);
  if (!parsed.ok) throw new Error(`This is no proof of fraud: ${parsed.error.detail}`);
  const proof = parsed.value;
  const logVkey = proof.origin === origin ? await ownKey(sql, origin) : await keyOfPeer(sql, proof.origin);
  if (logVkey === undefined)
    throw new Error(`The key of ${proof.origin} is not known here: this index has never observed it.`);
  const isShort = "archive" in proof && proof.archive === null;
  const judge = (entries: Iterable<Uint8Array> | undefined) => {
    const trust = { logVkey, raw: rawVerify, ...(policy && { policy }), ...(entries && { log: entries }) };
    return withReplayHosts((hosts) => verifyByRunning(bytes, trust, hosts));
  };
  const needsOwnLog = log === undefined && isShort && proof.origin === origin;
  const { ok, verdict, checks } = await (needsOwnLog ? withOwnLog(sql, origin, judge) : judge(log));
  if (!ok) return { verdict, checks };
  const enough = await findEnough(sql, proof);
  if (enough !== undefined) return { verdict, checks, enough };
  // What is kept is logged as a part: a file that is too long for one leaves the log out.
  const kept = bytes.length > MAX_FRAUD_SUBMISSION_BYTES ? (withoutLog(bytes) ?? bytes) : bytes;
  const short = parseFraudProof(kept);
  if (kept.length > MAX_FRAUD_SUBMISSION_BYTES || !short.ok)
    throw new Error(`It convicts, and is too large to be kept here even without the log: ${kept.length} bytes.`);
  await keepFraudProof(sql, { bytes: kept, proof: short.value, verdict, receivedAt: at });
  return { verdict, checks, sha256: hexEncode(sha256(kept)) };
}

async function ownKey(sql: Sql, origin: string): Promise<string | undefined> {
  const form = await readNewestForm(sql, "index");
  const publicKey = form?.aggregate === "index" ? publicKeyOfDid(form.keys.log) : undefined;
  return publicKey && formatVkey({ name: origin, type: "ed25519", publicKey });
}

/** The key in this log's own entries, else the one under which that log is watched, or was cosigned. */
async function keyOfPeer(sql: Sql, origin: string): Promise<string | undefined> {
  const form = await readNewestForm(sql, peerKey(origin));
  const logged = form?.aggregate === "peer" ? form.vkey : null;
  return logged ?? (await readKnownKey(sql, origin));
}

const LEAVES_AT_ONCE = 16 * TILE_WIDTH;

/** This index's own entries as a file, so that a log of any length is read piece by piece. `work` is given its pieces. */
async function withOwnLog<T>(sql: Sql, origin: string, work: (log: Iterable<Uint8Array>) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), "touchstone-convict-"));
  try {
    const file = path.join(folder, "log");
    const size = await countEntries(sql);
    const writer = new ArchiveWriter();
    await writeFile(file, writer.header({ origin, parts: 0, size }), { mode: 0o600 });
    for (let first = 0; first < size; first += LEAVES_AT_ONCE) {
      const { rows } = await sql.query<{ leaf: Buffer }>(
        "SELECT leaf FROM log_entry WHERE index >= $1 AND index < $2 ORDER BY index",
        [first, Math.min(size, first + LEAVES_AT_ONCE)],
      );
      for (let at = 0; at < rows.length; at += TILE_WIDTH) {
        const leaves = rows.slice(at, at + TILE_WIDTH).map(({ leaf }) => new Uint8Array(leaf));
        await appendFile(file, writer.entries(leaves));
      }
    }
    return await work({ [Symbol.iterator]: () => piecesOf(file) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function countEntries(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ size: string }>("SELECT count(*) AS size FROM log_entry");
  return Number(rows[0]?.size ?? 0);
}

const PIECE_BYTES = 1024 * 1024;

function* piecesOf(file: string): Generator<Uint8Array> {
  const descriptor = openSync(file, "r");
  try {
    for (;;) {
      const piece = new Uint8Array(PIECE_BYTES);
      const count = readSync(descriptor, piece);
      if (count === 0) return;
      yield piece.subarray(0, count);
    }
  } finally {
    closeSync(descriptor);
  }
}

async function main(): Promise<void> {
  const env = parseEnv(TakeProofEnv);
  const { TOUCHSTONE_ARCHIVE: archive, TOUCHSTONE_WITNESS_POLICY: policy } = env;
  const unlimited = { statement_timeout: 0, query_timeout: 0 };
  const client = new pg.Client({
    ...connectionConfig({ url: env.DATABASE_URL, name: "touchstone-convict" }),
    ...unlimited,
  });
  await client.connect();
  try {
    const { now } = await readHead(client);
    const taken = await takeProof(client, new Uint8Array(readFileSync(env.TOUCHSTONE_PROOF)), {
      origin: env.TOUCHSTONE_ORIGIN,
      policy: policy === undefined ? undefined : readPolicyFile(policy).policy,
      log: archive === undefined ? undefined : { [Symbol.iterator]: () => piecesOf(archive) },
      at: now,
    });
    printEvent("judged", taken);
  } finally {
    await client.end();
  }
}

await runAsScript(import.meta.url, main);
