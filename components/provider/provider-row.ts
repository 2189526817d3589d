/** A provider as one line of the list: what it shows, how fresh that is, what is missing. */
import { loweredBy } from "#lib/contract/mark-views.ts";
import type { MarkSummary } from "#lib/contract/marks.ts";
import type { LookAlike } from "#lib/contract/observations.ts";
import { closingOf, closingSentence } from "#lib/disclosure/closing.ts";
import type { HeartbeatState } from "#lib/disclosure/heartbeat.ts";
import { lifeOf, type Staleness, stalenessAt } from "#lib/disclosure/staleness.ts";
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { isNameProven } from "#lib/state/name-proofs.ts";

/** Times in ms UTC; null where there is none. */
export type ProviderRow = {
  readonly id: string;
  readonly name: string;
  readonly proven: boolean;
  /** Proven providers whose name it can be taken for. */
  readonly lookAlikes: readonly LookAlike[];
  readonly kind: "instance" | "service";
  readonly operator: string;
  readonly operatorName: string;
  readonly identity: Staleness;
  readonly identityUntil: number | null;
  readonly heartbeat: HeartbeatState;
  readonly lastBeat: number | null;
  /** It said that it closes: what readers must know of that, and whether the last day is over. Null: it did not. */
  readonly closing: { readonly words: string; readonly isOver: boolean } | null;
  readonly registeredAt: number;
  /** What a row shows of its marks; null where nothing is rated. */
  readonly marks: RowMarks | null;
};

export type RowMarks = Pick<
  MarkSummary,
  "tier" | "is_shut" | "probability" | "decided_by" | "limit_percent" | "prepay_days" | "transparency"
> & {
  /** What no points outweigh and what makes the tier worse than they do. */
  readonly lowered_by?: MarkSummary["gates"][number]["rule"];
};

export function providerRow(
  form: ProviderForm,
  { operatorName, lookAlikes }: { operatorName: string | undefined; lookAlikes: readonly LookAlike[] },
  heartbeat: HeartbeatState,
  summary: MarkSummary | undefined,
  now: Instant,
): ProviderRow {
  const life = lifeOf(form.disclosures.identity);
  const lastBeat = form.heartbeat === null ? undefined : parseInstant(form.heartbeat.last.loggedAt);
  return {
    id: form.id,
    name: form.name,
    proven: isNameProven(form, now),
    lookAlikes,
    kind: form.kind,
    operator: form.operator,
    operatorName: operatorName ?? form.operator,
    identity: stalenessAt(life, now),
    identityUntil: life?.until ?? null,
    heartbeat,
    lastBeat: lastBeat ?? null,
    closing: closingOfRow(form, now),
    registeredAt: parseInstant(form.registeredAt) ?? 0,
    marks: summary === undefined ? null : marksOfRow(summary),
  };
}

function closingOfRow(form: ProviderForm, now: Instant): ProviderRow["closing"] {
  const closing = closingOf(form.disclosures.windup_notice);
  return closing === undefined ? null : { words: closingSentence(closing, now), isOver: now > closing.lastWithdrawal };
}

/** Nothing but what is shown goes to the browser, since lists are long. */
function marksOfRow(summary: MarkSummary): RowMarks {
  const { tier, is_shut, probability, decided_by, limit_percent, prepay_days, transparency } = summary;
  const shown = { tier, is_shut, probability, decided_by, limit_percent, prepay_days, transparency };
  const lowered_by = loweredBy(summary);
  return lowered_by === undefined ? shown : { ...shown, lowered_by };
}
