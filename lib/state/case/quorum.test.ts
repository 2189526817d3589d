/** What few ballots, an appeal without a finding, a missing signature and a reversal leave behind. */
import { expect, test } from "vitest";
import { addMs, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { Identity } from "#lib/statement/compose.ts";
import type { Answers } from "#lib/statement/dispute-bodies.ts";
import { Court, DENIES, MAINTAINERS, PEOPLE, secretOf, UPHOLDS } from "../testing/disputes.ts";
import { maintainerOf, reporterOf } from "../view.ts";
import { findingOf } from "./outlook.ts";

const FOUNDED = Court.founded();
const UNSURE: Answers = { ...DENIES, fact: "cannot-tell" };

/** Voted by the first so many seats only. */
function votedBy(court: Court, id: string, ballots: readonly Answers[]): void {
  const seats = court.seats(id).slice(0, ballots.length);
  for (const [at, { key }] of seats.entries()) court.commit(id, key, ballots[at]);
  court.pass(id);
  for (const [at, { key }] of seats.entries()) court.open(id, key, ballots[at]);
  court.pass(id);
}

const facts = ({ world }: Court) =>
  world.state.rows().flatMap(({ form }) => (form.aggregate === "record" ? form.items : []));

test("one open ballot of three does not clear what a machine has proven; two that agree do", () => {
  for (const [ballots, outcome, left] of [
    [[DENIES], "undecidable", 1],
    [[DENIES, UPHOLDS], "undecidable", 1],
    [[DENIES, DENIES], "not_upheld", 0],
  ] as const) {
    const court = FOUNDED.fork();
    const id = court.filed("proven", "equivocation");
    court.contest(id);
    court.seated(id);
    votedBy(court, id, ballots);
    court.pass(id);
    expect(court.form(id).dispute?.rulings).toMatchObject([{ outcome, counted: ballots.length }]);
    expect(facts(court)).toHaveLength(left);
  }
});

test("an appeal takes a majority: without one, and without a quorum, what was ruled stands", () => {
  for (const [ballots, outcomes, weight] of [
    [[UNSURE, UNSURE, UNSURE, UNSURE, UNSURE], ["upheld", "undecidable"], "full"],
    [[DENIES, DENIES, UPHOLDS, UPHOLDS, UNSURE], ["upheld", "undecidable"], "full"],
    [[DENIES, DENIES], ["upheld"], "half"],
    [[DENIES, DENIES, DENIES], ["upheld", "not_upheld"], "full"],
  ] as const) {
    const court = FOUNDED.fork();
    const id = court.ruled();
    court.appeal(id, PEOPLE.operator);
    court.seated(id);
    votedBy(court, id, ballots);
    court.pass(id);
    const { state, dispute } = court.form(id);
    expect([state, dispute?.rulings.map(({ outcome }) => outcome)]).toEqual(["final", outcomes]);
    expect(dispute?.rulings[0]).toMatchObject({ weight, labels: weight === "half" ? ["no-appeal-panel"] : [] });
    const stands = !outcomes.some((outcome) => outcome === "not_upheld");
    expect(findingOf(dispute)).toBe(stands ? "against" : "cleared");
    expect(facts(court)).toHaveLength(stands ? 1 : 0);
    expect(reporterOf(court.world.state, PEOPLE.reporter.thumbprint)?.upheld).toBe(stands ? 1 : 0);
  }
});

test("who sat before sits in no later round, reopened or appealed, and a ruling is not heard again by fewer than three", () => {
  const court = FOUNDED.fork();
  const id = court.ruled();
  const first = court.panel(id).seats.map(({ maintainer }) => maintainer);
  court.pass(id);
  court.reopen(id);
  court.seated(id);
  const second = court.panel(id).seats.map(({ maintainer }) => maintainer);
  expect(second.filter((did) => first.includes(did))).toEqual([]);
  expect(court.panel(id).skipped.map(({ reason }) => reason)).toEqual(first.map(() => "sat-before"));
  const small = Court.founded(5);
  const other = small.ruled();
  small.pass(other);
  small.reopen(other);
  small.pass(other);
  small.world.now = small.drawDue(other);
  small.draw(other);
  expect(small.panel(other).size).toBe(0);
  expect(small.form(other)).toMatchObject({
    state: "final",
    dispute: { rulings: [{ outcome: "upheld", weight: "full", labels: [] }] },
  });
  // Admins take no weight off a ruling by opening again what nobody can hear; an appeal is a side's right.
  const appealed = Court.founded(5);
  const third = appealed.ruled();
  appealed.appeal(third, PEOPLE.operator);
  appealed.pass(third);
  appealed.world.now = appealed.drawDue(third);
  appealed.draw(third);
  expect(appealed.form(third)).toMatchObject({
    state: "final",
    dispute: { rulings: [{ outcome: "upheld", weight: "half", labels: ["no-appeal-panel"] }] },
  });
});

test("who reviews alone has done its part when it opens its ballot: no admin's signature makes it no no-show", () => {
  const court = Court.founded(1);
  const [only] = MAINTAINERS as [Identity];
  const id = court.filed();
  court.seated(id);
  court.commit(id, only);
  court.pass(id);
  expect(court.open(id, only)).toEqual({ status: "effective" });
  court.pass(id);
  expect(court.panel(id).seats).toMatchObject([{ state: "not-cosigned", answers: null }]);
  expect(maintainerOf(court.world.state, only.did)).toMatchObject({ noShowUntil: null, seats: { noShow: 0 } });
  const silent = Court.founded(1);
  const other = silent.filed();
  silent.seated(other);
  silent.commit(other, only);
  silent.pass(other);
  silent.pass(other);
  expect(silent.panel(other).seats).toMatchObject([{ state: "no-show" }]);
});

test("one alone does not clear what a machine has proven either, unless an admin signs it", () => {
  for (const isSigned of [false, true]) {
    const court = Court.founded(1);
    const [only] = MAINTAINERS as [Identity];
    const id = court.filed("proven", "equivocation");
    court.contest(id);
    court.seated(id);
    court.commit(id, only, DENIES);
    court.pass(id);
    const body = { round: 1, nonce: secretOf(only.did).share, answers: DENIES as unknown as JsonObject };
    const { hash } = court.world.say({ kind: "vote.reveal", by: only, subject: id, body });
    const cosigned = {
      kind: "cosign",
      by: court.world.admin,
      subject: `stmt:${hash}`,
      body: { statement: hash },
    } as const;
    if (isSigned) expect(court.world.say(cosigned).effect).toEqual({ status: "effective" });
    court.pass(id);
    court.pass(id);
    expect(court.form(id).state).toBe(isSigned ? "ruled" : "handed_over");
    expect(facts(court)).toHaveLength(isSigned ? 0 : 1);
  }
});

test("a finding of abuse that is reversed gives back every report that it took away", () => {
  const court = FOUNDED.fork();
  const standing = () => reporterOf(court.world.state, PEOPLE.reporter.thumbprint);
  for (const name of ["one", "two", "three"]) court.filed("proven", "content-address", name);
  expect(standing()).toMatchObject({ upheld: 3, abusive: 0 });
  const id = court.filed("contested", "wrong-result", "made up");
  court.seated(id);
  court.voted(id, { ...DENIES, abusive: true });
  court.pass(id);
  court.pass(id);
  expect(standing()).toMatchObject({ upheld: 0, abusive: 1, burnt: [{ case: id, upheld: 3 }] });
  court.reopen(id);
  court.seated(id);
  court.voted(id, UPHOLDS);
  court.pass(id);
  expect(standing()).toMatchObject({ upheld: 3, abusive: 0, burnt: [] });
  court.pass(id);
  expect(standing()).toMatchObject({ upheld: 4, abusive: 0, burnt: [] });
});

test("no admin who is a side of the case, or speaks for one, signs what one alone has found", () => {
  const [only] = MAINTAINERS as [Identity];
  for (const how of ["operator", "member"] as const) {
    const { world } = Court.founded(1);
    world.register(world.admin);
    const isOwn = how === "operator";
    const court = new Court(world, isOwn ? world.provider(world.admin) : world.provider(PEOPLE.operator));
    const id = court.filed("proven", "equivocation");
    if (!isOwn) {
      const until = formatInstant(addMs(world.now, 90 * DAY_MS));
      const body = { member: world.admin.did, scopes: ["answer"], providers: "all", until };
      world.say({ kind: "member.grant", by: PEOPLE.operator, subject: PEOPLE.operator.did, body });
    }
    const change = isOwn ? {} : { onBehalfOf: PEOPLE.operator.did };
    const answer = { kind: "response.file", by: world.admin, subject: id, change } as const;
    const drawShare = secretOf("operator").commit;
    const contest = { type: "contest", ground: "evidence-forged", statement: "Not so.", drawShare };
    expect(world.say({ ...answer, body: contest }).effect).toEqual({ status: "effective" });
    court.seated(id);
    court.commit(id, only, DENIES);
    court.pass(id);
    const body = { round: 1, nonce: secretOf(only.did).share, answers: DENIES as unknown as JsonObject };
    const { hash } = world.say({ kind: "vote.reveal", by: only, subject: id, body });
    const cosign = { kind: "cosign", by: world.admin, subject: `stmt:${hash}`, body: { statement: hash } } as const;
    expect(world.say(cosign).effect).toEqual({ status: "void", code: "conflicted" });
    court.pass(id);
    court.pass(id);
    expect(court.form(id)).toMatchObject({ state: "handed_over", dispute: { rulings: [] } });
  }
});
