/** The worker's queue: jobs at least once, each idempotent. Time drives them by cron, the log by notification. */
import { EventEmitter } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { Logger, run, type WorkerEvents } from "graphile-worker";
import pg from "pg";
import type { Logger as Pino } from "pino";
import type { Host } from "#lib/evidence/definition/admission.ts";
import type { Clock, Random } from "#lib/kernel/clock.ts";
import type { Did } from "#lib/kernel/ids.ts";
import type { Peer } from "#lib/log/peer-list.ts";
import { machineClock } from "#lib/platform/node-clock.ts";
import type { Sign } from "#lib/server/crypto/key-on-file.ts";
import { connectionConfig, makePool } from "#lib/server/db/pool.ts";
import type { BoundedGet } from "#lib/server/fetch/bounded-fetch.ts";
import type { StrangerPost } from "#lib/server/fetch/stranger-post.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import type { LookMeans } from "#lib/server/observer/looks.ts";
import { ANSWER_CHANNEL } from "#lib/server/services/answer/answer-queue.ts";
import { fitsSearch } from "#lib/server/services/follow/fits-search.ts";
import { thumbprintOfDid } from "#lib/state/view.ts";
import { admitDefinitions } from "./admit-definitions.ts";
import { drawPanels } from "./draw-panels.ts";
import { forgetPrivate } from "./forget-private.ts";
import { freeLocksOfTheDead, markAlive } from "./free-locks.ts";
import { judgeReports } from "./judge-reports.ts";
import { isKeyInForce, type WorkerKey } from "./key-in-force.ts";
import { logFraudProofs } from "./log-fraud-proofs.ts";
import { StateRootLogger } from "./log-state-root.ts";
import { observeProviders } from "./observe-providers.ts";
import type { StatementSigner } from "./own-statement.ts";
import { projectAlerts } from "./project-alerts.ts";
import { projectLedgers } from "./project-ledgers.ts";
import { recordBeat } from "./record-beat.ts";
import { recordDueClocks } from "./record-due-clocks.ts";
import { recordRulings } from "./record-rulings.ts";
import { runAllAttached } from "./run-attached.ts";
import { scrubWhenDue } from "./scrub-log.ts";
import { type EmailMeans, sendEmails } from "./send-emails.ts";
import { sendWebhooks } from "./send-webhooks.ts";
import { type Answering, type AnswerSigner, startAnswering } from "./sign-answers.ts";
import { PeerWatcher, type PeerWatcherOptions } from "./watch-peers.ts";
import { withholdAccusations } from "./withhold-accusations.ts";

export type WorkerOptions = {
  readonly databaseUrl: string;
  readonly signer: StatementSigner;
  /** Other logs to watch, and how they are read. */
  readonly peers: readonly Peer[];
  readonly get: BoundedGet;
  /** Whose clocks count when a peer's proof depends on time. */
  readonly policy?: PeerWatcherOptions["policy"];
  /** How providers are looked at; undefined: they are not. */
  readonly observer: LookMeans | undefined;
  /** How alerts are sent, and the answer key that signs them; undefined: they are not. */
  readonly webhooks: { readonly post: StrangerPost; readonly sign: Sign } | undefined;
  /** How e-mail is sent; undefined: it is not. */
  readonly email?: Omit<EmailMeans, "signal"> | undefined;
  /** By whom answers are signed; undefined: nobody does. */
  readonly answers?: AnswerSigner;
  /** 32 bytes with which the chain of draws begins. */
  readonly chainStart: Uint8Array;
  /** In which the tests of definitions and reports run; none: neither is judged. */
  readonly hosts: readonly Host[];
  readonly clock: Clock;
  readonly random: Random;
  /** How soon after an entry the jobs look; preset: 5 s. */
  readonly afterEntriesMs?: number;
  readonly comparing?: NonNullable<PeerWatcherOptions["comparing"]>;
  readonly log: Pino;
  readonly signal: AbortSignal;
  readonly onReady: () => void;
};

