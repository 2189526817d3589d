/**
 * Plays the invented market on, in a running index: says what is planned when its time has come, answers what it sees,
 * visitors' reports too, and lets time go bit by bit, so that nobody misses a clock. What the index says by itself it leaves to
 * the index, and waits for it.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { addMs, asInstant, HOUR_MS, type Instant, MINUTE_MS } from "#lib/kernel/instant.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import { leafHash } from "#lib/log/tree.ts";
import { MemoryState } from "#lib/state/memory-state.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { assembleStatement, signingBytes } from "#lib/statement/envelope.ts";
import { type DueAct, IndexDesk } from "./desk.ts";
import type { RemoteLog } from "./remote-log.ts";
import { composeSaying, idOf, type PrexWorld, partsOf, type Saying } from "./saying.ts";
import type { SignBySeed } from "./script.ts";

export type LiveMeans = { readonly sign: SignBySeed; readonly signal: AbortSignal };

const LOOK_EVERY_MS = 1_000;
/** Between two looks of people at what is open, by the world's time; what is planned is said at the next one. */
const LOOK_MS = 6 * HOUR_MS;
/** The index says what it has to say within so much of the machine's time, or is not waited for. */
const INDEX_WITHIN_MS = 15_000;
const INDEX_LOOK_MS = 50;
/** A visitor's browser opens a ballot that it sealed within so much of the machine's time, or is not waited for. */
const VISITOR_WITHIN_MS = 12_000;
/** An index says these at once, whatever its clock shows: judged, ruled, admitted. Answers that are run again hold nobody up. */
const AT_ONCE: ReadonlySet<DueAct["act"]> = new Set(["judge", "rule", "admit"]);
const AT_ONCE_MS = MINUTE_MS;
/** What could not be said when its time came is not said late: it would be refused as too old. */
const TOO_LATE_MS = 20 * HOUR_MS;
/** Statements on their way at once. */
const AT_A_TIME = 16;
/** A reaction brings about the next one: as many rounds at a moment. */
const ROUNDS = 8;

export class LivePlay {
  readonly #world: PrexWorld;
  readonly #log: RemoteLog;
  readonly #means: LiveMeans;
  readonly #state = MemoryState.empty();
  readonly #desk = new IndexDesk(this.#state);
  /** Ids of statements that the log has, or that it refused. */
  readonly #said = new Set<string>();
  /** Reactions as such: what was void once is not tried for ever. */
  readonly #reacted = new Set<string>();
  /** Sealed ballots of visitors that were waited for. */
  readonly #awaited = new Set<string>();
  #size = 0;
  #planned = 0;

  constructor(world: PrexWorld, log: RemoteLog, means: LiveMeans) {
    this.#world = world;
    this.#log = log;
    this.#means = means;
  }

