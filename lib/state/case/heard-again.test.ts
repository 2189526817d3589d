/** Who hears a case once more: an appeal, a reopening, and what each round has to itself. */
import { describe, expect, test } from "vitest";
import { addMs, SECOND_MS } from "#lib/kernel/instant.ts";
import type { VoidCode } from "#lib/kernel/refusal.ts";
import { ITEMS_OF } from "../reducers/case-evidence.ts";
import { REOPENED_WITHIN_MS } from "../reducers/ruling.ts";
import { caseAtPlace, type Place } from "../testing/case-states.ts";
import { Court, DENIES, instant, PEOPLE } from "../testing/disputes.ts";
import { UNVOUCHED_WAITING } from "./joining.ts";

const effective = { status: "effective" };
const voided = (code: VoidCode) => ({ status: "void", code });
const at = (place: Place) => caseAtPlace(place);

describe("an appeal", () => {
  test("is heard by five others, once, and what they find is final at once; nobody of them sat before", () => {
    const court = Court.founded();
    const id = court.ruled();
    const first = court.panel(id).seats.map(({ maintainer }) => maintainer);
    expect(court.appeal(id, PEOPLE.operator)).toEqual(effective);
    expect(court.appeal(id, PEOPLE.operator)).toEqual(voided("guard"));
    court.seated(id);
    expect(court.panel(id)).toMatchObject({ round: 2, size: 5 });
    expect(court.panel(id).seats.some(({ maintainer }) => first.includes(maintainer))).toBe(false);
    court.voted(id, DENIES);
    court.pass(id);
    expect(court.form(id)).toMatchObject({ state: "final", due: null });
    expect(court.form(id).dispute?.rulings.map(({ outcome }) => outcome)).toEqual(["upheld", "not_upheld"]);
    expect(court.appeal(id, PEOPLE.reporter)).toEqual(voided("guard"));
  });

  test("against a refusal comes from the reporter, once and in time, and stays within the bounds of whom nobody knows", () => {
    const { court, id } = at("inadmissible");
    expect(court.appeal(id, PEOPLE.operator, "inadmissible")).toEqual(voided("guard"));
    const late = court.fork();
    late.world.now = instant(late.form(id).due?.deadline ?? "");
    expect(late.appeal(id, PEOPLE.reporter, "inadmissible")).toEqual(voided("guard"));
    for (let nth = 0; nth < UNVOUCHED_WAITING; nth++) court.filed("inconclusive", "slow", `waits ${nth}`);
    expect(court.appeal(id, PEOPLE.reporter, "inadmissible")).toEqual(voided("guard"));
    const free = at("inadmissible");
    expect(free.court.appeal(free.id, PEOPLE.reporter, "inadmissible")).toEqual(effective);
    expect(free.court.form(free.id)).toMatchObject({ state: "appealed", cluster: "unvouched" });
    free.court.seated(free.id);
    free.court.voted(free.id);
    free.court.pass(free.id);
    expect(free.court.form(free.id)).toMatchObject({ state: "ruled", cluster: null });
    // That people hear a report at all is not yet an appeal against what they find.
    const denied = free.court.fork();
    expect(free.court.appeal(free.id, PEOPLE.operator)).toEqual(effective);
    expect(denied.appeal(free.id, PEOPLE.reporter, "inadmissible")).toEqual(voided("guard"));
    expect(denied.appeal(free.id, PEOPLE.reporter)).toEqual(effective);
    denied.seated(free.id);
    denied.voted(free.id, DENIES);
    denied.pass(free.id);
    expect(denied.form(free.id)).toMatchObject({ state: "final", dispute: { round: 2 } });
  });
});

test("a case that was over is opened again within twelve months, to the second, and decided anew", () => {
  const { court, id } = at("final");
  const end = instant(court.form(id).dispute?.finalAt ?? "");
  const late = court.fork();
  late.world.now = addMs(end, REOPENED_WITHIN_MS + SECOND_MS);
  expect(late.reopen(id)).toEqual(voided("guard"));
  court.world.now = addMs(end, REOPENED_WITHIN_MS);
  expect(court.reopen(id)).toEqual(effective);
  expect(court.form(id)).toMatchObject({ state: "evidence_open", dispute: { reopened: 1, finalAt: null } });
  court.seated(id);
  court.voted(id, DENIES);
  court.pass(id);
  expect(court.form(id).dispute?.rulings.at(-1)).toMatchObject({ round: 2, outcome: "not_upheld" });
});

test("a refusal that nobody appealed can be opened again like any end, for people to decide, and knows who was bound", () => {
  const { court, id } = at("inadmissible");
  const { atFiling } = court.form(id);
  court.pass(id);
  const end = court.world.now;
  expect(court.form(id)).toMatchObject({ state: "final", dispute: null, atFiling });
  const late = court.fork();
  late.world.now = addMs(end, REOPENED_WITHIN_MS + SECOND_MS);
  expect(late.reopen(id)).toEqual(voided("guard"));
  court.world.now = addMs(end, REOPENED_WITHIN_MS);
  expect(court.reopen(id)).toEqual(effective);
  expect(court.contest(id)).toEqual(effective);
  court.seated(id);
  court.voted(id);
  court.pass(id);
  expect(court.form(id)).toMatchObject({ state: "ruled", dispute: { round: 1, rulings: [{ outcome: "upheld" }] } });
  const full = at("awaiting_response").court;
  const all = Array.from({ length: UNVOUCHED_WAITING }, (_, nth) => full.filed("inconclusive", "slow", `full ${nth}`));
  const last = all.at(-1) ?? "";
  expect(full.form(last).closedFor).toBe("cluster-full");
  full.pass(last);
  expect(full.reopen(last)).toEqual(voided("guard"));
});

test("each round has places of its own for evidence, and a slip in a draft takes none of the next", () => {
  const { court, id } = at("evidence_open");
  for (let nth = 0; nth < ITEMS_OF.reporter; nth++) court.attach(id, PEOPLE.reporter);
  court.seated(id);
  court.voted(id, DENIES);
  expect(court.attach(id, PEOPLE.reporter)).toEqual(voided("guard"));
  expect(court.attach(id, PEOPLE.operator)).toEqual(effective);
  court.pass(id);
  expect(court.appeal(id, PEOPLE.reporter, "new-evidence")).toEqual(effective);
  expect(court.attach(id, PEOPLE.reporter, { class: "signed-by-accused" })).toEqual(effective);
  expect(court.form(id).dispute?.evidence.map(({ round }) => round)).toEqual([
    ...Array(ITEMS_OF.reporter).fill(1),
    1,
    2,
  ]);
});
