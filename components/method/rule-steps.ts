/** How a rule's text is drawn. Pure: the text itself is the model's, and its hash is announced. */

export type DrawnStep = {
  readonly from: string;
  /** Undefined: what it says is no pair. */
  readonly points: string | undefined;
};

/** "at first −10 · from 90 −5": what a term is worth from where on. */
export function stepsOf(text: string): readonly DrawnStep[] {
  return text.split(" · ").map((step) => {
    const [, from, points] = /^([^,]+) ([+−]?\d+(?:\.\d+)?)$/.exec(step) ?? [];
    return from === undefined ? { from: step, points: undefined } : { from, points };
  });
}

/** Whole numbers of four digits and more in groups of three. */
export function grouped(text: string): string {
  return text.replace(/(?<![\d.])\d{4,}(?![\d.]*\d)/g, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ","));
}