  /** Until it is told to stop. The log is read when it grows or time is asked to pass, and not before. */
  async run(): Promise<void> {
    const { signal } = this.#means;
    let seen: number | undefined;
    while (!signal.aborted) {
      try {
        const [{ now, until }, size] = [await this.#log.clock(), await this.#log.size()];
        if (until > now || (seen !== undefined && size > seen)) await this.#playTo(until);
        seen = Math.max(size, this.#size);
      } catch (error) {
        if (!signal.aborted) process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
      }
      await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async #playTo(until: Instant): Promise<void> {
    let { now } = await this.#log.clock();
    await this.#settle(now);
    while (now < until && !this.#means.signal.aborted) {
      now = (await this.#log.step(this.#nextStop(now, until))).now;
      await this.#settle(now);
    }
  }

  /** The next look, or before it the moment at which the index has something to say. */
  #nextStop(now: Instant, until: Instant): Instant {
    const look = (Math.floor(now / LOOK_MS) + 1) * LOOK_MS;
    const due = this.#desk.next();
    const act = due === undefined || due.act === "rerun" || due.at <= now ? until : due.at;
    return asInstant(Math.min(until, look, act));
  }

  #nextPlanned(): Saying | undefined {
    const { planned, seed } = this.#world;
    for (; this.#planned < planned.length; this.#planned += 1) {
      const saying = planned[this.#planned];
      if (saying !== undefined && !this.#said.has(idOf(seed, saying))) return saying;
    }
    return undefined;
  }

  /** Everybody says what is to be said by then, until all are silent. */
  async #settle(now: Instant): Promise<void> {
    await this.#read();
    await this.#waitForIndex(now);
    const due: Saying[] = [];
    for (let next = this.#nextPlanned(); next !== undefined && next.at <= now; next = this.#nextPlanned()) {
      if (now - next.at <= TOO_LATE_MS) due.push(next);
      this.#said.add(idOf(this.#world.seed, next));
    }
    await this.#sayAll(due);
    await this.#react(now);
    if (await this.#waitForVisitors(now)) await this.#react(now);
  }

  async #react(now: Instant): Promise<void> {
    for (let round = 0; round < ROUNDS; round += 1) {
      await this.#waitForIndex(now);
      const reactions = this.#world.react(this.#state, now, this.#desk.cases).filter((saying) => this.#isNew(saying));
      if (reactions.length === 0) return;
      await this.#sayAll(reactions);
    }
  }

  #isNew({ by, said: { kind, subject, body } }: Saying): boolean {
    const name = canonicalText({ by: by.did, kind, subject, body });
    if (this.#reacted.has(name)) return false;
    this.#reacted.add(name);
    return true;
  }

  /** Together what concerns others; one after the other what concerns the same, since it may name what was said before. */
  async #sayAll(sayings: readonly Saying[]): Promise<void> {
    let left = sayings;
    while (left.length > 0 && !this.#means.signal.aborted) {
      const subjects = new Set<string>();
      const isFirst = ({ said, by }: Saying) => {
        const names = [said.subject, by.did];
        const known = names.some((name) => subjects.has(name));
        for (const name of names) subjects.add(name);
        return !known;
      };
      const wave = left.filter(isFirst).slice(0, AT_A_TIME);
      const spoken = new Set(wave);
      await Promise.all(wave.map((saying) => this.#say(saying)));
      await this.#read();
      left = left.filter((saying) => !spoken.has(saying));
    }
  }

  async #say(saying: Saying): Promise<void> {
    const statement = composeSaying(this.#world, saying, this.#state);
    const bytes = assembleStatement(statement, this.#means.sign(saying.by.seed, signingBytes(statement)));
    const refusal = await this.#log.say(bytes, partsOf(this.#world.seed, saying));
    if (refusal !== undefined) process.stderr.write(`${saying.said.kind} was refused: ${refusal}\n`);
  }

  /** A ballot can be opened for a day, which passes here in seconds: only the browser that sealed it has it. False: there is none. */
  async #waitForVisitors(now: Instant): Promise<boolean> {
    const { signal } = this.#means;
    const sealed = () =>
      this.#world.ballotsOfOthers(this.#state, now, this.#desk.cases).filter((ballot) => !this.#awaited.has(ballot));
    let left = sealed();
    if (left.length === 0) return false;
    const endMs = performance.now() + VISITOR_WITHIN_MS;
    while (left.length > 0 && performance.now() < endMs && !signal.aborted) {
      await delay(INDEX_LOOK_MS, undefined, { signal }).catch(() => undefined);
      await this.#read();
      left = sealed();
    }
    for (const ballot of left) this.#awaited.add(ballot);
    return true;
  }

  async #waitForIndex(now: Instant): Promise<void> {
    const endMs = performance.now() + INDEX_WITHIN_MS;
    for (let due = this.#desk.next(); due !== undefined && this.#isAwaited(due, now); due = this.#desk.next()) {
      if (performance.now() > endMs) this.#desk.putOff(due);
      await delay(INDEX_LOOK_MS, undefined, { signal: this.#means.signal }).catch(() => undefined);
      if (this.#means.signal.aborted) return;
      await this.#read();
    }
  }

  #isAwaited({ act, at }: DueAct, now: Instant): boolean {
    return act !== "rerun" && at <= (AT_ONCE.has(act) ? addMs(now, AT_ONCE_MS) : now);
  }

  async #read(): Promise<void> {
    const size = await this.#log.size();
    while (this.#size < size) {
      for (const bytes of await this.#log.leaves(this.#size, size)) {
        const entry = parseEntry(bytes);
        if (!entry.ok) throw new Error(`Entry ${this.#size} cannot be read.`);
        const { loggedAt, parsed } = entry.value;
        const { statement, hash } = parsed;
        this.#said.add(statement.id);
        const index = this.#size as EntryIndex;
        const applied = this.#state.apply({ index, leafHash: leafHash(bytes), loggedAt, statement, hash });
        this.#desk.note(applied.touched, loggedAt);
        this.#size += 1;
      }
    }
  }
}
