/**
 * Plays an invented market into a log in memory: what people say at their times, what they answer to what they see, and what
 * the index says by itself, by the same functions as a running one. The same world and the same machines give the same log.
 */
import { preimageOf } from "#lib/dispute/draw-chain.ts";
import { admit, type Host } from "#lib/evidence/definition/admission.ts";
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import type { EntryIndex, StatementHash } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, HOUR_MS, type Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { ed25519NoteSigner } from "#lib/log/note.ts";
import { leafHash } from "#lib/log/tree.ts";
import { drawDueOf } from "#lib/state/case/draw-due.ts";
import { judgeCase } from "#lib/state/case/judge-case.ts";
import { rulingBodyOf } from "#lib/state/case/ruling-body.ts";
import { DefinitionPending } from "#lib/state/definition-then.ts";
import { type Applied, MemoryState } from "#lib/state/memory-state.ts";
import type { Effect } from "#lib/state/reducer.ts";
import { dueOf } from "#lib/state/reducers/clock.ts";
import { runAttached } from "#lib/state/run-attached.ts";
import { FactsHistory, stateRootOf } from "#lib/state/state-root.ts";
import { indexOf } from "#lib/state/view.ts";
import { clockRecord } from "#lib/statement/clock-record.ts";
import { encodeEntry } from "#lib/statement/entry.ts";
import { assembleStatement, signingBytes, statementHash, type UnsignedStatement } from "#lib/statement/envelope.ts";
import type { Kind } from "#lib/statement/kinds.ts";
import { RE_EXECUTION } from "#lib/statement/observations.ts";
import type { Part } from "#lib/statement/submission.ts";
import { type DueAct, IndexDesk } from "./desk.ts";
import { KnownSoFar } from "./known.ts";
import { remembered } from "./remembered-runs.ts";
import { composeSaying, type PlayableWorld, partsOf, type Saying } from "./saying.ts";
import type { SignBySeed } from "./script.ts";
import { Weeks } from "./weeks.ts";

export type PlayMeans = {
  readonly sign: SignBySeed;
  /** The two machines of a verdict. */
  readonly hosts: { readonly local: Host; readonly second: Host };
  readonly raw?: RawVerify;
};

/** An entry of the log; `bytes`: the signed statement. */
export type Played = {
  readonly index: EntryIndex;
  readonly at: Instant;
  readonly statement: UnsignedStatement;
  readonly hash: StatementHash;
  readonly bytes: Uint8Array;
  readonly parts: readonly Part[];
  readonly effect: Effect;
  /** What it changed in the state. */
  readonly applied: Applied;
};

/** So often people look at what is open. */
const LOOK_MS = 3 * HOUR_MS;
const ROOT_MS = 7 * DAY_MS;

export class PrexPlay {
  readonly state = MemoryState.empty();
  readonly desk = new IndexDesk(this.state);
  /** What users could see, noted with each state root. */
  readonly weeks: Weeks;
  readonly #world: PlayableWorld;
  readonly #means: PlayMeans;
  /** For answers; definitions are admitted by the machines themselves. */
  readonly #hosts: PlayMeans["hosts"];
  readonly #known: KnownSoFar;
  readonly #facts = new FactsHistory(this.state);
  #size = 0;
  #now: Instant;
  #planned = 0;
  #look: Instant;
  #root: Instant;

  constructor(world: PlayableWorld, means: PlayMeans) {
    const { start, origin, indexKeys } = world;
    this.#world = world;
    this.weeks = new Weeks(world);
    this.#means = means;
    this.#hosts = { local: remembered(means.hosts.local), second: remembered(means.hosts.second) };
    const { vkey } = ed25519NoteSigner(origin, indexKeys.log.seed);
    this.#known = new KnownSoFar(this.state, { origin, logVkey: vkey, ...(means.raw && { raw: means.raw }) });
    this.#now = start;
    this.#look = addMs(start, LOOK_MS);
    this.#root = addMs(start, ROOT_MS);
  }

