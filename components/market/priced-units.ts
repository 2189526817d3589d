/** What a price is for. Pure. */

/** What a price of a market is for: "1,000 calls". */
export const pricedUnits = (unit: string) => `1,000 ${manyOf(unit)}`;

/** The unit of all of them; undefined: they have several, or there are none. */
export function oneUnit(priced: readonly { readonly unit: string }[]): string | undefined {
  const units = new Set(priced.map(({ unit }) => unit));
  return units.size === 1 ? [...units][0] : undefined;
}

/** Units as sellers write them: a plain English word of lower case gets its plural, a measure stays as it is. */
function manyOf(unit: string): string {
  if (!/^[a-z]{3,}$/.test(unit) || unit.endsWith("s")) return unit;
  return /[^aeiou]y$/.test(unit) ? `${unit.slice(0, -1)}ies` : `${unit}s`;
}
