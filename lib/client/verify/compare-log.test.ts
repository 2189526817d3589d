import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { openCheckpoint } from "#lib/log/checkpoint.ts";
import { proveConsistency } from "#lib/log/tree.ts";
import { verifyFraudProof } from "#lib/state/fraud/verify.ts";
import { compareVisit, forgetSiteLog } from "../memory/compare-visit.ts";
import { isDue } from "../memory/memory-watch.ts";
import { rememberedLogs } from "../memory/remembered-logs.ts";
import { createMemoryTexts } from "../text-store.ts";
import { nodesOver, PRACTICE_ORIGIN, PracticeLog } from "../trust/practice-log.ts";
import { compareWithGiven, compareWithMemory } from "./compare-log.ts";
import type { LogReader } from "./log-reader.ts";

const NOW = asInstant(Date.UTC(2026, 10, 26, 12));
let dice = 0;
const random = (bytes: number) => {
  dice += 1;
  return sha256(utf8Encode(`compare ${dice}`)).slice(0, bytes);
};

function practice(entries: number): PracticeLog {
  const log = new PracticeLog(random, NOW);
  log.grow(entries - 1);
  return log;
}

/** Nobody changes it: signing what it holds takes longer than comparing. */
const log = practice(9);

/** A site that shows these leaves, and tiles only of what it shows. */
function site(leaves: readonly Uint8Array[] = log.leaves): LogReader {
  const nodes = nodesOver(leaves);
  return {
    checkpoint: async () => log.head(leaves),
    pause: async () => undefined,
    consistency: async (from, to) => (to > leaves.length ? undefined : proveConsistency(from, to, nodes)),
    nodes: async (_, size) => (size > leaves.length ? undefined : nodes),
  };
}

/** A memory that holds a head over the first `size` of the leaves. */
function memoryOf(leaves: readonly Uint8Array[]) {
  const store = rememberedLogs(createMemoryTexts());
  store.rememberKey(PRACTICE_ORIGIN, log.vkey, NOW);
  store.rememberCheckpoint(PRACTICE_ORIGIN, log.head(leaves), NOW);
  return store;
}

const sizeIn = (store: ReturnType<typeof memoryOf>) => {
  const opened = openCheckpoint(store.find(PRACTICE_ORIGIN)?.checkpoint ?? "", log.vkey);
  return opened.ok ? opened.value.checkpoint.size : undefined;
};

test("a log that grew passes and is remembered; one that stands still passes", async () => {
  const store = memoryOf(log.leaves.slice(0, 5));
  const grown = await compareWithMemory(PRACTICE_ORIGIN, store, () => NOW, site());
  expect(grown).toMatchObject({ check: { outcome: "pass" }, before: { size: 5 }, evidence: undefined });
  expect(sizeIn(store)).toBe(9);
  const same = await compareWithMemory(PRACTICE_ORIGIN, store, () => NOW, site());
  expect(same.check).toMatchObject({ outcome: "pass", detail: expect.stringContaining("same 9 entries") });
});

test.each([
  ["of the same size", 9],
  ["that went on growing", 7],
])("another history %s is an alarm with a proof that verifies, and is never remembered", async (_, seenSize) => {
  const store = memoryOf(log.leaves.slice(0, seenSize));
  const other = [...log.leaves];
  other.splice(2, 1, utf8Encode("another entry"));
  const { check, evidence } = await compareWithMemory(PRACTICE_ORIGIN, store, () => NOW, site(other));
  expect(check.outcome).toBe("fail");
  expect(evidence?.isProof).toBe(true);
  const proof = utf8Encode(evidence?.text ?? "");
  expect(verifyFraudProof(proof, { logVkey: log.vkey })).toMatchObject({ ok: true, verdict: "equivocation" });
  expect(sizeIn(store)).toBe(seenSize);
});

