/**
 * The life of a signing key (docs/concepts/signing-keys.md). Recorded states are what entries said; the state at a time also counts
 * what time has made due, so that a late record never keeps a key from acting.
 */
import type { Did, EntryIndex, ProviderId, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import { HOUR_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { KeyPurpose } from "#lib/statement/bodies.ts";

/** Later keys of a purpose wait this long after publication; the first key of each purpose is active at once. */
export const ACTIVATION_DELAY_MS = 24 * HOUR_MS;

/** `proven`: the key has proved a provider's name and is reserved for that provider; it signs nothing else yet. */
export type KeyState = "proven" | "pending" | "active" | "revoked";

export type SigningKey = {
  thumbprint: Thumbprint;
  publicKey: Did;
  /** A provider id; for control keys the participant's did. */
  owner: ProviderId | Did;
  /** The participant that answers for the key. */
  participant: Did;
  purpose: KeyPurpose;
  state: KeyState;
  /** Index of the entry that published the key. */
  addedIn: EntryIndex;
  addedAt: string;
  activeFrom: string | null;
  revocation: {
    entry: EntryIndex;
    at: string;
    reason: "superseded" | "ceased" | "compromised";
    compromisedSince: string | null;
  } | null;
  /** Hash of the statement that published the key. */
  statement: StatementHash;
};

/** The state at log time `at`: a pending key is active from its deadline on, recorded or not. */
export function keyStateAt(key: Pick<SigningKey, "state" | "activeFrom">, at: Instant): KeyState {
  if (key.state !== "pending" || key.activeFrom === null) return key.state;
  const from = parseInstant(key.activeFrom);
  return from !== undefined && at >= from ? "active" : "pending";
}

/** Whether a signature by this key at log time `at` carries its purpose. */
export function isActiveAt(key: Pick<SigningKey, "state" | "activeFrom">, at: Instant): boolean {
  return keyStateAt(key, at) === "active";
}
