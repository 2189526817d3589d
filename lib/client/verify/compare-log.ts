/** Comparing today's log with what this browser, or somebody else, saw of it before. */
import { countText } from "#lib/kernel/amount.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { type Checkpoint, compareCheckpoints, openCheckpoint } from "#lib/log/checkpoint.ts";
import { verifyBeside } from "../crypto/webcrypto-ed25519.ts";
import type { RememberedLogs } from "../memory/remembered-logs.ts";
import { type LogReader, siteLog } from "./log-reader.ts";

/** What to keep when heads contradict each other. `isProof`: a fraud proof that was verified here. */
export type Evidence = { readonly fileName: string; readonly text: string; readonly isProof: boolean };

/** What a comparison says; `before` is the head that was remembered or given. */
export type Compared = {
  readonly check: Check;
  readonly before: { readonly size: number; readonly at: Instant | undefined } | undefined;
  readonly today: Checkpoint | undefined;
  readonly evidence: Evidence | undefined;
};

const NAME = "continues";

/** What an honest site of several processes may seem to say for a moment, when one answers that knows less. */
const PASSING = ["shrunk", "not-proven"];

/** Compares again, after a pause, before anything that may pass is called an alarm. */
async function settled(log: LogReader, compare: () => Promise<Compared>): Promise<Compared> {
  const first = await compare();
  if (first.check.outcome !== "fail" || !PASSING.includes(first.check.reason ?? "")) return first;
  await log.pause();
  return await compare();
}

/**
 * Demands that today's log continues the checkpoint that this browser verified last, then remembers today's. A log that
 * shrank or that cannot prove its growth is never remembered, so that the contradiction stays.
 */
export function compareWithMemory(
  origin: string,
  store: RememberedLogs,
  now: () => Instant,
  log: LogReader = siteLog,
): Promise<Compared> {
  return settled(log, () => compareOnce(origin, store, now, log));
}

const openBeside = (note: string, vkey: string) => verifyBeside((raw) => openCheckpoint(note, vkey, [], raw));

async function compareOnce(
  origin: string,
  store: RememberedLogs,
  now: () => Instant,
  log: LogReader,
): Promise<Compared> {
  const known = store.find(origin);
  if (known === undefined) return unknown("first-visit", "This browser remembers nothing of this log yet.");
  const note = await log.checkpoint();
  const opened = await openBeside(note, known.vkey);
  if (!opened.ok) {
    const detail = "Today's checkpoint is not signed by the key that this browser remembers for this log.";
    return contradiction(opened.error, detail, { remembered: known, note });
  }
  const today = opened.value.checkpoint;
  const earlier = known.checkpoint === undefined ? undefined : await openBeside(known.checkpoint, known.vkey);
  if (known.checkpoint === undefined || !earlier?.ok) {
    store.rememberCheckpoint(origin, note, now());
    return { ...unknown("first-visit", `First checkpoint that this browser keeps: ${entries(today.size)}.`), today };
  }
  const { checkpoint } = earlier.value;
  const before = { size: checkpoint.size, at: known.seenAt };
  const since =
    known.seenAt === undefined ? "" : ` on ${formatInstant(known.seenAt).slice(0, 16).replace("T", " ")} UTC`;
  const seen = `the ${entries(checkpoint.size)} that this browser verified${since}`;
  if (checkpoint.size > today.size) {
    const split = await proveIt(known.checkpoint, note, known.vkey, log);
    const detail = `Today the log shows only ${entries(today.size)} of ${seen}. An older head proves no lie by itself: it may be a copy that is behind, or a backup. Whoever continues from it signs a second history, and with what you keep that is proven.`;
    return { ...contradiction("shrunk", detail, { remembered: known, note }, split), before, today };
  }
  const verdict = compareCheckpoints(checkpoint, today, await findProof(checkpoint, today, log));
  if (verdict === "same" || verdict === "consistent") {
    store.rememberCheckpoint(origin, note, now());
    const grown = today.size - checkpoint.size;
    const detail =
      grown === 0
        ? `The same ${entries(today.size)} that this browser verified${since}.`
        : `Added since: ${entries(grown)}. Unchanged: ${seen}.`;
    return { check: { name: NAME, outcome: "pass", detail }, before, today, evidence: undefined };
  }
  const split = await proveIt(known.checkpoint, note, known.vkey, log);
  const detail = `The log cannot show that it continues ${seen}.`;
  const reason = verdict === "conflict" ? "forked" : "not-proven";
  return { ...contradiction(reason, detail, { remembered: known, note }, split), before, today };
}

