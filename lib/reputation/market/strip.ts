/** Facts of a whole market: who holds how much, by tier and by cluster, and what nobody says. */
import { TIERS, type Tier } from "../tier.ts";

/** `balance`: what it says that it owes its users; null: it does not say, or no longer. */
export type Holder = {
  readonly id: string;
  readonly tier: Tier;
  /** Of those whose fate it shares; null: nobody's. */
  readonly cluster: string | null;
  readonly balance: { readonly currency: string; readonly amount: bigint; readonly decimals: number } | null;
};

export type Balances = {
  readonly currency: string;
  readonly decimals: number;
  readonly total: bigint;
  readonly holders: number;
  readonly byTier: readonly { readonly tier: Tier; readonly amount: bigint; readonly holders: number }[];
  /** The largest first; who shares nobody's fate is a cluster of one. */
  readonly byCluster: readonly { readonly of: readonly string[]; readonly amount: bigint }[];
  /** Of the largest cluster, in hundredths of a percent, to the nearest. */
  readonly largestShare: number;
  /** One over the sum of squared shares, in hundredths: how many equal ones would be as concentrated. */
  readonly effective: number;
};

export type MarketStrip = {
  /** One for each currency, nothing converted: the most holders first. */
  readonly balances: readonly Balances[];
  /** Instances that do not say: unknown, not nothing. */
  readonly undisclosed: number;
};

export function marketStrip(instances: readonly Holder[]): MarketStrip {
  const currencies = [...new Set(instances.flatMap(({ balance }) => balance?.currency ?? []))];
  const balances = currencies
    .map((currency) => balancesIn(currency, instances))
    .sort((a, b) => b.holders - a.holders || (a.currency < b.currency ? -1 : 1));
  return { balances, undisclosed: instances.filter(({ balance }) => balance === null).length };
}

type Owed = { readonly id: string; readonly tier: Tier; readonly cluster: string; readonly amount: bigint };

function balancesIn(currency: string, instances: readonly Holder[]): Balances {
  const said = instances.flatMap(({ id, tier, cluster, balance }) =>
    balance?.currency === currency ? [{ id, tier, cluster: cluster ?? id, balance }] : [],
  );
  const decimals = said.map(({ balance }) => balance.decimals).toSorted((a, b) => b - a)[0] ?? 0;
  const owed = said.map(
    ({ balance, ...rest }): Owed => ({ ...rest, amount: balance.amount * 10n ** BigInt(decimals - balance.decimals) }),
  );
  const total = sumOf(owed);
  const byTier = TIERS.flatMap((tier) => {
    const of = owed.filter((one) => one.tier === tier);
    return of.length === 0 ? [] : [{ tier, amount: sumOf(of), holders: of.length }];
  });
  const byCluster = [...new Set(owed.map(({ cluster }) => cluster))]
    .map((cluster) => owed.filter((one) => one.cluster === cluster))
    .map((of) => ({ of: of.map(({ id }) => id).sort(), amount: sumOf(of) }))
    .sort((a, b) =>
      a.amount === b.amount ? ((a.of[0] ?? "") < (b.of[0] ?? "") ? -1 : 1) : a.amount > b.amount ? -1 : 1,
    );
  const squares = byCluster.reduce((sum, { amount }) => sum + amount * amount, 0n);
  return {
    ...{ currency, decimals, total, holders: owed.length, byTier, byCluster },
    largestShare: total === 0n ? 0 : nearest((byCluster[0]?.amount ?? 0n) * 10_000n, total),
    effective: squares === 0n ? 0 : nearest(total * total * 100n, squares),
  };
}

const sumOf = (of: readonly { readonly amount: bigint }[]) => of.reduce((sum, { amount }) => sum + amount, 0n);

const nearest = (n: bigint, d: bigint) => Number((n + d / 2n) / d);
