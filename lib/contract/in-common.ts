/** What providers have in common by their own word. Pure, so that an auditor counts the same. */
import { type Said, traitName, traitsOf } from "#lib/disclosure/traits.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import type { InCommonView } from "./marks.ts";

/** Names of what each says of itself. */
export type Traits = ReadonlyMap<ProviderId, readonly string[]>;

export function traitNames(said: Iterable<readonly [ProviderId, Said]>): Traits {
  return new Map([...said].map(([id, one]) => [id, traitsOf(one).map(traitName)]));
}

/** How many say so, by name. `providers`: that say both of a row. */
export function traitCounts(rows: Iterable<Said & { readonly providers: number }>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows)
    for (const name of traitsOf(row).map(traitName)) counts.set(name, (counts.get(name) ?? 0) + row.providers);
  return counts;
}

/** `counts`: of all, this one among them. */
export function inCommonOf(said: Said, counts: ReadonlyMap<string, number>): InCommonView[] {
  return traitsOf(said).map((trait) => ({ ...trait, others: (counts.get(traitName(trait)) ?? 1) - 1 }));
}
