/** Made-up choices and whole markets for the gallery: by the code that chooses and counts, from the offers of the sample market. */
import { choiceView } from "#lib/contract/choice-views.ts";
import type { ChoiceView } from "#lib/contract/choose.ts";
import type { OneMarket } from "#lib/contract/market.ts";
import { sampleRows } from "#lib/contract/sample-market.ts";
import { NEWCOMER_DAYS, type StripView } from "#lib/contract/strip.ts";
import { type Rated, stripView } from "#lib/contract/strip-views.ts";
import type { Holder } from "#lib/reputation/market/strip.ts";
import { MODEL_1 } from "#lib/reputation/model.ts";
import type { Tier } from "#lib/reputation/tier.ts";

export const SEED = 3;
const WORDS = { category: "storage", unit: "GB", currency: "EUR" };
export const MARKETS: readonly OneMarket[] = [{ ...WORDS, offers: 12, rated: 10 }];

const euros = (amount: number) => BigInt(amount) * 1_000_000n;

type Wish = {
  readonly offers?: number;
  readonly tolerance?: Tier;
  readonly parts?: number;
  readonly amount?: number;
  /** A wrong answer costs so much. */
  readonly call?: number;
  /** Held already, with the first of the market. */
  readonly held?: number;
};

/** What `/choose` finds for somebody who could lose 50. */
export function choiceOf({ offers = 12, tolerance = "C", parts = 2, amount, call, held }: Wish): ChoiceView {
  const rows = sampleRows(offers, SEED);
  const services = rows.map(({ service, rated: { tier, isShut, band }, fates, traits }) => ({
    ...{ tier, isShut, high: band.high, traits },
    fates: fates.filter((id) => id === service?.id),
  }));
  const [first] = rows;
  const before = first && held !== undefined ? [{ provider: first.instance, before: heldAt(first, held) }] : [];
  const asked = { tolerance, days: 30, parts, loss: euros(50), amount: amount === undefined ? null : euros(amount) };
  return choiceView(
    rows,
    { ...asked, held: before, call: call === undefined ? null : euros(call) },
    { market: offers === 0 ? null : WORDS, day: "2026-11-22", services },
    MODEL_1,
  );
}

function heldAt({ rated: { tier, band }, fates, traits }: ReturnType<typeof sampleRows>[number], amount: number) {
  return { amount: euros(amount), tier, high: band.high, fates, traits };
}

type Owing = readonly [name: string, tier: Tier, owes: bigint | null, currency?: string, cluster?: string];

/** A whole market of these instances, and of so many services of each tier. */
export function stripOf(instances: readonly Owing[], services: Partial<Record<Tier, number>>, newest = 0): StripView {
  const idOf = (name: string) =>
    `prv_${name
      .toLowerCase()
      .replaceAll(/[^a-z]/g, "a")
      .padEnd(26, "a")
      .slice(0, 26)}`;
  const listed: Rated[] = [
    ...instances.map(([name, tier]) => ({ id: idOf(name), name, kind: "instance" as const, tier })),
    ...Object.entries(services).flatMap(([tier, count]) =>
      Array.from({ length: count }, (_, at) => {
        const name = `Service ${tier} ${at}`;
        return { id: idOf(name), name, kind: "service" as const, tier: tier as Tier };
      }),
    ),
  ];
  const holders = instances.map(
    ([name, tier, amount, currency = "EUR", cluster = null]): Holder => ({
      ...{ id: idOf(name), tier, cluster },
      balance: amount === null ? null : { currency, amount, decimals: 2 },
    }),
  );
  return stripView(listed, holders, { days: NEWCOMER_DAYS, count: newest, newest: [] });
}
