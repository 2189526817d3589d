/** Anything that anybody may say in cases, in any order and at any time: the fold holds what it promises of them. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { ACTS } from "#lib/dispute/acts.ts";
import { type CaseState, TERMINAL_STATES } from "#lib/dispute/dispute.ts";
import { TRANSITIONS } from "#lib/dispute/transitions.ts";
import { addMs, HOUR_MS } from "#lib/kernel/instant.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { caseAtPlace, PLACES, type Standing } from "../testing/case-states.ts";
import { caseIn, OUTCOMES } from "../testing/cases.ts";
import { Court, DENIES, keyOf, MAINTAINERS, PEOPLE, UPHOLDS } from "../testing/disputes.ts";
import { panelOf } from "../view.ts";
import type { CaseForm } from "./case-forms.ts";
import { UNVOUCHED_WAITING } from "./joining.ts";

const FOUNDED = Court.founded(5);
const CLAIMS = ["wrong-result", "equivocation", "slow"] as const;

/** A case that was just judged, or one on its way. */
const STARTS: fc.Arbitrary<() => Standing> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...(Object.keys(OUTCOMES) as (keyof typeof OUTCOMES)[]).filter((one) => one !== "suspected")),
      fc.constantFrom(...CLAIMS),
    )
    .map(([outcome, claim]) => () => {
      const court = FOUNDED.fork();
      return { court, id: court.filed(outcome, claim) };
    }),
  fc
    .constantFrom(...PLACES.filter((place) => place !== "filed" && place !== "checked" && place !== "duplicate"))
    .map((place) => () => caseAtPlace(place)),
);

type Step = (court: Court, id: string) => void;
const people = Object.values(PEOPLE);

type Named = readonly [kind: string, step: Step];

/** What anybody may say, right or not. */
const SAYINGS: readonly Named[] = [
  ...people.flatMap((by): Named[] => [
    ["response.file", (court, id) => court.contest(id, by)],
    ["response.file", (court, id) => court.admit(id, by)],
    ["response.file", (court, id) => court.extend(id, by)],
    ["evidence.attach", (court, id) => court.attach(id, by)],
    ["report.withdraw", (court, id) => court.withdraw(id, by)],
    ["appeal.file", (court, id) => court.appeal(id, by)],
    ["appeal.file", (court, id) => court.appeal(id, by, "inadmissible")],
    ["draw.reveal", (court, id) => court.share(id, "reporter", by)],
  ]),
  ["panel.decline", (court, id) => court.leave("panel.decline", id, leaver(court, id, "asked"))],
  ["panel.recuse", (court, id) => court.leave("panel.recuse", id, leaver(court, id, "accepted"))],
  ["ruling", (court, id) => court.rule(id)],
  ["case.reopen", (court, id) => court.reopen(id)],
];

/** Seats and votes come often, and what the table has for a state, or no walk would get far. */
const STEPS: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Step>((court, id) => passed(court, id)) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(1, 23, 47, 169).map(
      (hours): Step =>
        (court) =>
          court.later(hours * HOUR_MS),
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom(...SAYINGS).map(([, step]) => step) },
  {
    weight: 5,
    arbitrary: fc.nat(999).map(
      (nth): Step =>
        (court, id) =>
          fitting(court, id, nth),
    ),
  },
  { weight: 4, arbitrary: fc.constant<Step>((court, id) => court.form(id).state === "drawing" && drawn(court, id)) },
  {
    weight: 6,
    arbitrary: fc.constantFrom<Step>(
      (court, id) => each(court, id, (key) => court.sit(id, key)),
      (court, id) => each(court, id, (key) => court.commit(id, key, says(key))),
      (court, id) => each(court, id, (key) => court.open(id, key, says(key))),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.nat(4).map(
      (nth): Step =>
        (court) =>
          removed(court, nth),
    ),
  },
);

function fitting(court: Court, id: string, nth: number): void {
  const { state } = court.form(id);
  const fit = SAYINGS.filter(([kind]) => ledTo([state], (by) => by.split("/")[0] === kind).length > 0);
  fit[nth % Math.max(1, fit.length)]?.[1](court, id);
}

/** The first who can, or else somebody who cannot. */
function leaver(court: Court, id: string, from: string): Identity {
  const seat = panelOf(court.world.state, id, court.roundOf(id))?.seats.find(({ state }) => state === from);
  return seat === undefined ? PEOPLE.stranger : keyOf(seat.maintainer);
}

