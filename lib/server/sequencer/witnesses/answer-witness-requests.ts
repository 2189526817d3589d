/**
 * This index as a witness of other logs: the web process takes the requests and hands them over in a table, since only
 * the sequencer's process holds the key. Each is judged, remembered and answered in one transaction of the leader; the
 * answer with the cosignature is readable only after its commit.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { equalBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { Peer } from "#lib/log/peer-list.ts";
import type { WitnessAnswer } from "#lib/log/witness-protocol.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { readHead } from "#lib/server/log-store/read-head.ts";
import { hashOfColumn, type Sql } from "#lib/server/log-store/sql.ts";
import {
  makeWitnessDesk,
  type WitnessEvent,
  type WitnessedHead,
  type WitnessSigner,
} from "#lib/server/witness/witness-desk.ts";
import { logSignedNote } from "#lib/state/fraud/build.ts";
import { Doorbell } from "../doorbell.ts";
import { asLeader } from "../leadership.ts";
import { Fenced } from "../signing-refused.ts";
import type { StoreFiles } from "../store/store-files.ts";
import { remember, restoreWitnessed, writeWitnessed } from "./witness-memory.ts";

/** Whom this index witnesses, and its key for it. */
export type OwnWitness = { readonly logs: readonly Peer[]; readonly signer: WitnessSigner };

export type Answering = {
  /** A request waits. */
  readonly ring: () => void;
  readonly stop: () => Promise<void>;
};

export type Surroundings = {
  readonly databaseUrl: string;
  readonly files: StoreFiles;
  readonly clock: Clock;
  readonly log: Logger;
};

/** The web process says here that a request waits. */
export const REQUEST_CHANNEL = "ts_witness";
/** A notification may be lost with its connection. */
const LOOK_EVERY_MS = 1_000;
/** Each answer holds the head row for as long as a sync of the disk takes: signing waits for one turn at most. */
const PER_TURN = 8;
/** Between two turns whoever waits for the head row gets it. */
const PAUSE_MS = 10;
/** Twice as long as anybody waits for an answer: what is older was left behind by a web process that ended. */
const FORGOTTEN_AFTER_MS = 10_000;

/** Begins to answer, as the leader of this epoch. A database that is away is waited for. */
export function startAnswering(witness: OwnWitness, epoch: number, surroundings: Surroundings): Answering {
  const { databaseUrl, files, log } = surroundings;
  const pool = makePool({ url: databaseUrl, name: "touchstone-sequencer witness", max: 1 });
  const bell = new Doorbell();
  let isStopping = false;
  const work = async () => {
    for (let isRestored = false; !isStopping; ) {
      const rest = await pool
        .connect()
        .then(async (client) => {
          try {
            if (!isRestored) await restoreWitnessed(client, epoch, files);
            isRestored = true;
            return await answerWitnessRequests(client, epoch, witness, surroundings);
          } finally {
            client.release();
          }
        })
        .catch((error: unknown) => {
          log.warn({ event: "witness-away", err: error }, "Requests to this index as a witness cannot be answered now");
          return 0;
        });
      if (isStopping) break;
      if (rest === 0) await bell.wait(LOOK_EVERY_MS);
      else await delay(PAUSE_MS);
    }
  };
  const done = work();
  return {
    ring: () => bell.ring(),
    stop: async () => {
      isStopping = true;
      bell.ring();
      await done;
      await pool.end();
    },
  };
}

/** One turn: answers the eight that have waited longest; resolves to how many there were. Throws Fenced. */
export async function answerWitnessRequests(
  sql: Sql,
  epoch: number,
  witness: OwnWitness,
  { files, clock, log }: Omit<Surroundings, "databaseUrl">,
): Promise<number> {
  await sql.query(
    "DELETE FROM witness_request WHERE received_at_ms < (extract(epoch FROM clock_timestamp()) * 1000)::bigint - $1",
    [FORGOTTEN_AFTER_MS],
  );
  const { rows } = await sql.query<{ id: number | string; body: Buffer }>(
    "SELECT id, body FROM witness_request WHERE status IS NULL ORDER BY id LIMIT $1",
    [PER_TURN],
  );
  for (const { id, body } of rows) {
    const say = async (decided: () => Promise<WitnessAnswer>) =>
      await asLeader(sql, epoch, "an answer as a witness", async () => {
        const answer = await decided();
        await sql.query(
          "UPDATE witness_request SET status = $2, media_type = $3, answer = $4 WHERE id = $1 AND status IS NULL",
          [id, answer.status, answer.mediaType, answer.body],
        );
        await sql.query("SELECT pg_notify('ts_head', $1)", [`answered:${id}`]);
      });
    try {
      await say(() => decide(sql, new Uint8Array(body), witness, { files, clock }));
    } catch (error) {
      if (error instanceof Fenced) throw error;
      // Nothing was cosigned; the others are not made to wait for a disk that is full or a file that is damaged.
      log.error({ event: "witness-failed", err: error }, "A request to this index as a witness failed");
      await say(async () => plain(500, "the store failed"));
    }
  }
  return rows.length;
}

