/** A guided walk over the pages of a demonstration: steps of which a page itself shows whether they are done. */

/** What must hold of a page; all of what is given. */
export type Sign = {
  /** Of the address, without what is asked. */
  readonly path: RegExp;
  /** Something that matches this selector is on the page. */
  readonly shows?: string;
  /** The address asks for this, too. */
  readonly asks?: string;
};

export type WalkStep = {
  /** What to do, in one or two sentences. */
  readonly says: string;
  /** Pages on which it is done. */
  readonly on: RegExp;
  /** The way to such a page; absent: the page on which the walk began. */
  readonly href?: string;
  /** The control to use: the first of these selectors that is to be seen. */
  readonly points: readonly string[];
  readonly done: Sign;
};

export const WALK_IDS = ["compare", "report", "judge", "publish"] as const;
export type WalkId = (typeof WALK_IDS)[number];

export type Walk = {
  readonly id: WalkId;
  readonly title: string;
  /** What is in the way of all steps while the page shows it. */
  readonly unless?: { readonly shows: string; readonly says: string; readonly points: readonly string[] };
  readonly steps: readonly WalkStep[];
  /** What the visitor has verified at its end. */
  readonly ends: string;
};

/** A page as a walk sees it. */
export type PageView = {
  readonly path: string;
  readonly asks: URLSearchParams;
  readonly shows: (selector: string) => boolean;
};

export function isDone({ done }: WalkStep, { path, asks, shows }: PageView): boolean {
  if (!done.path.test(path)) return false;
  return (done.asks === undefined || asks.has(done.asks)) && (done.shows === undefined || shows(done.shows));
}

/**
 * The step to do now on this page: behind the last one from `at` on that shows as done, so that whoever runs ahead is not
 * sent back; the number of steps at the end.
 */
export function stepOn({ steps }: Pick<Walk, "steps">, at: number, page: PageView): number {
  for (let nth = steps.length - 1; nth >= at; nth--) {
    const step = steps[nth];
    if (step !== undefined && isDone(step, page)) return nth + 1;
  }
  return at;
}
