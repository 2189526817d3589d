/** The disclosures section of a provider's page: what is missing first, then by due date. Pure: from the log to rows. */
import type { EntrySummary } from "#lib/contract/entries.ts";
import { type Change, changesBetween } from "#lib/disclosure/differences.ts";
import { type Field, fieldsOf } from "#lib/disclosure/field-tree.ts";
import { coverageOf, type Gap, type VersionLife } from "#lib/disclosure/gaps.ts";
import { lifeOf, type Staleness, stalenessAt } from "#lib/disclosure/staleness.ts";
import { isAbout, TYPES } from "#lib/disclosure/steps.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import type { DisclosureName } from "#lib/statement/disclosures/all.ts";
import type { StepNumber } from "#lib/statement/disclosures/disclosure-type.ts";

/** An effective version as read from its entry. */
export type ReadVersion = { readonly entry: EntrySummary; readonly body: JsonObject; readonly statement: string };

export type DisclosureRow = {
  readonly type: DisclosureName;
  readonly title: string;
  readonly purpose: string;
  readonly step: StepNumber | null;
  /** It tells of something that happened: nothing is missing while nothing did. */
  readonly isEvent: boolean;
  readonly fields: readonly Field[];
  readonly staleness: Staleness;
  readonly until: Instant | null;
  /** What the log has recorded of its age. */
  readonly recorded: "stale" | "long-stale" | null;
  readonly versions: number;
  /** Against the version before; undefined for a first one, or where each version stands for itself. */
  readonly changes: readonly Change[] | undefined;
  readonly gaps: readonly Gap[];
  /** Undefined: never published. */
  readonly newest: ReadVersion | undefined;
};

/** One row for each type that is about this kind of provider. Beats have a section of their own. */
export function disclosureRows(
  form: ProviderForm,
  newest: ReadonlyMap<DisclosureName, readonly ReadVersion[]>,
  lives: ReadonlyMap<DisclosureName, readonly VersionLife[]>,
  now: Instant,
): DisclosureRow[] {
  const rows = TYPES.filter((type) => type.type !== "heartbeat")
    .filter((type) => isAbout(type, form.kind) || form.disclosures[type.type] !== undefined)
    .map(({ type, title, purpose, step, body, life: ends }): DisclosureRow => {
      const record = form.disclosures[type];
      const life = lifeOf(record);
      const fields = fieldsOf(body);
      const [version, before] = newest.get(type) ?? [];
      const isEvent = ends.ends === "never";
      const isChain = !isEvent && version !== undefined && before !== undefined;
      return {
        ...{ type, title, purpose, step, isEvent, fields },
        staleness: stalenessAt(life, now),
        until: life?.until ?? null,
        recorded: record?.recorded ?? null,
        versions: record?.versions ?? 0,
        changes: isChain ? changesBetween(fields, before.body, version.body) : undefined,
        gaps: coverageOf(lives.get(type) ?? [], now).gaps,
        newest: version,
      };
    });
  return rows.toSorted((a, b) => urgency(a) - urgency(b) || (a.step ?? 9) - (b.step ?? 9));
}

/** Missing ones that a step needs, then by due date, then those without an end. */
function urgency({ newest, until, step }: DisclosureRow): number {
  if (newest === undefined) return step === null ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  return until ?? Number.MAX_SAFE_INTEGER;
}
