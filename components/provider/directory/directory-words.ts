/** Words of the table of providers. Pure. */

import { pricedUnits } from "#components/market/priced-units.ts";
import { GATE_WORDS, oneIn } from "#components/marks/marks-words.ts";
import { capital } from "#components/ui/capital.ts";
import type { DirectoryView } from "#lib/contract/directory.ts";
import type { MarketWords } from "#lib/contract/market.ts";
import { countText } from "#lib/kernel/amount.ts";
import type { DirectoryLine } from "./directory-row.ts";

/** "41 providers that sell storage, 38 where money may go": the heading of the list. */
export function directoryTitle({ counts, market, facets }: DirectoryView, isPriced: boolean): string {
  if (facets.providers === 0) return "Providers";
  const what = isPriced && market !== null ? ` with a price for ${market.category}` : "";
  if (counts.all === 0) return "No provider is like that";
  if (counts.all === 1) return `1 provider${what}: ${counts.open === 1 ? "" : "no "}money may go there`;
  const open = counts.open === counts.all ? "all" : counts.open === 0 ? "none" : countText(counts.open);
  return `${countText(counts.all)} providers${what}, ${open} where money may go`;
}

/** "Only 3 providers: this is a list, not a market." Empty from eight on. */
export function fewWords({ facets: { providers } }: DirectoryView): string {
  if (providers === 0 || providers >= 8) return "";
  return `Only ${providers === 1 ? "1 provider" : `${providers} providers`}: this is a list, not a market.`;
}

/** "2 keys that nobody has claimed have cases against them": they are no rows, and in no count. */
export const unclaimedWords = (keys: number) =>
  `Not in this list: ${keys === 1 ? "a key" : `${countText(keys)} keys`} that nobody has claimed, with cases against ${keys === 1 ? "it" : "them"}.`;

/** What a price is for, under it: "storage", "storage, for 1,000 calls"; empty where that stands above all of them. */
export function besidePrice(
  { category, unit }: MarketWords,
  { isNeedShown, unit: common }: { readonly isNeedShown: boolean; readonly unit: string | undefined },
): string {
  return [...(isNeedShown ? [category] : []), ...(common === undefined ? [`for ${pricedUnits(unit)}`] : [])].join(", ");
}

/** What one should know first of a provider, for a card. */
export function reasonOf({
  marks,
  closing,
  heartbeat,
  cases,
}: Pick<DirectoryLine, "marks" | "closing" | "heartbeat" | "cases">): string {
  if (closing !== null) return closing.words;
  if (marks === null) return "Nothing is rated here yet.";
  if (heartbeat === "failed") return "Silent for 14 days, which counts as failed: keep nothing there.";
  if (marks.is_shut) return "Suspended: keep nothing there.";
  const reports =
    cases.upheld > 0 ? `; ${cases.upheld} upheld against it` : cases.open > 0 ? `; ${cases.open} open` : "";
  if (marks.tier === "unrated") return `Too little is known of it${reports}.`;
  // The chance alone would not explain the letter.
  if (marks.lowered_by !== undefined) return `${capital(GATE_WORDS[marks.lowered_by])}${reports}.`;
  const what = marks.decided_by === "failure" ? "fail" : "found at fault";
  return `Up to ${oneIn(marks.probability.high)} like it ${what} within a year${reports}.`;
}
