/** What the check before paying answers, in everyday words. */

import { formatUtc } from "#components/ui/format-time.ts";
import type { PayCheckView } from "#lib/contract/offers.ts";
import { countText } from "#lib/kernel/amount.ts";
import { days } from "../marks-words.ts";

export const VERDICTS: Readonly<Record<PayCheckView["verdict"], string>> = {
  within: "Within your limit",
  split: "Too much for here: split it",
  dont: "Don't pay this",
};

/** Why, and what to do instead. */
export function reasonWords({ reason, limit, currency, parts, prepay_days: ahead }: PayCheckView): string {
  const most = `${limit} ${currency}`;
  switch (reason) {
    case "within-limit":
      return `Keep at most ${most} there, and pay for at most ${days(ahead)} ahead.`;
    case "over-limit":
      return `Your limit here is ${most}. Use ${countText(parts)} providers like it, or pay in parts as you use it up.`;
    case "over-bearable-loss":
      return `It is more than you said you could lose. With this much risk, splitting does not help. Your limit here is ${most}.`;
    case "limit-is-nothing":
      return "With so little that you could lose, your limit here rounds down to nothing. Do not pay ahead here: choose a provider of a better tier, or pay once it was delivered.";
    case "tier-e":
      return "The risk is severe. Do not add money; withdraw what you can.";
    case "shut":
      return "It has fallen silent or is closing. Do not add money; withdraw what you can.";
    case "address-not-disclosed":
      return "Stop: the provider does not answer for this address. Whoever told you to pay there may be somebody else.";
  }
}

/** Of a service, with whose risk its own was joined; undefined of what stands for itself. */
export function placeWords({ instance, bought_by: by, sellers }: PayCheckView): string | undefined {
  if (by === "itself") return undefined;
  if (instance === null)
    return "No instance says that it sells this service, so only the service was judged. Your money lies where you buy: check that one, too.";
  const name = isolated(instance.name);
  if (by === "riskiest-seller") return `Judged with ${name}, the riskiest of the ${sellers} that sell it.`;
  if (by === "answers-for-address") return `Judged with ${name}, which answers for this address.`;
  return `Judged with ${name}, where your money would lie.`;
}

/** A stranger's name, so that its direction of writing ends with it. */
const isolated = (name: string) => `\u2068${name}\u2069`;

/** Undefined where no address was asked about. */
export function addressWords({ state, since, chains, told }: PayCheckView["address"]): string | undefined {
  const when = since === null ? "" : ` since ${formatUtc(Date.parse(since), "day")}`;
  switch (state) {
    case "not-asked":
      return undefined;
    case "disclosed":
      return `It answers for this address${when}${chains.length === 0 ? "" : `, on ${chains.join(", ")}`}.`;
    case "ended":
      return `It once answered for this address, and no longer does${when}: stop.`;
    case "not-disclosed":
      return `It never said that this address is its own: stop.${told ? " This index saw it tell its users to pay there all the same." : ""}`;
  }
}
