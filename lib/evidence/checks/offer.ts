/**
 * A signed charge against the provider's own logged price lists. Only what it signed counts: a charge that stands in its
 * signed answer, and lists of its own that the log holds and that take effect there.
 */
import { highestPrice, type PriceSpan } from "#lib/disclosure/price-ceiling.ts";
import type { PriceVersion } from "#lib/disclosure/price-history.ts";
import { lineOf, type PricedUnit } from "#lib/disclosure/price-track.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { addMs, CLOCKS_DIFFER_MS, type Instant } from "#lib/kernel/instant.ts";
import { canonicalBytes, isJsonObject, type JsonValue } from "#lib/kernel/json.ts";
import type { LogPlace } from "#lib/keys/weight.ts";
import { type Charge, isAbove, readCharge } from "../charge.ts";
import type { Answer } from "../signing/read-answer.ts";
import type { KnownPrices } from "./facts.ts";

/** When the charge was made, by its signer's word, and where the log first had it. */
export type ChargePlace = { readonly createdAt: Instant; readonly logged: LogPlace };

/** Whether the charge is above every price that the provider could ask between its own date and the log's. Total. */
export function judgeOffer(answer: Answer, prices: KnownPrices | undefined, place: ChargePlace): Check {
  const name = "claim";
  const response = answer.heads?.response;
  const charge = response && readCharge({ ...response, body: answer.responseBody });
  if (charge === undefined)
    return { name, outcome: "fail", reason: "no-charge", detail: "The signed answer holds no charge." };
  const open = (reason: string, detail: string): Check => ({ name, outcome: "cannot-check", reason, detail });
  if (prices === undefined || prices.size < place.logged.index)
    return open("price-lists-missing", "Which price lists were in force, the log knows; this checker does not.");
  const lists = listsBefore(prices.versions, place.logged);
  if (lists.length === 0 && prices.isWhole) return open("no-price-list", "It had no price list in the log by then.");
  const highest = highestPrice(lists, charge, spanOf(place, charge, prices.isWhole ? lists[0] : undefined));
  if (highest !== undefined && isAbove(charge, highest)) {
    const detail = `It charged ${charge.amount} ${charge.currency} for ${charge.quantity} ${charge.unit}: more than its own list allows.`;
    return { name, outcome: "pass", detail };
  }
  // Lists before the first that is known could have promised less, or a price where these name none.
  if (!prices.isWhole) return open("price-lists-missing", "Earlier price lists are not at hand here.");
  if (highest !== undefined)
    return { name, outcome: "fail", reason: "charge-is-listed", detail: "Its price list allows the charge." };
  if (isListedInAnotherCurrency(lists, charge))
    return open("other-currency", "The price list names this service in another currency, and no rate is signed.");
  return open("not-in-price-list", "For some instant in question no price list names this service and unit.");
}

/** Hash of the price lists that the judgement looks at, hex: part of what a verdict rests on. */
export function priceListsHash(prices: KnownPrices, place: ChargePlace): string {
  const lists = listsBefore(prices.versions, place.logged).map(({ body, entry }) => ({ body, entry }));
  return hexEncode(sha256(canonicalBytes({ lists, isWhole: prices.isWhole })));
}

/**
 * A signer dates back or ahead at will, its clock may be ahead of the log's without that, and a reporter can wait: only what no
 * instant in between allows is a fault. `earliest`: its very first list, if it is known. Before it there was no price that a
 * slower clock could have gone by; where its line says that it held already, that is the provider's own word.
 */
function spanOf({ createdAt, logged }: ChargePlace, what: PricedUnit, earliest: PriceVersion | undefined): PriceSpan {
  const [date, until] = createdAt < logged.at ? [createdAt, logged.at] : [logged.at, createdAt];
  const from = addMs(date, -CLOCKS_DIFFER_MS);
  const rest = { date, logged: logged.at, until };
  if (earliest === undefined || earliest.loggedAt <= from || earliest.loggedAt > date) return { from, ...rest };
  const line = lineOf(earliest.body, what);
  return { from: line !== undefined && line.from <= from ? earliest.loggedAt : from, ...rest };
}

/** A list that came into the log after the charge explains nothing of it. */
function listsBefore(versions: readonly PriceVersion[], { index }: LogPlace): PriceVersion[] {
  return versions.filter(({ entry }) => entry < index).toSorted((a, b) => a.entry - b.entry);
}

function isListedInAnotherCurrency(lists: readonly PriceVersion[], { service, unit, currency }: Charge): boolean {
  const isOther = (line: JsonValue) =>
    isJsonObject(line) && line.service === service && line.unit === unit && line.currency !== currency;
  return lists.some(({ body }) => Array.isArray(body.lines) && body.lines.some(isOther));
}
