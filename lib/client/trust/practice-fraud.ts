/** Cheating on the practice log, way by way, and the proof that convicts it. Every proof is verified before it is given. */
import { utf8Decode } from "#lib/kernel/bytes.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { Random } from "#lib/kernel/clock.ts";
import { asHash } from "#lib/kernel/hash.ts";
import { addMs, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from "#lib/kernel/instant.ts";
import { archivePieces } from "#lib/log/archive.ts";
import { HARD_WITHIN_SECONDS, promiseOf } from "#lib/log/promise.ts";
import { formatWitnessPolicy } from "#lib/log/witness-policy.ts";
import { verifyArchive } from "#lib/state/files/verify-archive.ts";
import {
  buildConflictingCheckpoints,
  buildFalseTime,
  buildInconsistentSizes,
  buildUnmetPromise,
  buildWrongStateRoot,
} from "#lib/state/fraud/build.ts";
import { encodeFraudProof, type FraudProof } from "#lib/state/fraud/fraud-proof.ts";
import type { FraudFinding, FraudTrust } from "#lib/state/fraud/judgement.ts";
import { verifyFraudProof } from "#lib/state/fraud/verify.ts";
import { LOG_TIME_SLACK_MS } from "#lib/state/log-time.ts";
import { stateRootOf } from "#lib/state/state-root.ts";
import { identityOfSeed } from "#lib/statement/compose.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { inclusionIn, nodesOver, PRACTICE_ORIGIN, PracticeLog, receiptOf } from "./practice-log.ts";

/** `proof` is the text of a `.fraud.json`; `vkey` and `policy` are what a verifier must be told to judge it. */
export type Conviction = {
  readonly finding: FraudFinding;
  readonly proof: string;
  readonly vkey: string;
  readonly policy: string;
};

export type Means = { readonly random: Random; readonly now: Instant };

/** Errors: there is nothing to prove. */
export function convict(
  log: PracticeLog,
  proof: FraudProof | undefined,
  verify: (bytes: Uint8Array) => FraudFinding = (bytes) => verifyFraudProof(bytes, trustIn(log)),
): Conviction {
  if (proof === undefined) throw new Error("There was nothing to prove.");
  const bytes = encodeFraudProof(proof);
  const finding = verify(bytes);
  return { finding, proof: utf8Decode(bytes) ?? "", vkey: log.vkey, policy: formatWitnessPolicy(log.policy) };
}

/** The reader's, as if it had the practice log's key from elsewhere. */
export const trustIn = ({ vkey, policy }: PracticeLog): FraudTrust => ({ logVkey: vkey, policy });

/** A log of so many people. */
export function practised({ random, now }: Means, entries = 6): PracticeLog {
  const log = new PracticeLog(random, addMs(now, -entries * MINUTE_MS));
  log.grow(entries);
  return log;
}

/** Signs a head, drops an entry, goes on, and signs again. */
export function dropEntry(means: Means): Conviction {
  const log = practised(means);
  const before = log.head();
  log.leaves.splice(3, 1);
  log.grow(3);
  return convict(log, buildInconsistentSizes(before, log.head(), log.vkey, nodesOver(log.leaves)));
}

/** Shows one history to one reader and another to the next, both of one size and both signed. */
export function forkLog(means: Means): Conviction {
  const log = practised(means);
  const shared = log.leaves.slice(0, -1);
  const mine = log.head();
  const someone = identityOfSeed(means.random(32));
  log.leaves.splice(0, log.leaves.length, ...shared);
  log.say("participant.register", someone, someone.did, { displayName: "Only for you" });
  return convict(log, buildConflictingCheckpoints(mine, log.head(), log.vkey));
}

/** Writes an entry that says it was logged two hours from now; watchers cosign the head with it now. */
export function postdateEntry(means: Means): Conviction {
  const log = practised(means);
  const someone = identityOfSeed(means.random(32));
  const loggedAt = addMs(log.now, 2 * HOUR_MS);
  const entryBytes = log.say("participant.register", someone, someone.did, { displayName: "Early" }, { loggedAt });
  const index = log.leaves.length - 1;
  const entry = { index, entryBytes, proof: inclusionIn(log.leaves, index) };
  const isFalse = (seconds: number) => seconds * SECOND_MS + LOG_TIME_SLACK_MS < loggedAt;
  return convict(log, buildFalseTime(log.head(log.leaves, log.now), entry, log.vkey, log.policy, isFalse));
}

/**
 * Writes an entry today that says it was logged two hours ago, and audits the whole log; answers what was checked.
 */
export function backdateEntry(means: Means): readonly Check[] {
  const log = practised(means);
  const someone = identityOfSeed(means.random(32));
  const loggedAt = addMs(log.now, -2 * HOUR_MS);
  log.say("participant.register", someone, someone.did, { displayName: "Late" }, { loggedAt });
  const checkpointNotes = [log.head(log.leaves, log.now)];
  const archive = archivePieces({ origin: PRACTICE_ORIGIN, leaves: log.leaves, checkpointNotes });
  return verifyArchive(archive, { logVkey: log.vkey, policy: log.policy }).checks;
}

/** Promises to record a report, and records everything but that for more than a day. */
export function hidePromised(means: Means): Conviction {
  const log = practised(means, 3);
  const someone = identityOfSeed(means.random(32));
  const hidden = parseEntry(log.say("participant.register", someone, someone.did, { displayName: "Hidden" }));
  if (!hidden.ok) throw new Error("The practice entry does not parse.");
  log.leaves.pop();
  const received = Math.floor(log.now / SECOND_MS);
  const given = promiseOf(hidden.value.parsed.statement.log, hidden.value.parsed.hash, received);
  log.grow(2);
  const overAt = addMs(log.now, (HARD_WITHIN_SECONDS + 3600) * SECOND_MS);
  const parts = {
    promise: log.promise(given),
    checkpoint: log.head(log.leaves, overAt),
    hardBySeconds: given.hardBySeconds,
  };
  return convict(log, buildUnmetPromise(parts, log.leaves, log.vkey, log.policy));
}

/** Signs a root over a state that its own log does not give. */
export function lieAboutState(means: Means): Conviction {
  const log = practised(means);
  const claim = { size: log.leaves.length, lastLoggedAt: log.now, facts: asHash(means.random(32)) };
  log.say("state.root", log.index, "index", { ...stateRootOf(claim) });
  return convict(log, buildWrongStateRoot(receiptOf(log), log.leaves, log.vkey));
}
