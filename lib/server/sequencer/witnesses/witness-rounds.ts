/**
 * Collects cosignatures in the background, so that signing never waits: one loop for each witness of the policy that
 * has an address. A loop has one request in flight, always about the newest head; heads that came and went meanwhile
 * are covered by it. It runs under its leader's epoch and ends with it.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { Clock, Random } from "#lib/kernel/clock.ts";
import { cosignatureVerifier } from "#lib/log/cosignature.ts";
import { formatSignatureLine, type NoteVerifier } from "#lib/log/note.ts";
import { nodesForConsistency, proveConsistency } from "#lib/log/tree.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import { formatAddCheckpoint, readWitnessAnswer, type WitnessReply } from "#lib/log/witness-protocol.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { readLatestCheckpoint, type StoredCheckpoint } from "#lib/server/log-store/read-checkpoint.ts";
import { readHead } from "#lib/server/log-store/read-head.ts";
import { newTileCache, readNodes } from "#lib/server/log-store/read-nodes.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { Doorbell } from "../doorbell.ts";
import type { AskedWitness, AskWitness } from "./ask-witness.ts";
import { CLOCK_SLACK_MS, type ClockGuard, minutesOf } from "./clock-guard.ts";
import { type NewCosignature, readStandings, recordStanding, type WitnessStanding } from "./witness-records.ts";

export type WitnessRoundsOptions = {
  readonly policy: WitnessPolicy;
  /** A pool: the loops ask at the same time, and none may wait for the leader's own connection. */
  readonly sql: Sql;
  readonly epoch: number;
  readonly ask: AskWitness;
  readonly guard: ClockGuard;
  readonly clock: Clock;
  readonly monotonicMs: () => number;
  readonly random: Random;
  readonly log: Logger;
  /** What is kept of a cosignature besides the database. */
  readonly keep: (
    cosignature: NewCosignature & { readonly vkey: string; readonly receivedAtMs: number },
  ) => Promise<void>;
};

/**
 * No witness is shown a head when the first entry that it lacks is older than this by its clock or ours: it would say
 * that at this second it knew of nothing more, and the entry's time would seem dated back for ever. Entries that wait
 * for their publication are a second old; a crash or a refusal leaves older ones, and they are published first.
 */
const MAX_LACKING_MS = 60_000;
/** What holds a head back ends with a publication, which rings. */
const HELD_LOOK_MS = 1_000;
/** An idle log's head is cosigned anew this often, so that its times stay fresh. */
const FRESHEN_MS = 10 * 60_000;
/** While the clock is in doubt, an answer is worth more. */
const DOUBT_MS = 10_000;
const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 5 * 60_000;
/** Nobody but people can mend it. */
const ALARM_BACK_OFF_MS = 10 * 60_000;
/** Sizes that a witness may name in a row before it counts as failing. */
const MAX_RETRIES = 3;
const LAST_SECOND = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;
const DATABASE_PAUSE_MS = 1_000;

type Witness = {
  readonly name: string;
  readonly url: string;
  readonly verifier: NoteVerifier;
  readonly bell: Doorbell;
  standing: WitnessStanding;
  /** By the monotonic clock. */
  askedAtMs: number;
  backOffUntilMs: number;
  /** The ring after which it had nothing left to do. */
  settledAtRing: number;
};

type AskedOrHeld = "asked" | "held";

export class WitnessRounds {
  readonly #options: WitnessRoundsOptions;
  readonly #witnesses: Witness[];
  readonly #tiles = newTileCache();
  readonly #stop = new AbortController();
  #loops: Promise<unknown> = Promise.resolve();
  #rings = 0;
  #waiting: (() => void)[] = [];

  private constructor(options: WitnessRoundsOptions, witnesses: Witness[]) {
    this.#options = options;
    this.#witnesses = witnesses;
  }

  /** Begins to ask. What was known of each witness is read from the database. */
  static async start(options: WitnessRoundsOptions): Promise<WitnessRounds> {
    const standings = await readStandings(options.sql);
    const witnesses = options.policy.witnesses.flatMap(({ name, vkey, url }) => {
      const verifier = cosignatureVerifier(vkey, rawVerify);
      if (url === undefined || verifier === undefined) return [];
      const standing = standings.get(vkey) ?? unasked(vkey);
      const never = Number.NEGATIVE_INFINITY;
      const times = { askedAtMs: never, backOffUntilMs: never, settledAtRing: -1 };
      return [{ name, url, verifier, bell: new Doorbell(), standing, ...times }];
    });
    const rounds = new WitnessRounds(options, witnesses);
    rounds.#loops = Promise.all(witnesses.map((witness) => rounds.#serve(witness)));
    return rounds;
  }

