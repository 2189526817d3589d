import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import type { EpochRecord } from "#lib/statement/disclosures/liabilities.ts";
import type { ReservesRecord } from "#lib/statement/disclosures/reserves.ts";
import { coverageOf } from "./coverage.ts";
import { CHANCE_UNIT, detectionChance, foundWith } from "./detection.ts";
import { surpriseInstant } from "./surprise-instant.ts";

const seed = 20261126;
const now = asInstant(Date.UTC(2026, 10, 22, 10));

describe("the chance to find dropped accounts", () => {
  const choose = (n: bigint, k: bigint): bigint => (k === 0n ? 1n : (choose(n - 1n, k - 1n) * n) / k);

  test("is 1 − C(n−k, v) / C(n, v), rounded down to a millionth, whatever n, v and k", () => {
    const small = fc.integer({ min: 1, max: 60 }).chain((n) => fc.tuple(fc.constant(n), fc.nat(n), fc.nat(n)));
    fc.assert(
      fc.property(small, ([n, v, k]) => {
        const all = choose(BigInt(n), BigInt(v));
        const missed = n - k < v ? 0n : choose(BigInt(n - k), BigInt(v));
        const exact = Number(((all - missed) * BigInt(CHANCE_UNIT)) / all);
        expect(exact - detectionChance(n, v, k)).toBeGreaterThanOrEqual(0);
        expect(exact - detectionChance(n, v, k)).toBeLessThanOrEqual(1);
      }),
      { seed, numRuns: 400 },
    );
  });

  test("grows with each check and each dropped account, and is certain only when they must meet", () => {
    expect(detectionChance(1_000_000, 0, 500)).toBe(0);
    expect(detectionChance(1_000_000, 500, 0)).toBe(0);
    expect(detectionChance(1_000_000, 999_000, 1_001)).toBe(CHANCE_UNIT);
    expect(detectionChance(1_000_000, 999_000, 900)).toBe(CHANCE_UNIT - 1);
    const at = [1, 10, 100, 1_000, 10_000].map((k) => detectionChance(1_000_000, 500, k));
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(foundWith(1_000_000, 500, 950_000)).toBe(5_973);
    expect(foundWith(1_000, 0, 1)).toBeUndefined();
  });
});

describe("coverage", () => {
  const at = formatInstant(now);
  const owed: EpochRecord = {
    ...{ epoch: 1, at, unit: "EUR", decimals: 2, root: "", total: "1000", owed: "1100", leafCount: 3, entry: 9 },
    ...{ equation: "first", off: null, verified: 0, mismatch: 0 },
  };
  const held: ReservesRecord = {
    ...{ at, unit: "EUR", decimals: 2, total: "1300", encumbered: "101", ownToken: "9000", entry: 8 },
    ...{ otherDebts: "stated", debts: "100" },
  };

  test("leaves the own token out, deducts what is pledged, adds other debts, and rounds down", () => {
    expect(coverageOf(owed, [held])).toMatchObject({ ok: true, held: 1199n, owed: 1200n, basisPoints: 9991n });
  });

  test.each([
    ["without liabilities", undefined, [held], "no-liabilities"],
    ["without reserves", owed, [], "no-reserves"],
    ["a millisecond apart", owed, [{ ...held, at: formatInstant(asInstant(now + 1)) }], "other-instant"],
    ["in another unit", owed, [{ ...held, unit: "USD" }], "other-unit"],
    ["with another scale", owed, [{ ...held, decimals: 3 }], "other-unit"],
    ["where nothing is owed", { ...owed, owed: "0" }, [{ ...held, debts: "0" }], "nothing-owed"],
  ] as const)("is refused %s", (_, epoch, snapshots, reason) => {
    expect(coverageOf(epoch, snapshots)).toEqual({ ok: false, reason });
  });
});

test("a surprise snapshot's instant lies in its window and moves with the checkpoint and the provider", () => {
  const window = { from: "2026-11-01T00:00:00.000Z", to: "2026-11-08T00:00:00.000Z" };
  const provider = "prv_aaaaaaaaaaaaaaaaaaaaaaaaaa";
  const drawn = ["00", "01", "02", "03"].map((byte) => surpriseInstant(provider, { ...window, root: byte.repeat(32) }));
  for (const instant of drawn) {
    const text = instant === undefined ? "" : formatInstant(instant);
    expect(text >= window.from && text < window.to).toBe(true);
  }
  expect(new Set(drawn).size).toBe(4);
  expect(surpriseInstant(provider, { ...window, root: "00" })).toBeUndefined();
  expect(surpriseInstant(provider, { ...window, to: window.from, root: "00".repeat(32) })).toBeUndefined();
});

describe("a body is refused", () => {
  const { liabilities, reserves, custody_addresses: custody } = DISCLOSURES;
  const wrongAt = (type: { body: typeof reserves.body; example: typeof reserves.example }, change: object) =>
    type.body.safeParse({ ...type.example(now), ...change }).error?.issues.map(({ path }) => path.join("."));
  const asset = { chain: "sui", address: "0x11", asset: "OWN", quantity: "1", value: "500", own: true };
  const [first] = reserves.example(now).assets as unknown as readonly object[];
  const [place] = custody.example(now).addresses as unknown as readonly object[];

  test.each([
    ["whose total is not the sum of what is held", reserves, { total: "1260001" }, ["total"]],
    ["that counts its own token", reserves, { assets: [first, asset], total: "1260500" }, ["total", "ownToken"]],
    [
      "that pledges more than it holds",
      reserves,
      { encumbrances: [{ what: "x", value: "1260001" }] },
      ["encumbrances"],
    ],
    ["that counts an address twice", reserves, { assets: [first, first], total: "2520000" }, ["assets.1.address"]],
    ["with an amount as a number", liabilities, { total: 5 }, ["total"]],
    ["with an amount in words", reserves, { total: "many" }, ["total"]],
    ["with a negative total", liabilities, { total: "-5" }, ["total"]],
    ["with a total past 2^63 − 1", liabilities, { total: "9223372036854775808" }, ["total"]],
    ["that owes more than 2^63 − 1 in all", liabilities, { total: "9223372036854775807" }, ["outstandingTokens"]],
    ["whose tree has no place for each account", liabilities, { height: 8 }, ["height"]],
    ["whose tree is taller than it must be", liabilities, { height: 10 }, ["height"]],
    ["with an instant without zone", liabilities, { at: "2026-11-22T10:00:00" }, ["at"]],
    ["with an unsigned address", custody, { addresses: [{ ...place, scheme: "eip-191" }] }, ["addresses.0.signature"]],
    [
      "with an address twice in other letters' case",
      custody,
      { addresses: [place, { ...place, address: "0x52908400098527886e0f7030069857d2e4169ee7" }] },
      ["addresses.1.address"],
    ],
    [
      "that needs more keys than there are",
      custody,
      { addresses: [{ ...place, required: 4 }] },
      ["addresses.0.required"],
    ],
  ] as const)("%s", (_, type, change, paths) => {
    expect(wrongAt(type, change)).toEqual(paths);
  });
});
