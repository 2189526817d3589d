/**
 * The sequencer's loop around its connection: connect, wait for leadership, lead, and after any failure begin again.
 * A refusal to sign keeps connection and epoch; a lost database or a successor does not.
 */
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "pino";
import { connectionConfig } from "#lib/server/db/pool.ts";
import { MissingNode } from "#lib/server/log-store/read-nodes.ts";
import { Doorbell } from "./doorbell.ts";
import { LEADER_CHANNEL, LeaderBeat, LeaderWatch, SILENT_AT_START_MS, SILENT_AT_WORK_MS } from "./leader-beat.ts";
import { STANDBY_LOOK_MS, takeLeadership } from "./leadership.ts";
import { BATCH_ROWS } from "./read-inbox.ts";
import { Sequencer, type SequencerOptions } from "./sequencer.ts";
import { isDataError, setPoisonAside } from "./set-poison-aside.ts";
import { Fenced, Hopeless, SigningRefused } from "./signing-refused.ts";
import {
  type Answering,
  type OwnWitness,
  REQUEST_CHANNEL,
  startAnswering,
} from "./witnesses/answer-witness-requests.ts";
import { startWitnessing, type Witnessing, type WitnessOptions } from "./witnesses/start-witnessing.ts";
import { writeHealth, writeHeartbeat } from "./write-head.ts";

export type RunOptions = Omit<SequencerOptions, "sql" | "report" | "clockProblem" | "hearWitnesses"> & {
  readonly databaseUrl: string;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** Who is asked to cosign; absent: nobody. */
  readonly witnesses?: WitnessOptions;
  /** This index as a witness of others; absent: it answers no request. */
  readonly ownWitness?: OwnWitness;
  /** How often the inbox is looked at without a ring; preset: 1 s. */
  readonly lookEveryMs?: number;
  /** How often a leader says that it runs; preset: 0.5 s. Where nobody stands by, 5 s cost less. */
  readonly beatEveryMs?: number;
  /** How often one stretch of what stands is verified again; preset: with each heartbeat. */
  readonly checkEveryMs?: number;
  /** Called whenever this process leads and signs, says why it does not, or stands by. */
  readonly onReady: (state: "leading" | "standby" | "refusing") => void;
};

/** One signature at most in this time. */
const SIGN_EVERY_MS = 250;
const HEARTBEAT_EVERY_MS = 10_000;
/** A notification may be lost with its connection; then the inbox is looked at this often. */
const LOOK_EVERY_MS = 1_000;
const RETRY_FIRST_MS = 250;
const RETRY_LONGEST_MS = 10_000;
/** A database that came back is noticed within this. */
const RECONNECT_LONGEST_MS = 1_000;

/**
 * Runs until `signal` aborts. Never rejects for a database or disk that fails: it reports, waits, tries again. Rejects
 * for what no waiting mends.
 */
export async function runSequencer(options: RunOptions): Promise<void> {
  const { log, signal } = options;
  let retryMs = RETRY_FIRST_MS;
  while (!signal.aborted) {
    let led = false;
    const onReady: RunOptions["onReady"] = (state) => {
      led = true;
      options.onReady(state);
    };
    try {
      await leadOnce({ ...options, onReady });
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Hopeless) throw error;
      if (error instanceof Fenced)
        log.warn({ event: "fenced", detail: error.message }, "Another sequencer leads; standing by");
      else log.error({ event: "disconnected", err: error }, "The database cannot be used now; trying again");
    }
    // Who was connected and lost it failed for a new reason, so the wait begins small again.
    retryMs = led ? RETRY_FIRST_MS : Math.min(retryMs * 2, RECONNECT_LONGEST_MS);
    await delay(retryMs, undefined, { signal }).catch(() => undefined);
  }
}

async function leadOnce(options: RunOptions): Promise<void> {
  const { databaseUrl, log, signal } = options;
  const client = new pg.Client(
    connectionConfig({ url: databaseUrl, name: "touchstone-sequencer", statementTimeoutMs: 60_000 }),
  );
  const bell = new Doorbell();
  const watch = new LeaderWatch(STANDBY_LOOK_MS);
  const closed = new Promise<never>((_, reject) => {
    client.on("error", reject);
    client.on("end", () => reject(new Error("The connection to the database ended.")));
  });
  // Whoever races with it handles it; alone it must not end the process.
  closed.catch(() => undefined);
  const onAbort = () => bell.ring();
  signal.addEventListener("abort", onAbort);
  let witnessing: Witnessing | undefined;
  let answering: Answering | undefined;
  try {
    await client.connect();
    client.on("notification", ({ channel, payload }) => {
      if (channel === LEADER_CHANNEL) watch.heard(payload);
      else if (channel === REQUEST_CHANNEL) answering?.ring();
      else bell.ring();
    });
    await client.query(`LISTEN ts_inbox; LISTEN ${REQUEST_CHANNEL}; LISTEN ${LEADER_CHANNEL}`);
    const onStandby = () => {
      log.info({ event: "standby" }, "Another sequencer leads; standing by");
      options.onReady("standby");
    };
    const { epoch } = await takeLeadership(client, { watch, signal, onStandby });
    log.info({ event: "leading", epoch }, "This sequencer leads");
    await client.query(`UNLISTEN ${LEADER_CHANNEL}`);
    const beat = await LeaderBeat.start(databaseUrl, epoch, options.beatEveryMs);
    try {
      if (options.witnesses !== undefined) witnessing = startWitnessing(options.witnesses, epoch, options);
      if (options.ownWitness !== undefined) answering = startAnswering(options.ownWitness, epoch, options);
      const led = { ...options, sql: client, report: reportTo(log, witnessing) };
      const leading = lead(led, { epoch, beat, bell, witnessing });
      await Promise.race([leading, closed, beat.lost]);
    } finally {
      await beat.stop();
    }
  } finally {
    signal.removeEventListener("abort", onAbort);
    await answering?.stop();
    await witnessing?.stop();
    await client.end().catch(() => undefined);
  }
}