const CLOCKS = "record-due-clocks";
const ROOTS = "log-state-root";
const FRAUD = "log-fraud-proofs";
const DIGESTS = "project-ledgers";
const DEFINITIONS = "admit-definitions";
const REPORTS = "judge-reports";
const PANELS = "draw-panels";
const RULINGS = "record-rulings";
const ALERTS = "project-alerts";
/** What news from the log makes due, too. */
const JOBS = [CLOCKS, ROOTS, FRAUD, DIGESTS, DEFINITIONS, REPORTS, PANELS, RULINGS, ALERTS];
const BEAT = "record-beat";
const SCRUB = "scrub-log";
const PEERS = "watch-peers";
const OBSERVE = "observe-providers";
const WEBHOOKS = "send-webhooks";
const EMAILS = "send-emails";
const FORGET = "forget-private";
/** What is signed by the statement key. */
const SPEAKING = new Set([CLOCKS, ROOTS, FRAUD, DEFINITIONS, REPORTS, PANELS, RULINGS, OBSERVE, PEERS]);
/**
 * Each job has a queue of its own, so that it never runs beside itself: not in one worker, where a scrub or a slow peer
 * takes minutes, nor in two, which would both log the same state root or proof.
 */
const CRONTAB = [...JOBS, BEAT, SCRUB, PEERS, OBSERVE, WEBHOOKS, EMAILS]
  .map((job) => `* * * * * ${job} ?jobKey=${job}&queue=${job}&max=${job === SCRUB ? 1 : 5}`)
  .concat(`17 3 * * * ${FORGET} ?jobKey=${FORGET}&queue=${FORGET}&max=5&fill=1d`)
  .join("\n");
/** What a notification makes due, by its channel. */
const WANTED: Readonly<Record<string, string>> = {
  ...{ ts_fraud: FRAUD, ts_observe: OBSERVE, ts_peers: PEERS, ts_webhook: WEBHOOKS, ts_email: EMAILS },
};
const specOf = (jobKey: string) => ({ jobKey, queueName: jobKey });
/** Entries may be published four times a second; clocks and state roots need not be looked at as often. */
const AFTER_ENTRIES_MS = 5_000;
/** Of a demonstration: entries are few, and whoever lets time pass waits for what it brings about. */
export const AFTER_ENTRIES_OF_DEMO_MS = 500;
const RETRY_MS = 2_000;
/** A killed worker's session may end later than the worker. */
const FREE_EVERY_MS = 60_000;

