/** Probabilities over time, stacked: the largest few by name, the others together. Pure. */

const MOST_NAMED = 6;

export type Layer = { readonly name: string; readonly shares: readonly number[] };

/** `shares`: those of one point side by side, `names.length` of them. Layers keep the order of names; the rest comes last. */
export function layersOf(names: readonly string[], shares: ArrayLike<number>, points: number): Layer[] {
  const count = names.length;
  const of = (index: number) => Array.from({ length: points }, (_, point) => shares[point * count + index] ?? 0);
  const all = names.map((name, index) => ({ name, shares: of(index), index }));
  if (count <= MOST_NAMED + 1) return all;
  const weight = ({ shares: own }: Layer) => own.reduce((sum, share) => sum + share, 0);
  const named = [...all].sort((a, b) => weight(b) - weight(a)).slice(0, MOST_NAMED);
  const isNamed = new Set(named.map(({ index }) => index));
  const rest = all.filter(({ index }) => !isNamed.has(index));
  const together = Array.from({ length: points }, (_, point) =>
    rest.reduce((sum, { shares: own }) => sum + (own[point] ?? 0), 0),
  );
  return [...all.filter(({ index }) => isNamed.has(index)), { name: `${rest.length} others`, shares: together }];
}
