/** Whom a report accuses: a listed provider, or one that is known by its key alone. */
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { type Did, type ProviderId, providerIdOfKey } from "#lib/kernel/ids.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import { EVIDENCE_MEDIA_TYPE } from "#lib/statement/evidence-bodies.ts";
import { isWeakDid, providerOf, type StateView, signingKeyOf, unclaimedOf } from "../view.ts";

export type Accused = {
  readonly provider: ProviderId;
  /** The key that names it, when this report is the first that anybody hears of it. */
  readonly opens?: Did;
};

/**
 * A key that a provider has published means that provider; any other key is a provider of its own. Undefined: a provider
 * id that nobody knows, or a key that no signature counts for.
 */
export function accusedBy(view: StateView, subject: string): Accused | undefined {
  if (subject.startsWith("prv_")) {
    const isKnown = providerOf(view, subject) !== undefined || unclaimedOf(view, subject) !== undefined;
    return isKnown ? { provider: subject as ProviderId } : undefined;
  }
  const publicKey = subject as Did;
  const thumbprint = thumbprintOfDid(publicKey);
  if (thumbprint === undefined || isWeakDid(publicKey)) return undefined;
  const owner = signingKeyOf(view, thumbprint)?.owner;
  if (owner !== undefined && providerOf(view, owner) !== undefined) return { provider: owner as ProviderId };
  const provider = providerIdOfKey(publicKey);
  const isKnown = providerOf(view, provider) !== undefined || unclaimedOf(view, provider) !== undefined;
  return isKnown ? { provider } : { provider, opens: publicKey };
}

/** Whether a statement carries evidence: exactly one part, which everybody can read. */
export function isEvidence({ parts = [] }: UnsignedStatement): boolean {
  const [part] = parts;
  return parts.length === 1 && part?.visibility === "public" && part.mediaType === EVIDENCE_MEDIA_TYPE;
}

/** Whether the provider itself speaks: its operator, or one of its keys. */
export function isOwnWord(view: StateView, { issuer }: UnsignedStatement, provider: ProviderId): boolean {
  if (providerOf(view, provider)?.operator === issuer) return true;
  const own = accusedBy(view, issuer);
  return own?.provider === provider && signingKeyOf(view, thumbprintOfDid(issuer) ?? "")?.purpose !== "control";
}
