/** What every service gets: the database, the clock, the dice, and what this process remembers of the log. */
import type pg from "pg";
import type { Logger } from "pino";
import type { DemoWorld } from "#lib/contract/demonstration.ts";
import type { Clock, Random } from "#lib/kernel/clock.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import type { Peer } from "#lib/log/peer-list.ts";
import type { PrismaClient } from "../db/generated/client.ts";
import type { TileCache } from "../log-store/read-nodes.ts";
import type { WitnessPolicyFile } from "../witness/policy-file.ts";
import type { AnswerQueue } from "./answer/answer-queue.ts";
import type { FraudJudge } from "./fraud/fraud-judge.ts";
import type { LogFollower } from "./log/log-follower.ts";
import type { WitnessQueue } from "./peer/witness-queue.ts";
import type { PublicKeys } from "./service/public-keys.ts";
import type { SetUpGate } from "./setup/set-up-gate.ts";
import type { ProjectedForms } from "./state/projected-forms.ts";
import type { StateRootCache } from "./state/state-root-cache.ts";
import type { AddressLimiter } from "./statement/address-limiter.ts";
import type { InboxBell } from "./statement/inbox-bell.ts";
import type { InclusionWaiter } from "./statement/inclusion-waiter.ts";
import type { Intake } from "./statement/intake.ts";

export type Ctx = {
  readonly pool: pg.Pool;
  /** Private tables only. */
  readonly prisma: PrismaClient;
  /** The machine's clock: sessions, challenges, limits. The log's time comes from the head row. */
  readonly clock: Clock;
  /** As it is for the log: the machine's clock, but in a demonstration the simulated one. */
  readonly logClock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly origin: Origin;
  /** What browsers type, without a trailing slash. */
  readonly webOrigin: string;
  /** Keys the pseudonyms of client addresses in budget buckets; never leaves the process. */
  readonly secret: string;
  /** Whether the worker was given a way to send e-mail. */
  readonly sendsEmail: boolean;
  readonly publicKeys: PublicKeys;
  /** The invented world of a demonstration that is played on; undefined on every other index. */
  readonly world: DemoWorld | undefined;
  /** Where the service of that world that lies is called; undefined where none runs. */
  readonly liarUrl: string | undefined;
  /** File of the record that its agent writes; undefined where none runs. */
  readonly demoRecord: string | undefined;
  readonly witnessPolicy: WitnessPolicyFile;
  /** Other logs of the operator's list. */
  readonly peers: readonly Peer[];
  readonly witnessQueue: WitnessQueue;
  /** To the worker, which holds the answer key. */
  readonly answers: AnswerQueue;
  readonly follower: LogFollower;
  readonly forms: ProjectedForms;
  readonly stateRoots: StateRootCache;
  readonly intake: Intake;
  readonly waiter: InclusionWaiter;
  readonly bell: InboxBell;
  readonly limiter: AddressLimiter;
  readonly fraudJudge: FraudJudge;
  readonly setUp: SetUpGate;
  readonly tiles: TileCache;
};

/** What reads of the public state need: all that the worker has, which recomputes what it signs. */
export type ReadCtx = Pick<Ctx, "pool" | "follower" | "tiles" | "origin" | "stateRoots">;