type LeadOptions = RunOptions & SequencerOptions;

type Leadership = {
  readonly epoch: number;
  readonly beat: LeaderBeat;
  readonly bell: Doorbell;
  readonly witnessing: Witnessing | undefined;
};

/** Opens leaders until one is fenced or the database fails. A refusal is written to the head row and tried again. */
async function lead(given: LeadOptions, { epoch, beat, bell, witnessing }: Leadership): Promise<void> {
  const options = {
    ...given,
    ...(witnessing !== undefined && { hearWitnesses: witnessing.hear }),
    // A clock that stands still while nothing happens agrees with nobody's.
    ...(witnessing !== undefined && given.simulated === undefined && { clockProblem: witnessing.clockProblem }),
  };
  const { sql, log, signal, clock, onReady } = options;
  let retryMs = RETRY_FIRST_MS;
  while (!signal.aborted) {
    try {
      beat.promise(SILENT_AT_START_MS);
      const sequencer = await Sequencer.open(options, epoch);
      await found(sequencer);
      beat.promise(SILENT_AT_WORK_MS);
      log.info({ event: "signing", size: sequencer.size }, "Accepting and signing");
      onReady("leading");
      retryMs = RETRY_FIRST_MS;
      await work(sequencer, bell, options);
    } catch (error) {
      if (isDataError(error)) {
        log.error(
          { event: "batch-refused", err: error },
          "The database refuses a batch; its rows are taken one by one",
        );
        await setPoisonAside(options, epoch);
        continue;
      }
      const refused = error instanceof MissingNode ? new SigningRefused("tampered", error.message) : error;
      if (!(refused instanceof SigningRefused)) throw error;
      log.error(
        { event: "signing-refused", health: refused.health, detail: refused.message },
        "Nothing is signed until this is mended",
      );
      await writeHealth(sql, epoch, refused.health, refused.message);
      // A clock that is wrong must not become the time that pages show; a new answer may say that it is right again.
      if (refused.health === "clock") witnessing?.ring();
      else await writeHeartbeat(sql, epoch, clock());
      onReady("refusing");
      retryMs = Math.min(retryMs * 2, RETRY_LONGEST_MS);
      await delay(retryMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Entry 0 stands before anybody is told that this log is ready. */
async function found(sequencer: Sequencer): Promise<void> {
  if (sequencer.size > 0) return;
  await sequencer.sequence();
  await sequencer.publish();
  await sequencer.project();
}

/** Batches back to back while full ones wait, else one for each signature. */
async function work(
  sequencer: Sequencer,
  bell: Doorbell,
  {
    signal,
    lookEveryMs = LOOK_EVERY_MS,
    checkEveryMs = HEARTBEAT_EVERY_MS,
  }: Pick<RunOptions, "signal" | "lookEveryMs" | "checkEveryMs">,
): Promise<void> {
  let signedMs = Number.NEGATIVE_INFINITY;
  let beatMs = performance.now();
  let checkMs = Number.NEGATIVE_INFINITY;
  await sequencer.heartbeat();
  while (!signal.aborted) {
    const rows = await sequencer.sequence();
    const isBacklog = rows >= BATCH_ROWS;
    const now = performance.now();
    if (sequencer.isUnpublished && now - signedMs >= SIGN_EVERY_MS) {
      signedMs = now;
      await sequencer.publish();
      await sequencer.project();
      await sequencer.withhold("new");
    }
    if (isBacklog) await sequencer.promiseBacklog();
    if (performance.now() - beatMs >= HEARTBEAT_EVERY_MS) {
      beatMs = performance.now();
      await sequencer.heartbeat();
      if (beatMs - checkMs >= checkEveryMs) {
        checkMs = beatMs;
        await sequencer.checkNext();
      }
      await sequencer.withhold("again");
    }
    if (isBacklog) continue;
    const toSign = SIGN_EVERY_MS - (performance.now() - signedMs);
    if (toSign > 0) await delay(toSign, undefined, { signal }).catch(() => undefined);
    if (!sequencer.isUnpublished) await bell.wait(lookEveryMs);
  }
}

const WITHHELD = {
  "written-anew": "Bytes and nonces of withheld parts are gone from every table and file",
  busy: "Withheld parts are deleted; somebody reads the tables, which are written anew at another try",
  "not-allowed":
    "Withheld parts are deleted; this role may not write the tables anew: VACUUM FULL part, inbox and fraud_proof as their owner",
} as const;

function reportTo(log: Logger, witnessing: Witnessing | undefined): SequencerOptions["report"] {
  return (event) => {
    if (event.event === "published") witnessing?.ring();
    if (event.event === "dropped") {
      log.error({ ...event, alarm: "inbox-dropped" }, "Intake let through what must not be logged");
    } else if (event.event === "unpromised") {
      log.error({ ...event, alarm: "unpromised" }, "The log names another promise key than this process holds");
    } else if (event.event === "withheld") log.warn(event, WITHHELD[event.tables]);
    else if (event.event === "outage") log.warn(event, "This log was away; the span does not count as silence");
    else log.debug(event);
  };
}
