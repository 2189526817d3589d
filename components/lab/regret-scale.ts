/** The axes of regret: rounds linear or by their root, extra loss linear. Pure. */

export type RegretRange = { readonly least: number; readonly most: number };

export type RoundAxis = "linear" | "sqrt";

/** Place of a round, 0 to width. */
export function roundPlace(axis: RoundAxis, rounds: number, width: number): (round: number) => number {
  if (axis === "sqrt") return (round) => width * Math.sqrt(Math.max(0, round) / rounds);
  return (round) => (width * round) / rounds;
}

/** Round numbers along the axis, from 0 to the last, at most five. */
export function roundTicks(axis: RoundAxis, rounds: number): number[] {
  const shares = axis === "sqrt" ? [0, 1 / 16, 1 / 4, 9 / 16, 1] : [0, 0.25, 0.5, 0.75, 1];
  return [...new Set(shares.map((share) => Math.round(rounds * share)))];
}

/** Room for all values and for 0, with a little air; never flat. Values that are no number are passed over. */
export function rangeOf(values: Iterable<number>): RegretRange {
  let [least, most] = [0, 0];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const span = Math.max(1, most - least);
  // Above there is room for words.
  return { least: least < 0 ? least - span * 0.06 : 0, most: most + span * 0.14 };
}

/** Place of an extra loss: most at 0, least at height. */
export function lossPlace({ least, most }: RegretRange, height: number): (loss: number) => number {
  return (loss) => (height * (most - loss)) / (most - least);
}

/** Multiples of 1, 2 or 5 times a power of ten, with 0, some five of them. */
export function lossTicks({ least, most }: RegretRange): number[] {
  const rough = (most - least) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((part) => part * power).find((one) => one >= rough) ?? 10 * power;
  const ticks: number[] = [];
  for (let at = Math.ceil(least / step); at * step <= most; at++) ticks.push(at * step + 0);
  return ticks;
}

/** SVG path through points; NaN interrupts it. */
export function linePath(xs: ArrayLike<number>, ys: ArrayLike<number>): string {
  let path = "";
  let isOn = false;
  for (let at = 0; at < xs.length; at++) {
    const [x, y] = [xs[at] ?? 0, ys[at] ?? Number.NaN];
    if (Number.isNaN(y)) {
      isOn = false;
      continue;
    }
    path += `${isOn ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    isOn = true;
  }
  return path;
}

/** SVG path around what lies between two lines. */
export function bandPath(xs: readonly number[], upper: readonly number[], lower: readonly number[]): string {
  const back = [...xs.keys()].reverse();
  return `${linePath(xs, upper)}L${back.map((at) => `${(xs[at] ?? 0).toFixed(1)} ${(lower[at] ?? 0).toFixed(1)}`).join("L")}Z`;
}
