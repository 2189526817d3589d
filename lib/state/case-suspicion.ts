/**
 * Check 14: one definition under which many are accused is more likely at fault than they are. Only open cases count: what
 * was proven and stayed uncontested until it was ruled raises no alarm any more, at that very time, recorded or not.
 */
import { SUSPICIOUS_PROVIDERS } from "#lib/evidence/checks/facts.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import {
  type CaseForm,
  SUSPICION_PROVIDERS,
  SUSPICION_UNCLAIMED,
  type SuspicionForm,
  suspicionKey,
} from "./case-forms.ts";
import { providerOf, type StateView, suspicionOf } from "./view.ts";

type Accused = SuspicionForm["providers"][number];

/** How many others are accused then under the definition. All whom nobody has claimed count as one: a key costs nothing. */
export function othersAccused({ providers }: Pick<SuspicionForm, "providers">, provider: string, at: Instant): number {
  const others = openAt(providers, at).filter(({ id }) => id !== provider);
  const claimed = others.filter((other) => other.claimed).length;
  return claimed + (claimed < others.length ? 1 : 0);
}

/** From so many on a further case waits. */
export function isFrozen(suspicion: Pick<SuspicionForm, "providers">, at: Instant): boolean {
  return othersAccused(suspicion, "", at) >= SUSPICIOUS_PROVIDERS;
}

export function isSuspected(view: StateView, definition: string, provider: string, at: Instant): boolean {
  const before = suspicionOf(view, definition);
  return before !== undefined && othersAccused(before, provider, at) >= SUSPICIOUS_PROVIDERS;
}

/**
 * The definition with one more provider accused under it, when the verdict says something against the provider. A case that
 * is held accuses nobody yet, or those that wait would hold each other for ever.
 */
export function withAccused(
  view: StateView,
  { verdict, provider, state, rulesAt }: CaseForm,
  at: Instant,
): Map<ReturnType<typeof suspicionKey>, SuspicionForm> {
  const definition = verdict?.definition ?? null;
  if (verdict === null || definition === null || state === "checked" || !ACCUSES.has(verdict.verdict)) return new Map();
  const before = openAt(suspicionOf(view, definition)?.providers ?? [], at);
  const known = before.find(({ id }) => id === provider);
  const claimed = providerOf(view, provider) !== undefined;
  const others = before.filter(({ id }) => id !== provider);
  const room = claimed ? SUSPICION_PROVIDERS : SUSPICION_UNCLAIMED;
  if (others.filter((other) => other.claimed === claimed).length >= room) return new Map();
  const providers = [...others, { id: provider, claimed, until: known === undefined ? rulesAt : last(known, rulesAt) }];
  return new Map([[suspicionKey(definition), { aggregate: "suspicion", definition, providers }]]);
}

function openAt(providers: readonly Accused[], at: Instant): Accused[] {
  const now = formatInstant(at);
  return providers.filter(({ until }) => until === null || until > now);
}

function last({ until }: Accused, rulesAt: string | null): string | null {
  if (until === null || rulesAt === null) return null;
  return until > rulesAt ? until : rulesAt;
}

const ACCUSES: ReadonlySet<string> = new Set(["proven", "contested", "inconclusive"]);
