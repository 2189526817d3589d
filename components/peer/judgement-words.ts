/** Agreement between indexes, and the worth of forecasts, in sentences. */
import type { CalibrationInShort } from "#lib/contract/peers.ts";

const VERDICTS = {
  "as-expected": "as many as expected",
  "too-optimistic": "more than expected: too optimistic",
  "too-cautious": "fewer than expected: too cautious",
  "too-few-to-tell": "too few to tell",
} as const satisfies Record<CalibrationInShort["verdict"], string>;

const plural = (count: number, word: string) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;

/** `12 of 14 providers that both rate`. */
export function shareWords({ both, same }: { readonly both: number; readonly same: number }, word: string): string {
  if (both === 0) return `No ${word} is judged by both.`;
  return `${same.toLocaleString("en")} of ${plural(both, word)} that both judge`;
}

export function forecastWords(own: CalibrationInShort | null): string {
  if (own === null) return "It does not say.";
  const { finished, failed, expected_failures, verdict, brier } = own;
  if (finished === 0) return "No forecast is a year old yet.";
  const worth = brier === null ? "" : `, Brier ${brier.toFixed(3)}`;
  return `Of ${plural(finished, "forecast")}, ${failed.toLocaleString("en")} failed and ${expected_failures.toFixed(1)} were expected: ${VERDICTS[verdict]}${worth}.`;
}

/** The finding: `2 indexes judge whom this one judges too; 12 of 14 tiers are the same`. */
export function judgementSentence(
  compared: readonly { readonly tiers: { readonly both: number; readonly same: number } }[],
): string {
  const [both, same] = (["both", "same"] as const).map((count) =>
    compared.reduce((sum, { tiers }) => sum + tiers[count], 0),
  );
  const others =
    compared.length === 1 ? "1 other index was compared" : `${compared.length} other indexes were compared`;
  if (both === 0) return `${others}: none rates a provider that is rated here.`;
  return `${others}: ${same} of ${both} tiers are the same. That two differ accuses neither: their logs may hold other evidence.`;
}