/** Runs until `signal` aborts. A database that is away is waited for. */
export async function runWorker(options: WorkerOptions): Promise<void> {
  const { log, signal } = options;
  while (!signal.aborted) {
    try {
      await workOnce(options);
    } catch (error) {
      if (signal.aborted) return;
      log.error({ event: "disconnected", err: error }, "The database cannot be used now; trying again");
      await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

async function workOnce(options: WorkerOptions): Promise<void> {
  const { databaseUrl, signer, clock, log, signal, onReady, observer } = options;
  const roots = new StateRootLogger(signer, options.random);
  const watcher = new PeerWatcher(options);
  const pool = makePool({ url: databaseUrl, name: "touchstone-worker", max: 7 });
  // A connection that is cut while it works fails its query; the event beside it must not end the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const listener = new pg.Client(connectionConfig({ url: databaseUrl, name: "touchstone-worker-listen" }));
  const lost = new Promise<void>((_, reject) => {
    listener.on("error", reject);
    listener.on("end", () => reject(new Error("The connection to the database ended.")));
  });
  lost.catch(() => undefined);
  const stopped = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  let answering: Answering | undefined;
  try {
    answering = options.answers && startAnswering(databaseUrl, options.answers, log);
    const fitsAt = answering && fitsSearch(answering.ctx);
    await listener.connect();
    await freeLocks(listener, log);
    // One session, one query at a time. One that is lost ends the round, and the next begins anew.
    let turn = Promise.resolve();
    const inTurn = (ask: () => Promise<void>): void => {
      turn = turn.then(ask).catch(() => undefined);
    };
    const events = new EventEmitter() as WorkerEvents;
    events.on("pool:create", ({ workerPool }) => inTurn(() => markAlive(listener, workerPool.id)));
    const runner = await run({
      events,
      pgPool: pool,
      // Scrub, looks, tests of definitions, reports and webhooks may take minutes each; the others must not wait for them.
      concurrency: 6,
      noHandleSignals: true,
      logger: queueLogger(log),
      crontab: CRONTAB,
      taskList: whileKeyInForce(pool, options, {
        [CLOCKS]: async () => {
          const count = await recordDueClocks(pool, signer, clock());
          if (count > 0) log.info({ event: "clocks-recorded", count });
        },
        [ROOTS]: async () => {
          const claim = await roots.run(pool, clock());
          if (claim !== undefined) log.info({ event: "state-root-submitted", size: claim.size });
        },
        // Who is awake is told by the machine's clock, also where the log has another.
        [BEAT]: async () => await recordBeat(pool, "worker", machineClock()),
        [SCRUB]: async () => {
          const scrubbed = await scrubWhenDue(pool, clock, signal);
          if (scrubbed?.fault !== undefined) log.error({ event: "log-damaged", ...scrubbed.fault });
          else if (scrubbed !== undefined) log.info({ event: "log-scrubbed", size: scrubbed.size });
        },
        [FRAUD]: async () => {
          const count = await logFraudProofs(pool, signer, options.random, clock());
          if (count > 0) log.info({ event: "fraud-proofs-submitted", count });
          const gone = await withholdAccusations(pool, signer, options.random, clock());
          if (gone > 0) log.warn({ event: "accusations-withheld", count: gone });
        },
        [OBSERVE]: async () => {
          if (observer === undefined) return;
          const count = await observeProviders(pool, { ...options, ...observer }, clock());
          if (count > 0) log.info({ event: "observed", count });
        },
        [DIGESTS]: async () => {
          const count = await projectLedgers(pool, signal);
          if (count > 0) log.info({ event: "ledgers-projected", count });
        },
        [DEFINITIONS]: async () => {
          if (options.hosts.length === 0) return;
          for (const { hash, outcome } of await admitDefinitions(pool, options, clock()))
            log.info({ event: "definition-tested", hash, outcome });
        },
        [REPORTS]: async () => {
          if (options.hosts.length === 0) return;
          const onFailure = (id: string, err: unknown) => log.error({ event: "case-not-judged", case: id, err });
          for (const { id, ...found } of await judgeReports(pool, { ...options, onFailure }, clock()))
            log.info({ event: "case-judged", case: id, ...found });
          const onRunFailure = (statement: string, err: unknown) =>
            log.error({ event: "attached-not-run", statement, err });
          for (const ran of await runAllAttached(pool, { ...options, onFailure: onRunFailure }, clock()))
            log.info({ event: "attached-run", ...ran });
        },
        [PANELS]: async () => {
          const onForeignChain = (id: string) => log.error({ event: "foreign-draw-chain", case: id });
          for (const id of await drawPanels(pool, { ...options, onForeignChain }, clock()))
            log.info({ event: "panel-drawn", case: id });
        },
        [RULINGS]: async () => {
          for (const id of await recordRulings(pool, options, clock())) log.info({ event: "ruling-stated", case: id });
        },
        [ALERTS]: async () => {
          const count = await projectAlerts(pool, { ...options, fitsAt }, clock());
          if (count > 0) log.info({ event: "alerts", count });
        },
        [WEBHOOKS]: async () => {
          if (options.webhooks === undefined) return;
          for (const tried of await sendWebhooks(pool, { ...options.webhooks, signal }, clock()))
            log.info({ event: "webhook", ...tried });
        },
        [EMAILS]: async () => {
          if (options.email === undefined) return;
          for (const tried of await sendEmails(pool, { ...options.email, signal }, clock()))
            log.info({ event: "email", ...tried });
        },
        // Sessions are dated by the machine's clock, too.
        [FORGET]: async () => {
          log.info({ event: "private-forgotten", ...(await forgetPrivate(pool, machineClock())) });
        },
        [PEERS]: async () => {
          for (const { origin, outcome } of await watcher.run(pool, clock())) {
            if (outcome === "forked") log.error({ event: "peer", origin, outcome, alarm: "peer-forked" });
            else log[outcome === "agrees" ? "debug" : "warn"]({ event: "peer", origin, outcome });
          }
        },
      }),
    });
    // It rejects when the queue fails; the race below may be over by then.
    runner.promise.catch(() => undefined);
    const again = setInterval(() => inTurn(() => freeLocks(listener, log)), FREE_EVERY_MS);
    try {
      listener.on("notification", ({ channel, payload }) => {
        if (channel === ANSWER_CHANNEL) answering?.ring();
        const wanted = WANTED[channel];
        if (wanted !== undefined) {
          runner
            .addJob(wanted, {}, specOf(wanted))
            .catch((error: unknown) => log.warn({ event: "not-queued", err: error }));
          return;
        }
        if (payload?.startsWith("projected:") !== true) return;
        for (const jobKey of JOBS) {
          const job = {
            ...specOf(jobKey),
            jobKeyMode: "preserve_run_at" as const,
            runAt: new Date(Date.now() + (options.afterEntriesMs ?? AFTER_ENTRIES_MS)),
          };
          runner.addJob(jobKey, {}, job).catch((error: unknown) => log.warn({ event: "not-queued", err: error }));
        }
      });
      await listener.query("LISTEN ts_head");
      await listener.query(`LISTEN ${ANSWER_CHANNEL}`);
      for (const channel of Object.keys(WANTED)) await listener.query(`LISTEN ${channel}`);
      for (const jobKey of [...JOBS, BEAT, PEERS, OBSERVE, WEBHOOKS, EMAILS])
        await runner.addJob(jobKey, {}, specOf(jobKey));
      onReady();
      await Promise.race([runner.promise, lost, stopped]);
    } finally {
      clearInterval(again);
      await runner.stop().catch(() => undefined);
    }
  } finally {
    await answering?.stop().catch(() => undefined);
    await listener.end().catch(() => undefined);
    await pool.end().catch(() => undefined);
  }
}

type Jobs = Record<string, () => Promise<void>>;

/** Whoever signs rests while the log names another key for it than this process was given. */
function whileKeyInForce(pool: Sql, { signer, answers, log }: WorkerOptions, jobs: Jobs): Jobs {
  const isOurs = {
    statement: (did: Did) => thumbprintOfDid(did) === signer.thumbprint,
    answer: (did: Did) => answers === undefined || did === answers.did,
  };
  const guarded = (job: string, key: WorkerKey, work: () => Promise<void>) => async () => {
    if (await isKeyInForce(pool, key, isOurs[key])) return await work();
    log.error(
      { event: "key-replaced", key, job, alarm: "key-replaced" },
      "The log names another key than this process has",
    );
  };
  const keyOf = (job: string) => (SPEAKING.has(job) ? "statement" : job === WEBHOOKS ? "answer" : undefined);
  return Object.fromEntries(
    Object.entries(jobs).map(([job, work]) => {
      const key = keyOf(job);
      return [job, key === undefined ? work : guarded(job, key, work)];
    }),
  );
}

async function freeLocks(session: pg.Client, log: Pino): Promise<void> {
  const workers = await freeLocksOfTheDead(session);
  if (workers.length > 0) log.warn({ event: "dead-workers", workers }, "What killed workers had begun is begun anew");
}

/** The queue's own lines, one level down: a job that ran is no news. */
function queueLogger(log: Pino): Logger {
  return new Logger(() => (level, message) => {
    if (level === "error") log.error({ event: "queue" }, message);
    else if (level === "warning") log.warn({ event: "queue" }, message);
    else log.debug({ event: "queue" }, message);
  });
}
