/** What the index says about its own work, in one answer. Some small reads beside the head. */
import type { Status } from "#lib/contract/status.ts";
import { asInstant, formatInstant, type Instant, MINUTE_MS } from "#lib/kernel/instant.ts";
import { hasLeader } from "#lib/server/log-store/leader-lock.ts";
import { readLatestCheckpoint } from "#lib/server/log-store/read-checkpoint.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { indexOf } from "#lib/state/view.ts";
import { readLateVerdicts } from "../case/read-late-verdicts.ts";
import type { Ctx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { readLastScrub } from "../log/read-last-scrub.ts";
import { readLatePromises } from "../log/read-late-promises.ts";
import { readWitnesses, type WitnessesView } from "../log/read-witnesses.ts";
import { readLateRecords } from "../state/read-late-records.ts";
import { SEQUENCER_SILENT_MS } from "./check-health.ts";
import { replacedKeys } from "./keys-in-force.ts";
import { SOFTWARE } from "./software.ts";

/** The worker says each minute that it works. */
const WORKER_SILENT_MS = 3 * MINUTE_MS;
const LATE_SHOWN = 10;

export async function readStatus(ctx: Ctx): Promise<Status> {
  const { head } = await ctx.follower.know();
  const [
    asOf,
    checkpoint,
    waiting,
    promises,
    lateRecords,
    lateVerdicts,
    scrub,
    restore,
    workerSeenAt,
    witnesses,
    stateRoot,
    replaced,
    isLed,
  ] = await Promise.all([
    resolveAsOf(ctx, undefined),
    readLatestCheckpoint(ctx.pool),
    readWaiting(ctx.pool),
    readLatePromises(ctx, LATE_SHOWN),
    readLateRecords(ctx, LATE_SHOWN),
    readLateVerdicts(ctx, LATE_SHOWN),
    readLastScrub(ctx.pool),
    readLastRestore(ctx.pool),
    readBeat(ctx.pool, "worker"),
    readWitnesses(ctx),
    ctx.forms.ask((view) => indexOf(view)?.stateRoot ?? undefined),
    replacedKeys(ctx),
    hasLeader(ctx.pool),
  ]);
  return {
    as_of: asOf,
    head: {
      size: checkpoint?.size ?? 0,
      signed_at: timeOf(checkpoint?.signedAt),
      health: head.health,
      detail: head.healthDetail,
      unsigned: Math.max(0, head.size - head.publishedSize),
    },
    waiting,
    late_promises: promises,
    late_records: lateRecords,
    late_verdicts: lateVerdicts,
    replaced_keys: replaced,
    watchers: watchersOf(witnesses, checkpoint?.size ?? 0),
    last_scrub:
      scrub === undefined
        ? null
        : {
            started_at: formatInstant(scrub.startedAt),
            finished_at: formatInstant(scrub.finishedAt),
            size: scrub.size,
            outcome: scrub.outcome,
            first_bad_index: scrub.firstBadIndex ?? null,
            detail: scrub.detail,
          },
    last_state_root:
      stateRoot === undefined ? null : { entry: stateRoot.entry, size: stateRoot.size, logged_at: stateRoot.loggedAt },
    last_restore: restore,
    software: { ...SOFTWARE, fold_version: ctx.publicKeys.foldVersion },
    processes: processesOf(ctx, { sequencerSeenAt: head.now, isLed, workerSeenAt }),
  };
}

function watchersOf({ witnesses }: WitnessesView, size: number): Status["watchers"] {
  return witnesses.map(({ name, isDemonstration, last, trouble, alarm }) => ({
    name,
    is_demonstration: isDemonstration,
    size: last?.size ?? null,
    seen_at: timeOf(last?.timeMs),
    behind: last === undefined ? null : Math.max(0, size - last.size),
    trouble: trouble ?? null,
    alarm: alarm?.detail ?? null,
  }));
}

const timeOf = (at: Instant | undefined): string | null => (at === undefined ? null : formatInstant(at));

type Signs = {
  readonly sequencerSeenAt: Instant;
  readonly isLed: boolean;
  readonly workerSeenAt: Instant | undefined;
};

/** By the machine's clock; a simulated log time says nothing about who is awake, so that there the lock of the sequencer counts. */
function processesOf(ctx: Ctx, { sequencerSeenAt, isLed, workerSeenAt }: Signs): Status["processes"] {
  const now = ctx.clock();
  const since = (seenAt: Instant | undefined, silentMs: number) =>
    seenAt === undefined ? "unknown" : now - seenAt > silentMs ? "silent" : "working";
  const isSimulated = ctx.publicKeys.clock === "simulated";
  return [
    { name: "web", state: "working", seen_at: formatInstant(now) },
    { name: "database", state: "working", seen_at: formatInstant(now) },
    {
      name: "sequencer",
      state: isSimulated ? (isLed ? "working" : "silent") : since(sequencerSeenAt, SEQUENCER_SILENT_MS),
      seen_at: isSimulated ? null : formatInstant(sequencerSeenAt),
    },
    { name: "worker", state: since(workerSeenAt, WORKER_SILENT_MS), seen_at: timeOf(workerSeenAt) },
  ];
}

async function readWaiting(sql: Sql): Promise<Status["waiting"]> {
  const { rows } = await sql.query<{ count: string; oldest: string | null }>(
    "SELECT count(*) AS count, min(received_at_ms) AS oldest FROM inbox",
  );
  const oldest = rows[0]?.oldest ?? null;
  return {
    count: Number(rows[0]?.count ?? 0),
    oldest_received_at: oldest === null ? null : formatInstant(asInstant(Number(oldest))),
  };
}

async function readLastRestore(sql: Sql): Promise<Status["last_restore"]> {
  const { rows } = await sql.query<{ restored_at_ms: string; from_size: string; size: string }>(
    "SELECT restored_at_ms, from_size, size FROM restore ORDER BY id DESC LIMIT 1",
  );
  const row = rows[0];
  if (row === undefined) return null;
  const restored_at = formatInstant(asInstant(Number(row.restored_at_ms)));
  return { restored_at, from_size: Number(row.from_size), size: Number(row.size) };
}

async function readBeat(sql: Sql, process: string): Promise<Instant | undefined> {
  const { rows } = await sql.query<{ seen_at_ms: string }>("SELECT seen_at_ms FROM process_beat WHERE process = $1", [
    process,
  ]);
  return rows[0] === undefined ? undefined : asInstant(Number(rows[0].seen_at_ms));
}
