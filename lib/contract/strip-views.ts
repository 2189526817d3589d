/** Facts of the whole market as its page and the API show them. Pure. */
import { hundredthsText } from "#lib/disclosure/offers.ts";
import { fixedText } from "#lib/kernel/amount.ts";
import { type Balances, type Holder, marketStrip } from "#lib/reputation/market/strip.ts";
import { TIERS, type Tier } from "#lib/reputation/tier.ts";
import type { StripView } from "./strip.ts";

/** Everybody who is listed, with its tier. */
export type Rated = {
  readonly id: string;
  readonly name: string;
  readonly kind: "instance" | "service";
  readonly tier: Tier;
};

const MOST_CLUSTERS = 5;

/** `holders`: the instances of `listed`, with what each says that it owes. */
export function stripView(
  listed: readonly Rated[],
  holders: readonly Holder[],
  newcomers: StripView["newcomers"],
): StripView {
  const names = new Map(listed.map(({ id, name }) => [id, name]));
  const strip = marketStrip(holders);
  const ofKind = (kind: Rated["kind"]) => listed.filter((one) => one.kind === kind);
  const [instances, services] = [ofKind("instance"), ofKind("service")];
  return {
    ...{ instances: instances.length, services: services.length },
    tiers: { instance: tierCounts(instances), service: tierCounts(services) },
    balances: strip.balances.map((balances) => balancesView(balances, names)),
    ...{ undisclosed: strip.undisclosed, newcomers },
  };
}

function tierCounts(listed: readonly Rated[]) {
  return TIERS.flatMap((tier) => {
    const providers = listed.filter((one) => one.tier === tier).length;
    return providers === 0 ? [] : [{ tier, providers }];
  });
}

function balancesView(balances: Balances, names: ReadonlyMap<string, string>): StripView["balances"][number] {
  const { currency, decimals, total, holders, byTier, byCluster, largestShare, effective } = balances;
  const amountOf = (amount: bigint) => fixedText(amount, decimals);
  return {
    ...{ currency, total: amountOf(total), holders, clusters: byCluster.length },
    by_tier: byTier.map(({ tier, amount, holders: of }) => ({ tier, amount: amountOf(amount), holders: of })),
    by_cluster: byCluster.slice(0, MOST_CLUSTERS).map(({ of, amount }) => ({
      of: of.map((id) => ({ id, name: names.get(id) ?? id })),
      amount: amountOf(amount),
      share_percent: hundredthsText(total === 0n ? 0n : (amount * 10_000n + total / 2n) / total),
    })),
    ...{ largest_percent: hundredthsText(BigInt(largestShare)), effective: hundredthsText(BigInt(effective)) },
  };
}
