/**
 * What a service costs at an instance that sells its tokens. The instance's own line counts where it has one for the
 * service in that unit and currency: by the service's id, or by the word that the service's own list has. Where it has
 * none, the service's list price is all that anybody said.
 */
import type { Instant } from "#lib/kernel/instant.ts";
import type { PriceLine } from "./price-history.ts";

/** A price list as of a time. `staleSince` null: it has not ended. */
export type PriceList = {
  readonly lines: readonly PriceLine[];
  readonly entry: number;
  readonly staleSince: Instant | null;
};

export type PricedOffer = {
  readonly category: string;
  readonly unit: string;
  readonly currency: string;
  /** For 1,000, decimal. */
  readonly price: string;
  readonly next: { readonly price: string; readonly from: Instant } | null;
  readonly by: "service" | "instance";
  readonly entry: number;
  readonly staleSince: Instant | null;
  /** The service's own for the same; null: none. */
  readonly listPrice: string | null;
  /** Of the instance's price over the service's, in hundredths of a percent, to the nearest; null: unknown. */
  readonly markup: bigint | null;
};

/** In the order of the lists, those that the service has first. Lines whose first price is still to come are no offers. */
export function offersOf(service: string, list: PriceList | undefined, sold: PriceList | undefined): PricedOffer[] {
  const own = list?.lines ?? [];
  const theirs = sold?.lines ?? [];
  const isAlike = (one: PriceLine, other: PriceLine) => one.unit === other.unit && one.currency === other.currency;
  // The id alone does not say which of several lines is meant.
  const isMeant = (named: PriceLine, line: PriceLine) =>
    named.service === service && isAlike(named, line) && own.filter((other) => isAlike(other, line)).length === 1;
  const soldAs = (line: PriceLine) =>
    theirs.find((other) => isMeant(other, line)) ??
    theirs.find((other) => other.service === line.service && isAlike(other, line));
  const offers = own.flatMap((line) => {
    const found = soldAs(line);
    if (found?.now !== undefined && sold !== undefined) return offerOf(found, sold, "instance", line);
    return list === undefined ? [] : offerOf(line, list, "service", line);
  });
  const beside = theirs.filter((line) => line.service === service && !own.some((other) => isMeant(line, other)));
  return [...offers, ...beside.flatMap((line) => (sold === undefined ? [] : offerOf(line, sold, "instance", line)))];
}

function offerOf(line: PriceLine, from: PriceList, by: PricedOffer["by"], listed: PriceLine): PricedOffer[] {
  if (line.now === undefined) return [];
  const listPrice = by === "service" || listed !== line ? (listed.now?.price ?? null) : null;
  return [
    {
      ...{ category: listed.service, unit: line.unit, currency: line.currency, price: line.now.price, by, listPrice },
      ...{ next: line.next ?? null, entry: from.entry, staleSince: from.staleSince },
      markup: by === "instance" && listPrice !== null ? markupOf(line.now.price, listPrice) : null,
    },
  ];
}

/** Null over a price of nothing. */
function markupOf(price: string, over: string): bigint | null {
  const [micros, base] = [microsOf(price), microsOf(over)];
  if (base === 0n) return null;
  const twice = ((micros - base) * 20_000n) / base;
  return twice < 0n ? (twice - 1n) / 2n : (twice + 1n) / 2n;
}

/** A price of a list has at most six decimals. */
function microsOf(price: string): bigint {
  const [whole = "0", rest = ""] = price.split(".");
  return BigInt(whole + rest.padEnd(6, "0"));
}

/** `-1250n` as `-12.50`: hundredths with their two decimals. */
export function hundredthsText(hundredths: bigint): string {
  const digits = String(hundredths < 0n ? -hundredths : hundredths).padStart(3, "0");
  return `${hundredths < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
