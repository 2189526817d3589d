/**
 * A request to this index as a witness. What is no request, or not of a log that the operator lists, or not signed by
 * it, is refused here, and what begins at another size is told ours; only the rest is handed to the sequencer, which alone
 * holds the key and judges all of it again.
 */
import { openCheckpoint } from "#lib/log/checkpoint.ts";
import type { Peer } from "#lib/log/peer-list.ts";
import { answerAddCheckpoint, parseAddCheckpoint, type WitnessAnswer } from "#lib/log/witness-protocol.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import type { Ctx } from "../context.ts";
import type { Spent } from "../statement/address-limiter.ts";

/** A log that signs four heads a second may have each of them cosigned. */
const PER_ADDRESS_AND_MINUTE = 300;

/** Spends one of the address's minute, before the body is read. Errors: `rate-limited`. */
export function admitLog(ctx: Ctx, address: string): Promise<Spent> {
  return ctx.limiter.spend("witness", address, PER_ADDRESS_AND_MINUTE);
}

/** Errors: `unavailable`, see {@link WitnessQueue.ask}. */
export async function askOwnWitness(ctx: Ctx, body: Uint8Array): Promise<WitnessAnswer> {
  const parsed = parseAddCheckpoint(body);
  if (!parsed.ok) return plain(400, parsed.error.detail);
  const { oldSize, checkpointNote, checkpoint } = parsed.value;
  const log = ctx.peers.find(({ origin }) => origin === checkpoint.origin);
  if (log === undefined) return answerAddCheckpoint({ status: 404, reason: "unknown-log" });
  if (!openCheckpoint(checkpointNote, log.vkey, [], rawVerify).ok)
    return answerAddCheckpoint({ status: 403, reason: "not-signed-by-log" });
  if (oldSize > checkpoint.size) return answerAddCheckpoint({ status: 400, reason: "old-beyond-checkpoint" });
  const stored = await readCosignedSize(ctx, log);
  // To say where we stand needs no key. A head of just our size is handed over: with another root it is evidence.
  if (stored !== undefined && oldSize !== stored && checkpoint.size !== stored)
    return answerAddCheckpoint({ status: 409, reason: "stale-old", storedSize: stored });
  return await ctx.witnessQueue.ask(body, log.origin);
}

/** Undefined too for a log that is cosigned no more: what is said of that is the sequencer's. */
async function readCosignedSize(ctx: Ctx, { origin, vkey }: Peer): Promise<number | undefined> {
  const { rows } = await ctx.pool.query<{ size: number }>(
    `SELECT size FROM witnessed_log WHERE origin = $1 AND vkey = $2
        AND NOT EXISTS (SELECT FROM fraud_proof WHERE accused = $1 AND verdict = 'equivocation')`,
    [origin, vkey],
  );
  return rows[0] && Number(rows[0].size);
}

/** The last note that this index cosigned for the log whose origin has this SHA-256; else a 404 as the protocol's own. */
export async function findCosigned(ctx: Ctx, originHash: string): Promise<WitnessAnswer> {
  const { rows } = await ctx.pool.query<{ note: string }>(
    "SELECT note FROM witnessed_log WHERE sha256(convert_to(origin, 'UTF8')) = $1",
    [Buffer.from(originHash, "hex")],
  );
  return rows[0] === undefined ? plain(404, "unknown-log") : { ...plain(200, ""), body: rows[0].note };
}

function plain(status: number, reason: string): WitnessAnswer {
  return { status, mediaType: "text/plain; charset=utf-8", body: `${reason}\n` };
}
