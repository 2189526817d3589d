import { expect, test } from "vitest";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { addMs } from "#lib/kernel/instant.ts";
import { EMPTY_CHAIN, extendChain } from "#lib/log/trie.ts";
import { encodeEntry } from "#lib/statement/entry.ts";
import { Replay } from "./audit.ts";
import { MemoryState } from "./memory-state.ts";
import { IDENTITY_BODY, rememberingVerify, TEST_LOG, TEST_START, TestWorld, testKey } from "./testing/world.ts";

const ada = testKey("ada");

function journey(): TestWorld {
  const world = TestWorld.founded();
  world.register(ada);
  const id = world.provider(ada);
  world.say({ kind: "disclosure.identity", by: ada, subject: id, body: IDENTITY_BODY });
  world.say({ kind: "disclosure.identity", by: testKey("eve"), subject: id, body: IDENTITY_BODY });
  return world;
}

function replay(leaves: readonly Uint8Array[]): Replay {
  const run = new Replay(TEST_LOG, rememberingVerify);
  for (const leaf of leaves) run.push(leaf);
  return run;
}

test("a stranger's replay of the leaves gives the same aggregates, digests and chains", () => {
  const world = journey();
  const run = replay(world.leaves);
  expect(run.faults).toEqual([]);
  expect(run.state.rows()).toEqual(world.state.rows());
});

test("a changed byte in any leaf is a fault that names its index", () => {
  const { leaves } = journey();
  for (const [index, leaf] of leaves.entries()) {
    const text = utf8Decode(leaf) ?? "";
    const changed = utf8Encode(text.replace(/"id":"(.)/, (_, first: string) => `"id":"${first === "A" ? "B" : "A"}`));
    const run = replay(leaves.map((other, at) => (at === index ? changed : other)));
    expect(run.faults[0]).toMatchObject({ index, code: "bad-signature" });
  }
});

test("a statement that stands twice, or a log time that goes back, is a fault", () => {
  const world = journey();
  const bytes = world.log(
    world.compose({
      kind: "participant.register",
      by: testKey("uma"),
      subject: testKey("uma").did,
      body: { displayName: "Uma" },
    }),
    testKey("uma"),
  ).bytes;
  const again = encodeEntry(addMs(TEST_START, 1000), bytes);
  expect(replay([...world.leaves, again]).faults).toMatchObject([{ index: 6, code: "twin" }]);
  const earlier = encodeEntry(addMs(TEST_START, -1), bytes);
  expect(replay([...world.leaves.slice(0, 5), earlier]).faults).toMatchObject([{ index: 5, code: "time-decreases" }]);
});

test("a statement made for another log is a fault", () => {
  const run = new Replay("other.invalid/log" as typeof TEST_LOG);
  for (const leaf of journey().leaves) run.push(leaf);
  expect(run.faults.map((fault) => fault.code)).toEqual(Array(5).fill("wrong-log"));
});

test("void entries join no chain; an effective one joins the chain of every aggregate that it changes", () => {
  const world = journey();
  const rows = new Map(world.state.rows().map((row) => [row.key, row]));
  const provider = [...rows.values()].find((row) => row.form.aggregate === "provider");
  expect(provider?.chainLength).toBe(2);
  expect(rows.get(`participant:${ada.did}`)?.chainLength).toBe(1);
  expect(extendChain(EMPTY_CHAIN, EMPTY_CHAIN)).not.toEqual(EMPTY_CHAIN);
});

test("a state loaded from its rows goes on as the one that never stopped", () => {
  const world = journey();
  const loaded = MemoryState.load(world.state.rows());
  expect(loaded.rows()).toEqual(world.state.rows());
});
