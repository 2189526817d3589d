/** Price lists in the words of the API. Pure, so that an auditor says the same of the same statements. */
import type { PriceList } from "#lib/disclosure/offers.ts";
import {
  noticeCounts,
  type PriceChange,
  type PriceLine,
  type PriceVersion,
  priceChanges,
  pricesAt,
} from "#lib/disclosure/price-history.ts";
import { lifeOf } from "#lib/disclosure/staleness.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import type { PricesView } from "./prices.ts";

/** Versions that a provider's own prices are read of. */
export const PRICE_VERSIONS = 100;
/** Versions that an offer is read of: a price in force that was announced before so many later ones is not found. */
export const OFFERED_VERSIONS = 20;

type Priced = Pick<ProviderForm, "id" | "disclosures">;

/** `versions`: newest first. */
export function pricesView({ id, disclosures }: Priced, versions: readonly PriceVersion[], now: Instant): PricesView {
  const { fees } = disclosures;
  const { kept, broken } = fees?.facts ?? {};
  const lines = fees?.notApplicable === false ? pricesAt(versions, now) : [];
  const changes = priceChanges(versions);
  const logged = { kept: Number(kept ?? 0), broken: Number(broken ?? 0) };
  const counts = noticeCounts(changes, logged, versions.length < PRICE_VERSIONS);
  return { id, lines: lines.map(lineView), changes: changes.map(changeView), ...counts };
}

/** `versions`: newest first. Undefined: it has no list, or says that prices do not apply. */
export function priceListOf(
  { disclosures }: Pick<ProviderForm, "disclosures">,
  versions: readonly PriceVersion[],
  now: Instant,
): PriceList | undefined {
  const [newest] = versions;
  if (newest === undefined || disclosures.fees?.notApplicable !== false) return undefined;
  return { lines: pricesAt(versions, now), entry: newest.entry, staleSince: staleSince(disclosures, now) };
}

/** Since when its price list has ended; null: it has not. */
export function staleSince({ fees }: ProviderForm["disclosures"], now: Instant): Instant | null {
  const until = lifeOf(fees)?.until ?? null;
  return until !== null && until <= now ? until : null;
}

function lineView({ service, unit, currency, now, next, noticeDays }: PriceLine) {
  const priceView = (of: { readonly price: string; readonly from: Instant } | undefined) =>
    of === undefined ? null : { price: of.price, from: formatInstant(of.from) };
  return { category: service, unit, currency, now: priceView(now), next: priceView(next), notice_days: noticeDays };
}

function changeView({ service, unit, currency, before, after, ...change }: PriceChange) {
  return {
    ...{ category: service, unit, currency, before, after, entry: change.entry },
    ...{ announced_at: formatInstant(change.announcedAt), from: formatInstant(change.from) },
    ...{ promised_days: change.promisedDays, kept: change.isKept },
  };
}

/** A decimal with as many decimals as it needs, and two where it has any. */
export function priceText(price: string): string {
  const [whole = "0", decimals = ""] = price.split(".");
  const rest = decimals.replace(/0+$/, "");
  return rest === "" ? whole : `${whole}.${rest.padEnd(2, "0")}`;
}
