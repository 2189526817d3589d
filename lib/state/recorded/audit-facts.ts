/** Clean audits: an answer that was run again and is right, at most one for each provider and UTC day, each answer once. */
import { addMs, DAY_MS, type Instant, MINUTE_MS, parseInstant } from "#lib/kernel/instant.ts";
import { monthOf } from "#lib/kernel/month.ts";
import type { AttesterForm } from "../attester-forms.ts";
import { type RecordedFact, recordKey } from "../record-forms.ts";
import { reporterOf, type StateView } from "../view.ts";
import type { Change } from "./change.ts";

/** Older answers count for nothing: the pages of this month and the last show all that could be the same one. */
export const AUDIT_FRESH_MS = 7 * DAY_MS;
/** A signer's clock may be ahead of the log's. */
const AHEAD_MS = 5 * MINUTE_MS;

export function auditChanges(
  view: StateView,
  before: AttesterForm | undefined,
  { provider, key, last }: AttesterForm,
  now: Instant,
): Change[] {
  const { found, entry } = last;
  if (found === null || found.outcome !== "agrees" || found.exchange === null) return [];
  if (before?.last.statement === last.statement && before.last.found !== null) return [];
  const signedAt = parseInstant(found.signedAt ?? "");
  if (signedAt === undefined || signedAt < now - AUDIT_FRESH_MS || signedAt > now + AHEAD_MS) return [];
  const day = Math.floor(now / DAY_MS);
  const known = [...itemsOf(view, provider, now), ...itemsOf(view, provider, addMs(now, -AUDIT_FRESH_MS))];
  const audits = known.filter(({ type }) => type === "audit");
  if (audits.some(({ about }) => about === found.exchange)) return [];
  const hasStanding = (reporterOf(view, key)?.upheld ?? 0) > 0;
  const today = audits.find((item) => item.day === day);
  // Else whoever nobody knows could take the day from those whose word weighs more.
  if (today !== undefined && (today.standing === undefined || !hasStanding)) return [];
  const standing = hasStanding ? {} : ({ standing: "half", cluster: "unvouched" } as const);
  const fact = { evidence: "self-proving", reporter: key, entry, ...standing } as const;
  const place = { provider, month: monthOf(now), type: "audit" } as const;
  const instead = today === undefined ? [] : [{ ...place, about: today.about, fact: undefined }];
  return [...instead, { ...place, about: found.exchange, fact }];
}

function itemsOf(view: StateView, provider: string, at: Instant): readonly RecordedFact[] {
  const form = view.get(recordKey(provider, monthOf(at)));
  return form?.aggregate === "record" ? form.items : [];
}