test("a shorter log is an alarm in words: it convicts nobody by itself", async () => {
  const store = memoryOf(log.leaves);
  const { check, evidence } = await compareWithMemory(PRACTICE_ORIGIN, store, () => NOW, site(log.leaves.slice(0, 4)));
  expect(check).toMatchObject({ outcome: "fail", reason: "shrunk", detail: expect.stringContaining("only 4 entries") });
  expect(evidence).toMatchObject({ isProof: false, text: expect.stringContaining("— practice.invalid/log") });
  expect(sizeIn(store)).toBe(9);
});

test("a process that knows less than the one before is asked again before anybody is alarmed", async () => {
  const store = memoryOf(log.leaves.slice(0, 7));
  let shown = site(log.leaves.slice(0, 5));
  const catchUp = async () => {
    shown = site();
  };
  const lagging = { ...site(), checkpoint: () => shown.checkpoint(), pause: catchUp };
  const { check } = await compareWithMemory(PRACTICE_ORIGIN, store, () => NOW, lagging);
  expect(check.outcome).toBe("pass");
});

test("a log that hides its tiles is an alarm without a proof", async () => {
  const store = memoryOf(log.leaves.slice(0, 5));
  const other = [utf8Encode("another entry"), ...log.leaves.slice(1)];
  const hidden = { ...site(other), nodes: async () => undefined };
  const { check, evidence } = await compareWithMemory(PRACTICE_ORIGIN, store, () => NOW, hidden);
  expect(check).toMatchObject({ outcome: "fail", reason: "not-proven" });
  expect(evidence?.isProof).toBe(false);
});

test("a head that somebody else saw: same root, earlier, a fork with its proof, a stranger's, and one ahead of us", async () => {
  const given = (leaves: readonly Uint8Array[]) => compareWithGiven(log.head(leaves), log.vkey, site());
  expect((await given(log.leaves)).check).toMatchObject({
    outcome: "pass",
    detail: expect.stringContaining("same root"),
  });
  expect((await given(log.leaves.slice(0, 4))).check.outcome).toBe("pass");
  const fork = await given([...log.leaves.slice(0, 8), utf8Encode("another entry")]);
  expect(fork.check).toMatchObject({ outcome: "fail", reason: "forked" });
  expect(verifyFraudProof(utf8Encode(fork.evidence?.text ?? ""), { logVkey: log.vkey }).ok).toBe(true);
  const stranger = await compareWithGiven(practice(1).head(), log.vkey, site());
  expect(stranger.check.outcome).toBe("cannot-check");
  const silent = { ...site(), consistency: async () => undefined, nodes: async () => undefined };
  const unanswered = await compareWithGiven(log.head(log.leaves.slice(0, 4)), log.vkey, silent);
  expect(unanswered.check).toMatchObject({ outcome: "cannot-check", reason: "not-proven" });
  expect(unanswered.evidence).toBeUndefined();
  const ahead = await compareWithGiven(log.head(), log.vkey, site(log.leaves.slice(0, 6)));
  expect(ahead.check).toMatchObject({ outcome: "cannot-check", reason: "ahead" });
});

test("an address that shows a log of another name is an alarm until a person forgets the old one", async () => {
  const texts = createMemoryTexts();
  const visit = (reader: LogReader) => compareVisit(texts, { log: reader, key: async () => log.vkey, now: () => NOW });
  expect((await visit(site())).check.reason).toBe("first-visit");
  expect((await visit(site())).check.outcome).toBe("pass");
  const renamed = { ...site(), checkpoint: async () => log.head().replace(PRACTICE_ORIGIN, "other.invalid/log") };
  expect((await visit(renamed)).check).toMatchObject({ outcome: "fail", reason: "other-log" });
  forgetSiteLog(texts);
  expect((await visit(site())).check.reason).toBe("first-visit");
});

test("pages compare at most once a minute, and a time from the future does not silence them", () => {
  expect(isDue(undefined, NOW)).toBe(true);
  expect(isDue(String(NOW - 59_000), NOW)).toBe(false);
  expect(isDue(String(NOW - 60_000), NOW)).toBe(true);
  expect(isDue(String(NOW + 1), NOW)).toBe(true);
});
