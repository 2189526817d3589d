/**
 * How far those who judge alike cases agree beyond chance: Krippendorff's alpha for names, with any number of judges in each
 * case (K. Krippendorff, Content Analysis, chapter on reliability). 1: always; 0: as chance would; below 0: less than that.
 */

/** Fewer pairable judgements say nothing. */
const LEAST_UNITS = 2;

/** One list of judgements for each case. Undefined: too few, or all of one name, where chance cannot be told from skill. */
export function krippendorffAlpha(units: readonly (readonly string[])[]): number | undefined {
  const paired = units.filter(({ length }) => length > 1);
  if (paired.length < LEAST_UNITS) return undefined;
  const totals = new Map<string, number>();
  let disagreeing = 0;
  for (const unit of paired) {
    const counts = new Map<string, number>();
    for (const name of unit) counts.set(name, (counts.get(name) ?? 0) + 1);
    for (const [name, count] of counts) {
      totals.set(name, (totals.get(name) ?? 0) + count);
      disagreeing += (count * (unit.length - count)) / (unit.length - 1);
    }
  }
  const all = [...totals.values()].reduce((sum, count) => sum + count, 0);
  const byChance = [...totals.values()].reduce((sum, count) => sum + count * (all - count), 0) / (all - 1);
  return byChance === 0 ? undefined : 1 - disagreeing / byChance;
}
