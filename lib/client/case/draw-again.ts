/** The draw of each panel made again from published inputs, by the functions that the fold itself uses. Pure. */
import type { DrawView } from "#lib/contract/dispute.ts";
import { type Candidate, drawOrder, drawSeed } from "#lib/dispute/draw.ts";
import { isPreimage } from "#lib/dispute/draw-chain.ts";
import { isShareOf } from "#lib/dispute/draw-share.ts";
import type { CaseId, Did, Origin } from "#lib/kernel/ids.ts";

export type DrawCheck = { readonly name: string; readonly ok: boolean; readonly says: string };
export type DrawFinding = { readonly round: number; readonly checks: readonly DrawCheck[] };

/** Total: what does not fit is a check that fails. */
export function drawAgain(id: string, draw: DrawView): DrawFinding[] {
  return draw.rounds.map((round) => ({ round: round.round, checks: checksOf(id, draw, round) }));
}

function checksOf(id: string, draw: DrawView, round: DrawView["rounds"][number]): DrawCheck[] {
  const { chain, reporter, operator, origin, pool } = draw;
  const isChained = chain !== null && round.epoch !== null && isPreimage(round.preimage, round.epoch, chain.end);
  const { shares } = round;
  const seed = drawSeed({ log: origin as Origin, case: id as CaseId, preimage: round.preimage, shares });
  const reasons = new Map(round.skipped.map(({ maintainer, reason }) => [maintainer, reason]));
  const candidates = pool.map(
    (did): Candidate => ({ did: did as Did, conflict: reasons.get(did) ?? null, organisation: null }),
  );
  const { order } = drawOrder(candidates, seed);
  const seats = round.seats.map(({ maintainer }) => maintainer as string);
  const asked = round.seats.every(({ maintainer, rank }) => order[rank] === maintainer);
  return [
    {
      name: "chain",
      ok: isChained,
      says: isChained
        ? `The index’s secret leads to the end of its chain in ${round.epoch} steps, so it had no other to choose.`
        : "The index’s secret does not lead to the end of its chain.",
    },
    ...(
      [
        ["reporter", "The reporter’s", { commit: reporter.commit, share: shares.reporter }],
        ["operator", "The provider’s", { commit: operator.commit, share: shares.operator }],
      ] as const
    ).map(([name, whose, share]) => shareCheck(name, whose, share, round.round)),
    {
      name: "seed",
      ok: seed === round.seed,
      says:
        seed === round.seed
          ? "The three secrets together give the number that was used."
          : "The secrets give another number than was used.",
    },
    {
      name: "order",
      ok: sameTexts(order, round.order),
      says: sameTexts(order, round.order)
        ? `The list of ${pool.length} comes in the order that the log shows.`
        : "The list comes in another order than the log shows.",
    },
    {
      name: "seats",
      ok: asked,
      says: asked
        ? `Those who were asked (${seats.length}) are the first in that order.`
        : "Others were asked than come first.",
    },
  ];
}

function shareCheck(name: string, whose: string, { commit, share }: DrawView["reporter"], round: number): DrawCheck {
  if (share === null) return { name, ok: true, says: `${whose} secret was not revealed and counts as zeros.` };
  const ok = commit !== null && isShareOf(share, commit, round);
  return { name, ok, says: `${whose} secret ${ok ? "is" : "is not"} the one that was committed to before.` };
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, at) => text === b[at]);
}
