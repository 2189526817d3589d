/** Each round of a case asks both sides for shares of their own, so that nobody who knows the index's chain chooses a day. */
import { expect, test } from "vitest";
import { drawOrder, drawSeed } from "#lib/dispute/draw.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { CaseId } from "#lib/kernel/ids.ts";
import { Court, PEOPLE, secretOf } from "../testing/disputes.ts";
import { TEST_LOG } from "../testing/world.ts";

const effective = { status: "effective" };
const voided = (code: string) => ({ status: "void", code });
const FOUNDED = Court.founded();

/** Ruled once, and before others again: evidence of the second round is closed. */
function again(how: "appealed" | "reopened"): { court: Court; id: CaseId } {
  const court = FOUNDED.fork();
  const id = court.ruled();
  if (how === "appealed") court.appeal(id, PEOPLE.operator);
  else {
    court.pass(id);
    court.reopen(id);
  }
  court.pass(id);
  return { court, id };
}

test.each(["appealed", "reopened"] as const)(
  "a case that is %s takes new shares, and the old ones give no panel",
  (how) => {
    const { court, id } = again(how);
    expect(court.form(id).dispute).toMatchObject({
      round: 2,
      reporterShare: { share: null },
      operatorShare: { share: null },
    });
    // What the first round showed, anybody can say.
    expect(court.say("draw.reveal", id, PEOPLE.operator, { share: secretOf("operator", 1).share })).toEqual(
      voided("bad-proof"),
    );
    expect(court.say("draw.reveal", id, PEOPLE.operator, { share: secretOf("operator", 3).share })).toEqual(
      voided("bad-proof"),
    );
    for (const side of ["reporter", "operator"] as const) {
      expect(court.share(id, side)).toEqual(effective);
      expect(court.share(id, side)).toEqual(voided("already-recorded"));
    }
    court.world.now = court.drawDue(id);
    const { preimage } = court.drawing(id) as { preimage: string };
    expect(court.draw(id)).toEqual(effective);
    const panel = court.panel(id);
    const shares = { reporter: secretOf("reporter", 2).share, operator: secretOf("operator", 2).share };
    expect(panel.shares).toEqual(shares);
    expect(panel.seed).toBe(drawSeed({ log: TEST_LOG, case: id, preimage, shares }));
    // Whoever knew the chain and the shares of the first round had foreseen another panel.
    const known = { reporter: secretOf("reporter", 1).share, operator: secretOf("operator", 1).share };
    const pool = [...panel.order].map((did) => ({ did, conflict: null, organisation: null }));
    const foreseen = drawOrder(pool, drawSeed({ log: TEST_LOG, case: id, preimage, shares: known }));
    expect(foreseen.order).not.toEqual(panel.order);
  },
);

test("an operator that was silent can commit while an appeal takes evidence, and has a share in that round", () => {
  const court = FOUNDED.fork();
  const id = court.filed();
  court.pass(id);
  court.seated(id);
  court.voted(id);
  court.pass(id);
  expect(court.appeal(id, PEOPLE.operator)).toEqual(effective);
  expect(court.contest(id)).toEqual(effective);
  court.pass(id);
  expect(court.share(id, "operator")).toEqual(effective);
  expect(court.form(id).dispute?.operatorShare.share).toBe(secretOf("operator", 2).share);
});

test("whose commitment is one hash long has a share for the first draw, and zeros in the next", () => {
  const court = FOUNDED.fork();
  const secret = sha256(utf8Encode("short"));
  const id = court.filed();
  court.contest(id, PEOPLE.operator, { drawShare: hexEncode(sha256(secret)) });
  court.pass(id);
  expect(court.say("draw.reveal", id, PEOPLE.operator, { share: hexEncode(secret) })).toEqual(effective);
  court.world.now = court.drawDue(id);
  court.draw(id);
  for (const { key } of court.seats(id)) court.sit(id, key);
  court.pass(id);
  court.voted(id);
  court.pass(id);
  court.appeal(id, PEOPLE.operator);
  court.pass(id);
  expect(court.say("draw.reveal", id, PEOPLE.operator, { share: hexEncode(secret) })).toEqual(voided("bad-proof"));
  court.world.now = court.drawDue(id);
  court.draw(id);
  expect(court.panel(id).shares).toEqual({ reporter: null, operator: null });
});