/**
 * Compares a head that somebody else saw with today's log: same root, one continues the other, or a fork with its proof.
 * Remembers nothing.
 */
export function compareWithGiven(given: string, logVkey: string, log: LogReader = siteLog): Promise<Compared> {
  return settled(log, () => compareGivenOnce(given, logVkey, log));
}

async function compareGivenOnce(given: string, logVkey: string, log: LogReader): Promise<Compared> {
  const theirs = openCheckpoint(given, logVkey);
  if (!theirs.ok) {
    const why = theirs.error === "malformed" ? "This is no checkpoint." : "This log's key did not sign it.";
    return unknown(theirs.error, `${why} Paste all of it, from the origin line to the last signature line.`);
  }
  const note = await log.checkpoint();
  const ours = openCheckpoint(note, logVkey);
  if (!ours.ok) {
    const detail = "Today's checkpoint is not signed by the key that this browser knows for this log.";
    return contradiction(ours.error, detail, { given, note });
  }
  const [a, today] = [theirs.value.checkpoint, ours.value.checkpoint];
  const before = { size: a.size, at: undefined };
  const verdict = compareCheckpoints(a, today, await findProof(a, today, log));
  if (verdict === "same") {
    const detail = `The same root over the same ${entries(a.size)}: you both see one log.`;
    return { check: { name: NAME, outcome: "pass", detail }, before, today, evidence: undefined };
  }
  if (verdict === "consistent") {
    const detail = `Today's log continues it: its ${entries(a.size)} are the first of ${countText(today.size)}. You both see one log.`;
    return { check: { name: NAME, outcome: "pass", detail }, before, today, evidence: undefined };
  }
  const split = await proveIt(given, note, logVkey, log);
  if (split === undefined && a.size > today.size) {
    const detail = `It holds ${entries(a.size)}, this site shows only ${countText(today.size)} and cannot be asked for more. Wait a minute and compare again; if it stays so, this site is behind, or hides entries from you.`;
    return { ...unknown("ahead", detail), before, today };
  }
  if (split === undefined && verdict !== "conflict") {
    const detail = `This site did not show that the ${entries(a.size)} which you were given and the ${countText(today.size)} of today are one log. It owes you that proof: compare again in a minute, and keep what you were given.`;
    return { ...unknown("not-proven", detail), before, today };
  }
  const detail = `This log signed two histories: one for whoever gave you this (${entries(a.size)}), another for you (${entries(today.size)}).`;
  const reason = verdict === "conflict" ? "forked" : "not-proven";
  return { ...contradiction(reason, detail, { given, note }, split), before, today };
}

const entries = (count: number): string => (count === 1 ? "1 entry" : `${countText(count)} entries`);

function unknown(reason: string, detail: string): Compared {
  const check: Check = { name: NAME, outcome: "cannot-check", reason, detail };
  return { check, before: undefined, today: undefined, evidence: undefined };
}

function contradiction(reason: string, detail: string, kept: object, proof?: Uint8Array): Compared {
  const text = proof === undefined ? undefined : utf8Decode(proof);
  const evidence =
    text === undefined
      ? { fileName: "touchstone-contradiction.json", text: JSON.stringify(kept, null, 2), isProof: false }
      : { fileName: "touchstone-fork.fraud.json", text, isProof: true };
  return { check: { name: NAME, outcome: "fail", reason, detail }, before: undefined, today: undefined, evidence };
}

async function findProof(a: Checkpoint, b: Checkpoint, log: LogReader): Promise<Uint8Array[] | undefined> {
  const [from, to] = [Math.min(a.size, b.size), Math.max(a.size, b.size)];
  return from === to || from === 0 ? [] : await log.consistency(from, to);
}

/** The judge of fraud folds whole logs; it is fetched only when there is something to judge. */
async function proveIt(first: string, second: string, vkey: string, log: LogReader): Promise<Uint8Array | undefined> {
  const { proveSplit } = await import("./prove-split.ts");
  return await proveSplit(first, second, vkey, log);
}
