/** Id and time of the statement that a form will sign: fixed while the form is open, so that the bytes shown are the bytes signed. */
import { useCallback, useState } from "react";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import { browserClock, browserRandom } from "../platform.ts";

export type Stamp = { readonly id: string; readonly issuedAt: string };

/** A fresh id (16 random bytes) and the present time. */
export function newStamp(): Stamp {
  return { id: base64UrlEncode(browserRandom(16)), issuedAt: formatInstant(browserClock()) };
}

/** `renew` gives a fresh one: for the next statement, or when the old time has left the log's window of 24 h. */
export function useStamp(): { readonly stamp: Stamp; readonly renew: () => Stamp } {
  const [stamp, setStamp] = useState(newStamp);
  const renew = useCallback(() => {
    const next = newStamp();
    setStamp(next);
    return next;
  }, []);
  return { stamp, renew };
}
