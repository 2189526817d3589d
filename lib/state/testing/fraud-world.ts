/** For tests: a log with every key of its genesis, its heads, witnesses, receipts and promises, honest or not. */

import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { StatementHash } from "#lib/kernel/ids.ts";
import { addMs, type Instant, MINUTE_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { cosigner } from "#lib/log/cosignature.ts";
import { append, emptyFrontier, rootOf } from "#lib/log/frontier.ts";
import { ed25519NoteSigner, signNote } from "#lib/log/note.ts";
import { formatPromise, promiseOf } from "#lib/log/promise.ts";
import type { Receipt } from "#lib/log/receipt.ts";
import { leafHash, proveInclusion } from "#lib/log/tree.ts";
import type { StateTrie } from "#lib/log/trie.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import { encodeEntry } from "#lib/statement/entry.ts";
import type { AggregateRow } from "../memory-state.ts";
import { factsTrieOf, stateRootOf } from "../state-root.ts";
import { nodesOver } from "./accountability.ts";
import { rememberingVerify, TEST_LOG, TestWorld, testKey } from "./world.ts";

export const logSigner = ed25519NoteSigner(TEST_LOG, testKey("log").seed);
const promiseSigner = ed25519NoteSigner(`${TEST_LOG}/promise`, testKey("promise").seed);
export const promiseVkey = promiseSigner.vkey;
export const witnessAt = (name: string, seconds: number) => cosigner(`${name}.example/w`, testKey(name).seed, seconds);

/** Two of three witnesses. */
export const POLICY: WitnessPolicy = {
  logs: [{ vkey: logSigner.vkey }],
  witnesses: ["w1", "w2", "w3"].map((name) => ({ name, vkey: witnessAt(name, 0).vkey })),
  groups: [{ name: "two", threshold: 2, members: ["w1", "w2", "w3"] }],
  quorum: "two",
};

export const TRUST = { logVkey: logSigner.vkey, policy: POLICY, raw: rememberingVerify };

export const seconds = (at: Instant): number => Math.floor(at / 1000);

/** A signed head over the first `size` leaves; with a time, all three witnesses cosigned it then. */
export function headOf(leaves: readonly Uint8Array[], size: number, cosignedAt?: Instant): string {
  const { frontier } = append(emptyFrontier(), leaves.slice(0, size).map(leafHash));
  const witnesses =
    cosignedAt === undefined ? [] : ["w1", "w2", "w3"].map((name) => witnessAt(name, seconds(cosignedAt)));
  return signNote(formatCheckpoint({ origin: TEST_LOG, size, root: rootOf(frontier) }), [logSigner, ...witnesses]);
}

export function nodesOfLog(leaves: readonly Uint8Array[]) {
  return nodesOver(leaves.map(leafHash));
}

export function receiptIn(leaves: readonly Uint8Array[], index: number, size: number, checkpointNote: string): Receipt {
  const proof = proveInclusion(index, size, nodesOfLog(leaves.slice(0, size)));
  return { index, entryBytes: leaves[index] ?? new Uint8Array(), proof, checkpointNote };
}

/** The promise note that the log gave for this statement. */
export function promiseFor(hash: StatementHash, at: Instant): string {
  return signNote(formatPromise(promiseOf(TEST_LOG, hash, seconds(at))), [promiseSigner]);
}

/** The facts as they stand, and the body of the state root that says so. */
export function factsNow(world: TestWorld): { rows: AggregateRow[]; trie: StateTrie; body: JsonObject } {
  const rows = world.state.rows();
  const trie = factsTrieOf(rows);
  const claim = { size: world.leaves.length, lastLoggedAt: world.now, facts: trie.root() };
  return { rows, trie, body: { ...stateRootOf(claim) } };
}

/** A log of `rounds` registrations, a minute apart, with a state root at the end. `lie` changes that state root. */
export function smallLog(rounds: number, lie: object = {}): { world: TestWorld; times: Instant[] } {
  const world = TestWorld.founded();
  const times = [world.now];
  for (let round = 0; round < rounds; round += 1) {
    world.now = addMs(world.now, MINUTE_MS);
    world.register(testKey(`participant ${round}`));
    times.push(world.now);
  }
  const body = { ...factsNow(world).body, ...lie };
  world.say({ kind: "state.root", by: world.index, subject: "index", body });
  times.push(world.now);
  return { world, times };
}

/** The same leaves, but that another one stands at this index. */
export function forkedAt(leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  return leaves.map((leaf, at) => (at === index ? encodeEntry(0 as Instant, utf8Encode('{"other":"branch"}')) : leaf));
}
