/** What else acts in an account's name, and so may be a thief's work: members, and keys of its providers. */
import type { Did } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { keyStateAt } from "#lib/keys/lifecycle.ts";
import { standingMembers } from "#lib/state/control.ts";
import type { KeyForm, ParticipantForm, ProviderForm } from "#lib/state/forms.ts";

export type Suspect = {
  readonly id: string;
  readonly what: { readonly kind: "member"; readonly did: Did } | { readonly kind: "key"; readonly key: KeyForm };
  readonly provider: ProviderForm | undefined;
  readonly since: Instant;
  /** So new that a thief may have done it: chosen beforehand. */
  readonly isRecent: boolean;
};

const RECENT_MS = 7 * DAY_MS;

/** Newest first. */
export function suspectsOf(
  participant: ParticipantForm,
  providers: readonly ProviderForm[],
  keys: readonly KeyForm[],
  now: Instant,
): Suspect[] {
  const members = standingMembers(participant, now).map((member) => ({
    id: member.did,
    what: { kind: "member", did: member.did } as const,
    provider: undefined,
    since: parseInstant(member.grantedAt) ?? now,
  }));
  const signing = keys
    .filter((key) => ["pending", "active", "retiring"].includes(keyStateAt(key, now)))
    .flatMap((key) => {
      const provider = providers.find(({ id }) => id === key.owner);
      const what = { kind: "key", key } as const;
      return provider === undefined
        ? []
        : [{ id: key.thumbprint, what, provider, since: parseInstant(key.addedAt) ?? now }];
    });
  return [...members, ...signing]
    .map((one) => ({ ...one, isRecent: one.since > addMs(now, -RECENT_MS) }))
    .sort((a, b) => b.since - a.since);
}