function passed(court: Court, id: string): void {
  const { due } = court.form(id);
  if (due === null) return;
  court.world.now = addMs(court.world.now, Math.max(0, Date.parse(due.deadline) - court.world.now));
  expect(court.record(id)).toEqual({ status: "effective" });
}

function drawn(court: Court, id: string): void {
  court.world.now = addMs(court.world.now, Math.max(0, court.drawDue(id) - court.world.now));
  court.draw(id);
}

/** Those who were ever asked to sit in the round. */
function seatedIn(court: Court, id: string): Identity[] {
  const panel = panelOf(court.world.state, id, court.roundOf(id));
  return (panel?.seats ?? []).map(({ maintainer }) => keyOf(maintainer));
}

function each(court: Court, id: string, act: (key: Identity) => void): void {
  for (const key of new Set([...seatedIn(court, id), ...MAINTAINERS.slice(0, 1)])) act(key);
}

const says = (key: Identity) => (key === MAINTAINERS[2] || key === MAINTAINERS[5] ? DENIES : UPHOLDS);

function removed(court: Court, nth: number): void {
  court.admins("maintainer.remove", "index", { maintainer: MAINTAINERS[nth]?.did ?? "", reason: "Moved on." });
}

/** What stands in a case whatever was said. */
function expectSound(form: CaseForm): void {
  const { state, due, dispute, cluster, suspects, page } = form;
  if (TERMINAL_STATES.some((one) => one === state)) expect([due, cluster, suspects]).toEqual([null, null, false]);
  const at = dispute?.rulings.map((ruling) => ruling.at) ?? [];
  expect(at.toSorted()).toEqual(at);
  expect(dispute?.evidence.length ?? 0).toBeLessThanOrEqual(40 * ((dispute?.round ?? 0) + 1));
  if (state === "withdrawn" || state === "expired") expect(page).toBeNull();
}

/** Of what moved a case in any walk. */
const seen = new Set<string>();

test("cases go by the machine's steps only, end with nothing left waiting, and never make the fold throw", () => {
  fc.assert(
    fc.property(STARTS, fc.array(STEPS, { minLength: 10, maxLength: 24 }), (start, steps) => {
      const { court, id } = start();
      watch(court, id);
      for (const step of steps) {
        step(court, id);
        expectSound(court.form(id));
      }
      const waiting = court.world.state.get(`unvouched:${court.provider}`);
      if (waiting?.aggregate === "unvouched") expect(waiting.waiting).toBeLessThanOrEqual(UNVOUCHED_WAITING);
      if (court.form(id).cluster === null && waiting?.aggregate === "unvouched") expect(waiting.waiting).toBe(0);
    }),
    { numRuns: 80, seed: 11 },
  );
  // Else the walks would say little of the table.
  const said = ACTS.map((act) => act.split("/")[0] ?? "").filter((kind) => kind !== "verdict");
  expect([...seen].sort()).toEqual([...new Set(said)].sort());
});

/** Each entry moves the case by what time has brought about, each step of it in the table, and then by one act of it at most. */
function watch({ world }: Court, id: string): void {
  const log = world.log.bind(world);
  const now = () => caseIn(world, id);
  world.log = (statement, by) => {
    const before = now();
    const said = log(statement, by);
    const after = now();
    if (said.effect.status === "void") {
      expect(after).toEqual(before);
      return said;
    }
    const timed = after.passed.slice(before.passed.length).reduce(
      (state, { transition }) => {
        const led = ledTo(state, (by) => by === `clock:${transition}`);
        seen.add(`clock:${transition}`);
        expect(led, `${transition} of ${state.join(" or ")}`).not.toEqual([]);
        return led;
      },
      [before.state],
    );
    const acted = statement.subject === id ? ledTo(timed, (by) => by.split("/")[0] === statement.kind) : timed;
    if (statement.subject === id && statement.kind !== "clock.record") {
      expect(acted, `${statement.kind} in ${timed.join(" or ")}`).not.toEqual([]);
      seen.add(statement.kind);
      expect(acted).toContain(after.state);
    } else expect(timed).toContain(after.state);
    return said;
  };
}

function ledTo(from: readonly CaseState[], isIt: (by: string) => boolean): CaseState[] {
  const rows = TRANSITIONS.filter(({ by }) => isIt(by));
  return [...new Set(from.flatMap((at) => rows.flatMap((row) => (row.from.includes(at) ? [row.to ?? at] : []))))];
}