  /** A head was published, or the clock is in doubt. */
  ring(): void {
    this.#rings += 1;
    for (const { bell } of this.#witnesses) bell.ring();
  }

  /**
   * Resolves when each witness has had its turn since the last ring: it was asked, whatever it answered, or is not to be
   * asked now.
   */
  async settled(): Promise<void> {
    const ring = this.#rings;
    while (!this.#stop.signal.aborted && this.#witnesses.some(({ settledAtRing }) => settledAtRing < ring))
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.ring();
    await this.#loops;
  }

  async #serve(witness: Witness): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        const ring = this.#rings;
        const waitMs = await this.#turn(witness);
        if (waitMs > 0) witness.settledAtRing = ring;
        this.#wake();
        if (waitMs > 0 && !signal.aborted) await witness.bell.wait(waitMs);
      } catch (error) {
        if (signal.aborted) break;
        this.#options.log.error({ event: "witness-round", witness: witness.name, err: error }, "A round failed");
        await delay(DATABASE_PAUSE_MS, undefined, { signal }).catch(() => undefined);
      }
    }
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Asks if it is time to. Answers how long nothing is to do, unless the bell rings. */
  async #turn(witness: Witness): Promise<number> {
    const { sql, monotonicMs } = this.#options;
    const now = monotonicMs();
    if (witness.backOffUntilMs > now) return witness.backOffUntilMs - now;
    const head = await readLatestCheckpoint(sql);
    if (head === undefined) return FRESHEN_MS;
    const dueInMs = await this.#dueIn(witness, head);
    if (dueInMs > 0) return dueInMs;
    if ((await this.#ask(witness, head)) === "held") return HELD_LOOK_MS;
    witness.askedAtMs = now;
    return 0;
  }

  async #dueIn({ standing, askedAtMs }: Witness, head: StoredCheckpoint): Promise<number> {
    const { sql, guard, monotonicMs } = this.#options;
    if (standing.cosigned?.size !== head.size || askedAtMs === Number.NEGATIVE_INFINITY) return 0;
    const inDoubt = guard.problem((await readHead(sql)).lastLoggedAt) !== undefined;
    return askedAtMs + (inDoubt ? DOUBT_MS : FRESHEN_MS) - monotonicMs();
  }

  async #ask(witness: Witness, newest: StoredCheckpoint): Promise<AskedOrHeld> {
    let head = newest;
    for (let retry = 0; retry < MAX_RETRIES; retry += 1) {
      const { oldSize } = witness.standing;
      // Our own record cannot be beyond our head, unless this log lost history: the witness will say which.
      const old = oldSize > head.size ? 0 : oldSize;
      const body = await this.#requestBody(head, old);
      if (await this.#isOvertaken(witness, head)) return "held";
      const asked = await this.#options.ask(witness.url, body, this.#stop.signal);
      const reply = asked.kind === "answered" ? readWitnessAnswer(asked, head.note, witness.verifier) : undefined;
      if (reply?.outcome !== "retry-from") {
        await this.#settle(witness, head, old, asked, reply);
        return "asked";
      }
      if (reply.size > head.size) head = (await readLatestCheckpoint(this.#options.sql)) ?? head;
      if (reply.size > head.size) {
        await this.#raiseAlarm(witness, aheadDetail(reply.size, head.size));
        return "asked";
      }
      witness.standing = { ...witness.standing, oldSize: reply.size };
    }
    await this.#fail(witness, "unusable", "It names one size after another.", undefined);
    return "asked";
  }

  async #requestBody(head: StoredCheckpoint, oldSize: number): Promise<string> {
    const { sql } = this.#options;
    const nodes = oldSize === 0 ? [] : nodesForConsistency(oldSize, head.size);
    const get = await readNodes(sql, nodes, head.size, this.#tiles);
    const proof = oldSize === 0 ? [] : proveConsistency(oldSize, head.size, get);
    return formatAddCheckpoint({ oldSize, proof, checkpointNote: head.note });
  }

  /** Read right before asking, so that a leader that was paused meanwhile does not show what another has overtaken. */
  async #isOvertaken({ name }: Witness, head: StoredCheckpoint): Promise<boolean> {
    const { sql, guard, clock } = this.#options;
    const { rows } = await sql.query<{ logged_at_ms: string }>("SELECT logged_at_ms FROM log_entry WHERE index = $1", [
      head.size,
    ]);
    const [lacking] = rows;
    const latest = Math.max(clock(), guard.timeOf(name) ?? Number.NEGATIVE_INFINITY);
    return lacking !== undefined && latest - Number(lacking.logged_at_ms) > MAX_LACKING_MS;
  }

  async #settle(
    witness: Witness,
    head: StoredCheckpoint,
    oldSize: number,
    asked: AskedWitness,
    reply: Exclude<WitnessReply, { outcome: "retry-from" }> | undefined,
  ): Promise<void> {
    if (asked.kind === "unreachable") return await this.#fail(witness, "unreachable", asked.detail, undefined);
    switch (reply?.outcome) {
      case "cosigned":
        // The specification allows it; no calendar shows it, and no reader should have to.
        if (reply.timeSeconds > LAST_SECOND)
          return await this.#fail(witness, "unusable", "It states a time past the year 9999.", undefined);
        return await this.#cosigned(witness, head, reply);
      case "conflict":
        return await this.#raiseAlarm(witness, conflictDetail(oldSize, head.size));
      case "unusable":
        return await this.#fail(witness, "unusable", reply.detail, asked.retryAfterMs);
      default:
        return await this.#fail(witness, "back-off", `It asks to come later (${asked.status}).`, asked.retryAfterMs);
    }
  }

