/** Clusters: only what both operators say joins, two become one, and an ended link parts them again. */
import { expect, test } from "vitest";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { Replay } from "./audit.ts";
import { clusterKey } from "./cluster-forms.ts";
import { groupsOf } from "./clusters.ts";
import { rememberingVerify, TEST_LOG, TestWorld, testKey } from "./testing/world.ts";
import { clusterOf, providerOf } from "./view.ts";

const [ada, eve] = [testKey("ada"), testKey("eve")];

function fiveProviders() {
  const world = TestWorld.founded();
  world.register(ada);
  world.register(eve, { displayName: "Eve" });
  const ids = ["a", "b", "c", "d"].map((name) => world.provider(ada, { name })).sort() as ProviderId[];
  const rival = world.provider(eve, { name: "Rival" }) as ProviderId;
  return { world, ids, rival };
}
const SETTLED = fiveProviders();
const begin = () => ({ ...SETTLED, world: SETTLED.world.fork() });

function link(world: TestWorld, one: string, other: string, relation = "same-host", ended = false) {
  const body = { other, relation, ...(ended ? { ended: true } : {}) };
  return world.say({ kind: "provider.link", by: ada, subject: one, body });
}
const clusterNamedBy = (world: TestWorld, id: string) => providerOf(world.state, id)?.cluster;

test("a link joins two clusters into one under the smallest id, and its end parts them as they were", () => {
  const { world, ids } = begin();
  const [a = "", b = "", c = "", d = ""] = ids;
  link(world, b, a);
  link(world, c, d, "same-custody");
  const parted = [a, c].map((id) => world.state.get(clusterKey(id)));
  expect(parted).toMatchObject([{ members: [a, b] }, { members: [c, d] }]);
  link(world, d, b, "same-owner");
  expect(clusterOf(world.state, a)?.members).toEqual(ids);
  expect(clusterOf(world.state, a)?.relations).toHaveLength(3);
  expect(clusterOf(world.state, c)).toMatchObject({ members: [], relations: [] });
  expect(ids.map((id) => clusterNamedBy(world, id))).toEqual([a, a, a, a]);
  link(world, b, d, "same-owner", true);
  expect([a, c].map((id) => world.state.get(clusterKey(id)))).toEqual(parted);
  expect(ids.map((id) => clusterNamedBy(world, id))).toEqual([a, a, c, c]);
  link(world, a, b, "same-host", true);
  expect(clusterOf(world.state, a)?.members).toEqual([]);
  expect(providerOf(world.state, a)).not.toHaveProperty("cluster");
  const replay = new Replay(TEST_LOG, rememberingVerify);
  for (const leaf of world.leaves) replay.push(leaf);
  expect(replay.state.get(clusterKey(c))).toEqual(world.state.get(clusterKey(c)));
});

test("nobody drags a rival into his cluster: a link waits for the other operator, and selling tokens shares no fate", () => {
  const { world, ids, rival } = begin();
  const [a = "", b = ""] = ids;
  const { hash } = link(world, a, rival, "same-owner");
  link(world, a, b, "sells-tokens-of");
  expect([a, b, rival].map((id) => clusterNamedBy(world, id))).toEqual([undefined, undefined, undefined]);
  world.say({ kind: "cosign", by: eve, subject: `stmt:${hash}`, body: { statement: hash } });
  expect(clusterNamedBy(world, rival)).toBe([a, rival].sort()[0]);
});

test("what would be too large joins nothing, and the order in which links come does not matter", () => {
  const id = (nth: number) => `prv_${`${nth}`.padStart(3, "a")}` as ProviderId;
  const chain = Array.from({ length: 9 }, (_, nth) => ({
    one: id(nth),
    other: id(nth + 1),
    relation: "same-host" as const,
  }));
  const groups = groupsOf(chain, 5);
  expect(groups.map(({ members }) => members.length)).toEqual([5, 5]);
  expect(groupsOf(chain.toReversed(), 5)).toEqual(groups);
  expect(groups.flatMap(({ relations }) => relations)).toHaveLength(8);
});
