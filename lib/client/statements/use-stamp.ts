/** Id and time of the statement that a form will sign: fixed while the form is open, so that the bytes shown are the bytes signed. */
import { useCallback, useEffect, useState } from "react";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { formatInstant, HOUR_MS, type Instant } from "#lib/kernel/instant.ts";
import { browserClock, browserRandom } from "../platform.ts";
import { onSiteTime } from "../site-clock.ts";

export type Stamp = { readonly id: string; readonly issuedAt: string };

/** Half of what the log lets a statement wait. */
const STALE_MS = 12 * HOUR_MS;

/** A fresh id (16 random bytes) and the present time. */
export function newStamp(): Stamp {
  return { id: base64UrlEncode(browserRandom(16)), issuedAt: formatInstant(browserClock()) };
}

/** The same, or a fresh one where the log would soon refuse it as too old. */
export function currentStamp(stamp: Stamp, now: Instant): Stamp {
  return now - Date.parse(stamp.issuedAt) > STALE_MS ? newStamp() : stamp;
}

/** `renew` gives a fresh one: for the next statement, or when the old time has left the log's window of 24 h. */
export function useStamp(): { readonly stamp: Stamp; readonly renew: () => Stamp } {
  const [stamp, setStamp] = useState(newStamp);
  const renew = useCallback(() => {
    const next = newStamp();
    setStamp(next);
    return next;
  }, []);
  // In a demonstration a week passes by a click, also while a form is open.
  useEffect(() => onSiteTime((now) => setStamp((before) => currentStamp(before, now))), []);
  return { stamp, renew };
}
