/** What time it is at an index, at any instant: a demonstration's clock stands still until somebody lets time pass there. */
import type { Clock } from "#lib/kernel/clock.ts";
import { asInstant, type Instant } from "#lib/kernel/instant.ts";
import { machineClock } from "#lib/platform/node-clock.ts";
import type { Io } from "./command.ts";
import type { RemoteIndex } from "./remote-index.ts";

const ASKED_EVERY_MS = 2_000;

/**
 * Undefined: by this machine's clock, as every index but a demonstration. Asked anew in the background until `signal`; while the
 * index is away, time stands still. Errors: `IncompleteError` when the index does not say who it is.
 */
export async function simulatedClock(remote: RemoteIndex, { signal }: Pick<Io, "signal">): Promise<Clock | undefined> {
  if ((await remote.describe()).clock !== "simulated") return undefined;
  let last: Instant = await remote.now();
  const asking = setInterval(() => {
    remote.now().then(
      (now) => {
        last = now;
      },
      () => undefined,
    );
  }, ASKED_EVERY_MS);
  asking.unref();
  signal.addEventListener("abort", () => clearInterval(asking), { once: true });
  return () => last;
}

/** As {@link simulatedClock}, one for each index: a service that cannot be met is met anew in each round, and a clock goes on asking. */
export function clocksOf(io: Pick<Io, "signal">): (remote: RemoteIndex) => Promise<Clock | undefined> {
  const started = new Map<string, Promise<Clock | undefined>>();
  return (remote) => {
    const known = started.get(remote.address) ?? simulatedClock(remote, io);
    started.set(remote.address, known);
    // An index that was away is asked again.
    known.catch(() => started.delete(remote.address));
    return known;
  };
}

/** Now, by the clock that dated something so: by this machine's, or by the demonstration's where that is nearer. */
export function nowNear(created: Instant, clock: Clock | undefined): Instant {
  const own = machineClock();
  const there = clock?.() ?? own;
  return Math.abs(there - created) < Math.abs(own - created) ? there : own;
}

/** The earlier of both: what has ended by one clock alone may still be in force. */
export function earlierOf(clock: Clock | undefined): Instant {
  const own = machineClock();
  return clock === undefined ? own : asInstant(Math.min(own, clock()));
}
