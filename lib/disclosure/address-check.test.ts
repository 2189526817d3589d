import { expect, test } from "vitest";
import { asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import { addressStanding, type CustodyVersion } from "./address-check.ts";

const day = (n: number) => asInstant(n * DAY_MS);
const version = (n: number, names: readonly string[], until = n + 90): CustodyVersion => ({
  ...{ entry: n, loggedAt: day(n), until: day(until), names },
});
const standing = (versions: readonly CustodyVersion[], now: number, coin = "", address = "0xAB") => {
  const { state, since, entry } = addressStanding({ address, coin }, versions, day(now));
  return [state, since === null ? null : since / DAY_MS, entry];
};

test("an address is disclosed since the first version that names it without a break", () => {
  expect(standing([], 5)).toEqual(["not-disclosed", null, null]);
  const named = [version(1, ["ethereum 0xcd"]), version(10, ["ethereum 0xab"]), version(50, ["ethereum 0xab"])];
  expect(standing(named, 60)).toEqual(["disclosed", 10, 10]);
  expect(standing([version(1, ["ethereum 0xab"]), version(100, ["ethereum 0xab"])], 110)).toEqual([
    "disclosed",
    100,
    100,
  ]);
});

test("what has run out, or is named no more, has ended: since then", () => {
  expect(standing([version(1, ["ethereum 0xab"])], 91)).toEqual(["ended", 91, 1]);
  expect(standing([version(1, ["ethereum 0xab"]), version(20, ["ethereum 0xcd"])], 21)).toEqual(["ended", 20, 20]);
  expect(standing([version(1, ["ethereum 0xab"]), version(95, [])], 96)).toEqual(["ended", 91, 1]);
});

test("money that cannot arrive there is told apart: a test net, a coin of another chain, another spelling", () => {
  expect(standing([version(1, ["sepolia 0xab"])], 2)[0]).toBe("not-disclosed");
  expect(standing([version(1, ["polygon 0xab"])], 2, "ETH")[0]).toBe("not-disclosed");
  expect(standing([version(1, ["polygon 0xab"])], 2, "EUR")[0]).toBe("disclosed");
  expect(standing([version(1, ["ethereum 0x00ab"])], 2, "ETH")[0]).toBe("disclosed");
  const { chains } = addressStanding({ address: "0xab", coin: "ETH" }, [version(1, ["sepolia 0xab"])], day(2));
  expect(chains).toEqual(["sepolia"]);
});
