/** What a leader has of witnesses: its guard over the clock, and the rounds that collect cosignatures. */
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { Clock, Random } from "#lib/kernel/clock.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { type AskWitness, askWitness } from "./ask-witness.ts";
import { ClockGuard } from "./clock-guard.ts";
import { cosignatureKeeper } from "./cosignature-journal.ts";
import type { StoreFiles } from "./store-files.ts";
import { WitnessRounds } from "./witness-rounds.ts";

/** The witnesses of a log. `ask` is preset to HTTP. */
export type WitnessOptions = { readonly policy: WitnessPolicy; readonly random: Random; readonly ask?: AskWitness };

export type Witnessing = {
  /** A head was published, or the clock is in doubt. */
  readonly ring: () => void;
  readonly clockProblem: (lastLoggedAt: Instant) => string | undefined;
  readonly stop: () => Promise<void>;
};

/** A clock that is wrong at the start is noticed by the first answers; who does not answer is not waited for longer. */
const FIRST_ROUND_MS = 1_000;
const STOP_MS = 1_000;
const POOL_SIZE = 2;

/** Begins to ask, and waits a little for the first answers. */
export async function startWitnessing(
  witnesses: WitnessOptions,
  epoch: number,
  surroundings: {
    readonly databaseUrl: string;
    readonly files: StoreFiles;
    readonly clock: Clock;
    readonly log: Logger;
    readonly signal: AbortSignal;
  },
): Promise<Witnessing> {
  const { databaseUrl, files, clock, log, signal } = surroundings;
  const { policy, random, ask = askWitness } = witnesses;
  const monotonicMs = () => performance.now();
  const guard = new ClockGuard({ policy, clock, monotonicMs });
  const pool = makePool({ url: databaseUrl, name: "touchstone-sequencer witnesses", max: POOL_SIZE });
  const rounds = await WitnessRounds.start({
    ...{ policy, sql: pool, epoch, ask, guard, clock, monotonicMs, random, log, keep: cosignatureKeeper(files) },
  }).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  await Promise.race([rounds.firstRound, delay(FIRST_ROUND_MS, undefined, { signal }).catch(() => undefined)]);
  return {
    ring: () => rounds.ring(),
    clockProblem: (lastLoggedAt) => guard.problem(lastLoggedAt),
    stop: async () => {
      // A database that hangs must not keep the next leader waiting.
      const stopped = rounds.stop().then(() => pool.end());
      await Promise.race([stopped, delay(STOP_MS, undefined, { ref: false })]);
    },
  };
}
