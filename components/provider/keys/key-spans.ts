/** The life of a key as spans of time: what a reader sees drawn, and hears as a sentence. */
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { SigningKey } from "#lib/keys/lifecycle.ts";

/** `doubt`: it signed with effect, but may have been in other hands. */
export type SpanKind = "waiting" | "in-force" | "overlap" | "doubt";
export type KeySpan = { readonly kind: SpanKind; readonly from: Instant; readonly to: Instant };

/** Spans up to `now`, in order, without gaps; empty for a key that only proved a name. */
export function spansOf(key: Pick<SigningKey, "addedAt" | "activeFrom" | "retirement" | "revocation">, now: Instant) {
  const at = (time: string | null | undefined) =>
    time === null || time === undefined ? undefined : parseInstant(time);
  const added = at(key.addedAt);
  const active = at(key.activeFrom);
  if (added === undefined || active === undefined) return [];
  const revoked = at(key.revocation?.at);
  const end = Math.min(now, at(key.retirement?.retiresAt) ?? now, revoked ?? now) as Instant;
  const retiring = at(key.retirement?.at) ?? end;
  const doubt = key.revocation?.reason === "compromised" ? (at(key.revocation.compromisedSince) ?? end) : end;
  const cuts = [...new Set([added, active, retiring, doubt, end])].filter((cut) => cut >= added && cut <= end);
  cuts.sort((a, b) => a - b);
  const spans: KeySpan[] = [];
  for (const [index, from] of cuts.slice(0, -1).entries()) {
    const to = cuts[index + 1];
    if (to === undefined) continue;
    const kind: SpanKind =
      from < active ? "waiting" : from >= doubt ? "doubt" : from >= retiring ? "overlap" : "in-force";
    spans.push({ kind, from, to });
  }
  return spans;
}
