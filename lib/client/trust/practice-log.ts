/**
 * A log to practise cheating on: made in this browser from fresh keys that nobody keeps, with the very code that the
 * real one runs on. What it is convicted of verifies anywhere, under its own keys.
 */
import type { Random } from "#lib/kernel/clock.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { addMs, type Instant, MINUTE_MS, SECOND_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { cosigner } from "#lib/log/cosignature.ts";
import { append, emptyFrontier, rootOf } from "#lib/log/frontier.ts";
import { ed25519NoteSigner, signNote } from "#lib/log/note.ts";
import { formatPromise, type InclusionPromise } from "#lib/log/promise.ts";
import type { Receipt } from "#lib/log/receipt.ts";
import { type GetNode, leafHash, proveInclusion } from "#lib/log/tree.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { FOLD_VERSION } from "#lib/state/fold-version.ts";
import { MemoryState } from "#lib/state/memory-state.ts";
import { composeStatement, type Draft, type Identity, identityOfSeed, signStatement } from "#lib/statement/compose.ts";
import { encodeEntry } from "#lib/statement/entry.ts";
import { type PartCommit, statementHash } from "#lib/statement/envelope.ts";
import { newGenesisBody } from "#lib/statement/genesis.ts";

export const PRACTICE_ORIGIN = "practice.invalid/log" as Origin;
const WATCHERS = ["first", "second", "third"] as const;

export class PracticeLog {
  readonly leaves: Uint8Array[] = [];
  readonly state = MemoryState.empty();
  readonly index: Identity;
  readonly answer: Identity;
  readonly vkey: string;
  /** Two of three watchers. */
  readonly policy: WitnessPolicy;
  now: Instant;
  readonly #random: Random;
  readonly #logSigner: ReturnType<typeof ed25519NoteSigner>;
  readonly #promiseSigner: ReturnType<typeof ed25519NoteSigner>;
  readonly #watcherSeeds: readonly Uint8Array[];

  /** A log with its genesis, founded at `now`. */
  constructor(random: Random, now: Instant) {
    this.#random = random;
    this.now = now;
    const identity = () => identityOfSeed(random(32));
    const [log, promise, witness, admin] = [identity(), identity(), identity(), identity()];
    [this.index, this.answer] = [identity(), identity()];
    this.#logSigner = ed25519NoteSigner(PRACTICE_ORIGIN, log.seed);
    this.#promiseSigner = ed25519NoteSigner(`${PRACTICE_ORIGIN}/promise`, promise.seed);
    this.#watcherSeeds = WATCHERS.map(() => random(32));
    this.vkey = this.#logSigner.vkey;
    this.policy = {
      logs: [{ vkey: this.vkey }],
      witnesses: this.#watchersAt(0).map(({ vkey }, at) => ({ name: WATCHERS[at] ?? "", vkey })),
      groups: [{ name: "two", threshold: 2, members: [...WATCHERS] }],
      quorum: "two",
    };
    const keys = { log, promise, answer: this.answer, witness, statement: this.index, admin };
    const rules = { foldVersion: FOLD_VERSION, modelHash: modelHash(MODEL_1) };
    const body = newGenesisBody(PRACTICE_ORIGIN, keys, rules);
    this.say("index.genesis", this.index, "index", body);
  }

  /** Signs, logs and folds a statement; `loggedAt` is the log time that the entry shall bear. */
  say(
    kind: Draft["kind"],
    by: Identity,
    subject: string,
    body: JsonObject,
    { loggedAt = this.now, parts }: { readonly loggedAt?: Instant; readonly parts?: PartCommit[] } = {},
  ): Uint8Array {
    const draft = { kind, log: PRACTICE_ORIGIN, issuer: by.did, key: by.thumbprint, subject, body, parts };
    const statement = composeStatement(draft, this.now, this.#random);
    const leaf = encodeEntry(loggedAt, signStatement(statement, by.seed));
    const index = this.leaves.length as never;
    this.leaves.push(leaf);
    this.state.apply({ index, leafHash: leafHash(leaf), loggedAt, statement, hash: statementHash(statement) });
    return leaf;
  }

  /** So many people register, a minute apart. */
  grow(count: number): void {
    for (let at = 0; at < count; at += 1) {
      this.now = addMs(this.now, MINUTE_MS);
      const someone = identityOfSeed(this.#random(32));
      this.say("participant.register", someone, someone.did, { displayName: `Practice ${this.leaves.length}` });
    }
  }

  /** A signed head over these leaves; with a time, all three watchers cosigned it then. */
  head(leaves: readonly Uint8Array[] = this.leaves, cosignedAt?: Instant): string {
    const { frontier } = append(emptyFrontier(), leaves.map(leafHash));
    const watchers = cosignedAt === undefined ? [] : this.#watchersAt(Math.floor(cosignedAt / SECOND_MS));
    const text = formatCheckpoint({ origin: PRACTICE_ORIGIN, size: leaves.length, root: rootOf(frontier) });
    return signNote(text, [this.#logSigner, ...watchers]);
  }

  promise(promise: InclusionPromise): string {
    return signNote(formatPromise(promise), [this.#promiseSigner]);
  }

  #watchersAt(seconds: number) {
    return this.#watcherSeeds.map((seed, at) => cosigner(`${WATCHERS[at]}.practice.invalid/watcher`, seed, seconds));
  }
}

/** Every complete subtree over these leaves. */
export function nodesOver(leaves: readonly Uint8Array[]): GetNode {
  const { completed } = append(emptyFrontier(), leaves.map(leafHash));
  const nodes = new Map(completed.map(({ node, hash }) => [`${node.level}/${node.index}`, hash]));
  return ({ level, index }) => {
    const hash = nodes.get(`${level}/${index}`);
    if (hash === undefined) throw new RangeError(`No node ${level}/${index}.`);
    return hash;
  };
}

export function inclusionIn(leaves: readonly Uint8Array[], index: number) {
  return proveInclusion(index, leaves.length, nodesOver(leaves));
}

/** Of one entry, under the newest head. */
export function receiptOf(log: PracticeLog, index: number = log.leaves.length - 1): Receipt {
  const entryBytes = log.leaves[index] ?? new Uint8Array();
  return { index, entryBytes, proof: inclusionIn(log.leaves, index), checkpointNote: log.head() };
}