  /** Entries up to that time, in order. */
  async *until(end: Instant): AsyncGenerator<Played> {
    for (;;) {
      const saying = this.#world.planned[this.#planned];
      const act = this.desk.next();
      const times = [saying?.at, act?.at, this.#look, this.#root].map((at) => at ?? Number.POSITIVE_INFINITY);
      const at = Math.min(...times);
      if (at > end) return;
      this.#now = asInstant(Math.max(at, this.#now));
      if (saying?.at === at) {
        this.#planned += 1;
        yield this.#say(saying);
      } else if (act?.at === at) {
        yield* this.#perform(act);
      } else if (this.#root === at) {
        this.#root = addMs(this.#root, ROOT_MS);
        yield this.#stateRoot();
      } else {
        this.#look = addMs(this.#look, LOOK_MS);
        for (const reaction of this.#world.react(this.state, this.#now, this.desk.cases)) yield this.#say(reaction);
      }
    }
  }

  #say(saying: Saying): Played {
    const statement = composeSaying(this.#world, saying, this.state);
    return this.#log(statement, saying.by.seed, partsOf(this.#world.seed, saying));
  }

  #sayAsIndex(kind: Kind, subject: string, body: object): Played {
    const by = this.#world.indexKeys.statement;
    return this.#say({ at: this.#now, by, said: { kind, subject, body: body as JsonObject }, attached: [] });
  }

  #log(statement: UnsignedStatement, seed: Uint8Array, parts: readonly Part[]): Played {
    const bytes = assembleStatement(statement, this.#means.sign(seed, signingBytes(statement)));
    const [at, index, hash] = [this.#now, this.#size as EntryIndex, statementHash(statement)];
    const entry = { index, leafHash: leafHash(encodeEntry(at, bytes)), loggedAt: at, statement, hash };
    const applied = this.state.apply(entry);
    this.#size += 1;
    this.#facts.push(at, applied);
    const played = { index, at, statement, hash, bytes, parts, effect: applied.effect, applied };
    this.#known.add(played);
    this.desk.note(applied.touched, at);
    return played;
  }

  #stateRoot(): Played {
    const size = this.#size;
    const found = this.#facts.at(size);
    if (found === undefined) throw new Error(`No facts of the first ${size} entries.`);
    const { facts, lastLoggedAt, marks } = found;
    this.weeks.note(this.state, this.#now);
    const body = stateRootOf({ size, lastLoggedAt, facts, marks: { root: marks.root, model: marks.model.hash } });
    return this.#sayAsIndex("state.root", "index", body);
  }

  async *#perform(due: DueAct): AsyncGenerator<Played> {
    this.desk.putOff(due);
    const form = this.state.get(due.key);
    if (form === undefined) return;
    const index = indexOf(this.state);
    if (due.act === "clock") {
      const [first] = dueOf(form, index?.outages ?? [], this.#now);
      const { statement: by } = this.#world.indexKeys;
      const signer = { log: this.#world.origin, issuer: by.did, key: by.thumbprint };
      if (first !== undefined) yield this.#log(clockRecord(first, signer), by.seed, []);
    } else if (form.aggregate === "definition") {
      const version = form.versions.find(({ admission }) => admission === null);
      const known = version && (await this.#known.version(version));
      const { local, second } = this.#means.hosts;
      const found = known && (await admit(known.definition, known.material, [local, second]));
      if (version === undefined || found === undefined) return;
      const { admitted, failed, results } = found;
      const outcome = {
        outcome: admitted ? "admitted" : "refused",
        ...(failed && { failed }),
        ...(results && { results }),
      };
      yield this.#sayAsIndex("definition.admit", form.id, { definition: version.hash, ...outcome });
    } else if (form.aggregate === "attester") {
      const filed = { provider: form.provider, filedIn: form.last.entry };
      const reader = this.#known.readerOf(filed, this.#now);
      const found = await unlessPending(runAttached(form, this.#known.part(form.last.bundle), reader, this.#hosts));
      const body = { type: RE_EXECUTION, evidence: form.last.statement, by: form.key, ...found };
      if (found !== undefined) yield this.#sayAsIndex("peer.observation", form.provider, body);
    } else if (form.aggregate === "case" && due.act === "judge") {
      const reader = this.#known.readerOf(form, this.#now);
      const body = await unlessPending(judgeCase(form, this.#known.part(form.bundle), reader, this.#hosts));
      const isSaid =
        body !== undefined && form.verdict?.verdict === body.verdict && form.verdict.reason === body.reason;
      if (body !== undefined && !isSaid) yield this.#sayAsIndex("verdict", form.id, body);
      else this.desk.again(due, addMs(this.#now, DAY_MS));
    } else if (form.aggregate === "case" && due.act === "draw") {
      const draw = drawDueOf(form, index);
      if (draw === undefined) return;
      const preimage = preimageOf(this.#world.indexKeys.draw.seed, draw.epoch);
      yield this.#sayAsIndex("case.draw", form.id, { round: draw.round, preimage });
    } else if (form.aggregate === "case" && due.act === "rule") {
      const ruling = form.dispute?.rulings.find(({ entry }) => entry === null);
      if (ruling !== undefined) yield this.#sayAsIndex("ruling", form.id, rulingBodyOf(form, ruling));
    }
  }
}

/** Undefined while the definition was not looked at. */
async function unlessPending<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DefinitionPending) return undefined;
    throw error;
  }
}
