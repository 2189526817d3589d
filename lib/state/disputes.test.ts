import { expect, test } from "vitest";
import { Court, UPHOLDS } from "./testing/disputes.ts";

test("walk", () => {
  const court = Court.founded();
  const id = court.filed();
  console.log(court.form(id).state, court.form(id).due);
  console.log(court.contest(id), court.form(id).state, court.form(id).due);
  console.log(court.pass(id), court.form(id).state, court.form(id).due);
  console.log(court.share(id, "reporter"), court.share(id, "operator"));
  court.world.now = court.drawDue(id);
  console.log(court.draw(id), court.form(id).state, court.form(id).due, court.panel(id).seats.length);
  for (const { key } of court.seats(id)) console.log(court.sit(id, key));
  console.log(court.pass(id), court.form(id).state, court.form(id).due);
  for (const { key } of court.seats(id)) console.log(court.commit(id, key));
  console.log(court.pass(id), court.form(id).state, court.form(id).due);
  for (const { key } of court.seats(id)) console.log(court.open(id, key));
  console.log(court.pass(id), court.form(id).state, court.form(id).due);
  console.log(court.pass(id), court.form(id).state, court.form(id).due, court.form(id).dispute?.rulings);
  console.log(court.rule(id), court.form(id).dispute?.rulings, UPHOLDS.fact);
  expect(1).toBe(1);
});
