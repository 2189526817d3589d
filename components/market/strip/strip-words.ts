/** Facts of the whole market in sentences. Pure. */

import type { StripView } from "#lib/contract/strip.ts";
import { countText } from "#lib/kernel/amount.ts";

type Balances = StripView["balances"][number];

/** "1,240.5 EUR": grouped, exact. */
export function amountText(amount: string, currency: string): string {
  const [whole = "0", rest] = amount.split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${rest === undefined ? "" : `.${rest}`} ${currency}`;
}

const instances = (count: number) => `${countText(count)} ${count === 1 ? "instance" : "instances"}`;

/** How concentrated what is owed in one currency is; a share of one holder says nothing. */
export function concentrationWords({
  holders,
  clusters,
  largest_percent: largest,
  effective,
  by_cluster: of,
}: Balances): string {
  if (clusters < 2)
    return holders === 1
      ? "All of it lies with one instance."
      : "All of it lies with instances that would fall together.";
  const names = of[0] === undefined ? "" : clusterName(of[0]);
  return `${Math.round(Number(largest))} % of it lies with ${names}. It is spread as if over ${Number(effective).toFixed(1)} of equal size.`;
}

/** Those that would fall together, as one. */
export const clusterName = ({ of }: Balances["by_cluster"][number]) => of.map(({ name }) => name).join(" with ");

/** Who does not say what it owes: unknown, not nothing. */
export function undisclosedWords({ undisclosed, instances: all }: StripView): string {
  if (all === 0) return "No instance is listed yet.";
  if (undisclosed === 0) return "Every instance says what it owes.";
  if (undisclosed === all)
    return all === 1 ? "The one instance does not say what it owes." : `None of ${instances(all)} says what it owes.`;
  return `${instances(undisclosed)} of ${countText(all)} ${undisclosed === 1 ? "does" : "do"} not say, or no longer, what ${undisclosed === 1 ? "it owes" : "they owe"}: unknown, not nothing.`;
}

export function newcomerWords({ newcomers: { count, days } }: StripView): string {
  if (count === 0) return `Nobody registered within ${days} days.`;
  return `${countText(count)} ${count === 1 ? "provider" : "providers"} of either kind registered within ${days} days.`;
}
