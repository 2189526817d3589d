/**
 * Log time against the clocks of witnesses that the reader trusts, at every checkpoint that the index lists (log.md):
 * entries below a cosigned head may be at most five minutes later than its cosignatures, or the log lied; entries above
 * at most five minutes earlier, or it wants an explanation. Log time never decreases (checked elsewhere), so that the
 * entries next to a head decide.
 */
import { checkpointSchema } from "#lib/contract/log.ts";
import { base64Encode } from "#lib/kernel/base.ts";
import { equalBytes } from "#lib/kernel/bytes.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import { formatInstant, type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import { openCheckpoint } from "#lib/log/checkpoint.ts";
import { append, emptyFrontier, rootOf } from "#lib/log/frontier.ts";
import { isQuorumMetAt, openWitnessedCheckpoint } from "#lib/log/quorum.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import type { AuditedEntry } from "#lib/state/audit.ts";
import { logSignedNote } from "#lib/state/fraud/build.ts";
import { earlyTime, LOG_TIME_SLACK_MS } from "#lib/state/log-time.ts";
import type { RemoteIndex } from "../remote-index.ts";

/** A head that the index lists; its notes have the log's line, and each witness's earliest or latest line. */
export type ListedHead = {
  readonly size: number;
  readonly root: Hash;
  readonly earliest: string;
  readonly latest: string;
};

/** An entry whose log time is false, and the cosigned head with it that shows it. */
export type FalseLogTime = {
  readonly index: number;
  readonly head: string;
  readonly size: number;
  /** Whether a cosignature at that second (POSIX) shows it. */
  readonly holds: (timeSeconds: number) => boolean;
};

/** Every checkpoint that the index lists up to `size`, newest first. A note that the key did not sign comes as undefined. */
export async function* listHeads(
  remote: RemoteIndex,
  size: number,
  vkey: string,
): AsyncGenerator<ListedHead | undefined> {
  for await (const row of remote.list("log/checkpoints", size, checkpointSchema)) {
    const opened = openCheckpoint(row.note, vkey, [], rawVerify);
    const signed = opened.ok && logSignedNote(row.note, vkey);
    if (!opened.ok || !signed || opened.value.checkpoint.size !== row.size) {
      yield undefined;
      continue;
    }
    const lines = row.cosignatures.toSorted((a, b) => (a.time < b.time ? -1 : 1)).map(({ line }) => line);
    yield {
      size: row.size,
      root: opened.value.checkpoint.root,
      earliest: signed.note + lines.join(""),
      latest: signed.note + lines.toReversed().join(""),
    };
  }
}

/** Whether all listed heads are heads of the log that is served; the one that is not is a fork that the key signed. */
export function checkHeads(
  heads: readonly (ListedHead | undefined)[],
  leafHashes: readonly Hash[],
): { check: Check; fork: ListedHead | undefined } {
  const name = "checkpoints";
  const listed = heads.filter((head) => head !== undefined);
  if (listed.length < heads.length) {
    const detail = "The index lists a checkpoint that the log's key did not sign.";
    return { check: { name, outcome: "fail", reason: "unverified", detail }, fork: undefined };
  }
  let frontier = emptyFrontier();
  for (const head of listed.toReversed()) {
    frontier = append(frontier, leafHashes.slice(frontier.size, head.size)).frontier;
    if (frontier.size === head.size && equalBytes(rootOf(frontier), head.root)) continue;
    const detail = `The log's key signed ${base64Encode(head.root)} for size ${head.size}, which the served entries do not give.`;
    return { check: { name, outcome: "fail", reason: "forked", detail }, fork: head };
  }
  return {
    check: { name, outcome: "pass", detail: `${listed.length} checkpoints are heads of this log` },
    fork: undefined,
  };
}

