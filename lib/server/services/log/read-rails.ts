/**
 * What the two rails show: of the last 24 hours at most 24 signed heads, each the last of its part of the time, and the
 * watchers that cosigned exactly these. Lines were verified when they came in; the newest head's are verified again by
 * {@link readWitnesses}.
 */
import { hexEncode } from "#lib/kernel/base.ts";
import { DAY_MS, MINUTE_MS } from "#lib/kernel/instant.ts";
import { isOwnWitness } from "#lib/log/quorum.ts";
import { isQuorumMet } from "#lib/log/witness-policy.ts";
import { readOutermostCosignatures } from "../../log-store/read-cosignatures.ts";
import type { Sql } from "../../log-store/sql.ts";
import type { Ctx } from "../context.ts";
import { findFirstFork } from "../fraud/list-fraud-proofs.ts";
import { watchedLog } from "./read-witnesses.ts";

const STATIONS = 24;

/** Times are ms; `root` is hex. Stations ascend by size. Undefined: nothing is signed yet. */
export type Rails = {
  readonly stations: readonly {
    readonly size: number;
    readonly root: string;
    readonly signedAt: number;
    readonly added: number;
    readonly seenBy: readonly { readonly name: string; readonly at: number }[];
    readonly isEnough: boolean;
  }[];
  readonly from: number;
  readonly now: number;
  readonly watchers: readonly { readonly name: string; readonly isIndependent: boolean }[];
  readonly stopped: { readonly behind: number } | undefined;
  readonly fork:
    | {
        readonly heads: readonly [Head, Head];
        readonly seenAt: number;
        readonly proofHref: string;
      }
    | undefined;
};
type Head = { readonly size: number; readonly root: string };

type Row = { size: string; root: Buffer; signed_at_ms: string };

export async function readRails(ctx: Ctx): Promise<Rails | undefined> {
  const { head } = await ctx.follower.know();
  const edges = await readEdges(ctx.pool);
  if (edges === undefined) return undefined;
  const now = Math.max(head.now, edges.newest);
  // A younger log shows its whole life; one that stands still shows back to its last head.
  const from = Math.min(edges.newest, Math.max(edges.first, now - DAY_MS), now - MINUTE_MS);
  const rows = await readStations(ctx.pool, from, now);
  const before = await readSizeBefore(ctx.pool, Number(rows[0]?.size ?? 0));
  const cosignatures = await readOutermostCosignatures(
    ctx.pool,
    rows.map(({ size }) => Number(size)),
  );
  const watchers = watchersOf(ctx);
  const stations = rows.map((row, at) => {
    const size = Number(row.size);
    const seen = cosignatures.get(size) ?? [];
    const seenBy = watchers.flatMap(({ name, vkey }) => {
      const first = seen.find((each) => each.vkey === vkey);
      return first === undefined ? [] : [{ name, at: first.timeSeconds * 1000 }];
    });
    const added = size - (at === 0 ? before : Number(rows[at - 1]?.size));
    const isEnough = hasEnough(ctx, watchers, seenBy);
    return { size, root: hexEncode(row.root), signedAt: Number(row.signed_at_ms), added, seenBy, isEnough };
  });
  const behind = Math.max(0, head.size - head.publishedSize);
  return {
    stations,
    from,
    now,
    watchers: watchers.map(({ name, isIndependent }) => ({ name, isIndependent })),
    stopped: head.health === "ok" ? undefined : { behind },
    fork: await findFork(ctx, { from, now }),
  };
}

function watchersOf(ctx: Ctx) {
  return ctx.witnessPolicy.policy.witnesses.map(({ name, vkey }) => ({
    name,
    vkey,
    isIndependent: !isOwnWitness(vkey, watchedLog(ctx)),
  }));
}

/** The policy's quorum by independent watchers alone; where it asks for none, more than half of them. */
function hasEnough(
  { witnessPolicy: { policy } }: Ctx,
  watchers: ReturnType<typeof watchersOf>,
  seenBy: readonly { readonly name: string }[],
): boolean {
  const independent = watchers.filter(({ isIndependent }) => isIndependent);
  const seen = independent.filter(({ name }) => seenBy.some((each) => each.name === name));
  if (seen.length === 0) return false;
  if (policy.quorum === "none") return seen.length * 2 > independent.length;
  return isQuorumMet(policy, new Set(seen.map(({ name }) => name)));
}

async function readEdges(sql: Sql): Promise<{ first: number; newest: number } | undefined> {
  const { rows } = await sql.query<{ first: string | null; newest: string | null }>(
    "SELECT min(signed_at_ms) AS first, max(signed_at_ms) AS newest FROM log_checkpoint",
  );
  const { first = null, newest = null } = rows[0] ?? {};
  return first === null || newest === null ? undefined : { first: Number(first), newest: Number(newest) };
}

/** The last head of each part; the whole window is one index look-up a part. */
async function readStations(sql: Sql, from: number, now: number): Promise<Row[]> {
  const { rows } = await sql.query<Row>(
    `SELECT head.size, head.root, head.signed_at_ms
       FROM generate_series(0, $3::int - 1) AS part(number)
       CROSS JOIN LATERAL (
         SELECT size, root, signed_at_ms FROM log_checkpoint
          WHERE signed_at_ms >= $1::bigint + part.number * ($2::bigint - $1::bigint + 1) / $3::int
            AND signed_at_ms < $1::bigint + (part.number + 1) * ($2::bigint - $1::bigint + 1) / $3::int
          ORDER BY signed_at_ms DESC, size DESC LIMIT 1) AS head
      ORDER BY head.size`,
    [from, now, STATIONS],
  );
  return rows;
}

async function readSizeBefore(sql: Sql, size: number): Promise<number> {
  const { rows } = await sql.query<{ size: string }>(
    "SELECT size FROM log_checkpoint WHERE size < $1 ORDER BY size DESC LIMIT 1",
    [size],
  );
  return Number(rows[0]?.size ?? 0);
}

/** The first proof that this log signed two histories: where the smaller of its heads stands in time. */
async function findFork(ctx: Ctx, { from, now }: { from: number; now: number }): Promise<Rails["fork"]> {
  const oldest = await findFirstFork(ctx, ctx.origin);
  const [first, second] = oldest?.heads ?? [];
  if (oldest === undefined || first === undefined || second === undefined) return undefined;
  const { rows } = await ctx.pool.query<{ signed_at_ms: string }>(
    "SELECT signed_at_ms FROM log_checkpoint WHERE size >= $1 ORDER BY size LIMIT 1",
    [Math.min(first.size, second.size)],
  );
  const at = Number(rows[0]?.signed_at_ms ?? now);
  return {
    heads: [first, second],
    seenAt: Math.max(from, at),
    proofHref: `/api/v1/fraud-proofs/${oldest.sha256}`,
  };
}
