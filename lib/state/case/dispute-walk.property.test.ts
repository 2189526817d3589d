/** Anything that anybody may say in cases, in any order and at any time: the fold holds what it promises of them. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { TERMINAL_STATES } from "#lib/dispute/dispute.ts";
import { TRANSITIONS } from "#lib/dispute/transitions.ts";
import { addMs, HOUR_MS } from "#lib/kernel/instant.ts";
import { OUTCOMES } from "../testing/cases.ts";
import { Court, DENIES, MAINTAINERS, PEOPLE, UPHOLDS } from "../testing/disputes.ts";
import type { CaseForm } from "./case-forms.ts";
import { UNVOUCHED_WAITING } from "./joining.ts";

const FOUNDED = Court.founded(5);
const CLAIMS = ["wrong-result", "equivocation", "slow"] as const;

type Step = (court: Court, id: string) => void;
const people = Object.values(PEOPLE);

/** By anybody, right or not. Seats and votes come often, or no walk would reach a ruling. */
const STEPS: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Step>((court, id) => passed(court, id)) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(1, 23, 47, 169).map(
      (count): Step =>
        (court) =>
          court.later(count * HOUR_MS),
    ),
  },
  { weight: 3, arbitrary: fc.constantFrom<Step>(...anybodySays()) },
  { weight: 4, arbitrary: fc.constant<Step>((court, id) => court.form(id).state === "drawing" && drawn(court, id)) },
  {
    weight: 6,
    arbitrary: fc.constantFrom<Step>(
      (court, id) => each((key) => court.sit(id, key)),
      (court, id) => each((key, nth) => court.commit(id, key, nth % 3 === 2 ? DENIES : UPHOLDS)),
      (court, id) => each((key, nth) => court.open(id, key, nth % 3 === 2 ? DENIES : UPHOLDS)),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.nat(4).map(
      (nth): Step =>
        (court) =>
          void removed(court, nth),
    ),
  },
);

function anybodySays(): Step[] {
  const acts: Step[] = people.flatMap((by): Step[] => [
    (court, id) => court.contest(id, by),
    (court, id) => court.admit(id, by),
    (court, id) => court.extend(id, by),
    (court, id) => court.attach(id, by),
    (court, id) => court.withdraw(id, by),
    (court, id) => court.appeal(id, by),
    (court, id) => court.appeal(id, by, "inadmissible"),
    (court, id) => court.share(id, "reporter", by),
  ]);
  const leaves = MAINTAINERS.slice(0, 2).flatMap((by): Step[] => [
    (court, id) => court.leave("panel.decline", id, by),
    (court, id) => court.leave("panel.recuse", id, by),
  ]);
  return [...acts, ...leaves, (court, id) => court.rule(id), (court, id) => court.reopen(id)];
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

function each(act: (key: (typeof MAINTAINERS)[number], nth: number) => void): void {
  for (const [nth, key] of MAINTAINERS.slice(0, 5).entries()) act(key, nth);
}

function removed(court: Court, nth: number): void {
  court.admins("maintainer.remove", "index", { maintainer: MAINTAINERS[nth]?.did ?? "", reason: "Moved on." });
}

/** What stands in a case whatever was said. */
function expectSound(form: CaseForm): void {
  const { state, due, dispute, cluster, suspects, page } = form;
  if (TERMINAL_STATES.some((one) => one === state)) expect([due, cluster, suspects]).toEqual([null, null, false]);
  const at = dispute?.rulings.map((ruling) => ruling.at) ?? [];
  expect(at.toSorted()).toEqual(at);
  expect(dispute?.evidence.length ?? 0).toBeLessThanOrEqual(40);
  if (state === "withdrawn" || state === "expired") expect(page).toBeNull();
}

test("cases go by the machine's steps only, end with nothing left waiting, and never make the fold throw", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...(Object.keys(OUTCOMES) as (keyof typeof OUTCOMES)[]).filter((one) => one !== "suspected")),
      fc.constantFrom(...CLAIMS),
      fc.array(STEPS, { minLength: 12, maxLength: 40 }),
      (outcome, claim, steps) => {
        const court = FOUNDED.fork();
        const id = court.filed(outcome, claim);
        for (const step of steps) {
          const before = court.form(id).state;
          step(court, id);
          const after = court.form(id);
          if (after.state !== before) expect(reachable(before)).toContain(after.state);
          expectSound(after);
        }
        const waiting = court.world.state.get(`unvouched:${court.provider}`);
        if (waiting?.aggregate === "unvouched") expect(waiting.waiting).toBeLessThanOrEqual(UNVOUCHED_WAITING);
        if (court.form(id).cluster === null && waiting?.aggregate === "unvouched") expect(waiting.waiting).toBe(0);
      },
    ),
    { numRuns: 60, seed: 7 },
  );
});

/** By what time may have passed before an act, and the act. */
function reachable(from: string): string[] {
  const found = new Set([from]);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const { from: at, to } of TRANSITIONS) if (to !== null && at.some((one) => found.has(one))) found.add(to);
  }
  return [...found];
}
