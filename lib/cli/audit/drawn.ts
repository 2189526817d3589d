/** What an audit looks at where it cannot look at all: drawn by a seed that nobody knows beforehand, and that it prints. */
import { randomBytes } from "node:crypto";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";

export function newSeed(): string {
  return randomBytes(8).toString("hex");
}

/** At most `count` of the items, the same for the same seed, in an order that follows from it. `nameOf`: unique. */
export function drawn<Item>(
  items: Iterable<Item>,
  count: number,
  seed: string,
  nameOf: (item: Item) => string,
): Item[] {
  return [...items]
    .map((item) => ({ item, lot: hexEncode(sha256(utf8Encode(`${seed} ${nameOf(item)}`))) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, count)
    .map(({ item }) => item);
}

/** `24 of 80 providers, drawn by the seed …`: what a check says that it looked at. */
export function saidOf(looked: number, all: number, what: string, seed: string): string {
  return looked === all ? `${all} ${what}` : `${looked} of ${all} ${what}, drawn by the seed ${seed}`;
}
