/** The machine's clock for countdowns and dates that a person sets: read in one place, passed down as a number. */
import { useEffect, useState } from "react";
import { type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import { browserClock } from "./platform.ts";

/** Undefined until the page runs in a browser, so that server and browser first draw the same. */
export function useNow(everyMs: number = 60 * SECOND_MS): Instant | undefined {
  const [now, setNow] = useState<Instant>();
  useEffect(() => {
    setNow(browserClock());
    const timer = setInterval(() => setNow(browserClock()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
