/** Check 14: one definition under which many are accused is more likely at fault than they are. */
import { SUSPICIOUS_PROVIDERS } from "#lib/evidence/checks/facts.ts";
import {
  type CaseForm,
  SUSPICION_PROVIDERS,
  SUSPICION_UNCLAIMED,
  type SuspicionForm,
  suspicionKey,
} from "./case-forms.ts";
import { providerOf, type StateView, suspicionOf } from "./view.ts";

/** How many others are accused under the definition. All whom nobody has claimed count as one: a key costs nothing. */
export function othersAccused({ providers }: Pick<SuspicionForm, "providers">, provider: string): number {
  const others = providers.filter(({ id }) => id !== provider);
  const claimed = others.filter((other) => other.claimed).length;
  return claimed + (claimed < others.length ? 1 : 0);
}

export function isSuspected(view: StateView, definition: string, provider: string): boolean {
  const before = suspicionOf(view, definition);
  return before !== undefined && othersAccused(before, provider) >= SUSPICIOUS_PROVIDERS;
}

/** The definition with one more provider accused under it, when the verdict says something against the provider. */
export function withAccused(
  view: StateView,
  { verdict, provider }: CaseForm,
): Map<ReturnType<typeof suspicionKey>, SuspicionForm> {
  const definition = verdict?.definition ?? null;
  if (verdict === null || definition === null || !ACCUSES.has(verdict.verdict)) return new Map();
  const before = suspicionOf(view, definition)?.providers ?? [];
  const known = before.find(({ id }) => id === provider);
  const claimed = providerOf(view, provider) !== undefined;
  const others = before.filter(({ id }) => id !== provider);
  const room = claimed ? SUSPICION_PROVIDERS : SUSPICION_UNCLAIMED;
  if (known?.claimed === claimed || others.filter((other) => other.claimed === claimed).length >= room)
    return new Map();
  const providers = [...others, { id: provider, claimed }];
  const frozen = othersAccused({ providers }, "") >= SUSPICIOUS_PROVIDERS;
  return new Map([[suspicionKey(definition), { aggregate: "suspicion", definition, providers, frozen }]]);
}

const ACCUSES: ReadonlySet<string> = new Set(["proven", "contested", "inconclusive"]);
