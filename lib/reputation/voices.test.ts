import { expect, test } from "vitest";
import { columnOf } from "./integers.ts";
import { Voices } from "./voices.ts";

type Item = { readonly voice: string | null; readonly cluster: string | null; readonly mass: number };
const item = (voice: string | null, cluster: string | null, mass: number): Item => ({ voice, cluster, mass });

/** A voice counts up to 5, a cluster up to 8. */
function counted(...items: readonly Item[]) {
  const speech = { voiceOf: ({ voice }: Item) => voice, clusterOf: ({ cluster }: Item) => cluster, capOf: () => 5 };
  const voices = new Voices(items, speech, 8);
  const masses = columnOf(items.length, (at) => items[at]?.mass ?? 0);
  expect([...voices.shares(masses)].reduce((sum, share) => sum + share, 0)).toBe(voices.total(masses));
  return { total: voices.total(masses), shares: [...voices.shares(masses)] };
}

test("what one voice says again counts up to its cap, and many voices of one cluster up to the cluster's", () => {
  expect(counted(item("ann", null, 4), item("ann", null, 4)).total).toBe(5);
  expect(counted(item("ann", null, 9), item("bob", null, 9), item("cy", null, 9)).total).toBe(15);
  expect(counted(item("ann", "x", 9), item("bob", "x", 9), item("cy", "x", 9)).total).toBe(8);
  expect(counted(item("ann", "x", 9), item("bob", "x", 9), item("cy", "y", 9)).total).toBe(13);
});

test("what nobody in particular says is capped by its own cluster, and by no other", () => {
  expect(counted(item(null, "x", 9), item(null, "y", 9))).toEqual({ total: 16, shares: [8, 8] });
  expect(counted(item(null, "x", 9), item(null, "x", 9)).total).toBe(8);
  expect(counted(item(null, null, 9), item(null, null, 9)).total).toBe(18);
  expect(counted(item(null, "x", 7), item(null, null, 9)).total).toBe(16);
});

test("a voice stays in the cluster in which it was heard first, so that it has one cap", () => {
  expect(counted(item("ann", "x", 5), item("ann", "y", 5), item("bob", "x", 5)).total).toBe(8);
  expect(counted(item("ann", null, 5), item("ann", "y", 5)).total).toBe(5);
});
