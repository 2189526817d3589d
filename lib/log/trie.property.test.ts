import fc from "fast-check";
import { expect, test } from "vitest";
import { compareBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { asHash, type Hash, sha256 } from "#lib/kernel/hash.ts";
import {
  EMPTY_TRIE,
  positionOf,
  StateTrie,
  type TrieLeaf,
  trieLeaf,
  verifyAbsence,
  verifyPath,
  verifyPresence,
} from "./trie.ts";

const digest = sha256(utf8Encode("digest"));
const head = sha256(utf8Encode("head"));
const leafOf = (key: string) => trieLeaf(key, digest, head);
const keys = fc.uniqueArray(fc.string(), { maxLength: 60 });

function trieOf(list: readonly string[]): StateTrie {
  const trie = new StateTrie();
  for (const key of list) trie.put(leafOf(key));
  return trie;
}

/** The definition, word for word: split at the first bit in which the leaves differ. */
function naiveRoot(leaves: readonly TrieLeaf[], bit = 0): Hash {
  const [first] = leaves;
  if (first === undefined) return EMPTY_TRIE;
  if (leaves.length === 1) return first.hash;
  const side = (leaf: TrieLeaf) => ((leaf.position[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1;
  const [left, right] = [leaves.filter((leaf) => side(leaf) === 0), leaves.filter((leaf) => side(leaf) === 1)];
  if (left.length === 0 || right.length === 0) return naiveRoot(leaves, bit + 1);
  return sha256(Uint8Array.of(0x11), naiveRoot(left, bit + 1), naiveRoot(right, bit + 1));
}

test("the root is that of the definition, whatever the order of arrival", () => {
  fc.assert(
    fc.property(keys, fc.infiniteStream(fc.nat()), (list, dice) => {
      const shuffled = list.map((key) => [dice.next().value, key] as const).sort(([a], [b]) => a - b);
      expect(trieOf(list).root()).toEqual(naiveRoot(list.map(leafOf)));
      expect(trieOf(shuffled.map(([, key]) => key)).root()).toEqual(trieOf(list).root());
    }),
    { seed: 3 },
  );
});

test("replacing a leaf gives the root of the new contents", () => {
  fc.assert(
    fc.property(keys, (list) => {
      const trie = new StateTrie();
      for (const key of list) trie.put(trieLeaf(key, head, digest));
      trie.root();
      for (const key of list) trie.put(leafOf(key));
      expect(trie.root()).toEqual(trieOf(list).root());
    }),
    { seed: 4 },
  );
});

test("what is in the trie has a proof of presence and none of absence; what is not, the other way round", () => {
  fc.assert(
    fc.property(keys, fc.string(), (list, probe) => {
      const trie = trieOf(list);
      const root = trie.root();
      for (const key of [...list, probe]) {
        const presence = trie.provePresence(positionOf(key));
        const absence = trie.proveAbsence(positionOf(key));
        const isIn = list.includes(key);
        expect(presence !== undefined).toBe(isIn);
        expect(absence === undefined).toBe(isIn);
        if (presence) expect(verifyPresence({ key, digest, chainHead: head }, presence.steps, root)).toBe(true);
        if (absence) expect(verifyAbsence(key, absence, root)).toBe(true);
      }
    }),
    { seed: 5 },
  );
});

test("a leaf that claims a later position than its own does not hide itself", () => {
  const trie = trieOf(["a", "b", "c"]);
  const [first = ""] = ["a", "b", "c"].sort((x, y) => compareBytes(positionOf(x), positionOf(y)));
  const path = trie.provePresence(positionOf(first));
  if (path === undefined) throw new Error("no path");
  const moved = { ...path, leaf: { ...path.leaf, position: asHash(new Uint8Array(32).fill(0xff)) } };
  expect(verifyAbsence(first, { before: undefined, after: moved }, trie.root())).toBe(false);
});

test("no pair of leaves encloses a key that is in the trie, and no changed proof verifies", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 3, maxLength: 30 }), fc.nat(), (list, pick) => {
      const trie = trieOf(list);
      const root = trie.root();
      const key = list[pick % list.length] ?? "";
      const paths = list.map((other) => trie.provePresence(positionOf(other))).filter((path) => path !== undefined);
      paths.sort((a, b) => compareBytes(a.leaf.position, b.leaf.position));
      for (const before of [undefined, ...paths]) {
        for (const after of [undefined, ...paths]) expect(verifyAbsence(key, { before, after }, root)).toBe(false);
      }
      const own = trie.provePresence(positionOf(key));
      expect(verifyPresence({ key, digest: head, chainHead: digest }, own?.steps ?? [], root)).toBe(false);
      expect(
        paths.every((path) => verifyPath(path, root) && !verifyPath({ ...path, steps: path.steps.slice(1) }, root)),
      ).toBe(true);
    }),
    { seed: 6, numRuns: 40 },
  );
});