/** Whether log times lie within the cosignature times under the reader's policy. */
export function checkLogTimes(
  heads: readonly (ListedHead | undefined)[],
  entries: readonly AuditedEntry[],
  trust: { readonly vkey: string; readonly policy: WitnessPolicy | undefined },
): { check: Check; falseTime: FalseLogTime | undefined } {
  const name = "log-times";
  const { vkey, policy } = trust;
  if (policy === undefined) {
    const detail = "Name the witnesses that you trust with --witness-policy: only their clocks bound log time.";
    return { check: { name, outcome: "cannot-check", reason: "policy-needed", detail }, falseTime: undefined };
  }
  const times = new Map<number, Instant>(entries.map(({ index, loggedAt }) => [index, loggedAt]));
  let cosignedHeads = 0;
  let early: number | undefined;
  for (const head of heads) {
    if (head === undefined) continue;
    const found = judgeHead(head, times, vkey, policy);
    if (found === undefined) continue;
    cosignedHeads += 1;
    if (found.isEarly) early = head.size;
    if (found.falseTime === undefined) continue;
    const detail = `Entry ${found.falseTime.index} bears the log time ${timeOf(times, found.falseTime.index)}, which is over five minutes later than witnesses cosigned a head with it.`;
    return { check: { name, outcome: "fail", reason: "false-time", detail }, falseTime: found.falseTime };
  }
  if (early !== undefined)
    return { check: earlyTime(early, `the log time ${timeOf(times, early)}`), falseTime: undefined };
  if (cosignedHeads === 0) {
    const detail = "No listed checkpoint is cosigned by a quorum of the witnesses that you trust.";
    return { check: { name, outcome: "cannot-check", reason: "no-witness", detail }, falseTime: undefined };
  }
  const detail = `within five minutes of the cosignatures of ${cosignedHeads} checkpoints`;
  return { check: { name, outcome: "pass", detail }, falseTime: undefined };
}

/** Undefined: not cosigned by a quorum. */
function judgeHead(
  { size, earliest, latest }: ListedHead,
  times: ReadonlyMap<number, Instant>,
  vkey: string,
  policy: WitnessPolicy,
): { readonly falseTime: FalseLogTime | undefined; readonly isEarly: boolean } | undefined {
  const [first, last] = [earliest, latest].map((note) => openWitnessedCheckpoint(note, vkey, policy, rawVerify));
  if (!first?.ok || !last?.ok || !isQuorumMetAt(policy, first.value.cosigned, () => true)) return undefined;
  const [newest, next] = [times.get(size - 1), times.get(size)];
  const isAfter = (seconds: number) => newest !== undefined && seconds * SECOND_MS + LOG_TIME_SLACK_MS < newest;
  const isLate = isQuorumMetAt(policy, first.value.cosigned, isAfter);
  const isBefore = (seconds: number) => next !== undefined && seconds * SECOND_MS - LOG_TIME_SLACK_MS > next;
  return {
    falseTime: isLate ? { index: size - 1, head: earliest, size, holds: isAfter } : undefined,
    isEarly: isQuorumMetAt(policy, last.value.cosigned, isBefore),
  };
}

function timeOf(times: ReadonlyMap<number, Instant>, index: number): string {
  const time = times.get(index);
  return time === undefined ? "" : formatInstant(time);
}

/** Whether the newest head is cosigned by a quorum of the witnesses that the reader trusts. */
export function checkWitnesses(note: string, vkey: string, policy: WitnessPolicy | undefined): Check[] {
  if (policy === undefined) return [];
  const name = "witnesses";
  const opened = openWitnessedCheckpoint(note, vkey, policy, rawVerify);
  if (opened.ok && opened.value.isQuorumMet)
    return [
      { name, outcome: "pass", detail: `${opened.value.cosigned.length} of your policy cosigned this checkpoint` },
    ];
  const detail = "This checkpoint is not cosigned by the witnesses that your policy asks for.";
  return [{ name, outcome: "fail", reason: "policy-not-met", detail }];
}
