/** What a demonstration's agent still believes of each index, in sentences. */
import type { RecordView } from "#lib/selection/record-view.ts";

export type AgentIndex = { readonly name: string; readonly isPaid: boolean };
type Ribbon = RecordView["ribbon"];

/** Probabilities of one index over the points of the ribbon. */
export function sharesOf({ ids, ribbon }: Pick<RecordView, "ids" | "ribbon">, at: number): number[] {
  return ribbon.rounds.map((_, point) => ribbon.shares[point * ids.length + at] ?? 0);
}

export function percent(share: number): string {
  return share > 0 && share < 0.001 ? "below 0.1 %" : `${(100 * share).toFixed(1)} %`;
}

/** The finding: how probably the paid index is followed now, against the beginning. */
export function agentSentence(
  view: Pick<RecordView, "ids" | "ribbon" | "recorded">,
  indexes: readonly AgentIndex[],
): string {
  const at = indexes.findIndex(({ isPaid }) => isPaid);
  const shares = at < 0 ? [] : sharesOf(view, at);
  const [first, last] = [shares[0], shares.at(-1)];
  const choices = `${view.recorded.toLocaleString("en")} choices`;
  if (first === undefined || last === undefined) return `${choices} so far; the paid index was not asked yet.`;
  const name = indexes[at]?.name ?? "";
  const now = `${name}, which is paid, is followed with ${percent(last)} now, after ${choices}; it was ${percent(first)} at first.`;
  return last < first / 2 ? `The agent turned away: ${now}` : now;
}

/** About a dozen points for a table, the last among them. */
export function tablePoints({ rounds }: Ribbon): number[] {
  const every = Math.max(1, Math.ceil(rounds.length / 12));
  return rounds.flatMap((_, at) => ((rounds.length - 1 - at) % every === 0 ? [at] : []));
}
