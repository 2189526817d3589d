/** The log's time for exchanges: who fixes them, how often, and what a batch covers. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { exampleBundle } from "#lib/evidence/bundle/testing/example-bundle.ts";
import { commitBodyOf, covers, exchangeHashOf, placeInBatch } from "#lib/evidence/exchange-record.ts";
import { type Hash, sha256 } from "#lib/kernel/hash.ts";
import { addMs } from "#lib/kernel/instant.ts";
import { COMMIT_INTERVAL_MS } from "./reducers/exchange-commit.ts";
import { TestWorld, testKey } from "./testing/world.ts";

const agent = testKey("an agent that never registered");
const commit = (world: TestWorld, by = agent) =>
  world.say({ kind: "exchange.commit", by, subject: "none", body: { hash: "ab".repeat(32), count: 1 } }).effect;

test("any key fixes an exchange, and again ten seconds later but not a millisecond before", () => {
  const world = TestWorld.founded();
  expect(commit(world)).toEqual({ status: "effective" });
  const first = world.now;
  world.now = addMs(first, COMMIT_INTERVAL_MS - 1);
  expect(commit(world)).toEqual({ status: "void", code: "guard" });
  expect(commit(world, testKey("another agent"))).toEqual({ status: "effective" });
  world.now = addMs(first, COMMIT_INTERVAL_MS);
  expect(commit(world)).toEqual({ status: "effective" });
});

const hashes = fc
  .uniqueArray(fc.nat(), { minLength: 1, maxLength: 40 })
  .map((list) => list.map((n) => sha256(Uint8Array.of(n & 255, n >> 8, n >> 16, n >> 24))));

test("a batch covers each of its exchanges at its own place, and no other", () => {
  fc.assert(
    fc.property(hashes, fc.nat(), fc.nat(), (list, at, elsewhere) => {
      const body = commitBodyOf(list);
      const position = at % list.length;
      const place = placeInBatch(list, position);
      const own = list[position] as Hash;
      expect(covers(body, own, place)).toBe(true);
      const other = list[elsewhere % list.length] as Hash;
      if (other !== own) expect(covers(body, other, place)).toBe(false);
      expect(covers(body, sha256(own), place)).toBe(false);
      if (list.length > 1) expect(covers(body, own, undefined)).toBe(false);
    }),
    { seed: 20261126, numRuns: 60 },
  );
});

test("the hash of an exchange changes with every byte of it", () => {
  const [exchange] = exampleBundle.exchanges;
  if (exchange === undefined || !("request" in exchange)) throw new Error("the example is an exchange over HTTP");
  const changed = { ...exchange, response: { ...exchange.response, body: "WzMsMSwzXQ==" } };
  expect(exchangeHashOf(changed)).not.toEqual(exchangeHashOf(exchange));
});
