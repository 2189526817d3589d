/**
 * Whether a provider's name is proven at a time, and by what. A key's proof stands; what DNS and the well-known file say is
 * looked at daily and lapses seven days after it was last seen, which nobody needs to record.
 */
import { addMs, DAY_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { NAME_FILE_PATH } from "#lib/statement/observations.ts";
import type { NameSeen, ProviderForm } from "./forms.ts";

export const NAME_LIFE_MS = 7 * DAY_MS;

/** What the question needs of a provider. */
export type Nameable = Pick<ProviderForm, "provenBy" | "names" | "domain">;

/** `none`: never seen for this domain. `lapsed`: it was, and `until` has passed. */
export type NameProofState = "proven" | "lapsed" | "none";

/** Total. */
export function nameSeenAt(name: NameSeen, at: Instant): { state: NameProofState; until: Instant | undefined } {
  const seenAt = name.seen === null ? undefined : parseInstant(name.seen.loggedAt);
  if (seenAt === undefined) return { state: "none", until: undefined };
  const until = addMs(seenAt, NAME_LIFE_MS);
  return { state: at < until ? "proven" : "lapsed", until };
}

/** Whether anything proves the name: a key, DNS or the file. */
export function isNameProven(provider: Nameable, at: Instant): boolean {
  return provider.provenBy.length > 0 || isDomainProven(provider, at);
}

/** Whether who controls the domain said that it is this provider's. */
export function isDomainProven({ domain, names }: Nameable, at: Instant): boolean {
  if (domain === null) return false;
  return [names.dns, names.file].some((name) => nameSeenAt(name, at).state === "proven");
}

export const NEVER_SEEN: NameSeen = { seen: null, missed: null };

type Placed = Pick<ProviderForm, "domain" | "address">;

/**
 * Where the domain serves HTTPS: the provider's address when its host is the domain itself (it may name a port), else the
 * domain. A certificate speaks for a host, not for a port. Undefined without a domain.
 */
export function domainOrigin({ domain, address }: Placed): string | undefined {
  if (domain === null) return undefined;
  const place = address === null ? undefined : /^https:\/\/([^/:]+)(:\d+)?/.exec(address);
  return place?.[1] === domain ? place[0] : `https://${domain}`;
}

export function nameFileUrl(provider: Placed): string | undefined {
  const origin = domainOrigin(provider);
  return origin === undefined ? undefined : `${origin}${NAME_FILE_PATH}`;
}

/**
 * Base of the provider's API, when the index may look at it: the operator consented, and the address lies in a domain that
 * is proven to be the provider's. Consent for somebody else's server is none.
 */
export function probedAddress(
  provider: Nameable & Pick<ProviderForm, "address" | "observe">,
  at: Instant,
): string | undefined {
  const { address, domain, observe } = provider;
  const host = address === null ? undefined : /^https:\/\/([^/:]+)/.exec(address)?.[1];
  if (!observe || address === null || host === undefined || domain === null) return undefined;
  if (host !== domain && !host.endsWith(`.${domain}`)) return undefined;
  return isDomainProven(provider, at) ? address.replace(/\/$/, "") : undefined;
}
