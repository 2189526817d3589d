/**
 * The public key directory: a JSON Web Key Set (RFC 7517) with what such a set lacks: the keys that have ended, and the
 * history of each with its entries. Pure.
 */
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { type KeyState, keyStateAt, type SigningKey } from "./lifecycle.ts";

/** Ed25519 public key (RFC 8037). Times in whole seconds since 1970; `revoked` as in OpenID Federation's historical keys. */
export type DirectoryKey = {
  kty: "OKP";
  crv: "Ed25519";
  x: string;
  /** RFC 7638 thumbprint. */
  kid: string;
  use: "sig";
  alg: "EdDSA";
  iat: number;
  nbf?: number;
  exp?: number;
  revoked?: { revoked_at: number; reason: string; compromised_since: string | null };
  purpose: SigningKey["purpose"];
  state: KeyState;
  /** did:key of the participant that published it. */
  participant: string;
};

export type DirectoryEvent = {
  kid: string;
  event: "published" | "active" | "retiring" | "retired" | "revoked";
  at: string;
  /** The entry that says so; null: time alone brings it about. */
  entry: number | null;
};

/** An account key that the recovery key announced and that is not in force yet: the spare key can still veto it. */
export type AnnouncedKey = { kid: string; announced_at: string; entry: number; in_force_from: string };

export type KeyDirectory = {
  keys: DirectoryKey[];
  past_keys: DirectoryKey[];
  recovery: AnnouncedKey | null;
  history: DirectoryEvent[];
};

/**
 * `keys`: those that sign, or will after their wait. `past_keys`: needed to check what they signed while they did; among
 * them the disclosure keys of an earlier operator, which may still hold them and speaks for the provider no more.
 */
export function keyDirectoryOf(
  keys: readonly SigningKey[],
  at: Instant,
  operator: string,
  recovery: AnnouncedKey | null = null,
): KeyDirectory {
  const rows = keys.filter((key) => key.activeFrom !== null).map((key) => directoryKey(key, at));
  const isPast = ({ state, purpose, participant }: DirectoryKey) =>
    state === "retired" || state === "revoked" || (purpose === "disclosure" && participant !== operator);
  return {
    keys: rows.filter((row) => !isPast(row)),
    past_keys: rows.filter(isPast),
    recovery,
    history: keys.flatMap((key) => eventsOf(key, at)).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
  };
}

function directoryKey(key: SigningKey, at: Instant): DirectoryKey {
  const { thumbprint, publicKey, purpose, participant, addedAt, activeFrom, retirement, revocation } = key;
  const ends = [retirement?.retiresAt, revocation?.at].filter((end) => end !== undefined).sort();
  return {
    kty: "OKP",
    crv: "Ed25519",
    x: base64UrlEncode(publicKeyOfDid(publicKey) ?? new Uint8Array()),
    kid: thumbprint,
    use: "sig",
    alg: "EdDSA",
    iat: seconds(addedAt),
    ...(activeFrom === null ? {} : { nbf: seconds(activeFrom) }),
    ...(ends[0] === undefined ? {} : { exp: seconds(ends[0]) }),
    ...(revocation === null
      ? {}
      : {
          revoked: {
            revoked_at: seconds(revocation.at),
            reason: revocation.reason,
            compromised_since: revocation.compromisedSince,
          },
        }),
    purpose,
    state: keyStateAt(key, at),
    participant,
  };
}

function eventsOf(key: SigningKey, at: Instant): DirectoryEvent[] {
  const { thumbprint: kid, addedIn, addedAt, activeFrom, retirement, revocation } = key;
  const endedAt = revocation === null ? undefined : parseInstant(revocation.at);
  /** Time alone brings nothing about after the key was revoked, nor before its time has come. */
  const came = (time: string | null | undefined): time is string => {
    const due = time === null || time === undefined ? undefined : parseInstant(time);
    return due !== undefined && due <= at && (endedAt === undefined || due < endedAt);
  };
  const events: DirectoryEvent[] = [{ kid, event: "published", at: addedAt, entry: addedIn }];
  if (came(activeFrom)) events.push({ kid, event: "active", at: activeFrom, entry: null });
  if (retirement !== null) events.push({ kid, event: "retiring", at: retirement.at, entry: retirement.entry });
  if (came(retirement?.retiresAt)) events.push({ kid, event: "retired", at: retirement?.retiresAt ?? "", entry: null });
  if (revocation !== null) events.push({ kid, event: "revoked", at: revocation.at, entry: revocation.entry });
  return events;
}

const seconds = (time: string): number => Math.floor((parseInstant(time) ?? 0) / 1000);
