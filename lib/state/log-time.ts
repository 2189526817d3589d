/** Log time against the times of witnesses: how far they may differ, and what an entry before its time is called. */
import type { Check } from "#lib/kernel/checks.ts";
import { MINUTE_MS, SECOND_MS } from "#lib/kernel/instant.ts";
import { isQuorumMetAt } from "#lib/log/quorum.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";

/** How far log time may stand outside the cosignature times of the heads around it. */
export const LOG_TIME_SLACK_MS = 5 * MINUTE_MS;

/** The reason of the check `log-times` when an entry bears a time before the cosignatures of a head that lacks it. */
export const EARLY_TIME = "early-time";

/** An alarm, no verdict: the same comes of a log that dates back and of an old head that somebody showed late. */
export function earlyTime(index: number, bears: string): Check {
  const detail = `Entry ${index} bears ${bears}, over five minutes before witnesses cosigned a head without it: either it was dated back, or they were shown an old head.`;
  return { name: "log-times", outcome: "cannot-check", reason: EARLY_TIME, detail };
}

/** The latest of these times at which still a quorum had not seen more than this head. */
export function latestQuorumTime(
  policy: WitnessPolicy,
  cosigned: readonly { witness: string; timeSeconds: number }[],
  times: readonly number[],
): number {
  const holding = times.filter((time) =>
    isQuorumMetAt(policy, cosigned, (seconds) => seconds * SECOND_MS - LOG_TIME_SLACK_MS >= time),
  );
  return Math.max(...holding);
}
