/**
 * A request to this index as a witness, handed to the sequencer, which alone holds the key. What is no request at all is
 * refused here and costs nobody else anything.
 */
import { parseAddCheckpoint, type WitnessAnswer } from "#lib/log/witness-protocol.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import type { Spent } from "../statement/address-limiter.ts";

/** A log that signs four heads a second may have each of them cosigned. */
const PER_ADDRESS_AND_MINUTE = 300;
/** The answer's channel to the sequencer. */
const CHANNEL = "ts_witness";
const WAIT_MS = 5_000;
/** A notification may be lost with its connection. */
const LOOK_EVERY_MS = 250;

/** Spends one of the address's minute, before the body is read. Errors: `rate-limited`. */
export function admitLog(ctx: Ctx, address: string): Promise<Spent> {
  return ctx.limiter.spend("witness", address, PER_ADDRESS_AND_MINUTE);
}

/** Errors: `unavailable` when the sequencer does not answer in 5 s; then it may still have cosigned: ask again. */
export async function askOwnWitness(ctx: Ctx, body: Uint8Array): Promise<WitnessAnswer> {
  const parsed = parseAddCheckpoint(body);
  if (!parsed.ok) return plain(400, parsed.error.detail);
  const { rows } = await ctx.pool.query<{ id: string }>(
    `INSERT INTO witness_request (body, received_at_ms)
     VALUES ($1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint) RETURNING id`,
    [Buffer.from(body)],
  );
  const id = rows[0]?.id ?? "";
  const answer = waitForAnswer(ctx, id);
  await ctx.pool.query("SELECT pg_notify($1, '')", [CHANNEL]);
  return await answer;
}

/** The last note that this index cosigned for the log whose origin has this SHA-256; else a 404 as the protocol's own. */
export async function findCosigned(ctx: Ctx, originHash: string): Promise<WitnessAnswer> {
  const { rows } = await ctx.pool.query<{ note: string }>(
    "SELECT note FROM witnessed_log WHERE sha256(convert_to(origin, 'UTF8')) = $1",
    [Buffer.from(originHash, "hex")],
  );
  return rows[0] === undefined ? plain(404, "unknown-log") : { ...plain(200, ""), body: rows[0].note };
}

async function waitForAnswer(ctx: Ctx, id: string): Promise<WitnessAnswer> {
  return await new Promise<WitnessAnswer>((resolve, reject) => {
    const look = () => {
      readAnswer(ctx, id).then((answer) => answer !== undefined && settle(() => resolve(answer)), fail);
    };
    const fail = (error: unknown) => settle(() => reject(error));
    const stop = ctx.follower.onChange((event) => event === "answered" && look());
    const looking = setInterval(look, LOOK_EVERY_MS);
    const late = setTimeout(() => {
      const detail = "The sequencer, which holds the witness's key, does not answer at the moment. Ask again.";
      fail(new ServiceError("unavailable", detail, { retryAfterSeconds: WAIT_MS / 1000 }));
    }, WAIT_MS);
    const settle = (end: () => void) => {
      stop();
      clearInterval(looking);
      clearTimeout(late);
      end();
    };
  });
}

async function readAnswer(ctx: Ctx, id: string): Promise<WitnessAnswer | undefined> {
  const { rows } = await ctx.pool.query<{ status: number; media_type: string; answer: string }>(
    "SELECT status, media_type, answer FROM witness_request WHERE id = $1 AND status IS NOT NULL",
    [id],
  );
  const [row] = rows;
  return row && { status: row.status, mediaType: row.media_type, body: row.answer };
}

function plain(status: number, reason: string): WitnessAnswer {
  return { status, mediaType: "text/plain; charset=utf-8", body: `${reason}\n` };
}
