/**
 * Check 14: one definition under which many are accused is more likely at fault than they are. Only open cases count: what
 * was proven and stayed uncontested until it was ruled raises no alarm any more, at that very time, recorded or not.
 */
import { SUSPICIOUS_PROVIDERS } from "#lib/evidence/checks/facts.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { providerOf, type StateView, suspicionOf } from "../view.ts";
import { type CaseForm, SUSPICION_PROVIDERS, SUSPICION_UNCLAIMED, type SuspicionForm } from "./case-forms.ts";
import { isWaiting } from "./ends.ts";

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
 * What a case that was `before` and is `after` changes in the list of its definition; `suspects`: whether it is counted there
 * as one that waits. A case that is held accuses nobody yet, or those that wait would hold each other for ever; one that
 * joined another is counted with that.
 */
export function withSuspicion(
  view: StateView,
  before: CaseForm | undefined,
  after: CaseForm,
  at: Instant,
): { readonly form?: SuspicionForm; readonly suspects: boolean } {
  const { verdict, provider, rulesAt, suspects } = after;
  const definition = verdict?.definition ?? null;
  if (verdict === null || definition === null) return { suspects };
  const accuses = ACCUSES.has(verdict.verdict) && after.state !== "checked";
  const waits = accuses && isWaiting(after);
  const isProven = accuses && after.state === "proven" && rulesAt !== (before?.rulesAt ?? null);
  if (waits === suspects && !isProven) return { suspects };
  const open = openAt(suspicionOf(view, definition)?.providers ?? [], at);
  const known = open.find(({ id }) => id === provider);
  const others = open.filter(({ id }) => id !== provider);
  const claimed = providerOf(view, provider) !== undefined;
  const room = claimed ? SUSPICION_PROVIDERS : SUSPICION_UNCLAIMED;
  if (known === undefined && others.filter((other) => other.claimed === claimed).length >= room) return { suspects };
  const waiting = (known?.waiting ?? 0) + (waits ? 1 : 0) - (suspects ? 1 : 0);
  const until = isProven ? latest(known?.until ?? null, rulesAt) : (known?.until ?? null);
  const next = openAt([{ id: provider, claimed, waiting: Math.max(0, waiting), until }], at);
  return { form: { aggregate: "suspicion", definition, providers: [...others, ...next] }, suspects: waits };
}

function openAt(providers: readonly Accused[], at: Instant): Accused[] {
  const now = formatInstant(at);
  return providers.filter(({ waiting, until }) => waiting > 0 || (until !== null && until > now));
}

function latest(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

const ACCUSES: ReadonlySet<string> = new Set(["proven", "contested", "inconclusive"]);
