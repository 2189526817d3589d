/**
 * A proof of fraud convicts wherever it is handed in (`/verify`, the offline file, another index), whoever made it: the
 * builders of every kind, an agent, a browser's memory and its kept promise, the practice of `/trust`. One changed letter
 * convicts nobody anywhere. What audits write: report.test.ts and ../adversaries.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askIndexes } from "#lib/cli/agent/ask-indexes.ts";
import { KnownIndexes } from "#lib/cli/agent/known-indexes.ts";
import { FakeIndex, WORDS } from "#lib/cli/testing/fake-index.ts";
import { rememberedLogs } from "#lib/client/memory/remembered-logs.ts";
import { seekPromise } from "#lib/client/promises/seek-promise.ts";
import { createMemoryTexts } from "#lib/client/text-store.ts";
import { postdateEntry } from "#lib/client/trust/practice-fraud.ts";
import { nodesOver, PRACTICE_ORIGIN, PracticeLog } from "#lib/client/trust/practice-log.ts";
import { answerTwice, condemnInnocent } from "#lib/client/trust/practice-words.ts";
import { compareWithMemory } from "#lib/client/verify/compare-log.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { StatementHash } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { encodeEntryBundle } from "#lib/log/tile.ts";
import { proveConsistency } from "#lib/log/tree.ts";
import { formatWitnessPolicy, parseWitnessPolicy } from "#lib/log/witness-policy.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { headOf, logSigner, POLICY, promiseFor, smallLog } from "#lib/state/testing/fraud-world.ts";
import { convictions } from "../support/convictions.ts";
import { CONVICTED, everywhere, onPage, spoiled } from "../support/everywhere.ts";
import { saidOffline } from "../support/offline-file.ts";
import { type OtherIndex, startOtherIndex } from "../support/other-index.ts";

const EQUIVOCATIONS: ReadonlySet<string> = new Set([
  "conflicting-checkpoints",
  "inconsistent-sizes",
  "contradicting-answers",
]);
const database = await freshDatabase();
const { leaves, now } = smallLog(3).world;
const reader = { vkey: logSigner.vkey, policy: POLICY };
const folder = mkdtempSync(join(tmpdir(), "touchstone-proofs-"));
let other: OtherIndex;
let dice = 0;
const random = (bytes: number) => sha256(utf8Encode(`proofs ${dice++}`)).slice(0, bytes);

beforeAll(async () => {
  const note = headOf(leaves, 2);
  other = await startOtherIndex(database, { note, vkey: logSigner.vkey, watchers: POLICY });
});
afterAll(async () => {
  await other?.close();
  rmSync(folder, { recursive: true, force: true });
});

test("every kind convicts on the page, in the offline file and at another index, and with one letter changed nowhere", async () => {
  const proofs = Object.entries(await convictions());
  const changed = proofs.map(([, proof], at) => spoiled(proof, (at + 1) / (proofs.length + 1)));
  // All at once: a page is made once.
  const trust = { vkey: reader.vkey, policy: formatWitnessPolicy(POLICY) };
  const said = await saidOffline([...proofs.map(([, proof]) => proof), ...changed], trust);
  for (const [at, [kind, proof]] of proofs.entries()) {
    const verdict = EQUIVOCATIONS.has(kind) ? "equivocation" : "tampered";
    expect([kind, await onPage(proof, reader), said[at], await other.judge(proof)]).toEqual([
      ...[kind, verdict, CONVICTED.offline, CONVICTED.index],
    ]);
    const bytes = changed[at] ?? new Uint8Array();
    expect([kind, await onPage(bytes, reader)]).toEqual([kind, expect.stringMatching(/^(incomplete|policy-not-met)$/)]);
    expect([kind, said[proofs.length + at]]).not.toContain(CONVICTED.offline);
    expect([kind, await other.judge(bytes)]).toEqual([kind, expect.stringMatching(/^4\d\d /)]);
  }
}, 90_000);

test("what an agent wrote when an index signed two answers to one question", async () => {
  const index = await new FakeIndex().start();
  try {
    const book = join(folder, "book");
    const io = { signal: new AbortController().signal, env: { TOUCHSTONE_HOME: folder } };
    const ask = () =>
      askIndexes([index.url], { ...WORDS, tolerance: "D" }, { known: new KnownIndexes(book), io, patienceMs: 5_000 });
    await ask();
    index.seal = { change: { asOf: { size: index.size, time: formatInstant(addMs(index.world.now, DAY_MS)) } } };
    await ask();
    const proof = readFileSync(new KnownIndexes(book).get(index.url)?.convicted ?? "");
    expect(await everywhere(proof, reader, other)).toEqual({ ...CONVICTED, page: "equivocation" });
  } finally {
    index.stop();
  }
});

test("what a browser made of a promise that was not kept", async () => {
  const request = (async (path: string) =>
    new Response(
      path === "/log/checkpoint"
        ? headOf(leaves, leaves.length, addMs(now, 2 * DAY_MS))
        : Buffer.from(encodeEntryBundle(leaves)),
    )) as typeof fetch;
  const asked = { promise: promiseFor("5e".repeat(32) as StatementHash, now), logVkey: reader.vkey, policy: POLICY };
  const answer = await seekPromise(asked, { signal: new AbortController().signal, request });
  if (answer.outcome !== "proven") throw new Error(answer.outcome);
  expect(await everywhere(answer.bytes, reader, other)).toEqual({ ...CONVICTED, page: "tampered" });
});

test.each([
  ["of the same size", 5],
  ["that went on growing", 3],
])("what a browser that remembered another history %s downloads", async (_, seen) => {
  const time = asInstant(Date.UTC(2026, 10, 26, 12));
  const log = new PracticeLog(random, time);
  log.grow(4);
  const store = rememberedLogs(createMemoryTexts());
  store.rememberKey(PRACTICE_ORIGIN, log.vkey, time);
  store.rememberCheckpoint(PRACTICE_ORIGIN, log.head(log.leaves.slice(0, seen)), time);
  const forked = log.leaves.with(1, utf8Encode("another entry"));
  const nodes = nodesOver(forked);
  const { evidence } = await compareWithMemory(PRACTICE_ORIGIN, store, () => time, {
    checkpoint: async () => log.head(forked),
    pause: async () => undefined,
    consistency: async (from, to) => proveConsistency(from, to, nodes),
    nodes: async () => nodes,
  });
  const proof = utf8Encode(evidence?.text ?? "");
  expect(await everywhere(proof, { vkey: log.vkey })).toEqual({ offline: CONVICTED.offline, page: "equivocation" });
});

test("what the practice of /trust offers for download (a date, a verdict, two answers) convicts in the offline file by the keys beside it", async () => {
  const means = { now: asInstant(Date.UTC(2026, 10, 26, 12)), random };
  for (const cheat of [postdateEntry, condemnInnocent, answerTwice]) {
    const { proof, vkey, policy } = await cheat(means);
    expect(parseWitnessPolicy(policy)).toMatchObject({ ok: true });
    expect([cheat.name, await saidOffline([utf8Encode(proof)], { vkey, policy })]).toEqual([
      cheat.name,
      [CONVICTED.offline],
    ]);
  }
});
