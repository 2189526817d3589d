/** The index of an entry, as people read it: `12,345`. */
export function entryNumber(index: number): string {
  return index.toLocaleString("en-US");
}
