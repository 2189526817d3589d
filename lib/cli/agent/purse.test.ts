/** Never more at one instance than its limit, whichever services are bought from it. */
import { expect, test } from "vitest";
import type { NamedOffer } from "./ask-indexes.ts";
import { Purse } from "./purse.ts";

const offer = (service: string, instance: string, price: string, limit: string | null): NamedOffer => ({
  ...{
    key: `${service}/${instance}`,
    service: { id: service, name: service },
    instance: { id: instance, name: instance },
  },
  ...{
    price,
    limit,
    stale_since: null,
    low: 0,
    estimate: 0,
    high: 0,
    tier: "C",
    is_shut: false,
    prepay_days: 7,
    fit: "fits",
  },
});

test("what is prepaid at an instance counts against every further purchase there, and falls as calls are made", () => {
  const purse = new Purse();
  const [store, vault] = [offer("store", "halden", "0.40", "0.02"), offer("vault", "halden", "0.80", "0.02")];
  // 0.02 at 0.40 for 1,000 are 50 calls.
  expect(purse.room(store, undefined)).toBe(50);
  const wallet = { left: 40 };
  purse.keep(store, wallet);
  expect(purse.heldAt("halden")).toBe(16_000n);
  expect([purse.room(store, undefined), purse.room(vault, undefined)]).toEqual([10, 5]);
  // What one would keep at most binds where it is less than the limit.
  expect(purse.room(vault, "0.0176")).toBe(2);
  wallet.left = 50;
  expect(purse.room(vault, undefined)).toBe(0);
  expect(purse.room(offer("vault", "vela", "0.80", "0.02"), undefined)).toBe(25);
  wallet.left = 0;
  expect(purse.room(vault, undefined)).toBe(25);
});

test("a limit of nothing buys nothing, and without any bound nobody buys more than a thousand calls", () => {
  const purse = new Purse();
  expect(purse.room(offer("store", "halden", "0.40", "0"), undefined)).toBe(0);
  expect(purse.room(offer("store", "halden", "0.40", null), undefined)).toBeLessThanOrEqual(1_010);
  expect(purse.room(offer("gift", "halden", "0", "5"), undefined)).toBe(1_000);
});
