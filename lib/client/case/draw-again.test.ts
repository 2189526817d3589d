import { expect, test } from "vitest";
import type { DrawView } from "#lib/contract/dispute.ts";
import { sharesBy } from "#lib/dispute/clocks.ts";
import { drawDueAt, drawEpoch } from "#lib/dispute/draw-chain.ts";
import { caseAtPlace } from "#lib/state/testing/case-states.ts";
import { TEST_LOG } from "#lib/state/testing/world.ts";
import { drawAgain } from "./draw-again.ts";

/** The inputs of a draw that the fold has made, as the API gives them. */
function drawn(): { id: string; draw: DrawView } {
  const { court, id } = caseAtPlace("drawn");
  const { chain, dispute, rules, roster } = court.form(id);
  const pool = roster === null ? undefined : court.world.state.get(`roster:${roster}`);
  if (chain === null || dispute?.evidenceClosesAt == null || pool?.aggregate !== "roster")
    throw new Error("Not drawn.");
  const { drawnIn, drawnAt, preimage, seed, shares, order, skipped, seats } = court.panel(id);
  const epoch = drawEpoch(drawDueAt(sharesBy(dispute.evidenceClosesAt, rules), chain.since), chain.since);
  const round = { round: 1, entry: drawnIn, drawn_at: drawnAt, epoch, preimage, seed, shares, order, skipped, seats };
  const { reporterShare: reporter, operatorShare: operator } = dispute;
  return {
    id,
    draw: { origin: TEST_LOG, chain, reporter, operator, pool: pool.members.map(({ did }) => did), rounds: [round] },
  };
}

const wrong = (id: string, draw: DrawView) =>
  drawAgain(id, draw).flatMap(({ checks }) => checks.flatMap(({ ok, name }) => (ok ? [] : [name])));

test("what the fold drew is drawn again; another secret, order or seat is named", () => {
  const { id, draw } = drawn();
  const [round] = draw.rounds;
  if (round === undefined) throw new Error("Nothing was drawn.");
  expect(wrong(id, draw)).toEqual([]);
  const changed = (change: Partial<typeof round>) => wrong(id, { ...draw, rounds: [{ ...round, ...change }] });
  expect(changed({ epoch: null })).toEqual(["chain"]);
  expect(changed({ preimage: "0".repeat(64) })).toContain("chain");
  expect(changed({ shares: { ...round.shares, reporter: "1".repeat(64) } })).toEqual(
    expect.arrayContaining(["reporter", "seed"]),
  );
  expect(changed({ order: round.order.toReversed() })).toContain("order");
  expect(changed({ seats: round.seats.map(({ rank }) => ({ rank, maintainer: "did:key:z" })) })).toEqual(["seats"]);
});
