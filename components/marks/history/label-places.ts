/** Where the words of changes stand in the drawing, so that none covers another. */

/** Where a letter needs this much room. */
const LETTER_PX = 6.4;
const ROW_PX = 14;
const ROWS = [0, 1, 2];
/** The first base line below the upper edge, which also says what lies beyond it at the right. */
const TOP_PX = 12;
const BEYOND_PX = 90;
const GAP_PX = 6;

export type WantedLabel = { readonly text: string; readonly x: number; readonly y: number };
/** Left end and base line. */
export type PlacedLabel = { readonly nth: number; readonly text: string; readonly x: number; readonly y: number };

/** A piece of what is drawn: a level, or the step from one to the next. */
export type Stroke = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

type Box = { readonly from: number; readonly to: number; readonly y: number };

/** What letters reach above and below their base line. */
const [ABOVE_PX, BELOW_PX] = [10, 3];

/**
 * Above the line as near to it as there is room, else below it and beside the step, else beside the step anywhere; what finds
 * none is left to the rail. On a stroke only where there is no place without one.
 */
export function labelPlaces(
  wanted: readonly WantedLabel[],
  width: number,
  strokes: readonly Stroke[] = [],
): PlacedLabel[] {
  const taken: Box[] = [{ from: width - BEYOND_PX, to: width, y: TOP_PX }];
  return wanted.flatMap(({ text, x, y }, nth) => {
    const wide = text.length * LETTER_PX;
    const centre = Math.min(width - wide, Math.max(0, x - wide / 2));
    const [right, left] = [x + GAP_PX, Math.max(0, x - GAP_PX - wide)];
    const [near, far] = right + wide <= width ? [right, left] : [left, Math.max(0, width - wide)];
    const above = (from: number) => ROWS.map((row) => ({ from, y: y - 8 - row * ROW_PX }));
    const below = (from: number) => ROWS.map((row) => ({ from, y: Math.max(0, y) + 18 + row * ROW_PX }));
    const free = [above(centre), below(near), above(near), above(far), below(far)]
      .flat()
      .filter(
        (place) =>
          place.y >= TOP_PX &&
          taken.every(
            (box) =>
              place.from >= box.to + GAP_PX ||
              place.from + wide <= box.from - GAP_PX ||
              Math.abs(place.y - box.y) >= ROW_PX,
          ),
      );
    const isClear = ({ from, y: base }: { from: number; y: number }) =>
      strokes.every(
        ({ left, right, top, bottom }) =>
          from >= right || from + wide <= left || base - ABOVE_PX >= bottom || base + BELOW_PX <= top,
      );
    const found = free.find(isClear) ?? free[0];
    if (found === undefined) return [];
    taken.push({ from: found.from, to: found.from + wide, y: found.y });
    return [{ nth, text, x: found.from, y: found.y }];
  });
}
