/** Where names stand beside their marks without running into one another. Pure. Pixels. */

export type Anchor = {
  readonly key: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Placed first, and named before all others where not all find room. */
  readonly isFirst?: boolean;
};

export type Label = Anchor & {
  /** Left edge and baseline of the text. */
  readonly left: number;
  readonly baseline: number;
  /** From the mark to the text, where the text is not beside it. */
  readonly leader: readonly [x1: number, y1: number, x2: number, y2: number] | null;
};

export type Rect = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/** In the drawing; more would be a list. */
export const MOST_LABELS = 8;
/** Where a letter of 12 px needs this much room. */
const LETTER_PX = 6.7;
const LINE_PX = 15;
/** Half of a mark with its air. */
const MARK_PX = 11;
const BESIDE = 13;

/** Steps away from the mark, in lines: near ones first. */
const AWAY = [0, 1, -1, 2, -2, 3, -3, 4, -4] as const;

export const textWidth = (text: string) => Math.ceil(text.length * LETTER_PX);

/** Which of them are named: the first ones, both ends, then those that stand farthest from who is named. */
export function chosenFor(anchors: readonly Anchor[], most = MOST_LABELS): Anchor[] {
  if (anchors.length <= most) return [...anchors];
  const sorted = anchors.toSorted((a, b) => a.x - b.x);
  const chosen = new Set(sorted.filter(({ isFirst }) => isFirst));
  for (const end of [sorted[0], sorted.at(-1)]) if (end !== undefined && chosen.size < most) chosen.add(end);
  while (chosen.size < most) {
    const [next] = sorted
      .filter((anchor) => !chosen.has(anchor))
      .toSorted((a, b) => nearest(b, chosen) - nearest(a, chosen) || a.x - b.x);
    if (next === undefined) break;
    chosen.add(next);
  }
  return sorted.filter((anchor) => chosen.has(anchor));
}

function nearest(anchor: Anchor, to: ReadonlySet<Anchor>): number {
  return Math.min(...[...to].map(({ x, y }) => Math.hypot(x - anchor.x, y - anchor.y)));
}

/** What a label must not stand on, and what it avoids while there is room. */
type Obstacles = { readonly firm: readonly Rect[]; readonly soft: readonly Rect[] };

/**
 * Labels inside the box that touch neither each other nor a mark nor what is firm, and whiskers only where there is no
 * room else. Who finds no place is left out: it is read by keyboard, and stands in the table. Of equal
 * input the same places.
 */
export function placeLabels(
  anchors: readonly Anchor[],
  marks: readonly Point[],
  box: { readonly width: number; readonly height: number },
  { firm, soft }: Obstacles = { firm: [], soft: [] },
): Label[] {
  const used: Rect[] = [...firm, ...marks.map(markRect)];
  const placed: Label[] = [];
  const inTurn = anchors.toSorted((a, b) => Number(b.isFirst ?? false) - Number(a.isFirst ?? false) || a.x - b.x);
  for (const anchor of inTurn) {
    const free = candidates(anchor).filter(
      ({ rect }) => isInside(rect, box) && !used.some((other) => meet(rect, other)),
    );
    const found = free.find(({ rect }) => !soft.some((other) => meet(rect, other))) ?? free[0];
    if (found === undefined) continue;
    used.push(found.rect);
    placed.push(found.label);
  }
  return placed;
}

type Point = { readonly x: number; readonly y: number };
type Candidate = { readonly label: Label; readonly rect: Rect };

/** Right of the mark, left of it, then lines above and below, with a leader. */
function candidates(anchor: Anchor): Candidate[] {
  const width = textWidth(anchor.text);
  return AWAY.flatMap((lines) =>
    [1, -1].map((side): Candidate => {
      const away = lines === 0 ? BESIDE : BESIDE + 6;
      const left = side > 0 ? anchor.x + away : anchor.x - away - width;
      const middle = anchor.y + lines * LINE_PX;
      const near = side > 0 ? left - 2 : left + width + 2;
      const leader = lines === 0 ? null : ([anchor.x + side * 7, anchor.y, near, middle] as const);
      const rect = { left, top: middle - LINE_PX / 2, right: left + width, bottom: middle + LINE_PX / 2 };
      return { label: { ...anchor, left, baseline: middle + 4, leader }, rect };
    }),
  );
}

const markRect = ({ x, y }: Point): Rect => ({
  left: x - MARK_PX,
  top: y - MARK_PX,
  right: x + MARK_PX,
  bottom: y + MARK_PX,
});

function isInside({ left, top, right, bottom }: Rect, { width, height }: { width: number; height: number }): boolean {
  return left >= 0 && right <= width && top >= 0 && bottom <= height;
}

function meet(a: Rect, b: Rect): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
