/**
 * Gaps: the times in which a disclosure had ended and its renewal was not published yet. A version covers from the log
 * time of its entry until its end, or until the next version is published. A gap that was closed stays for ever.
 */
import { asInstant, DAY_MS, type Instant } from "#lib/kernel/instant.ts";

/** One effective version; `until` null: it has no end of its own. */
export type VersionLife = { readonly entry: number; readonly loggedAt: Instant; readonly until: Instant | null };

/** `until` null: not closed yet. `before` and `after` are the entries at its ends. */
export type Gap = {
  readonly from: Instant;
  readonly until: Instant | null;
  readonly before: number;
  readonly after: number | null;
};

export type Span = { readonly from: Instant; readonly until: Instant; readonly isCovered: boolean };

export type Coverage = {
  /** From the first version to now, without holes, oldest first. */
  readonly spans: readonly Span[];
  /** Oldest first. */
  readonly gaps: readonly Gap[];
};

/** `lives` in any order; those after `now` are left out. Total. */
export function coverageOf(lives: readonly VersionLife[], now: Instant): Coverage {
  const past = lives.filter(({ loggedAt }) => loggedAt <= now).toSorted((a, b) => a.entry - b.entry);
  const spans: Span[] = [];
  const gaps: Gap[] = [];
  for (const [at, { entry, loggedAt, until }] of past.entries()) {
    const next = past[at + 1];
    const seenUntil = next?.loggedAt ?? now;
    const end = asInstant(Math.min(Math.max(until ?? seenUntil, loggedAt), seenUntil));
    if (end > loggedAt) addSpan(spans, { from: loggedAt, until: end, isCovered: true });
    if (end >= seenUntil) continue;
    addSpan(spans, { from: end, until: seenUntil, isCovered: false });
    gaps.push({ from: end, until: next?.loggedAt ?? null, before: entry, after: next?.entry ?? null });
  }
  return { spans, gaps };
}

/** Neighbours of one kind are one span. */
function addSpan(spans: Span[], span: Span): void {
  const last = spans.at(-1);
  if (last?.isCovered === span.isCovered) spans[spans.length - 1] = { ...last, until: span.until };
  else spans.push(span);
}

/** Whether it was covered without a gap for the last `days`: undefined while it is younger than that. */
export function wasCovered(lives: readonly VersionLife[], days: number, now: Instant): boolean | undefined {
  const since = now - days * DAY_MS;
  const { spans } = coverageOf(lives, now);
  if (spans.some(({ isCovered, until }) => !isCovered && until > since)) return false;
  const first = spans[0];
  return first !== undefined && first.from <= since ? true : undefined;
}
