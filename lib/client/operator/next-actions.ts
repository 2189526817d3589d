/**
 * What a returning operator should do next: verb first, with minutes and a date when there is one. At most five, most
 * urgent first. Every sentence is a fact of the log or of this browser; no effect is promised.
 */
import { lifeOf, stalenessAt } from "#lib/disclosure/staleness.ts";
import { DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { ParticipantForm, ProviderForm } from "#lib/state/forms.ts";
import { isNameProven } from "#lib/state/name-proofs.ts";

export type NextAction = {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly minutes: number;
  readonly href: string;
  readonly dueAt: Instant | undefined;
};

export type ActionFacts = {
  readonly now: Instant;
  readonly participant: ParticipantForm;
  readonly providers: readonly ProviderForm[];
  readonly holdsKey: boolean;
};

const MAX_ACTIONS = 5;

export function composerHref(providerId: string, type = "identity"): string {
  return `/operator/disclosures/new?provider=${providerId}&type=${type}`;
}

function identityAction(provider: ProviderForm, now: Instant): NextAction | undefined {
  const record = provider.disclosures.identity;
  const common = { id: `identity:${provider.id}`, href: composerHref(provider.id) };
  if (record === undefined) {
    const why = "Readers see a name and a key, but not who answers for it.";
    return { ...common, title: `Publish who runs ${provider.name}`, why, minutes: 5, dueAt: undefined };
  }
  const life = lifeOf(record);
  if (life === undefined || life.until === null || stalenessAt(life, now) === "ok") return undefined;
  const expiresAt = life.until;
  const past = expiresAt <= now;
  const day = formatInstant(expiresAt).slice(0, 10);
  const why = past ? `It shows as stale since ${day}. The gap stays visible.` : `After ${day} it shows as stale.`;
  return { ...common, title: `Renew the identity of ${provider.name}`, why, minutes: 3, dueAt: expiresAt };
}

function spareAction({ participant, holdsKey }: ActionFacts): NextAction | undefined {
  if (participant.nextKeyDigest !== null || participant.recoveryKey !== null || !holdsKey) return undefined;
  return {
    id: "spare",
    title: "Save a spare key",
    why: "Without one, a lost or stolen key ends this account: nobody, not even this index, can bring it back.",
    minutes: 2,
    href: "/settings#spare-key",
    dueAt: undefined,
  };
}

function missingKeyAction({ holdsKey }: ActionFacts): NextAction | undefined {
  if (holdsKey) return undefined;
  const why = "This browser does not hold the key of this account, so it can draft but not sign.";
  return {
    id: "key",
    title: "Bring your signing key here",
    why,
    minutes: 2,
    href: "/operator/restore",
    dueAt: undefined,
  };
}

function nameAction(provider: ProviderForm, now: Instant): NextAction | undefined {
  if (isNameProven(provider, now)) return undefined;
  return {
    id: `name:${provider.id}`,
    title: `Prove the name of ${provider.name}`,
    why: "Every page says “unproven name” before it. A DNS record, a file or its own key proves it.",
    minutes: 5,
    href: `/operator/names?provider=${provider.id}`,
    dueAt: undefined,
  };
}

export function nextActions(facts: ActionFacts): NextAction[] {
  const actions = [
    missingKeyAction(facts),
    spareAction(facts),
    ...facts.providers.map((provider) => identityAction(provider, facts.now)),
    ...facts.providers.map((provider) => nameAction(provider, facts.now)),
  ].filter((action) => action !== undefined);
  const urgency = (action: NextAction) => action.dueAt ?? facts.now - DAY_MS;
  return actions.sort((a, b) => urgency(a) - urgency(b)).slice(0, MAX_ACTIONS);
}
