/**
 * The one context of the web process. Next bundles its own copies of our modules, so the context hangs on `globalThis`:
 * the plain routes and the pages share one pool, one cache and one listening connection.
 */
import { randomBytes } from "node:crypto";
import type { Random } from "#lib/kernel/clock.ts";
import { parseOrigin } from "#lib/kernel/ids.ts";
import { machineClock, processClock } from "#lib/platform/node-clock.ts";
import { connectionConfig, sharedPool } from "../db/pool.ts";
import { sharedPrisma } from "../db/prisma.ts";
import { parseEnv, WebEnv } from "../env.ts";
import { newTileCache } from "../log-store/read-nodes.ts";
import { readPeersFile } from "../peers/peers-file.ts";
import { AnswerQueue } from "../services/answer/answer-queue.ts";
import type { Ctx } from "../services/context.ts";
import { FraudJudge } from "../services/fraud/fraud-judge.ts";
import { LogFollower } from "../services/log/log-follower.ts";
import { readIncluded } from "../services/log/read-included.ts";
import { WitnessQueue } from "../services/peer/witness-queue.ts";
import { loadPublicKeys } from "../services/service/public-keys.ts";
import { readWorld } from "../services/service/read-world.ts";
import { ServiceError } from "../services/service-error.ts";
import { SetUpGate } from "../services/setup/set-up-gate.ts";
import { ProjectedForms } from "../services/state/projected-forms.ts";
import { StateRootCache } from "../services/state/state-root-cache.ts";
import { AddressLimiter } from "../services/statement/address-limiter.ts";
import { InboxBell } from "../services/statement/inbox-bell.ts";
import { InclusionWaiter } from "../services/statement/inclusion-waiter.ts";
import { openIntake } from "../services/statement/intake.ts";
import { SharedAddressCount } from "../services/statement/shared-address-count.ts";
import { loadWitnessPolicy } from "../witness/policy-file.ts";
import { makeLogger } from "./access-log.ts";
import { HotAnswers } from "./hot-answers.ts";
import { dataHeaders, type HeaderPolicy } from "./security-headers.ts";

const POOL_SIZE = 16;

export type WebContext = Ctx & {
  readonly env: WebEnv;
  readonly headers: HeaderPolicy;
  readonly hot: HotAnswers;
  readonly stop: () => Promise<void>;
};

export type WebContextOptions = {
  readonly env: WebEnv;
  /** Preset: the machine's. Tests give their own. */
  readonly clock?: Ctx["clock"];
  readonly random?: Random;
  /** Preset: to the standard output, from the level of the environment on. */
  readonly logger?: Ctx["logger"];
  /** The development build needs a wider policy for scripts. */
  readonly dev?: boolean;
  /** How the supervisor is asked to sign the first administrator in; without one, set-up is refused. */
  readonly appoint?: (did: string) => Promise<void>;
  /** Connections to the database, at most; preset 16. */
  readonly poolSize?: number;
};

export function makeWebContext(options: WebContextOptions): WebContext {
  const { env } = options;
  const database = { url: env.DATABASE_URL, name: "touchstone-web", max: options.poolSize ?? POOL_SIZE };
  const pool = sharedPool(database);
  const clock = options.clock ?? machineClock;
  const random = options.random ?? ((bytes) => new Uint8Array(randomBytes(bytes)));
  const origin = parseOrigin(env.TOUCHSTONE_ORIGIN);
  if (origin === undefined) throw new Error("TOUCHSTONE_ORIGIN is not an origin.");
  const follower = new LogFollower({
    sql: pool,
    listen: connectionConfig({ url: env.DATABASE_URL, name: "touchstone-web listen" }),
    monotonicMs: () => performance.now(),
  });
  const onChange = follower.onChange.bind(follower);
  const publicKeys = loadPublicKeys(env.TOUCHSTONE_PUBLIC_KEYS);
  const headers = { https: env.TOUCHSTONE_WEB_ORIGIN.startsWith("https:"), dev: options.dev ?? false };
  const tiles = newTileCache();
  const witnessQueue = new WitnessQueue({ sql: pool, onChange });
  const answers = new AnswerQueue({ sql: pool, onChange });
  const waiter = new InclusionWaiter({ lookUp: (hashes) => readIncluded(pool, hashes, tiles), onChange });
  return {
    env,
    pool,
    prisma: sharedPrisma(database),
    clock,
    logClock: options.clock ?? processClock(env.TOUCHSTONE_CLOCK),
    random,
    logger: options.logger ?? makeLogger(env.LOG_LEVEL),
    origin,
    webOrigin: env.TOUCHSTONE_WEB_ORIGIN.replace(/\/$/, ""),
    secret: env.AUTH_SECRET,
    // Time that anybody lets pass would lift every limit.
    sendsEmail: env.TOUCHSTONE_EMAIL === "on" && env.TOUCHSTONE_CLOCK === undefined,
    publicKeys,
    world: readWorld(env.TOUCHSTONE_DEMO),
    liarUrl: env.TOUCHSTONE_LIAR,
    demoRecord: env.TOUCHSTONE_DEMO_RECORD,
    witnessPolicy: loadWitnessPolicy(env.TOUCHSTONE_WITNESS_POLICY, publicKeys.vkeys.log),
    peers: readPeersFile(env.TOUCHSTONE_PEERS, origin),
    witnessQueue,
    answers,
    follower,
    forms: new ProjectedForms({ sql: pool, onChange }),
    stateRoots: new StateRootCache(),
    intake: openIntake(pool, env.AUTH_SECRET),
    waiter,
    bell: new InboxBell(pool),
    fraudJudge: new FraudJudge(),
    limiter: new AddressLimiter(
      env.TOUCHSTONE_WEBS > 1 ? new SharedAddressCount({ sql: pool, clock, secret: env.AUTH_SECRET }) : undefined,
    ),
    setUp: new SetUpGate({
      clock,
      tokenHash: env.TOUCHSTONE_SETUP_HASH,
      expiresMs: env.TOUCHSTONE_SETUP_EXPIRES_MS,
      appoint: options.appoint ?? refuseToAppoint,
    }),
    tiles,
    hot: new HotAnswers({ common: dataHeaders(headers), version: () => follower.peek()?.version, nowMs: Date.now }),
    headers,
    stop: async () => {
      waiter.stop();
      witnessQueue.stop();
      answers.stop();
      await follower.stop();
    },
  };
}

async function refuseToAppoint(): Promise<void> {
  throw new ServiceError("unavailable", "This process was not started by `touchstone up`, which holds the set-up key.");
}

const holder: typeof globalThis & { __touchstoneWeb?: WebContext } = globalThis;

/** Main calls this once, before it serves. */
export function setWebContext(context: WebContext): void {
  holder.__touchstoneWeb = context;
}

/** For pages and mounted routes; made from the environment where no main made it (Next on its own). */
export function webContext(): WebContext {
  if (holder.__touchstoneWeb === undefined) {
    const context = makeWebContext({ env: parseEnv(WebEnv) });
    holder.__touchstoneWeb = context;
    void context.follower.start();
  }
  return holder.__touchstoneWeb;
}
