/** What an agent has prepaid where: never more at one instance than its limit there, whichever services it buys from it. */
import { priceMicros } from "#lib/contract/market-views.ts";
import { parseMoney } from "#lib/reputation/money.ts";
import type { NamedOffer } from "./ask-indexes.ts";
import type { Wallet } from "./wallet.ts";

type Holding = { readonly wallet: Pick<Wallet, "left">; readonly price: bigint };

/** Calls are bought for so long ahead as money stands at risk: a handful costs another purchase, and no more. */
const MOST_CALLS = 1_000n;
const PER_PRICE = 1_000n;

export class Purse {
  /** By instance, what was bought there. */
  readonly #held = new Map<string, Map<string, Holding>>();

  /** Millionths of the currency that are paid there and not used. */
  heldAt(instance: string): bigint {
    let sum = 0n;
    for (const { wallet, price } of this.#held.get(instance)?.values() ?? [])
      sum += (BigInt(wallet.left) * price) / PER_PRICE;
    return sum;
  }

  /**
   * Calls that may be bought of the offer now, before its wallet is empty; 0: none. `budget`: the most to keep there, as text of
   * millionths; without it and without a limit nobody said what may be lost.
   */
  room({ instance, price, limit }: NamedOffer, budget: string | undefined): number {
    const micros = priceMicros(price);
    const bounds = [limit, budget].flatMap((text) => (text === null || text === undefined ? [] : [amountOf(text)]));
    let most = (MOST_CALLS * micros) / PER_PRICE + 1n;
    for (const bound of bounds) if (bound < most) most = bound;
    const free = most - this.heldAt(instance.id);
    if (free <= 0n) return 0;
    return micros === 0n ? Number(MOST_CALLS) : Number((free * PER_PRICE) / micros);
  }

  keep({ key, instance, price }: NamedOffer, wallet: Holding["wallet"]): void {
    const own = this.#held.get(instance.id) ?? new Map<string, Holding>();
    this.#held.set(instance.id, own.set(key, { wallet, price: priceMicros(price) }));
  }
}

/** A limit can be nothing, which nobody types as an amount. */
function amountOf(text: string): bigint {
  const money = parseMoney(text);
  return money.ok ? money.value : 0n;
}
