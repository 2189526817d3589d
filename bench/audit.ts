/**
 * The time of an audit against that of its signature checks alone, in one run on the same cores:
 * `npm run bench -- audit [entries]`, 100,000 when not given.
 */
import { createPrivateKey, sign } from "node:crypto";
import { VerifyAhead } from "#lib/cli/audit/verify-ahead.ts";
import { equalBytes } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { type EntryIndex, providerIdOf } from "#lib/kernel/ids.ts";
import { addMs, formatInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { append, emptyFrontier, rootOf } from "#lib/log/frontier.ts";
import { leafHash } from "#lib/log/tree.ts";
import { verifyPool } from "#lib/platform/node-verify-pool.ts";
import type { RawCheck } from "#lib/platform/packed-checks.ts";
import { Replay } from "#lib/state/audit.ts";
import { MemoryState } from "#lib/state/memory-state.ts";
import { lastInSlot } from "#lib/state/slot.ts";
import { factsTrieOf, stateRootOf } from "#lib/state/state-root.ts";
import { IDENTITY_BODY, TEST_LOG, TEST_START, TestWorld, testKey } from "#lib/state/testing/world.ts";
import { composeStatement, type Identity } from "#lib/statement/compose.ts";
import { encodeEntry } from "#lib/statement/entry.ts";
import { assembleStatement, signingBytes, statementHash } from "#lib/statement/envelope.ts";
import type { Kind } from "#lib/statement/kinds.ts";
import { figure, Report } from "./support/report.ts";

const PROVIDERS = 200;
const ROOT_EVERY = 10_000;
const TURN = 4096;
/** Leaves of one fetch, after each of which an audit waits for the checks of the fetch before. */
const BUNDLE = 256;
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

/** Leaves of a true log, and what each of its signatures is over. */
function makeLog(entries: number): { leaves: Uint8Array[]; signed: RawCheck[] } {
  const state = MemoryState.empty();
  const leaves: Uint8Array[] = [];
  const signed: RawCheck[] = [];
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
    signed.push([signature, message, by.publicKey]);
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
const report = new Report(
  "audit",
  "An audit against its signature checks alone",
  `The replay of ${figure(entries)} entries (heartbeats and identity disclosures of ${PROVIDERS} providers, a state root every ${figure(ROOT_EVERY)} entries): every statement read strictly and verified, the tree rebuilt, folded, every state root recomputed, as \`touchstone audit\` does. Against it nothing but OpenSSL's check of the same signatures. Both check signatures on the same pool of threads, so that both have all cores, and alternate in turns of ${figure(TURN)} entries.`,
);
const { leaves, signed } = makeLog(entries);
const root = rootOf(append(emptyFrontier(), leaves.map(leafHash)).frontier);
const ahead = new VerifyAhead();
const replay = new Replay(TEST_LOG, ahead.raw);
let frontier = emptyFrontier();
const alone: Cost = { elapsedMs: 0, processorMs: 0 };
const audit: Cost = { elapsedMs: 0, processorMs: 0 };

type Cost = { elapsedMs: number; processorMs: number };

/** Adds what the work costs: time passed, and processor time of all threads of this process. */
async function measure(cost: Cost, work: () => Promise<void>): Promise<void> {
  const [startedMs, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  cost.elapsedMs += performance.now() - startedMs;
  cost.processorMs += (user + system) / 1000;
}

// Threads are made for the first batch: neither side pays for that.
await verifyPool.verifyAll(signed.slice(0, TURN));
for (let from = 0; from < entries; from += TURN) {
  const turn = leaves.slice(from, from + TURN);
  const checks = signed.slice(from, from + TURN);
  await measure(alone, async () => {
    const valid = await verifyPool.verifyAll(checks);
    if (!valid.every(Boolean)) throw new Error("A signature does not verify.");
  });
  await measure(audit, async () => {
    for (let at = 0; at < turn.length; at += BUNDLE) {
      const bundle = turn.slice(at, at + BUNDLE);
      const hashes = bundle.map(leafHash);
      frontier = append(frontier, hashes).frontier;
      for (const [place, leaf] of bundle.entries()) replay.push(leaf, hashes[place]);
      await ahead.turn();
    }
    if (!(await ahead.settle())) throw new Error("A signature does not verify.");
  });
}
const wrong = replay.faults.length + replay.claims.filter(({ outcome }) => outcome !== "pass").length;
if (wrong > 0 || !equalBytes(rootOf(frontier), root)) throw new Error("The audit found fault with a true log.");
const ratio = audit.elapsedMs / alone.elapsedMs;
const row = (name: string, { elapsedMs, processorMs }: Cost) => [
  name,
  `${figure(elapsedMs / 1000)} s`,
  `${figure(processorMs / 1000)} s`,
  figure(entries / (elapsedMs / 1000)),
];
report.table(
  ["", "time", "processor time, all threads", "entries a second"],
  [
    row("signature checks alone", alone),
    row(`audit, ${replay.claims.length} state roots recomputed`, audit),
    [
      "audit against the checks alone",
      `${ratio.toFixed(2)} ×`,
      `${(audit.processorMs / alone.processorMs).toFixed(2)} ×`,
      "",
    ],
  ],
);
report.target("≤ 1.5 × the signature checks alone on the same cores", `${ratio.toFixed(2)} ×`, ratio <= 1.5);
report.write();