  async #cosigned(
    witness: Witness,
    head: StoredCheckpoint,
    { signature, timeSeconds }: Extract<WitnessReply, { outcome: "cosigned" }>,
  ): Promise<void> {
    const { guard, clock, keep, log } = this.#options;
    guard.hear(witness.name, timeSeconds);
    const { vkey, alarm } = witness.standing;
    if (alarm !== undefined) log.info({ event: "alarm-over", witness: witness.name }, "A witness cosigns again");
    const cosignature = {
      size: head.size,
      witness: signature.name,
      timeSeconds,
      line: formatSignatureLine(signature),
    };
    const offMs = clock() - timeSeconds * 1000;
    const standing: WitnessStanding = {
      ...unasked(vkey),
      oldSize: head.size,
      cosigned: { size: head.size, timeSeconds },
      detail: Math.abs(offMs) > CLOCK_SLACK_MS ? `Its clock and that of this index differ by ${minutesOf(offMs)}.` : "",
    };
    // The database first: it knows whether another leads by now, and then nothing goes to the store that both share.
    if (!(await this.#record(witness, standing, cosignature))) return;
    await keep({ ...cosignature, vkey, receivedAtMs: clock() }).catch((error: unknown) => {
      log.error({ event: "cosignature-not-kept", err: error }, "The second store did not take a cosignature");
    });
  }

  async #fail(
    witness: Witness,
    outcome: "back-off" | "unreachable" | "unusable",
    detail: string,
    retryAfterMs: number | undefined,
  ): Promise<void> {
    const failures = witness.standing.failures + 1;
    const doubledMs = Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** Math.min(failures - 1, 20));
    // Half of it is thrown, so that logs that failed together do not come back together.
    const thrown = (this.#options.random(1)[0] ?? 0) / 256;
    const waitMs = Math.min(ALARM_BACK_OFF_MS, Math.max(doubledMs * (0.5 + thrown / 2), retryAfterMs ?? 0));
    this.#options.log.warn(
      { event: "witness-fails", witness: witness.name, outcome, detail, waitMs },
      "No cosignature",
    );
    await this.#backOff(witness, { ...witness.standing, failures, outcome, detail }, waitMs);
  }

  /** Somebody holds another history under this log's name: everybody must hear of it, and only people can judge it. */
  async #raiseAlarm(witness: Witness, detail: string): Promise<void> {
    const { clock, log } = this.#options;
    log.error(
      { event: "witness-conflict", alarm: "equivocation", witness: witness.name, detail },
      "A witness holds another history of this log",
    );
    const alarm = witness.standing.alarm ?? { atMs: clock(), detail };
    const failures = witness.standing.failures + 1;
    await this.#backOff(
      witness,
      { ...witness.standing, failures, outcome: "conflict", detail, alarm },
      ALARM_BACK_OFF_MS,
    );
  }

  async #backOff(witness: Witness, standing: WitnessStanding, waitMs: number): Promise<void> {
    const { clock, monotonicMs } = this.#options;
    witness.backOffUntilMs = monotonicMs() + waitMs;
    await this.#record(witness, { ...standing, backOffUntilMs: clock() + Math.round(waitMs) });
  }

  /** False: another leads now; this leader will find out by itself. */
  async #record(witness: Witness, standing: WitnessStanding, cosignature?: NewCosignature): Promise<boolean> {
    const { sql, epoch, clock } = this.#options;
    witness.standing = standing;
    const isLeader = await recordStanding(sql, epoch, standing, clock(), cosignature);
    if (!isLeader) this.#stop.abort();
    return isLeader;
  }
}

function unasked(vkey: string): WitnessStanding {
  return {
    vkey,
    oldSize: 0,
    cosigned: undefined,
    failures: 0,
    outcome: "cosigned",
    detail: "",
    backOffUntilMs: undefined,
    alarm: undefined,
  };
}

function aheadDetail(theirs: number, ours: number): string {
  return `It has cosigned size ${theirs} of this log, whose newest checkpoint here is of size ${ours}: either this index lost entries that it signed, or somebody else signs in its name.`;
}

function conflictDetail(oldSize: number, size: number): string {
  return oldSize === size
    ? `It has cosigned another history of the same size ${size}.`
    : `It says that the checkpoint of size ${size} does not extend the one of size ${oldSize} that it cosigned.`;
}
