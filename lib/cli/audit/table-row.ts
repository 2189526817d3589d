/** A row of the table of providers, out of the reader's own fold. */
import type { DirectoryRow, DirectoryView, MarketCount } from "#lib/contract/directory.ts";
import { countedCase, countedEver } from "#lib/contract/dispute-behaviour.ts";
import { identityFacts } from "#lib/contract/identity-facts.ts";
import { dateOfDay } from "#lib/contract/mark-views.ts";
import type { MarketWords } from "#lib/contract/market.ts";
import { priceMicros } from "#lib/contract/market-views.ts";
import { OFFERED_VERSIONS, priceListOf, priceText, staleSince } from "#lib/contract/price-views.ts";
import { groupBy } from "#lib/disclosure/group-by.ts";
import { DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { decidingScore, ratedOf } from "#lib/reputation/marks.ts";
import type { CaseForm } from "#lib/state/case/case-forms.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import type { MemoryState } from "#lib/state/memory-state.ts";
import { priceVersions, saidBy } from "./published.ts";
import { shownOf } from "./scored.ts";
import type { Site } from "./site.ts";

export type OwnRow = Omit<DirectoryRow, "id">;

export type Around = {
  readonly now: Instant;
  readonly market: MarketWords | null;
  readonly cases: ReadonlyMap<string, readonly CaseForm[]>;
};

/** By the provider that they name. */
export function countedAgainst(state: MemoryState): Around["cases"] {
  const cases = state.rows().flatMap(({ form }) => (form.aggregate === "case" ? [form] : []));
  return groupBy(cases, ({ provider }) => provider);
}

export function ownRow(site: Site, form: ProviderForm, { now, market, cases }: Around): OwnRow {
  const { id, name, kind, operator, domain, cluster, heartbeat, disclosures } = form;
  const { price, ownPrice } = pricesOf(site, form, now, market);
  const since = price === null && ownPrice === null ? null : staleSince(disclosures, now);
  return {
    ...{ name, kind, operator, domain, cluster: cluster ?? null },
    jurisdiction: saidBy(site.published, id).jurisdiction,
    marks: shownOf(site.scored, site.state, id, now),
    ...{ price, own_price: ownPrice, price_stale_since: since && formatInstant(since) },
    cases: countedEver((cases.get(id) ?? []).map((one) => countedCase(one, now))),
    last_signal: heartbeat?.last.loggedAt ?? null,
  };
}

type Line = MarketWords & { readonly price: string };

/** What a row says beside. `newest`: the upper end of the day's band; null: it is not rated. */
export function ownBeside({ scored, published, at }: Site, { id }: ProviderForm) {
  const marks = scored.own.get(id) ?? null;
  const identity = published.get(id)?.find(({ kind }) => kind === "disclosure.identity");
  return {
    score: marks === null ? null : decidingScore(marks),
    regulation: identityFacts(identity?.body).regulation,
    day: dateOfDay(at / DAY_MS),
    newest: marks === null || marks.tier === "unrated" ? null : ratedOf(marks).band.high,
  };
}

/** What can be chosen beside the table; undefined: of more markets the table leaves some out. Each list in an order of its own. */
export function ownFacets(
  site: Site,
  forms: readonly ProviderForm[],
  now: Instant,
): DirectoryView["facets"] | undefined {
  const markets = new Map<string, MarketCount>();
  const jurisdictions = new Map<string, number>();
  for (const form of forms) {
    for (const [words, { price: _, ...line }] of new Map(linesOf(site, form, now).map((one) => [wordsOf(one), one])))
      markets.set(words, { ...line, providers: (markets.get(words)?.providers ?? 0) + 1 });
    const { jurisdiction } = saidBy(site.published, form.id);
    if (jurisdiction !== null) jurisdictions.set(jurisdiction, (jurisdictions.get(jurisdiction) ?? 0) + 1);
  }
  if (markets.size >= MOST_MARKETS) return undefined;
  const counted = [...jurisdictions].map(([jurisdiction, providers]) => ({ jurisdiction, providers }));
  return inOrder({ markets: [...markets.values()], jurisdictions: counted, providers: forms.length });
}

const MOST_MARKETS = 200;

/** Whatever order a list stands in. */
export function inOrder({ markets, jurisdictions, providers }: DirectoryView["facets"]): DirectoryView["facets"] {
  return {
    markets: markets.toSorted((a, b) => (wordsOf(a) < wordsOf(b) ? -1 : 1)),
    jurisdictions: jurisdictions.toSorted((a, b) => (a.jurisdiction < b.jurisdiction ? -1 : 1)),
    providers,
  };
}

/** The lowest in the market, and where it names none there the lowest in another that is no service's id. */
function pricesOf(site: Site, form: ProviderForm, now: Instant, market: MarketWords | null) {
  const lines = linesOf(site, form, now);
  const [best] = lines.filter((line) => market !== null && wordsOf(line) === wordsOf(market)).sort(byPrice);
  const [other] = lines.filter(({ category }) => !/^prv_[a-z2-7]{26}$/.test(category)).sort(byPrice);
  return { price: best?.price ?? null, ownPrice: best === undefined ? (other ?? null) : null };
}

/** Prices that hold. */
function linesOf({ published }: Site, form: ProviderForm, now: Instant): Line[] {
  const list = priceListOf(form, priceVersions(published, form.id, OFFERED_VERSIONS), now);
  return (list?.lines ?? []).flatMap(({ service: category, unit, currency, now: held }) =>
    held === undefined ? [] : [{ category, unit, currency, price: priceText(held.price) }],
  );
}

const wordsOf = ({ category, unit, currency }: MarketWords) => JSON.stringify([category, unit, currency]);

function byPrice(a: Line, b: Line): number {
  const [one, other] = [priceMicros(a.price), priceMicros(b.price)];
  if (one !== other) return one < other ? -1 : 1;
  return wordsOf(a) < wordsOf(b) ? -1 : 1;
}
