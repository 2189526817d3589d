/**
 * How a standby knows that the leader runs: the leader says so twice a second, by notification and on a connection of
 * its own, so that no long transaction holds it up. It also says for how long it may be silent: while it loads and
 * verifies a large log its thread can be busy for long, at work it cannot.
 */
import pg from "pg";
import { connectionConfig } from "#lib/server/db/pool.ts";

export const LEADER_CHANNEL = "ts_leader";
/** Silence of a leader at work after which it does not run. */
export const SILENT_AT_WORK_MS = 3_000;
/** Silence of one that loads and verifies, or that was never heard. */
export const SILENT_AT_START_MS = 30_000;
const BEAT_EVERY_MS = 500;
/** One that is late, or lost, is no silence. */
const MISSED_BEATS = 6;

/** What a leader says that beats this often. */
export function beatOf(epoch: number, mayBeSilentMs: number, beatEveryMs = BEAT_EVERY_MS): string {
  return `${epoch}:${Math.max(mayBeSilentMs, MISSED_BEATS * beatEveryMs)}`;
}

export class LeaderBeat {
  readonly #client: pg.Client;
  readonly #epoch: number;
  readonly #everyMs: number;
  readonly #timer: NodeJS.Timeout;
  /** Rejects when the connection is lost: a leader that cannot say so is about to be replaced. */
  readonly lost: Promise<never>;
  #mayBeSilentMs = SILENT_AT_START_MS;

  private constructor(client: pg.Client, epoch: number, everyMs: number) {
    this.#client = client;
    this.#epoch = epoch;
    this.#everyMs = everyMs;
    this.lost = new Promise((_, reject) => {
      client.on("error", reject);
      client.on("end", () => reject(new Error("The connection for the leader's beat ended.")));
    });
    // Whoever races with it handles it; alone it must not end the process.
    this.lost.catch(() => undefined);
    this.#timer = setInterval(() => this.#say(), everyMs);
  }

  /** `everyMs`: 5,000 at most, since a standby never waits for longer than a start takes. */
  static async start(databaseUrl: string, epoch: number, everyMs = BEAT_EVERY_MS): Promise<LeaderBeat> {
    const client = new pg.Client(connectionConfig({ url: databaseUrl, name: "touchstone-sequencer-beat" }));
    await client.connect();
    const beat = new LeaderBeat(client, epoch, everyMs);
    beat.#say();
    return beat;
  }

  /** From now on this leader may be silent for as long as this. */
  promise(mayBeSilentMs: number): void {
    this.#mayBeSilentMs = mayBeSilentMs;
    this.#say();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#client.end().catch(() => undefined);
  }

  #say(): void {
    const payload = beatOf(this.#epoch, this.#mayBeSilentMs, this.#everyMs);
    this.#client.query("SELECT pg_notify($1, $2)", [LEADER_CHANNEL, payload]).catch(() => undefined);
  }
}

/**
 * What a standby hears. Silence is counted in its own looks and not by a clock: a standby that was paused itself, or
 * starved, has not looked, and does not take that for the leader's silence.
 */
export class LeaderWatch {
  readonly #lookEveryMs: number;
  #epoch = 0;
  #mayBeSilentMs = SILENT_AT_START_MS;
  #looks = 0;

  constructor(lookEveryMs: number) {
    this.#lookEveryMs = lookEveryMs;
  }

  /** Takes a beat. One of an earlier epoch comes from a leader that was replaced. */
  heard(payload: string | undefined): void {
    const [epoch, mayBeSilentMs] = (payload ?? "").split(":").map(Number);
    if (epoch === undefined || mayBeSilentMs === undefined || !(epoch >= this.#epoch)) return;
    this.#epoch = epoch;
    // Whoever reaches the database can ring this bell: no beat may ask for more patience than any leader needs.
    this.#mayBeSilentMs = Math.min(mayBeSilentMs, SILENT_AT_START_MS);
    this.#looks = 0;
  }

  /** One look. True when the leader has been silent for longer than it said it may be. */
  isSilentNow(): boolean {
    this.#looks += 1;
    return this.#looks * this.#lookEveryMs > this.#mayBeSilentMs;
  }
}
