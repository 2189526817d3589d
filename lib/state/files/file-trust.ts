/** By what a reader believes a file: its own keys and memory of logs, and the witnesses that it trusts. */
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import type { Did, Thumbprint } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { type LogKey, NO_LOG_KEY, policyKey } from "#lib/log/log-key.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import type { PromiseKeys } from "./check-promise.ts";

/** What a reader knows of one log. `checkpoint`: a signed note that verified at an earlier visit, at `seenAt`. */
export type KnownLog = PromiseKeys & {
  readonly key: LogKey;
  /** Who speaks for the index, from its genesis. */
  readonly issuer?: Did;
  /** By whom its answers are signed, from there too. */
  readonly answerKey?: Did;
  readonly checkpoint?: string;
  readonly seenAt?: Instant;
};

/**
 * `known`: what the reader knows of the log of that origin. `policy`: the witnesses that the reader trusts; with one,
 * every head must be cosigned by its quorum. `log`: pieces of an archive of that origin's log, for proofs of fraud
 * that leave it out. `keys`: signing keys from elsewhere. `entryBytes`: the entry that a `.tlog-proof` is about.
 */
export type FileTrust = {
  readonly known: (origin: string) => KnownLog | undefined;
  readonly policy?: WitnessPolicy;
  readonly log?: (origin: string) => Iterable<Uint8Array> | undefined;
  readonly keys?: (thumbprint: Thumbprint) => Uint8Array | undefined;
  readonly entryBytes?: Uint8Array;
  readonly raw?: RawVerify;
};

export type Known = { readonly known: KnownLog | undefined; readonly logKey: LogKey };

/** The reader's key of a log: one from the reader goes before one from a policy, and that before one from the site. */
export function keyOf(origin: string | undefined, { known, policy }: FileTrust): Known {
  const found = origin === undefined ? undefined : known(origin);
  const own = found?.key ?? NO_LOG_KEY;
  if (origin === undefined || (own.from !== "nowhere" && own.from !== "site")) return { known: found, logKey: own };
  const named = policyKey(policy, origin);
  return { known: found, logKey: named.from === "nowhere" ? own : named };
}
