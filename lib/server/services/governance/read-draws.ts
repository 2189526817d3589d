import type { DrawOf } from "#lib/contract/governance.ts";
import type { Ctx } from "../context.ts";
import { listAggregates } from "../state/read-aggregates.ts";

/** Of the panels that stand in the state, so many are looked at for one maintainer. */
const MOST_DRAWS = 200;

/** For which cases a maintainer was drawn, and what became of the seat; newest first. What was voted stands with the case. */
export async function readDraws(ctx: Ctx, did: string, size: number): Promise<DrawOf[]> {
  const { data } = await listAggregates(
    ctx,
    "panel",
    { limit: MOST_DRAWS, as_of: size },
    { seats: [{ maintainer: did }] },
  );
  const draws = data.flatMap(({ form }): DrawOf[] => {
    const seat = form.aggregate === "panel" ? form.seats.find(({ maintainer }) => maintainer === did) : undefined;
    if (form.aggregate !== "panel" || seat === undefined) return [];
    return [{ case: form.case, round: form.round, drawn_at: form.drawnAt, entry: form.drawnIn, state: seat.state }];
  });
  return draws.sort((a, b) => b.entry - a.entry);
}
