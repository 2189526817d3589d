/** Texts that stand within others, in time by the lengths of both, whatever they are. */

/** An engine's own search is faster, and may take the product of both lengths. */
const SHORT = 64;

/** How often a text stands in another, also where it overlaps itself, in time by both lengths (Knuth, Morris, Pratt). */
export function timesIn(all: string, text: string): number {
  if (text === "" || text.length > all.length) return 0;
  if (text.length <= SHORT && !all.includes(text)) return 0;
  const borders = bordersOf(text);
  let times = 0;
  let matched = 0;
  for (let at = 0; at < all.length; at++) {
    const letter = all.charCodeAt(at);
    while (matched > 0 && (matched === text.length || text.charCodeAt(matched) !== letter))
      matched = borders[matched - 1] ?? 0;
    if (text.charCodeAt(matched) === letter) matched++;
    if (matched === text.length) times++;
  }
  return times;
}

/** Whether it does so more than once, also overlapping itself. */
export function standsTwice(all: string, text: string): boolean {
  if (text.length > SHORT) return timesIn(all, text) > 1;
  const first = all.indexOf(text);
  return first >= 0 && all.includes(text, first + 1);
}

/** How much of each of its beginnings stands at the end of it, too, but the whole. */
function bordersOf(text: string): Uint32Array {
  const borders = new Uint32Array(text.length);
  let matched = 0;
  for (let at = 1; at < text.length; at++) {
    while (matched > 0 && text.charCodeAt(matched) !== text.charCodeAt(at)) matched = borders[matched - 1] ?? 0;
    if (text.charCodeAt(matched) === text.charCodeAt(at)) matched++;
    borders[at] = matched;
  }
  return borders;
}
