/**
 * The sequencer's guard over its own clock (invariants I6 and I14): each cosignature tells what time it was elsewhere,
 * and a clock that never jumps tells how long ago that was. When a quorum of witnesses disagrees with this machine's
 * clock, more than half of them all, entries would get times that they refute for ever; so nothing is stamped or signed
 * then.
 */
import type { Clock } from "#lib/kernel/clock.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { isQuorumMetAt, type WitnessedAt } from "#lib/log/quorum.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";

/** What log time may be off against cosignature times (docs/protocol/witnesses.md). */
export const CLOCK_SLACK_MS = 5 * 60_000;
/** Older statements of time say nothing: a witness is asked again every ten minutes. */
const FRESH_MS = 30 * 60_000;

type Heard = { readonly timeMs: number; readonly atMonotonicMs: number };

export class ClockGuard {
  readonly #policy: WitnessPolicy;
  readonly #clock: Clock;
  readonly #monotonicMs: () => number;
  readonly #heard = new Map<string, Heard>();

  constructor(options: { policy: WitnessPolicy; clock: Clock; monotonicMs: () => number }) {
    this.#policy = options.policy;
    this.#clock = options.clock;
    this.#monotonicMs = options.monotonicMs;
  }

  /** `witness` is the policy's name. Call when its cosignature has just arrived. */
  hear(witness: string, timeSeconds: number): void {
    this.#heard.set(witness, { timeMs: timeSeconds * 1000, atMonotonicMs: this.#monotonicMs() });
  }

  /** What a witness would state now (ms), by what it stated last; undefined when it was not heard yet. */
  timeOf(witness: string): number | undefined {
    const heard = this.#heard.get(witness);
    return heard && heard.timeMs + this.#monotonicMs() - heard.atMonotonicMs;
  }

  /** Why nothing may be stamped or signed now, as a sentence; undefined while all is well or no quorum was heard. */
  problem(lastLoggedAt: Instant): string | undefined {
    const clockOff = this.#quorumOff(this.#clock());
    if (clockOff !== undefined) {
      return `The clock of this index is ${minutesOf(clockOff)} ${clockOff > 0 ? "ahead of" : "behind"} those of its watchers.`;
    }
    const logOff = this.#quorumOff(lastLoggedAt);
    if (logOff === undefined || logOff < 0) return undefined;
    return `The last entry's time lies ${minutesOf(logOff)} ahead of the clocks of this index's watchers: signing goes on when they have caught up.`;
  }

  /** By how much an instant differs from the witnesses' time, if so many say so as could convict this log by it. */
  #quorumOff(instant: Instant): number | undefined {
    const now = this.#monotonicMs();
    const off: (WitnessedAt & { readonly byMs: number })[] = [];
    for (const [witness, { timeMs, atMonotonicMs }] of this.#heard) {
      if (now - atMonotonicMs > FRESH_MS) continue;
      const byMs = instant - (timeMs + now - atMonotonicMs);
      if (Math.abs(byMs) > CLOCK_SLACK_MS) off.push({ witness, timeSeconds: Math.floor(timeMs / 1000), byMs });
    }
    if (!isQuorumMetAt(this.#policy, off, () => true)) return undefined;
    return off.map(({ byMs }) => byMs).sort((a, b) => a - b)[Math.floor(off.length / 2)];
  }
}

/** "1 minute", "60 minutes": at least one. */
export function minutesOf(ms: number): string {
  const minutes = Math.max(1, Math.round(Math.abs(ms) / 60_000));
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}
