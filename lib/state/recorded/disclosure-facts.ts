/** Disclosures renewed in time or late, as the provider's form shows it before and after an entry. */
import { lifeOf } from "#lib/disclosure/staleness.ts";
import { DAY_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { monthOf } from "#lib/kernel/month.ts";
import type { Severity } from "#lib/reputation/record-item.ts";
import type { DisclosureRecord, ProviderForm } from "../forms.ts";
import type { Change } from "./change.ts";

/** Without these a reader does not know whom he pays, at what price, or against which means. */
const CRITICAL: ReadonlySet<string> = new Set([
  "identity",
  "contacts",
  "fees",
  "reserves",
  "liabilities",
  "custody_addresses",
]);

/** How grave it is that a disclosure of a type has ended. */
export function severityOfAge(type: string): Severity {
  return isCritical(type) ? "moderate" : "minor";
}

/** Whether a reader relies on the type before paying. */
/** For members of a form by their names: one that was read from rows has them in no other order. */
export function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

export function isCritical(type: string): boolean {
  return CRITICAL.has(type);
}

/** A version that is replaced sooner was not renewed but corrected. */
export const RENEWAL_AFTER_MS = 7 * DAY_MS;

export function disclosureChanges(before: ProviderForm, after: ProviderForm, now: Instant): Change[] {
  return Object.entries(after.disclosures)
    .toSorted(byName)
    .flatMap(([type, record]) => {
      const earlier = before.disclosures[type];
      return earlier === undefined || earlier === record ? [] : changesOfType(after, type, earlier, record, now);
    });
}

function changesOfType(
  { id }: ProviderForm,
  type: string,
  before: DisclosureRecord,
  after: DisclosureRecord,
  now: Instant,
): Change[] {
  const place = { provider: id, month: monthOf(now) };
  const severity = severityOfAge(type);
  const late = (about: "stale" | "long-stale"): Change => ({
    ...place,
    type: "disclosure-stale",
    about: `${about}/${type}`,
    fact: { evidence: "self-proving", severity, attribution: "unknown" },
  });
  const reached = reachedBy(before, after, now);
  if (reached.length > 0 || after.entry === before.entry || after.notApplicable) return reached.map(late);
  const isOld = now - (parseInstant(before.loggedAt) ?? now) >= RENEWAL_AFTER_MS;
  const isInTime = before.recorded === undefined && before.expiresAt !== null;
  if (!isOld || !isInTime) return [];
  return [{ ...place, type: "disclosure-fresh", about: type, fact: { evidence: "self-proving" } }];
}

/** What of its age the log learns by this entry: by the clock's record, or by the renewal that came before one. */
function reachedBy(before: DisclosureRecord, after: DisclosureRecord, now: Instant): ("stale" | "long-stale")[] {
  if (after.entry === before.entry)
    return after.recorded === undefined || after.recorded === before.recorded ? [] : [after.recorded];
  // Before its life is read: nearly every version is renewed in time.
  const until = before.expiresAt === null ? undefined : parseInstant(before.expiresAt);
  if (until === undefined || now < until) return [];
  const life = lifeOf(before);
  if (life === undefined || life.until === null || now < life.until || before.recorded === "long-stale") return [];
  const isLong = now - life.until >= life.until - life.from;
  if (before.recorded === "stale") return isLong ? ["long-stale"] : [];
  return isLong ? ["stale", "long-stale"] : ["stale"];
}
