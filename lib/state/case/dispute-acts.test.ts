/** What is void in a dispute though the table allows the act, and what follows from what is not. */
import { describe, expect, test } from "vitest";
import { hexEncode } from "#lib/kernel/base.ts";
import { addMs, DAY_MS, formatInstant, HOUR_MS, SECOND_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { VoidCode } from "#lib/kernel/refusal.ts";
import type { Identity } from "#lib/statement/compose.ts";
import type { Answers } from "#lib/statement/dispute-bodies.ts";
import { Replay } from "../audit.ts";
import { NO_SHOW_MS } from "../governance/maintainer-forms.ts";
import { ITEMS_OF, ITEMS_OF_ONE, ITEMS_OF_UNKNOWN } from "../reducers/case-evidence.ts";
import { caseAtPlace, type Place } from "../testing/case-states.ts";
import { hashOf, judge, OUTCOMES, report } from "../testing/cases.ts";
import { Court, DENIES, instant, keyOf, MAINTAINERS, PEOPLE, secretOf, UPHOLDS } from "../testing/disputes.ts";
import { rememberingVerify, TEST_LOG, testKey } from "../testing/world.ts";
import { maintainerOf, proposalOf, reporterOf, suspicionOf } from "../view.ts";
import { caseStateAt } from "./case-state.ts";
import { UNVOUCHED_WAITING } from "./joining.ts";

const effective = { status: "effective" };
const voided = (code: VoidCode) => ({ status: "void", code });
const at = (place: Place) => caseAtPlace(place);

const BALLOTS: readonly Answers[] = [UPHOLDS, DENIES, { ...UPHOLDS, severity: "grave" }, { ...DENIES }];

/** A seat that is held, and its key. */
function sitting({ court, id }: ReturnType<typeof at>): Identity {
  const seat = court.seats(id).find((one) => one.seat.state === "accepted");
  if (seat === undefined) throw new Error("Nobody sits.");
  return seat.key;
}

describe("an answer", () => {
  test("is given once; more time is asked for once, and what is proven is contested on a ground", () => {
    const { court, id } = at("awaiting_response");
    const { respondBy } = court.form(id).dispute ?? {};
    expect(court.extend(id)).toEqual(effective);
    expect(court.extend(id)).toEqual(voided("already-recorded"));
    expect(instant(court.form(id).dispute?.respondBy ?? "") - instant(respondBy ?? "")).toBe(7 * DAY_MS);
    expect(court.contest(id)).toEqual(effective);
    expect(court.contest(id)).toEqual(voided("already-recorded"));
    const proven = at("proven");
    expect(proven.court.contest(proven.id, PEOPLE.operator, { ground: null })).toEqual(voided("guard"));
    expect(proven.court.contest(proven.id)).toEqual(effective);
    expect(proven.court.form(proven.id)).toMatchObject({ state: "evidence_open", rulesAt: null });
  });

  test("that comes a second late finds evidence open, is heard there, and moves no clock", () => {
    const { court, id } = at("awaiting_response");
    court.world.now = instant(court.form(id).dispute?.respondBy ?? "");
    expect(caseStateAt(court.form(id), addMs(court.world.now, -SECOND_MS))).toBe("awaiting_response");
    expect(court.admit(id)).toEqual(voided("guard"));
    expect(court.contest(id)).toEqual(effective);
    expect(court.form(id)).toMatchObject({
      state: "evidence_open",
      dispute: { answer: { type: "contest" }, evidenceOpenedAt: formatInstant(court.world.now) },
      passed: [{ transition: "silence", deadline: formatInstant(court.world.now) }],
    });
  });
});

test("a report that a machine has proven goes on without its reporter, also once it is contested", () => {
  for (const place of ["proven", "awaiting_response"] as const) {
    const { court, id } = at(place);
    if (place === "proven") court.contest(id);
    const isProven = place === "proven";
    expect(court.withdraw(id)).toEqual(isProven ? voided("guard") : effective);
    expect(court.form(id).state).toBe(isProven ? "evidence_open" : "withdrawn");
  }
});

test("evidence has room for both sides and for participants whatever unknown keys bring, and is void once it is closed", () => {
  const { court, id } = at("evidence_open");
  const unknown = Array.from({ length: ITEMS_OF_UNKNOWN - ITEMS_OF_ONE + 1 }, (_, nth) => testKey(`other ${nth}`));
  for (let nth = 0; nth < ITEMS_OF_ONE; nth++) expect(court.attach(id, unknown[0] as Identity)).toEqual(effective);
  expect(court.attach(id, unknown[0] as Identity)).toEqual(voided("guard"));
  for (const one of unknown.slice(1)) expect(court.attach(id, one)).toEqual(effective);
  expect(court.attach(id, testKey("one more"))).toEqual(voided("guard"));
  const known = MAINTAINERS.slice(0, ITEMS_OF.other - ITEMS_OF_UNKNOWN);
  for (const one of known) expect(court.attach(id, one)).toEqual(effective);
  expect(court.attach(id, MAINTAINERS.at(-1) as Identity)).toEqual(voided("guard"));
  for (const side of ["operator", "reporter"] as const) {
    for (let nth = 0; nth < ITEMS_OF[side]; nth++) expect(court.attach(id, PEOPLE[side])).toEqual(effective);
    expect(court.attach(id, PEOPLE[side])).toEqual(voided("guard"));
  }
  expect(ITEMS_OF.operator).toBe(ITEMS_OF.reporter);
  expect(court.form(id).dispute?.evidence).toHaveLength(40);
  const { court: closed, id: other } = at("evidence_open");
  closed.world.now = instant(closed.form(other).dispute?.evidenceClosesAt ?? "");
  expect(closed.attach(other, PEOPLE.operator)).toEqual(voided("guard"));
});

test("a share is shown by its side alone, only as it was committed, once, and not when the draw is due", () => {
  const { court, id } = at("drawing");
  expect(court.share(id, "reporter", PEOPLE.operator)).toEqual(voided("bad-proof"));
  expect(court.share(id, "reporter", PEOPLE.stranger)).toEqual(voided("no-authority"));
  expect(court.share(id, "reporter")).toEqual(effective);
  expect(court.share(id, "reporter")).toEqual(voided("already-recorded"));
  court.world.now = court.drawDue(id);
  expect(court.share(id, "operator")).toEqual(voided("guard"));
  const { preimage } = court.drawing(id);
  expect(court.draw(id, court.world.index, { preimage: "0".repeat(64) })).toEqual(voided("bad-proof"));
  expect(court.draw(id, court.world.index, { round: 2 })).toEqual(voided("guard"));
  expect(court.draw(id)).toEqual(effective);
  expect(court.draw(id)).toEqual(voided("already-recorded"));
  expect(court.panel(id)).toMatchObject({ preimage, shares: { reporter: secretOf("reporter").share, operator: null } });
});

test("a draw asks for the chain of the case's filing, whatever the admins announce meanwhile", () => {
  const { court, id } = at("awaiting_response");
  const policy = { ...(court.world.genesisBody().policy as JsonObject) };
  const announced = court.world.say({
    kind: "policy.announce",
    by: court.world.admin,
    subject: "index",
    body: { policy, drawChainEnd: "5".repeat(64) },
  });
  court.contest(id);
  court.pass(id);
  court.later(14 * DAY_MS);
  expect(court.admins("policy.activate", "index", { announced: announced.hash })).toEqual(effective);
  expect(court.draw(id)).toEqual(effective);
  expect(court.form(court.filed("contested", "slow", "later")).chain?.end).toBe("5".repeat(64));
});

describe("a ballot", () => {
  test("is sealed once, by whoever sits, before voting ends; it is opened only as sealed, only afterwards, and once", () => {
    const voting = at("voting");
    const { court, id } = voting;
    const key = sitting(voting);
    expect(court.open(id, key)).toEqual(voided("guard"));
    expect(court.commit(id, key)).toEqual(effective);
    expect(court.commit(id, key)).toEqual(voided("already-recorded"));
    const late = court.seats(id).find(({ seat, key: one }) => seat.state === "accepted" && one !== key)?.key ?? key;
    court.world.now = instant(court.panel(id).votesBy);
    expect(court.commit(id, late)).toEqual(voided("guard"));
    expect(court.open(id, key, DENIES)).toEqual(voided("bad-proof"));
    expect(court.open(id, late)).toEqual(voided("guard"));
    expect(court.open(id, key)).toEqual(effective);
    expect(court.open(id, key)).toEqual(voided("already-recorded"));
    // Who has read the others' ballots opens its own, or is shown as having stayed away.
    const sealed = at("revealing");
    expect(sealed.court.leave("panel.recuse", sealed.id, sitting(sealed))).toEqual(voided("guard"));
    court.world.now = instant(court.panel(id).revealsBy);
    expect(court.open(id, late)).toEqual(voided("guard"));
  });

  test("of somebody who was not drawn is void, as is every act of a maintainer in a case of his own", () => {
    const { court, id } = at("voting");
    const drawn = new Set<string>(court.panel(id).seats.map(({ maintainer }) => maintainer));
    const idle = MAINTAINERS.find(({ did }) => !drawn.has(did)) as Identity;
    expect(court.commit(id, idle)).toEqual(voided("no-authority"));
    const own = Court.founded(3);
    own.seatable(PEOPLE.reporter);
    own.seatable(PEOPLE.operator);
    const filed = own.filed();
    own.seated(filed);
    for (const party of [PEOPLE.reporter, PEOPLE.operator]) {
      expect(own.sit(filed, party)).toEqual(voided("conflicted"));
      expect(own.commit(filed, party)).toEqual(voided("conflicted"));
      expect(own.open(filed, party)).toEqual(voided("conflicted"));
    }
    expect(own.panel(filed).skipped.map(({ reason }) => reason)).toEqual(["is-party", "is-party"]);
  });

  test("of whoever was removed before the count is not counted, and shown so; a conflict that is told late likewise", () => {
    const { court, id } = at("revealing");
    for (const { seat, key } of court.seats(id)) if (seat.commit !== null) court.open(id, key);
    court.pass(id);
    const [gone, bound, left] = court.panel(id).seats.filter(({ answers }) => answers !== null);
    court.admins("maintainer.remove", "index", { maintainer: gone?.maintainer ?? "", reason: "Bribed." });
    const key = keyOf(bound?.maintainer ?? PEOPLE.operator.did);
    const related = [{ party: court.provider, how: "funds" }];
    const body = { organisation: null, related, categories: [] } as JsonObject;
    court.world.say({ kind: "maintainer.interests", by: key, subject: key.did, body });
    court.pass(id);
    const states = new Map(court.panel(id).seats.map(({ maintainer, state }) => [maintainer, state]));
    expect([gone, bound, left].map((seat) => states.get(seat?.maintainer ?? PEOPLE.operator.did))).toEqual([
      "removed",
      "conflicted",
      "accepted",
    ]);
    // One of three that is left finds nothing: two must agree.
    expect(court.form(id).dispute?.rulings).toMatchObject([{ outcome: "undecidable", counted: 1, weight: "half" }]);
  });

  test("concurrent last votes, in any order and some of them twice, give exactly one ruling: that of all of them", () => {
    const seen = new Set<string>();
    const sat = at("voting");
    for (const { seat, key } of sat.court.seats(sat.id)) if (seat.state === "asked") sat.court.sit(sat.id, key);
    for (let nth = 0; nth < 500; nth++) {
      const [court, id] = [sat.court.fork(), sat.id];
      const keys = court.seats(id).flatMap(({ seat, key }) => (seat.state === "accepted" ? [key] : []));
      const ballots = keys.map((_, place) => BALLOTS[(nth >> (2 * place)) % BALLOTS.length] ?? UPHOLDS);
      for (const [place, key] of keys.entries()) court.commit(id, key, ballots[place]);
      court.pass(id);
      const turned = keys.map((_, place) => (place * (1 + (nth % 2)) + nth) % keys.length);
      for (const place of [...turned, ...keys.keys()]) court.open(id, keys[place] as Identity, ballots[place]);
      court.pass(id);
      const due = court.form(id).due;
      expect(court.pass(id)).toEqual(effective);
      expect(court.form(id).passed.filter(({ deadline }) => deadline === due?.deadline)).toHaveLength(1);
      const denials = ballots.filter(({ fact }) => fact === "did-not-happen").length;
      const graves = ballots.filter(({ severity }) => severity === "grave").length;
      const outcome = denials > 1 ? "not_upheld" : "upheld";
      // The lower median of those who uphold.
      const severity = denials > 1 ? null : graves > (3 - denials) / 2 ? "grave" : "serious";
      const dissent = Math.min(denials, 3 - denials);
      const found = { outcome, severity, dissent, counted: 3, entry: null };
      expect(court.form(id).dispute?.rulings).toMatchObject([found]);
      seen.add(`${outcome} ${severity} ${dissent}`);
      expect(court.rule(id, court.world.index, { dissent: dissent + 1 })).toEqual(voided("guard"));
      expect(court.rule(id)).toEqual(effective);
      expect(court.rule(id)).toEqual(voided("already-recorded"));
    }
    // Of whole agreement and of one who says otherwise, for and against.
    expect(seen.size).toBe(6);
  });
});

test("whoever does not fill a seat is a no-show, kept from draws for thirty days, and the next in rank steps in", () => {
  const { court, id } = at("drawn");
  const [first, , , fourth] = court.panel(id).order;
  court.pass(id);
  expect(maintainerOf(court.world.state, first ?? "")?.seats).toMatchObject({ asked: 1, accepted: 0, noShow: 1 });
  expect(court.seats(id).map(({ seat }) => seat.state)).toEqual([
    ...Array(3).fill("no-show"),
    ...Array(3).fill("asked"),
  ]);
  expect(court.sit(id, keyOf(fourth ?? PEOPLE.operator.did))).toEqual(effective);
  const voting = at("voting");
  const key = sitting(voting);
  voting.court.pass(voting.id);
  const missed = maintainerOf(voting.court.world.state, key.did);
  expect(missed?.seats).toMatchObject({ asked: 1, accepted: 1, noShow: 1 });
  expect(missed?.noShowUntil).toBe(formatInstant(addMs(voting.court.world.now, NO_SHOW_MS)));
});

test("one reviewer alone upholds only with the signature of an admin, who is not he; against the report none is needed", () => {
  for (const [answers, isUpheld] of [
    [UPHOLDS, true],
    [DENIES, false],
  ] as const) {
    const court = Court.founded(1);
    const [only] = MAINTAINERS;
    if (only === undefined) throw new Error("There is one.");
    const id = court.filed();
    court.seated(id);
    court.commit(id, only, answers);
    court.pass(id);
    const body = { round: 1, nonce: secretOf(only.did).share, answers: answers as unknown as JsonObject };
    const said = court.world.say({ kind: "vote.reveal", by: only, subject: id, body });
    expect(said.effect).toEqual(effective);
    expect(court.panel(id).seats[0]?.answers === null).toBe(isUpheld);
    if (isUpheld) {
      expect(proposalOf(court.world.state, said.hash)).toMatchObject({ state: "open", kind: "vote.reveal" });
      const cosign = (by: Identity) =>
        court.world.say({ kind: "cosign", by, subject: `stmt:${said.hash}`, body: { statement: said.hash } }).effect;
      expect(cosign(PEOPLE.stranger)).toEqual(voided("no-authority"));
      expect(cosign(court.world.admin)).toEqual(effective);
    }
    court.pass(id);
    court.pass(id);
    expect(court.form(id).dispute?.rulings).toMatchObject([
      { by: "reviewer", labels: ["single-reviewer"], weight: "half", outcome: isUpheld ? "upheld" : "not_upheld" },
    ]);
  }
});

describe("when a case ends", () => {
  test("it waits no more: the crowd of unknown reporters and the definition's list give its place back", () => {
    const court = Court.founded(3);
    const definition = hashOf("a definition");
    const waits = (name: string) => {
      const { id } = report(court.world, testKey(name), court.provider, "wrong-result", name);
      judge(court.world, id, { checks: OUTCOMES.contested, fault: hashOf(name), definition });
      return id;
    };
    const cases = Array.from({ length: UNVOUCHED_WAITING }, (_, nth) => waits(`waits ${nth}`));
    expect(court.form(waits("too many")).closedFor).toBe("cluster-full");
    expect(suspicionOf(court.world.state, definition)?.providers).toMatchObject([{ waiting: UNVOUCHED_WAITING }]);
    for (const [nth, id] of cases.entries()) expect(court.withdraw(id, testKey(`waits ${nth}`))).toEqual(effective);
    expect(suspicionOf(court.world.state, definition)?.providers).toEqual([]);
    expect(court.form(waits("again")).closedFor).toBeNull();
    expect(court.form(cases[0] ?? "")).toMatchObject({ state: "withdrawn", cluster: null, suspects: false });
  });

  test("an upheld report gives its reporter standing when it is final, and an abusive one burns it", () => {
    const court = Court.founded();
    const standing = () => reporterOf(court.world.state, PEOPLE.reporter.thumbprint);
    const id = court.ruled();
    expect(standing()).toMatchObject({ upheld: 0, abusive: 0 });
    court.pass(id);
    expect(standing()).toMatchObject({ upheld: 1, abusive: 0 });
    const second = court.filed("contested", "slow", "made up");
    court.seated(second);
    court.voted(second, { ...DENIES, abusive: true });
    court.pass(second);
    court.pass(second);
    expect(court.form(second).dispute?.rulings).toMatchObject([{ outcome: "abusive_report" }]);
    expect(standing()).toMatchObject({ upheld: 0, abusive: 1 });
  });

  test("another report of the same fault is heard on its own, when the first was withdrawn", () => {
    const { court, id } = at("withdrawn");
    const { id: next } = report(court.world, testKey("next"), court.provider, "wrong-result", "next");
    judge(court.world, next, { checks: OUTCOMES.contested, fault: court.form(id).verdict?.faultId ?? null });
    expect(court.form(next)).toMatchObject({ state: "awaiting_response", joinedTo: null });
  });
});

test("whoever replays the log has the same cases, panels and maintainers", () => {
  const { court } = at("appealed");
  const replay = new Replay(TEST_LOG, rememberingVerify);
  for (const leaf of court.world.leaves) replay.push(leaf);
  expect(replay.faults).toEqual([]);
  const rows = (state: typeof court.world.state) => state.rows().map(({ key, digest }) => [key, hexEncode(digest)]);
  expect(rows(replay.state).sort()).toEqual(rows(court.world.state).sort());
});

test("a case that nobody records stands, an hour late, where anybody's record puts it", () => {
  const { court, id } = at("evidence_open");
  const due = instant(court.form(id).due?.deadline ?? "");
  court.world.now = addMs(due, HOUR_MS - SECOND_MS);
  expect(caseStateAt(court.form(id), court.world.now)).toBe("drawing");
  expect(court.record(id, PEOPLE.stranger)).toEqual(voided("no-authority"));
  court.world.now = addMs(due, HOUR_MS);
  expect(court.record(id, PEOPLE.stranger)).toEqual(effective);
  expect(court.form(id).state).toBe("drawing");
});