async function decide(
  sql: Sql,
  body: Uint8Array,
  { logs, signer }: OwnWitness,
  { files, clock }: Pick<Surroundings, "files" | "clock">,
): Promise<WitnessAnswer> {
  // A cosignature states a time, and others bound their logs by it.
  if ((await readHead(sql)).health === "clock") return plain(503, "clock");
  const known = await readWitnessable(sql, logs);
  const events: WitnessEvent[] = [];
  const desk = makeWitnessDesk({
    logVkeyOf: (origin) => known.find((peer) => peer.origin === origin)?.vkey,
    origins: () => known.map(({ origin }) => origin),
    signer,
    clock,
    store: {
      read: (origin) => readWitnessed(sql, origin),
      // The head row is held: no other leader's swap is under way, and what was read still stands.
      swap: async (origin, _expected, { note }) => {
        const cosigned = { origin, vkey: known.find((peer) => peer.origin === origin)?.vkey ?? "", note, at: clock() };
        await remember(files, cosigned);
        return await writeWitnessed(sql, cosigned);
      },
    },
    onVerdict: (event) => events.push(event),
  });
  const answer = await desk.addCheckpoint(body);
  for (const event of events) await keepConflict(sql, known, event, clock());
  return answer;
}

function plain(status: number, reason: string): WitnessAnswer {
  return { status, mediaType: "text/plain; charset=utf-8", body: `${reason}\n` };
}

/** Logs of the operator's list, under the key that they had from the start, that nobody has convicted. */
async function readWitnessable(sql: Sql, logs: readonly Peer[]): Promise<Peer[]> {
  const { rows } = await sql.query<{ origin: string; vkey: string | null }>(
    `SELECT origin, vkey FROM witnessed_log
     UNION ALL SELECT accused, NULL FROM fraud_proof WHERE verdict = 'equivocation'`,
  );
  return logs.filter(({ origin, vkey }) => rows.every((row) => row.origin !== origin || row.vkey === vkey));
}

async function readWitnessed(sql: Sql, origin: string): Promise<WitnessedHead | undefined> {
  const { rows } = await sql.query<{ size: string; root: Buffer; note: string }>(
    "SELECT size, root, note FROM witnessed_log WHERE origin = $1",
    [origin],
  );
  const [row] = rows;
  return row && { size: Number(row.size), root: hashOfColumn(row.root), note: row.note };
}

/** A head that its log signed and that is not an extension may be evidence: the worker makes a proof of it if it is. */
async function keepConflict(sql: Sql, known: readonly Peer[], event: WitnessEvent, at: number): Promise<void> {
  const { origin, verdict, request } = event;
  const vkey = known.find((peer) => peer.origin === origin)?.vkey;
  const stored = await readWitnessed(sql, origin);
  if (vkey === undefined || stored === undefined || (verdict.status !== 409 && verdict.status !== 422)) return;
  const { size, root } = request.checkpoint;
  // A request that merely began at another size says nothing, unless it brings another root for the size that we signed.
  const isOtherRoot = size === stored.size && !equalBytes(root, stored.root);
  if (verdict.reason === "stale-old" && !isOtherRoot) return;
  const [head, cosigned] = [request.checkpointNote, stored.note].map((note) => logSignedNote(note, vkey, rawVerify));
  if (head === undefined || cosigned === undefined) return;
  await sql.query(
    `INSERT INTO witness_conflict (note_sha256, origin, vkey, note, cosigned_note, status, seen_at_ms)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (note_sha256) DO NOTHING`,
    [Buffer.from(sha256(utf8Encode(head.note))), origin, vkey, head.note, cosigned.note, isOtherRoot ? 409 : 422, at],
  );
}
