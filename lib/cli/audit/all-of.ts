/** Requests that an audit has under way at once: enough to hide the way to the index, few enough not to press it. */
const AT_ONCE = 8;

/** The first defined answer in order of the items; `check` runs for several at once and no further than that answer. */
export async function firstOf<Item, Answer>(
  items: readonly Item[],
  check: (item: Item) => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  for (let from = 0; from < items.length; from += AT_ONCE) {
    const answers = await Promise.all(items.slice(from, from + AT_ONCE).map(check));
    const found = answers.find((answer) => answer !== undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}
