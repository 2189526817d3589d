/**
 * The life of a signing key (docs/concepts/signing-keys.md). Recorded states are what entries said; the state at a time also counts
 * what time has made due, so that a late record never keeps a key from acting, nor lets it act for longer.
 */
import type { Did, EntryIndex, ProviderId, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import { DAY_MS, HOUR_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { KeyPurpose } from "#lib/statement/bodies.ts";

/** Later keys of a purpose wait this long after publication; the first key of each purpose is active at once. */
export const ACTIVATION_DELAY_MS = 24 * HOUR_MS;

/** A control key that a recovery key puts in place waits this long, so that the spare key can veto it. */
export const RECOVERY_DELAY_MS = 7 * DAY_MS;

/** Longest overlap: past it nobody can tell a retiring key from one that its owner forgot. */
export const LONGEST_OVERLAP_MS = 90 * DAY_MS;

/**
 * `proven`: the key has proved a provider's name and is reserved for that provider; it signs nothing else yet.
 * `retiring`: still signs with effect until its overlap ends, but its owner has moved on. `retired`: signs no more.
 */
export type KeyState = "proven" | "pending" | "active" | "retiring" | "retired" | "revoked";

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
  /** Index of the entry by which it proved its owner's name, where it did so before it was published. */
  provenIn?: EntryIndex;
  activeFrom: string | null;
  /** Planned end: from `retiresAt` on the key signs no more. */
  retirement: { entry: EntryIndex; at: string; retiresAt: string } | null;
  revocation: {
    entry: EntryIndex;
    at: string;
    reason: "superseded" | "ceased" | "compromised";
    compromisedSince: string | null;
  } | null;
  /** Hash of the statement that published the key. */
  statement: StatementHash;
};

type Dated = Pick<SigningKey, "state" | "activeFrom" | "retirement">;

/** The state at log time `at`: pending ends at `activeFrom`, retiring at `retiresAt`, recorded or not. */
export function keyStateAt(key: Dated, at: Instant): KeyState {
  if (key.state === "pending") return isPast(key.activeFrom, at) ? "active" : "pending";
  if (key.state === "retiring") return isPast(key.retirement?.retiresAt ?? null, at) ? "retired" : "retiring";
  return key.state;
}

/** Whether a signature by this key at log time `at` carries its purpose. */
export function isActiveAt(key: Dated, at: Instant): boolean {
  const state = keyStateAt(key, at);
  return state === "active" || state === "retiring";
}

function isPast(deadline: string | null, at: Instant): boolean {
  const from = deadline === null ? undefined : parseInstant(deadline);
  return from !== undefined && at >= from;
}
