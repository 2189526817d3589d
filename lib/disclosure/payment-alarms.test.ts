/** An address that users are told to pay to and that nobody disclosed is an alarm, and stays one that was. */
import { expect, test } from "vitest";
import { asInstant } from "#lib/kernel/instant.ts";
import { chainsOf, isDisclosed, type PaymentEvent, undisclosedSpans } from "./payment-alarms.ts";

const CHECKSUMMED = "0x52908400098527886E0F7030069857D2E4169EE7";
const method = (address: string, coin = "ETH", environment = "mainnet") => ({ coin, environment, address });

test("one address is the same in every spelling, and another is another", () => {
  const names = [
    `ethereum ${CHECKSUMMED.toLowerCase()}`,
    "bitcoin bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    "sui 0x2",
  ];
  for (const address of [CHECKSUMMED, CHECKSUMMED.toLowerCase(), `0X${CHECKSUMMED.slice(2).toUpperCase()}`])
    expect(isDisclosed(method(address), names)).toBe(true);
  expect(isDisclosed(method("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "BTC"), names)).toBe(true);
  expect(isDisclosed(method(`0x${"2".padStart(64, "0")}`, "SUI"), names)).toBe(true);
  expect(isDisclosed(method(CHECKSUMMED.replace("7D2", "7D3")), names)).toBe(false);
  expect(isDisclosed(method("bc1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "BTC"), names)).toBe(false);
});

test("letters of base58 are told apart", () => {
  const names = ["bitcoin 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"];
  expect(isDisclosed(method("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "BTC"), names)).toBe(true);
  expect(isDisclosed(method("1a1zp1ep5qgefi2dmptftl5slmv7divfna", "BTC"), names)).toBe(false);
});

test("an address of another chain, or of a test net, is not where the money goes", () => {
  const on = (chain: string) => [`${chain} ${CHECKSUMMED.toLowerCase()}`];
  expect(isDisclosed(method(CHECKSUMMED), on("polygon"))).toBe(false);
  expect(chainsOf(method(CHECKSUMMED), on("polygon"))).toEqual(["polygon"]);
  expect(isDisclosed(method(CHECKSUMMED, "ETH", "base"), on("base"))).toBe(true);
  expect(isDisclosed(method(CHECKSUMMED), on("eip155:1"))).toBe(true);
  expect(isDisclosed(method(CHECKSUMMED), on("ethereum sepolia"))).toBe(false);
  expect(isDisclosed(method(CHECKSUMMED, "ETH", "testnet"), on("ethereum sepolia"))).toBe(true);
  // A coin of many chains: where it goes is not known from its name.
  expect(isDisclosed(method(CHECKSUMMED, "USDC"), on("polygon"))).toBe(true);
});

test("an alarm ends with a disclosure or when it is told no more, is kept, and begins anew", () => {
  const told = (entry: number, ...addresses: string[]): PaymentEvent => ({
    ...{ kind: "told", entry, at: asInstant(entry * 1000) },
    methods: addresses.map((address) => method(address)),
  });
  const disclosed = (entry: number, ...addresses: string[]): PaymentEvent => ({
    ...{ kind: "disclosed", entry, at: asInstant(entry * 1000) },
    names: addresses.map((address) => `ethereum ${address}`),
  });
  const spans = undisclosedSpans([
    disclosed(1, "0xa"),
    told(2, "0xa"),
    told(3, "0xa", "0xb", "0xc"),
    told(4, "0xA", "0xB"),
    disclosed(5, "0xa", "0xb"),
    disclosed(6, "0xb"),
  ]);
  expect(spans.map(({ address, since, ended }) => [address, since.entry, ended?.entry, ended?.by])).toEqual([
    ["0xb", 3, 5, "disclosed"],
    ["0xc", 3, 4, "no-longer-told"],
    ["0xA", 6, undefined, undefined],
  ]);
});
