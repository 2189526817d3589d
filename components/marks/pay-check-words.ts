/** What the check before paying answers, in everyday words. */
import { formatUtc } from "#components/ui/format-time.ts";
import type { PayCheckView } from "#lib/contract/offers.ts";
import { days } from "./marks-words.ts";

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
      return `Your limit here is ${most}. Use ${parts.toLocaleString("en")} providers like it, or pay in parts as you use it up.`;
    case "over-bearable-loss":
      return `It is more than you said you could lose. With this much risk, splitting does not help. Your limit here is ${most}.`;
    case "limit-is-nothing":
      return "Your limit here rounds down to nothing.";
    case "tier-e":
      return "The risk is severe. Do not add money; withdraw what you can.";
    case "shut":
      return "It is suspended or closing. Do not add money; withdraw what you can.";
    case "address-not-disclosed":
      return "Stop: the provider does not answer for this address. Whoever told you to pay there may be somebody else.";
  }
}

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
