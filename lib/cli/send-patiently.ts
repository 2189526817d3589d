/** An index that is busy, or restarting, is asked again: the same bytes are recorded once. */
import { setTimeout as wait } from "node:timers/promises";
import type { Io } from "./command.ts";
import { UnreachableError } from "./remote-index.ts";
import { RefusedError } from "./send-statement.ts";

const BUSY: ReadonlySet<string> = new Set(["unavailable", "rate-limited"]);
const ATTEMPTS = 20;
const RETRY_MS = 3_000;
/** Who is asked to wait longer than this should rather come back. */
const MOST_WAIT_MS = 90_000;

/** Errors: as `send` has them, those of an index that is busy or away after {@link ATTEMPTS}, or at once when it asks for too long. */
export async function sendPatiently<T>(send: () => Promise<T>, io: Pick<Io, "signal">): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      const isBusy = error instanceof RefusedError && BUSY.has(error.code);
      if (!isBusy && !(error instanceof UnreachableError)) throw error;
      const waitMs = Math.max(RETRY_MS, (isBusy ? (error.retryAfterSeconds ?? 0) : 0) * 1000);
      if (attempt === ATTEMPTS || waitMs > MOST_WAIT_MS || io.signal.aborted) throw error;
      await wait(waitMs, undefined, { signal: io.signal }).catch(() => undefined);
    }
  }
}
