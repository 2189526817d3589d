/** What somebody says to hold already, as text, found among those of the market. */

import type { HeldAt } from "#lib/contract/choice-views.ts";
import type { MarketRows } from "#lib/contract/market-rows.ts";
import type { MarketRow } from "#lib/contract/market-views.ts";
import { TIERS } from "#lib/reputation/tier.ts";
import { ServiceError } from "../service-error.ts";
import { moneyOf } from "./refuse-money.ts";

type Named = HeldAt["provider"];

const MOST = 8;

/** Errors: `not-an-amount`, and `malformed` for a name that nobody has or several have, both at `/held`. */
export function heldBefore(
  text: string | undefined,
  { services, instances }: Pick<MarketRows, "services" | "instances">,
  rows: readonly MarketRow[],
): HeldAt[] {
  const parts = (text ?? "").split(",").flatMap((part) => part.trim() || []);
  if (parts.length > MOST) throw refused(`At most ${MOST} holdings are counted.`);
  const known = new Map<string, Named>();
  for (const { service, instance } of [...rows, ...instances])
    for (const one of [service, instance]) if (one !== null) known.set(one.id, { id: one.id, name: one.name });
  return parts.map((part): HeldAt => {
    const [, words = "", amount = ""] = /^(.+?)\s+(\S+)$/.exec(part) ?? [];
    if (amount === "") throw refused(`“${part}” is no name and amount, such as “Halden Prex 20”.`);
    const wanted = words.toLowerCase();
    const found = [...known.values()].filter(({ id, name }) => id === words || name.toLowerCase() === wanted);
    const [provider] = found;
    if (provider === undefined) throw refused(`Nobody in this market is called “${words}”.`);
    if (found.length > 1) throw refused(`Several are called “${words}”: give the id.`);
    const mark = services.get(provider.id);
    const { high, fates, traits } = mark ?? { high: UNKNOWN, fates: [provider.id], traits: [] };
    const tier = TIERS.find((one) => one === mark?.tier) ?? "unrated";
    return { provider, before: { amount: moneyOf(amount, "held"), tier, high, fates, traits } };
  });
}

/** Who is not rated is treated as high risk: 30 % within a year, ppm. */
const UNKNOWN = 300_000;

const refused = (detail: string) =>
  new ServiceError("malformed", detail, { errors: [{ pointer: "/held", detail, code: "held" }] });
