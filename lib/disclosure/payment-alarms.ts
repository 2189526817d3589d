/**
 * The addresses that an instance tells its users to pay to, held against those that it has disclosed: since when each has
 * been told without having been disclosed, and what ended that. What ended stays in the list.
 */
import type { Instant } from "#lib/kernel/instant.ts";

export type PaymentMethod = { readonly coin: string; readonly environment: string; readonly address: string };

type Event = { readonly entry: number; readonly at: Instant };

/** `names`: the disclosed addresses, as `custodyName` writes them. */
export type PaymentEvent =
  | (Event & { readonly kind: "told"; readonly methods: readonly PaymentMethod[] })
  | (Event & { readonly kind: "disclosed"; readonly names: readonly string[] });

/** `since`: the entry with which it was both told and undisclosed. `ended` null: it still is. */
export type UndisclosedSpan = PaymentMethod & {
  readonly since: Event;
  readonly ended: (Event & { readonly by: "disclosed" | "no-longer-told" }) | null;
};

/** `events` in the order of the log. Spans in the order in which they began. */
export function undisclosedSpans(events: readonly PaymentEvent[]): UndisclosedSpan[] {
  let told: readonly PaymentMethod[] = [];
  let names: readonly string[] = [];
  const open = new Map<string, number>();
  const spans: UndisclosedSpan[] = [];
  for (const event of events) {
    if (event.kind === "told") told = event.methods;
    else names = event.names;
    const { entry, at } = event;
    const now = new Map(told.filter((method) => !isDisclosed(method, names)).map((each) => [methodName(each), each]));
    for (const [name, place] of open) {
      const span = spans[place];
      if (now.has(name) || span === undefined) continue;
      const isTold = told.some((method) => methodName(method) === name);
      spans[place] = { ...span, ended: { entry, at, by: isTold ? "disclosed" : "no-longer-told" } };
      open.delete(name);
    }
    for (const [name, { coin, environment, address }] of now) {
      if (open.has(name)) continue;
      open.set(name, spans.length);
      spans.push({ coin, environment, address, since: { entry, at }, ended: null });
    }
  }
  return spans;
}

export function isDisclosed(method: PaymentMethod, names: readonly string[]): boolean {
  return names.some((name) => {
    const { chain, address } = partsOf(name);
    return addressForm(address) === addressForm(method.address) && isOnChain(method, chain);
  });
}

/** Chains for which the address stands in the disclosure, whether or not they are the method's. */
export function chainsOf({ address }: PaymentMethod, names: readonly string[]): string[] {
  const own = names.map(partsOf).filter((each) => addressForm(each.address) === addressForm(address));
  return [...new Set(own.map(({ chain }) => chain))].sort();
}

/** A name is its chain, a space and the address; only the chain may hold spaces. */
function partsOf(name: string): { chain: string; address: string } {
  const cut = name.lastIndexOf(" ");
  return { chain: name.slice(0, Math.max(0, cut)), address: name.slice(cut + 1) };
}

/** A method is told apart from others by what it says, however the address is written. */
function methodName({ coin, environment, address }: PaymentMethod): string {
  return `${coin}\n${environment}\n${addressForm(address)}`;
}

const HEXADECIMAL = /^0x[0-9a-f]+$/i;
/** Segwit addresses in one case: mixed ones are none (BIP 173). */
const BECH32 = /^(?:(?:bc|tb|bcrt)1[02-9ac-hj-np-z]+|(?:BC|TB|BCRT)1[02-9AC-HJ-NP-Z]+)$/;

/** One text for all spellings of an address: letters' case as checksum (EIP-55) or habit, zeros that may be left out (Sui). */
export function addressForm(text: string): string {
  if (HEXADECIMAL.test(text))
    return `0x${text
      .slice(2)
      .toLowerCase()
      .replace(/^0+(?=.)/, "")}`;
  return BECH32.test(text) ? text.toLowerCase() : text;
}

/** What the chains are called on which these coins are at home; CAIP-2 names among them. */
const HOME: Readonly<Record<string, RegExp>> = {
  BTC: /bitcoin|btc|bip122/,
  ETH: /ethereum|^eth\b|^eip155:1$/,
  SUI: /\bsui\b/,
};
const TEST_NET = /test|dev|regtest|signet|sepolia|holesky|goerli/;

/**
 * Whether money of the method can arrive where the disclosure says: not on a test net, and a coin with a chain of its own
 * on that chain, or on the one that the method names. Of other coins the chain says nothing.
 */
function isOnChain({ coin, environment }: PaymentMethod, chain: string): boolean {
  const place = environment.toLowerCase();
  const name = chain.toLowerCase();
  if (TEST_NET.test(name) && !TEST_NET.test(place)) return false;
  const home = HOME[coin.toUpperCase()];
  return home === undefined || home.test(name) || (place !== "" && (name.includes(place) || place.includes(name)));
}
