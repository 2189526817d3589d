/** What a leader has of witnesses: its guard over the clock, and the rounds that collect cosignatures. */
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { Clock, Random } from "#lib/kernel/clock.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import { makePool } from "#lib/server/db/pool.ts";
import type { StoreFiles } from "../store/store-files.ts";
import { type AskWitness, askWitness } from "./ask-witness.ts";
import { ClockGuard } from "./clock-guard.ts";
import { cosignatureKeeper } from "./cosignature-journal.ts";
import { WitnessRounds } from "./witness-rounds.ts";

/** The witnesses of a log. `ask` is preset to HTTP. */
export type WitnessOptions = { readonly policy: WitnessPolicy; readonly random: Random; readonly ask?: AskWitness };

export type Witnessing = {
  /** A head was published, or the clock is in doubt. */
  readonly ring: () => void;
  readonly clockProblem: (lastLoggedAt: Instant) => string | undefined;
  /**
   * Begins to ask, or waits until all have been asked since the last ring; a little in either case. Not to be called
   * before it is sure that this database holds all that was signed: an old head would be cosigned as if it were new.
   */
  readonly hear: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** A clock that is wrong at the start is noticed by the first answers; who does not answer is not waited for longer. */
const HEAR_MS = 1_000;
const STOP_MS = 1_000;
const POOL_SIZE = 2;

/** Prepares to ask; nobody is asked before `hear`. */
export function startWitnessing(
  witnesses: WitnessOptions,
  epoch: number,
  surroundings: {
    readonly databaseUrl: string;
    readonly files: StoreFiles;
    readonly clock: Clock;
    readonly log: Logger;
    readonly signal: AbortSignal;
  },
): Witnessing {
  const { databaseUrl, files, clock, log, signal } = surroundings;
  const { policy, random, ask = askWitness } = witnesses;
  const monotonicMs = () => performance.now();
  const guard = new ClockGuard({ policy, clock, monotonicMs });
  const pool = makePool({ url: databaseUrl, name: "touchstone-sequencer witnesses", max: POOL_SIZE });
  let rounds: WitnessRounds | undefined;
  return {
    ring: () => rounds?.ring(),
    clockProblem: (lastLoggedAt) => guard.problem(lastLoggedAt),
    hear: async () => {
      rounds ??= await WitnessRounds.start({
        ...{ policy, sql: pool, epoch, ask, guard, clock, monotonicMs, random, log, keep: cosignatureKeeper(files) },
      });
      await Promise.race([rounds.settled(), delay(HEAR_MS, undefined, { signal }).catch(() => undefined)]);
    },
    stop: async () => {
      // A database that hangs must not keep the next leader waiting.
      const stopped = (rounds?.stop() ?? Promise.resolve()).then(() => pool.end());
      await Promise.race([stopped, delay(STOP_MS, undefined, { ref: false })]);
    },
  };
}
