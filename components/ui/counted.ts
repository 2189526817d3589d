/** "3 lists", "1 key", or a word for none. */
export function counted(count: number, one: string, none: string, many = `${one}s`): string {
  return count === 0 ? none : `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
