/** When the panel of a case is to be drawn, and by which link of which chain: for the fold, and for the index that draws. */
import { sharesDueBy } from "#lib/dispute/advance.ts";
import { drawDueAt, drawEpoch } from "#lib/dispute/draw-chain.ts";
import type { IndexForm } from "../forms.ts";
import type { CaseForm } from "./case-forms.ts";

export type DrawDue = {
  readonly round: number;
  /** RFC 3339. */
  readonly dueAt: string;
  /** Links from the preimage to the chain's end. */
  readonly epoch: number;
  /** Hex. */
  readonly chainEnd: string;
};

/**
 * Undefined: evidence is not closed, or the index has no chain. That of the filing counts, so that nobody changes the seed
 * of a case that runs; a case that had none takes the index's.
 */
export function drawDueOf(
  { dispute, rules, chain }: Pick<CaseForm, "dispute" | "rules" | "chain">,
  index: Pick<IndexForm, "drawChainEnd" | "drawChainSince"> | undefined,
): DrawDue | undefined {
  const shares = dispute === null ? undefined : sharesDueBy(dispute, rules);
  const end = chain?.end ?? index?.drawChainEnd ?? null;
  const since = chain?.since ?? index?.drawChainSince ?? null;
  if (dispute === null || shares === undefined || end === null || since === null) return undefined;
  const dueAt = drawDueAt(shares, since);
  return { round: dispute.round, dueAt, epoch: drawEpoch(dueAt, since), chainEnd: end };
}
