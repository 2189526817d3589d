import type { ReactNode } from "react";
import { TierMark } from "#components/tier/tier-badge.tsx";
import type { StripView } from "#lib/contract/strip.ts";
import { countText } from "#lib/kernel/amount.ts";
import { amountText, clusterName, concentrationWords, newcomerWords, undisclosedWords } from "./strip-words.ts";

/** The whole market at a glance: what is owed, how concentrated it is, and how everybody is rated. */
export function MarketStrip({ strip }: { strip: StripView }) {
  return (
    <dl className="grid gap-x-10 gap-y-6 sm:grid-cols-2 lg:grid-cols-4">
      <Fact title="Balances that instances disclose">
        {strip.balances.map(({ currency, total, holders, by_tier: tiers }) => (
          <div key={currency}>
            <p className="text-lg tabular-nums">{amountText(total, currency)}</p>
            <p className="text-muted text-sm">
              of {countText(holders)} {holders === 1 ? "instance" : "instances"}
            </p>
            <ul className="mt-1 text-sm">
              {tiers.map(({ tier, amount }) => (
                <li key={tier} className="flex items-center gap-1.5 tabular-nums">
                  <TierMark tier={tier} /> {tier === "unrated" ? "unrated" : tier}: {amountText(amount, currency)}
                </li>
              ))}
            </ul>
          </div>
        ))}
        <p className="text-muted text-sm">{undisclosedWords(strip)}</p>
      </Fact>
      <Fact title="Concentration">
        {strip.balances.length === 0 ? (
          <p className="text-muted text-sm">Unknown as long as nobody says what it owes.</p>
        ) : (
          strip.balances.map((balances) => (
            <div key={balances.currency}>
              <p>
                {strip.balances.length > 1 ? `${balances.currency}: ` : ""}
                {concentrationWords(balances)}
              </p>
              {balances.clusters < 2 ? null : (
                <ul className="mt-1 text-sm">
                  {balances.by_cluster.map((cluster) => (
                    <li key={cluster.of.map(({ id }) => id).join()} className="flex flex-wrap justify-between gap-x-3">
                      <bdi>{clusterName(cluster)}</bdi>
                      <span className="ml-auto tabular-nums">{amountText(cluster.amount, balances.currency)}</span>
                    </li>
                  ))}
                </ul>
              )}
            </div>
          ))
        )}
      </Fact>
      <Tiers title="Services by tier" tiers={strip.tiers.service} total={strip.services} />
      <Tiers title="Instances by tier" tiers={strip.tiers.instance} total={strip.instances}>
        <p className="text-muted text-sm">{newcomerWords(strip)}</p>
      </Tiers>
    </dl>
  );
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="min-w-0 border-divider border-t pt-3">
      <dt className="font-medium">{title}</dt>
      <dd className="mt-1 flex flex-col gap-2">{children}</dd>
    </div>
  );
}

function Tiers({
  title,
  tiers,
  total,
  children,
}: {
  title: string;
  tiers: StripView["tiers"]["service"];
  total: number;
  children?: ReactNode;
}) {
  return (
    <Fact title={title}>
      {total === 0 ? <p className="text-muted text-sm">None is listed yet.</p> : null}
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {tiers.map(({ tier, providers }) => (
          <li key={tier} className="flex items-center gap-1.5 whitespace-nowrap">
            <TierMark tier={tier} />
            <span className="font-semibold">{tier === "unrated" ? "unrated" : tier}</span> {countText(providers)}
          </li>
        ))}
      </ul>
      {children}
    </Fact>
  );
}
