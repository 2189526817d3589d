/** "Firefox on Linux since 3 March": where else this account's key acts from, as far as its sessions tell. */
import type { SessionView } from "#lib/contract/accounts.ts";
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { keyStateAt } from "#lib/keys/lifecycle.ts";
import type { KeyForm } from "#lib/state/forms.ts";
import { whereText } from "../keystore/where-text.ts";
import { MONTHS } from "../month-names.ts";

function dayInWords(time: string): string {
  const [, month, day] = /^\d{4}-(\d\d)-(\d\d)T/.exec(time) ?? [];
  return parseInstant(time) === undefined ? "" : `${Number(day)} ${MONTHS[Number(month) - 1]}`;
}

/** Why the account key of this browser signs nothing any more; undefined while it may. */
export function whyEnded(form: KeyForm | null, at: Instant): string | undefined {
  const state = form === null ? undefined : keyStateAt(form, at);
  return state === "retired" || state === "revoked"
    ? `The account key of this browser is ${state}: it signs nothing any more.`
    : undefined;
}

/** Undefined when no open session tells. The oldest other session wins: that is where the key has been longest. */
export function whereElse(sessions: readonly SessionView[]): string | undefined {
  const others = sessions.filter((session) => !session.current);
  const [oldest] = others.toSorted((a, b) => (a.created_at < b.created_at ? -1 : 1));
  const session = oldest ?? sessions[0];
  if (session === undefined) return undefined;
  const place = whereText(session.user_agent);
  const since = dayInWords(session.created_at);
  return session.current
    ? `It signed in from this browser, ${place}, on ${since}, but this browser's key storage was cleared since.`
    : `Your key lives in ${place} since ${since}.`;
}
