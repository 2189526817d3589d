/** The address that somebody was told to pay, held against what the provider has disclosed, now and before. */
import type { Instant } from "#lib/kernel/instant.ts";
import { chainsOf, isDisclosed } from "./payment-alarms.ts";

/** A version of the custody disclosure. `names` as `custodyName` writes them; `until` null: it has no end of its own. */
export type CustodyVersion = {
  readonly entry: number;
  readonly loggedAt: Instant;
  readonly until: Instant | null;
  readonly names: readonly string[];
};

/** `ended`: it was disclosed once, and the disclosure has ended or names it no longer. */
export type AddressStanding = {
  readonly state: "disclosed" | "ended" | "not-disclosed";
  /** Since when without a break it is disclosed, or has ended; null: it never was. */
  readonly since: Instant | null;
  readonly entry: number | null;
  /** Chains for which the newest version names the address. */
  readonly chains: readonly string[];
};

/** `coin` empty: whatever is paid. `versions` oldest first. */
export function addressStanding(
  { address, coin }: { readonly address: string; readonly coin: string },
  versions: readonly CustodyVersion[],
  now: Instant,
): AddressStanding {
  const method = { address, coin, environment: "" };
  const chains = chainsOf(method, versions.at(-1)?.names ?? []);
  let held: CustodyVersion | undefined;
  let ended: { readonly since: Instant; readonly entry: number } | undefined;
  let last: CustodyVersion | undefined;
  for (const version of versions) {
    // A version that came after the end of the one before it is no continuation.
    const isBroken = last !== undefined && last.until !== null && last.until <= version.loggedAt;
    if (isDisclosed(method, version.names)) held = held === undefined || isBroken ? version : held;
    else {
      if (held !== undefined && last !== undefined)
        ended = isBroken && last.until !== null ? { since: last.until, entry: last.entry } : sinceOf(version);
      held = undefined;
    }
    last = version;
  }
  if (held !== undefined && last !== undefined) {
    if (last.until !== null && last.until <= now)
      return { state: "ended", since: last.until, entry: last.entry, chains };
    return { state: "disclosed", ...sinceOf(held), chains };
  }
  return ended === undefined
    ? { state: "not-disclosed", since: null, entry: null, chains }
    : { state: "ended", ...ended, chains };
}

const sinceOf = ({ loggedAt, entry }: CustodyVersion) => ({ since: loggedAt, entry });
