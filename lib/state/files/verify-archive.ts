/**
 * The whole check of an exported log, offline: root from the leaves, every checkpoint, every statement and signature,
 * every authority rule by the fold, every state root, log time against cosignatures, every part against its commitment.
 * Reads the archive as it arrives.
 */
import { hexEncode } from "#lib/kernel/base.ts";
import { equalBytes } from "#lib/kernel/bytes.ts";
import { type Check, type Finding, findingOf } from "#lib/kernel/checks.ts";
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import type { Did, Origin } from "#lib/kernel/ids.ts";
import { formatInstant, type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { Refusal } from "#lib/kernel/refusal.ts";
import { type ArchiveFrame, type ArchiveHeader, ArchiveReader } from "#lib/log/archive.ts";
import type { Checkpoint } from "#lib/log/checkpoint.ts";
import { append, emptyFrontier, type Frontier, rootOf } from "#lib/log/frontier.ts";
import { isQuorumMetAt, openWitnessedCheckpoint } from "#lib/log/quorum.ts";
import { leafHash } from "#lib/log/tree.ts";
import { formatVkey } from "#lib/log/vkey.ts";
import { policyWithoutWitnesses, type WitnessPolicy } from "#lib/log/witness-policy.ts";
import { type AuditedEntry, Replay } from "../audit.ts";
import { compareRoots, type RememberedHead } from "../check-head.ts";
import { checkOutages } from "../check-outages.ts";
import { checkStatements, checkStateRoots } from "../check-replay.ts";
import { earlyTime, LOG_TIME_SLACK_MS, latestQuorumTime } from "../log-time.ts";
import { indexOf } from "../view.ts";

/**
 * `logVkey` undefined: taken from genesis, "trusted on first use". `policy`: the witnesses whose times bound log time.
 * `remembered`: a head of this log that verified at an earlier visit.
 */
export type ArchiveTrust = {
  readonly logVkey: string | undefined;
  readonly policy?: WitnessPolicy;
  readonly remembered?: RememberedHead;
  readonly raw?: RawVerify;
  readonly rootsAt?: Iterable<number>;
};

export type ArchiveFinding = Finding & {
  readonly header: ArchiveHeader | undefined;
  /** The last checkpoint, that of the whole archive, and its signed note. */
  readonly checkpoint: Checkpoint | undefined;
  readonly note: string | undefined;
  /** The log key that verified it: the trusted one, else that of genesis. */
  readonly vkey: string | undefined;
  readonly replay: Replay | undefined;
  /** Every promise key that the log ever had, the newest first: what one promised stays promised. */
  readonly promiseKeys: readonly Did[];
};

type Failure = { reason: string; detail: string };

/** Push the bytes as they come, then ask for the finding. Never throws. */
export class ArchiveAudit {
  readonly #reader = new ArchiveReader();
  readonly #trust: ArchiveTrust;
  readonly #onEntry: ((entry: AuditedEntry) => void) | undefined;
  #form: Refusal | undefined;
  #header: ArchiveHeader | undefined;
  #replay: Replay | undefined;
  #vkey: string | undefined;
  #checkpoint: Checkpoint | undefined;
  #note: string | undefined;
  #sameView: Check | undefined;
  #bundleStart: Frontier = emptyFrontier();
  #bundle: { hash: Hash; loggedAt: Instant | undefined }[] = [];
  readonly #commits = new Map<string, number>();
  readonly #promiseKeys = new Set<Did>();
  readonly #failures = new Map<string, Failure>();
  #checkpoints = 0;
  #parts = 0;
  #cosignedHeads = 0;
  #earlyTime: Check | undefined;
  /** Entries from `size` on may not be logged before `notBefore`. */
  #lastCosigned: { size: number; notBefore: number } | undefined;

  constructor(trust: ArchiveTrust, onEntry?: (entry: AuditedEntry) => void) {
    this.#trust = trust;
    this.#onEntry = onEntry;
    this.#vkey = trust.logVkey;
  }

  push(chunk: Uint8Array): void {
    for (const _ of this.steps(chunk));
  }

  /** The same in small steps, for whoever has to look up from the work now and then. To be run to its end. */
  *steps(chunk: Uint8Array): Generator<void> {
    const frames = this.#reader.push(chunk);
    if (!frames.ok) this.#form ??= frames.error;
    else for (const frame of frames.value) yield* this.#take(frame);
  }

  /**
   * Checks, in order: `form`, `log-key`, `genesis`, `checkpoints`, `root`, `statements`, `state-roots`, `outages`,
   * `log-times`, `parts`, and `same-view` when a head is remembered.
   */
  finish(): ArchiveFinding {
    this.#form ??= this.#reader.end();
    const rest = this.#form === undefined ? this.#results() : NAMES.map((name) => notRun(name));
    const form: Check =
      this.#form === undefined
        ? { name: "form", outcome: "pass" }
        : { name: "form", outcome: "fail", reason: this.#form.code, detail: this.#form.detail };
    return {
      ...findingOf([form, ...rest]),
      header: this.#header,
      checkpoint: this.#checkpoint,
      note: this.#note,
      vkey: this.#vkey,
      replay: this.#replay,
      promiseKeys: [...this.#promiseKeys].toReversed(),
    };
  }

  *#take(frame: ArchiveFrame): Generator<void> {
    switch (frame.type) {
      case "header":
        this.#header = frame.header;
        this.#replay = new Replay(frame.header.origin as Origin, this.#trust.raw, {
          rootsAt: this.#trust.rootsAt ?? [],
        });
        return;
      case "entries":
        for (const [at, leaf] of frame.entries.entries()) {
          this.#takeLeaf(leaf);
          if (at % STEP_ENTRIES === STEP_ENTRIES - 1) yield;
        }
        return;
      case "checkpoint":
        this.#takeCheckpoint(frame.note, frame.checkpoint);
        return;
      case "part":
        this.#takePart(hexEncode(frame.commit), frame.part.bytes.length);
    }
  }

  #takeLeaf(leaf: Uint8Array): void {
    if (this.#bundle.length === BUNDLE) {
      this.#bundleStart = append(
        this.#bundleStart,
        this.#bundle.map(({ hash }) => hash),
      ).frontier;
      this.#bundle = [];
    }
    const hash = leafHash(leaf);
    const entry = this.#replay?.push(leaf, hash);
    this.#bundle.push({ hash, loggedAt: entry?.loggedAt });
    this.#compareWithMemory();
    if (entry === undefined) return;
    if (entry.index === 0) this.#checkGenesis();
    // By whichever entry it came into force: admins of a threshold agree to one in several.
    const promiseKey = indexOf(this.replay.state)?.keys.promise;
    if (promiseKey !== undefined) this.#promiseKeys.add(promiseKey);
    this.#checkLowerBound(entry.index, entry.loggedAt);
    for (const part of entry.parsed.statement.parts ?? []) this.#commits.set(part.commit, part.bytes);
    this.#onEntry?.(entry);
  }

  #compareWithMemory(): void {
    const { remembered } = this.#trust;
    const size = this.#bundleStart.size + this.#bundle.length;
    if (remembered?.checkpoint.size !== size) return;
    const isSame = equalBytes(this.#rootAt(size), remembered.checkpoint.root);
    this.#sameView = compareRoots(size, isSame, remembered.seenAt);
  }

  /** The root of the first `size` entries, for sizes within the last bundle. */
  #rootAt(size: number): Hash {
    const hashes = this.#bundle.slice(0, size - this.#bundleStart.size).map(({ hash }) => hash);
    return rootOf(append(this.#bundleStart, hashes).frontier);
  }

  #checkGenesis(): void {
    const index = this.#replay === undefined ? undefined : indexOf(this.#replay.state);
    const publicKey = index === undefined ? undefined : publicKeyOfDid(index.keys.log);
    if (index === undefined || publicKey === undefined) return;
    const own = formatVkey({ name: index.origin, type: "ed25519", publicKey });
    this.#vkey ??= own;
    if (own !== this.#vkey) this.#fail("genesis", "other-key", "Genesis names another log key than the trusted one.");
  }

  #takeCheckpoint(note: string, checkpoint: Checkpoint): void {
    this.#checkpoints += 1;
    this.#checkpoint = checkpoint;
    this.#note = note;
    if (!equalBytes(this.#rootAt(checkpoint.size), checkpoint.root))
      this.#fail("root", "wrong-root", `The entries do not give the root that was signed for size ${checkpoint.size}.`);
    const vkey = this.#vkey;
    if (vkey === undefined) return;
    const opened = openWitnessedCheckpoint(note, vkey, this.#policy(vkey), this.#trust.raw);
    if (!opened.ok)
      this.#fail(
        "checkpoints",
        opened.error,
        `The checkpoint of size ${checkpoint.size} is not signed by the log's key.`,
      );
    else this.#boundTimes(checkpoint.size, opened.value.cosigned);
  }

  #policy(vkey: string): WitnessPolicy {
    return this.#trust.policy ?? policyWithoutWitnesses(vkey);
  }

  /** Entries up to this head are at most five minutes later than its cosignatures; later ones at most five earlier. */
  #boundTimes(size: number, cosigned: readonly { witness: string; timeSeconds: number }[]): void {
    const policy = this.#policy(this.#vkey ?? "");
    const last = this.#bundle[size - this.#bundleStart.size - 1]?.loggedAt;
    const isLate = (seconds: number) => last !== undefined && last > seconds * SECOND_MS + LOG_TIME_SLACK_MS;
    if (isQuorumMetAt(policy, cosigned, isLate))
      this.#fail(
        "log-times",
        "false-time",
        `Entry ${size - 1} bears a log time after the cosignatures of a head with it.`,
      );
    if (!isQuorumMetAt(policy, cosigned, () => true)) return;
    this.#cosignedHeads += 1;
    const times = cosigned.map(({ timeSeconds }) => timeSeconds * SECOND_MS - LOG_TIME_SLACK_MS);
    this.#lastCosigned = { size, notBefore: latestQuorumTime(policy, cosigned, times) };
    this.#checkLowerBound(size, this.#bundle[size - this.#bundleStart.size]?.loggedAt);
  }

  /** The entry right after the last cosigned head has the earliest log time of all that follow. */
  #checkLowerBound(index: number, loggedAt: Instant | undefined): void {
    const before = this.#lastCosigned;
    if (before?.size === index && loggedAt !== undefined && loggedAt < before.notBefore)
      this.#earlyTime ??= earlyTime(index, `the log time ${formatInstant(loggedAt)}`);
  }

  #takePart(commit: string, bytes: number): void {
    this.#parts += 1;
    if (this.#commits.get(commit) !== bytes)
      this.#fail("parts", "unknown-part", `No entry commits to the part ${commit}.`);
  }

  #fail(check: string, reason: string, detail: string): void {
    if (!this.#failures.has(check)) this.#failures.set(check, { reason, detail });
  }

  #results(): Check[] {
    const { replay } = this;
    return [
      this.#trust.logVkey === undefined ? FIRST_USE : { name: "log-key", outcome: "pass" },
      indexOf(replay.state) === undefined
        ? { name: "genesis", outcome: "fail", reason: "not-genesis", detail: "Entry 0 does not found this log." }
        : this.#result("genesis"),
      this.#result("checkpoints", `${this.#checkpoints} signed by the log's key`),
      this.#result("root", `${replay.size} entries give every signed root`),
      checkStatements(replay),
      checkStateRoots(replay),
      checkOutages(replay),
      this.#logTimes(),
      this.#result("parts", this.#partsText()),
      ...this.#memory(),
    ];
  }

  #logTimes(): Check {
    if (this.#failures.has("log-times")) return this.#result("log-times");
    return this.#earlyTime ?? (this.#cosignedHeads === 0 ? NO_WITNESS : this.#result("log-times"));
  }

  #partsText(): string {
    const withheld = indexOf(this.replay.state)?.withheld.filter(({ commit }) => this.#commits.has(commit)).length ?? 0;
    const text = `${this.#parts} of ${this.#commits.size} parts are in the archive`;
    return withheld === 0 ? text : `${text}, ${withheld} were withheld by the official route`;
  }

  #memory(): Check[] {
    const { remembered } = this.#trust;
    if (remembered === undefined) return [];
    const detail = `It ends before the ${remembered.checkpoint.size} entries that were verified here before.`;
    return [this.#sameView ?? { name: "same-view", outcome: "cannot-check", reason: "other-size", detail }];
  }

  get header(): ArchiveHeader | undefined {
    return this.#header;
  }

  get replay(): Replay {
    return this.#replay ?? new Replay("" as Origin);
  }

  #result(name: string, detail?: string): Check {
    const failure = this.#failures.get(name);
    if (failure !== undefined) return { name, outcome: "fail", ...failure };
    return { name, outcome: "pass", ...(detail === undefined ? {} : { detail }) };
  }
}

/** The finding about an archive that is at hand as a whole or in pieces. */
export function verifyArchive(pieces: Iterable<Uint8Array>, trust: ArchiveTrust): ArchiveFinding {
  const audit = new ArchiveAudit(trust);
  for (const piece of pieces) audit.push(piece);
  return audit.finish();
}

const BUNDLE = 256;
/** Some tens of milliseconds of work. */
const STEP_ENTRIES = 16;
const NAMES = [
  "log-key",
  "genesis",
  "checkpoints",
  "root",
  "statements",
  "state-roots",
  "outages",
  "log-times",
  "parts",
];
const FIRST_USE: Check = {
  name: "log-key",
  outcome: "cannot-check",
  reason: "trusted-on-first-use",
  detail: "Compare the log's key with one from another source.",
};
const NO_WITNESS: Check = {
  name: "log-times",
  outcome: "cannot-check",
  reason: "no-witness",
  detail: "No head in this archive is cosigned by watchers that you trust.",
};

function notRun(name: string): Check {
  return { name, outcome: "not-run" };
}
