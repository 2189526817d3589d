/**
 * The cost of an audit against that of its signature checks alone, in one run on the same core:
 * `node bench/audit.ts [entries]`, 100,000 when not given. Fails when the ratio is above 1.5.
 *
 * The log holds heartbeats and identity disclosures of 200 providers and a state root every 10,000 entries. The audit
 * reads and verifies every statement, rebuilds the tree, folds, and recomputes every state root.
 */
import { createPrivateKey, sign } from "node:crypto";
import { equalBytes } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { type EntryIndex, providerIdOf } from "#lib/kernel/ids.ts";
import { addMs, formatInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { append, emptyFrontier, rootOf } from "#lib/log/frontier.ts";
import { leafHash } from "#lib/log/tree.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { Replay } from "#lib/state/audit.ts";
import { MemoryState } from "#lib/state/memory-state.ts";
import { factsTrieOf, stateRootOf } from "#lib/state/state-root.ts";
import { lastInSlot } from "#lib/state/step.ts";
import { IDENTITY_BODY, TEST_LOG, TEST_START, TestWorld, testKey } from "#lib/state/testing/world.ts";
import { composeStatement, type Identity } from "#lib/statement/compose.ts";
import { encodeEntry } from "#lib/statement/entry.ts";
import { assembleStatement, signingBytes, statementHash } from "#lib/statement/envelope.ts";
import type { Kind } from "#lib/statement/kinds.ts";

const PROVIDERS = 200;
const ROOT_EVERY = 10_000;
const TURN = 1000;
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

type Signed = { signature: Uint8Array; message: Uint8Array; publicKey: Uint8Array };

/** Leaves of a true log, and what each of its signatures is over. */
function makeLog(entries: number): { leaves: Uint8Array[]; signed: Signed[] } {
  const state = MemoryState.empty();
  const leaves: Uint8Array[] = [];
  const signed: Signed[] = [];
  const index = testKey("index statement");
  const signers = new Map<Identity, ReturnType<typeof createPrivateKey>>();
  let now = TEST_START;

  function say(kind: Kind, by: Identity, subject: string, body: JsonObject): string {
    const seedOfId = (count: number) => sha256(Buffer.from(`id ${leaves.length}`)).slice(0, count);
    const draft = { kind, log: TEST_LOG, issuer: by.did, key: by.thumbprint, subject, body };
    const plain = composeStatement(draft, now, seedOfId);
    const prev = lastInSlot(state, plain);
    const statement = prev === undefined ? plain : { ...plain, prev };
    const key =
      signers.get(by) ??
      createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, by.seed]), format: "der", type: "pkcs8" });
    signers.set(by, key);
    const message = signingBytes(statement);
    const signature = new Uint8Array(sign(null, message, key));
    const leaf = encodeEntry(now, assembleStatement(statement, signature));
    const hash = statementHash(statement);
    const at = leaves.length as EntryIndex;
    const { effect } = state.apply({ index: at, leafHash: leafHash(leaf), loggedAt: now, statement, hash });
    if (effect.status === "void") throw new Error(`Entry ${at} is void: ${effect.code}`);
    leaves.push(leaf);
    signed.push({ signature, message, publicKey: by.publicKey });
    return providerIdOf(hash);
  }

  say("index.genesis", index, "index", new TestWorld().genesisBody());
  const operators = Array.from({ length: PROVIDERS }, (_, at) => testKey(`operator ${at}`));
  const ids = operators.map((operator) => {
    say("participant.register", operator, operator.did, { displayName: "Halden" });
    return say("provider.register", operator, "new", { kind: "instance", name: "Halden" });
  });
  while (leaves.length < entries) {
    const at = leaves.length;
    const operator = operators[at % PROVIDERS] ?? index;
    const id = ids[at % PROVIDERS] ?? "";
    now = addMs(now, 1000);
    const beat = { version: 1, effectiveAt: formatInstant(now), cadenceHours: 6, softwareVersion: "prex 1" };
    if (at % ROOT_EVERY === 0)
      say("state.root", index, "index", {
        ...stateRootOf({ size: at, lastLoggedAt: addMs(now, -1000), facts: factsTrieOf(state.rows()).root() }),
      });
    else if (at % 4 === 0) say("disclosure.identity", operator, id, IDENTITY_BODY);
    else say("disclosure.heartbeat", operator, id, beat);
  }
  return { leaves, signed };
}

const entries = Number(process.argv[2] ?? 100_000);
const { leaves, signed } = makeLog(entries);
const root = rootOf(append(emptyFrontier(), leaves.map(leafHash)).frontier);
const replay = new Replay(TEST_LOG, rawVerify);
let frontier = emptyFrontier();
let rawMs = 0;
let auditMs = 0;

/** Processor time of this thread: other work on the machine does not count. */
function msOf(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

// In turns of a thousand, so that a machine that slows down meanwhile slows both alike.
for (let from = 0; from < entries; from += TURN) {
  rawMs += msOf(() => {
    for (const { signature, message, publicKey } of signed.slice(from, from + TURN))
      if (!rawVerify(signature, message, publicKey)) throw new Error("A signature does not verify.");
  });
  auditMs += msOf(() => {
    const turn = leaves.slice(from, from + TURN);
    const hashes = turn.map(leafHash);
    frontier = append(frontier, hashes).frontier;
    for (const [at, leaf] of turn.entries()) replay.push(leaf, hashes[at]);
  });
}
const wrong = replay.faults.length + replay.claims.filter(({ outcome }) => outcome !== "pass").length;
if (wrong > 0 || !equalBytes(rootOf(frontier), root)) throw new Error("The audit found fault with a true log.");
const ratio = auditMs / rawMs;
const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
console.log(`${entries} entries, ${replay.claims.length} state roots recomputed`);
console.log(`signatures alone ${seconds(rawMs)}, audit ${seconds(auditMs)}, ratio ${ratio.toFixed(2)} (at most 1.5)`);
process.exitCode = ratio <= 1.5 ? 0 : 1;
