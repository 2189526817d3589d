/** A row of the table of providers, out of the reader's own fold. */
import type { DirectoryRow } from "#lib/contract/directory.ts";
import { countedCase, countedEver } from "#lib/contract/dispute-behaviour.ts";
import type { MarketWords } from "#lib/contract/market.ts";
import { priceMicros } from "#lib/contract/market-views.ts";
import { OFFERED_VERSIONS, priceListOf, priceText, staleSince } from "#lib/contract/price-views.ts";
import { groupBy } from "#lib/disclosure/group-by.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { CaseForm } from "#lib/state/case/case-forms.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import type { MemoryState } from "#lib/state/memory-state.ts";
import { shownOf } from "./compare-marks.ts";
import { priceVersions } from "./published.ts";
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
    jurisdiction: jurisdictionOf(site, form),
    marks: shownOf(site.scored, site.state, id, now),
    ...{ price, own_price: ownPrice, price_stale_since: since && formatInstant(since) },
    cases: countedEver((cases.get(id) ?? []).map((one) => countedCase(one, now))),
    last_signal: heartbeat?.last.loggedAt ?? null,
  };
}

function jurisdictionOf({ published }: Site, { id, disclosures }: ProviderForm): string | null {
  if (disclosures.identity === undefined || disclosures.identity.notApplicable) return null;
  const newest = published.get(id)?.find(({ kind }) => kind === "disclosure.identity");
  return typeof newest?.body.jurisdiction === "string" ? newest.body.jurisdiction : null;
}

type Line = MarketWords & { readonly price: string };

/** The lowest in the market, and where it names none there the lowest in another that is no service's id. */
function pricesOf({ published }: Site, form: ProviderForm, now: Instant, market: MarketWords | null) {
  const list = priceListOf(form, priceVersions(published, form.id, OFFERED_VERSIONS), now);
  const lines = (list?.lines ?? []).flatMap(({ service: category, unit, currency, now: held }): Line[] =>
    held === undefined ? [] : [{ category, unit, currency, price: priceText(held.price) }],
  );
  const [best] = lines.filter((line) => market !== null && wordsOf(line) === wordsOf(market)).sort(byPrice);
  const [other] = lines.filter(({ category }) => !/^prv_[a-z2-7]{26}$/.test(category)).sort(byPrice);
  return { price: best?.price ?? null, ownPrice: best === undefined ? (other ?? null) : null };
}

const wordsOf = ({ category, unit, currency }: MarketWords) => JSON.stringify([category, unit, currency]);

function byPrice(a: Line, b: Line): number {
  const [one, other] = [priceMicros(a.price), priceMicros(b.price)];
  if (one !== other) return one < other ? -1 : 1;
  return wordsOf(a) < wordsOf(b) ? -1 : 1;
}
