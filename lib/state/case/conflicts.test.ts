/** Who may not sit is told by the filing, and by what maintainers do themselves: no side ousts one, and none sheds a tie. */
import { describe, expect, test } from "vitest";
import { INTERESTS_FRESH_MS, TIES_KEPT } from "#lib/dispute/conflict.ts";
import { caseIdOf } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, HOUR_MS, SECOND_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { NO_SHOW_MS, TERMS_KEPT } from "../governance/maintainer-forms.ts";
import { TRANSFER_NOTICE_MS } from "../reducers/provider-sides.ts";
import { hashOf, judge, OUTCOMES, reporting } from "../testing/cases.ts";
import { Court, instant, MAINTAINERS, PEOPLE } from "../testing/disputes.ts";
import { testKey } from "../testing/world.ts";
import { maintainerOf, reporterOf } from "../view.ts";
import { REPORTED_KEPT } from "./case-forms.ts";

const effective = { status: "effective" };
const voided = (code: string) => ({ status: "void", code });

const FOUNDED = Court.founded();
const buyer = testKey("buyer");
const [m1, m2, m3] = MAINTAINERS as [Identity, Identity, Identity];

const states = (court: Court, by: Identity, interests: JsonObject) =>
  court.world.say({
    kind: "maintainer.interests",
    by,
    subject: by.did,
    body: { organisation: null, related: [], categories: [], ...interests },
  }).effect;

const tiedTo = (party: string, how = "funds"): JsonObject => ({ related: [{ party, how }] });

const grants = (court: Court, by: Identity, member: Identity) => {
  const until = formatInstant(addMs(court.world.now, 90 * DAY_MS));
  const body = { member: member.did, scopes: ["beat", "answer"], providers: "all", until };
  return court.world.say({ kind: "member.grant", by, subject: by.did, body }).effect;
};

const beats = (court: Court, by: Identity, owner: Identity) => {
  const effectiveAt = formatInstant(court.world.now);
  const body = { version: 1, effectiveAt, cadenceHours: 6, softwareVersion: "1" };
  const change = { onBehalfOf: owner.did };
  return court.world.say({ kind: "disclosure.heartbeat", by, subject: court.provider, body, change }).effect;
};

const lists = (court: Court, service: string) => {
  const body = DISCLOSURES.fees.example(court.world.now);
  const [line] = body.lines as JsonObject[];
  return court.world.say({
    kind: "disclosure.fees",
    by: PEOPLE.operator,
    subject: court.provider,
    body: { ...body, lines: [{ ...line, service }] },
  }).effect;
};

const handsOver = (court: Court, to: Identity) => {
  const offer = court.world.say({
    kind: "provider.transfer",
    by: PEOPLE.operator,
    subject: court.provider,
    body: { to: to.did },
  });
  court.later(TRANSFER_NOTICE_MS);
  const body = { statement: offer.hash };
  return court.world.say({ kind: "cosign", by: to, subject: `stmt:${offer.hash}`, body }).effect;
};

/** Whom the draw of the running round leaves out, and why. */
function skippedAfter(court: Court, id: string): Record<string, string> {
  if (court.form(id).state === "awaiting_response") court.contest(id);
  if (court.form(id).state === "evidence_open") court.pass(id);
  court.world.now = court.drawDue(id);
  expect(court.draw(id)).toEqual(effective);
  return Object.fromEntries(court.panel(id).skipped.map(({ maintainer, reason }) => [maintainer, reason]));
}

describe("what a side does keeps nobody away:", () => {
  test("grants that a maintainer never took, before the filing or after it, and prices for what it offers itself", () => {
    const court = FOUNDED.fork();
    court.world.register(PEOPLE.reporter);
    states(court, m1, { categories: ["storage"] });
    for (const one of MAINTAINERS.slice(0, 3)) expect(grants(court, PEOPLE.operator, one)).toEqual(effective);
    const id = court.filed();
    expect(court.form(id).atFiling?.conflicts).toEqual({});
    for (const one of MAINTAINERS) {
      expect(grants(court, PEOPLE.operator, one)).toEqual(effective);
      expect(grants(court, PEOPLE.reporter, one)).toEqual(effective);
    }
    expect(lists(court, "Storage")).toEqual(effective);
    for (const one of MAINTAINERS.slice(3)) states(court, one, { organisation: "Halden" });
    expect(skippedAfter(court, id)).toEqual({});
  });

  test("nor takes a vote away, in a draft or after its end and before the record", () => {
    for (const late of [-SECOND_MS, SECOND_MS]) {
      const court = FOUNDED.fork();
      states(court, m1, { categories: ["storage"] });
      const id = court.filed();
      court.seated(id);
      court.voted(id);
      court.world.now = addMs(instant(court.form(id).due?.deadline ?? ""), late);
      for (const { key } of court.seats(id)) grants(court, PEOPLE.operator, key);
      lists(court, "storage");
      court.world.now = addMs(court.world.now, 2 * SECOND_MS);
      expect(court.record(id)).toEqual(effective);
      expect(court.form(id).dispute?.rulings).toMatchObject([{ outcome: "upheld", counted: 3 }]);
    }
  });

  test("but what the filing found stays, whatever is handed over, revoked or restated afterwards", () => {
    const court = FOUNDED.fork();
    court.world.register(buyer);
    states(court, m1, tiedTo(PEOPLE.operator.did));
    grants(court, PEOPLE.operator, m2);
    expect(beats(court, m2, PEOPLE.operator)).toEqual(effective);
    expect(lists(court, "storage")).toEqual(effective);
    states(court, m3, { categories: ["Storage "] });
    const id = court.filed();
    expect(court.form(id).atFiling).toMatchObject({ accused: [PEOPLE.operator.did], categories: ["storage"] });
    states(court, m1, {});
    states(court, m3, {});
    const revoke = { member: m2.did };
    court.world.say({ kind: "member.revoke", by: PEOPLE.operator, subject: PEOPLE.operator.did, body: revoke });
    lists(court, "compute");
    expect(handsOver(court, buyer)).toEqual(effective);
    court.contest(id, buyer);
    expect(skippedAfter(court, id)).toEqual({ [m1.did]: "funds", [m2.did]: "operates", [m3.did]: "rival" });
    for (const one of [m1, m2, m3]) expect(court.sit(id, one)).toEqual(voided("conflicted"));
  });
});

describe("what a maintainer does itself counts from then on:", () => {
  test("a tie that is stated and taken back before the next entry of the case, but not one that ended before the filing", () => {
    const court = FOUNDED.fork();
    states(court, m1, tiedTo(PEOPLE.operator.did));
    states(court, m1, {});
    court.later(SECOND_MS);
    const id = court.filed();
    court.later(SECOND_MS);
    states(court, m2, tiedTo(PEOPLE.reporter.did, "audits"));
    states(court, m2, {});
    expect(skippedAfter(court, id)).toEqual({ [m2.did]: "audits" });
  });

  test("of a seat that is held, at the second at which it was stated and none before", () => {
    for (const [late, outcome] of [
      [0, "conflicted"],
      [SECOND_MS, "accepted"],
    ] as const) {
      const court = FOUNDED.fork();
      const id = court.filed();
      court.seated(id);
      court.voted(id);
      court.world.now = addMs(instant(court.form(id).due?.deadline ?? ""), late);
      const [first] = court.seats(id);
      states(court, first?.key ?? m1, tiedTo(court.provider));
      states(court, first?.key ?? m1, {});
      court.world.now = addMs(court.world.now, HOUR_MS);
      court.record(id);
      expect(court.panel(id).seats[0]?.state).toBe(outcome);
    }
  });

  test("speaking for a side, though the grant is taken back; taking the provider over; reporting a side", () => {
    const court = FOUNDED.fork();
    const id = court.filed();
    court.later(SECOND_MS);
    grants(court, PEOPLE.operator, m1);
    expect(beats(court, m1, PEOPLE.operator)).toEqual(effective);
    const revoke = { member: m1.did };
    court.world.say({ kind: "member.revoke", by: PEOPLE.operator, subject: PEOPLE.operator.did, body: revoke });
    court.filedBy(m3);
    court.contest(id);
    expect(handsOver(court, m2)).toEqual(effective);
    expect(skippedAfter(court, id)).toEqual({
      [m1.did]: "operates",
      [m2.did]: "operates",
      [m3.did]: "reported-lately",
    });
    expect(court.sit(id, m2)).toEqual(voided("conflicted"));
  });

  test("and no number of other ties makes the log forget one", () => {
    const court = FOUNDED.fork();
    const id = court.filed();
    court.later(SECOND_MS);
    states(court, m1, tiedTo(court.provider));
    const many = (round: number) => ({
      related: Array.from({ length: 64 }, (_, nth) => ({ party: testKey(`party ${round}.${nth}`).did, how: "funds" })),
    });
    const effects = [0, 1, 2, 3, 4].map((round) => states(court, m1, many(round)));
    expect(effects.at(-1)).toEqual(voided("guard"));
    expect(maintainerOf(court.world.state, m1.did)?.ties.length).toBeLessThan(TIES_KEPT);
    expect(skippedAfter(court, id)).toEqual({ [m1.did]: "funds" });
  });
});

test("a maintainer that claims the accused provider for itself does not decide the case", () => {
  const court = FOUNDED.fork();
  const key = testKey("of nobody");
  const said = court.world.say({ ...reporting(PEOPLE.reporter, key.did, "wrong-result"), by: PEOPLE.reporter });
  const id = caseIdOf(said.hash);
  judge(court.world, id, { checks: OUTCOMES.contested, fault: hashOf("of nobody"), signer: key.did });
  court.later(SECOND_MS);
  const body = court.world.claimBody(m1, key);
  const claim = { kind: "provider.claim", by: m1, subject: court.form(id).provider, body } as const;
  expect(court.world.say(claim).effect).toEqual(effective);
  court.pass(id);
  expect(skippedAfter(court, id)).toEqual({ [m1.did]: "operates" });
  expect(court.sit(id, m1)).toEqual(voided("conflicted"));
});

test("an index that draws late has the pool of the day on which the draw was due", () => {
  const court = FOUNDED.fork();
  const [missed, id] = [court.filed("contested", "wrong-result", "missed"), court.filed()];
  court.contest(missed);
  court.pass(missed);
  court.world.now = court.drawDue(missed);
  court.draw(missed);
  court.pass(missed);
  const away = court.panel(missed).seats.flatMap(({ maintainer, state }) => (state === "no-show" ? [maintainer] : []));
  expect(away).toHaveLength(3);
  court.contest(id);
  court.pass(id);
  court.world.now = addMs(court.drawDue(id), 40 * DAY_MS);
  expect(court.draw(id)).toEqual(effective);
  expect(court.panel(id).skipped).toEqual(
    expect.arrayContaining(away.map((maintainer) => ({ maintainer, reason: "no-show-lately" }))),
  );
});

test("whoever was removed before the count stays out, though appointed again after it and before the record", () => {
  const court = FOUNDED.fork();
  const id = court.filed();
  court.seated(id);
  court.voted(id);
  const [gone] = court.seats(id);
  const maintainer = gone?.key.did ?? m1.did;
  court.admins("maintainer.remove", "index", { maintainer, reason: "Bribed." });
  court.world.now = addMs(instant(court.form(id).due?.deadline ?? ""), SECOND_MS);
  court.admins("maintainer.appoint", "index", { maintainer });
  court.record(id);
  expect(court.panel(id).seats[0]?.state).toBe("removed");
});

test("what tells who may not sit is small, and leaves a case in which nobody will be asked", () => {
  const court = FOUNDED.fork();
  for (const one of MAINTAINERS) states(court, one, tiedTo(court.provider));
  const first = court.filed("proven");
  expect(JSON.stringify(court.form(first).atFiling?.conflicts)).toBe('{"funds":[0,1,2,3,4,5,6,7,8]}');
  const second = court.filed("proven");
  expect(court.form(second)).toMatchObject({ state: "duplicate", joinedTo: first, atFiling: null });
});

describe("a flood of reports", () => {
  const floods = (court: Court, count: number) => {
    for (let nth = 0; nth < count; nth++) {
      if (nth % 20 === 0) court.later(DAY_MS + SECOND_MS);
      expect(court.world.say(reporting(m1, testKey(`nobody ${nth}`).did, "slow", `flood ${nth}`)).effect).toEqual(
        effective,
      );
    }
  };

  test("makes the log forget no report of a maintainer, made before the filing or after", () => {
    const before = FOUNDED.fork();
    before.world.say(reporting(m1, before.provider, "slow", "its own"));
    floods(before, REPORTED_KEPT + 1);
    expect(before.form(before.filed()).atFiling?.conflicts).toEqual({ "reported-lately": [expect.any(Number)] });
    const after = FOUNDED.fork();
    const id = after.filed();
    after.later(SECOND_MS);
    after.world.say(reporting(m1, after.provider, "slow", "its own"));
    floods(after, REPORTED_KEPT);
    after.contest(id);
    expect(skippedAfter(after, id)).toEqual({ [m1.did]: "reported-lately" });
  });

  test("that left no room for one that came after it binds to anybody, until it is old", () => {
    const court = FOUNDED.fork();
    floods(court, REPORTED_KEPT);
    expect(court.form(court.filed()).atFiling?.conflicts).toEqual({});
    court.world.say(reporting(m1, court.provider, "slow", "one too many"));
    const reporter = reporterOf(court.world.state, m1.thumbprint);
    expect(reporter?.against.some(({ provider }) => provider === court.provider)).toBe(false);
    expect(court.form(court.filed("contested", "slow", "second")).atFiling?.conflicts).toHaveProperty([
      "reported-lately",
    ]);
    court.later(INTERESTS_FRESH_MS);
    for (const one of MAINTAINERS) states(court, one, {});
    expect(court.form(court.filed("contested", "slow", "third")).atFiling?.conflicts).toEqual({});
    court.world.say(reporting(m1, court.provider, "slow", "there is room again"));
    expect(reporterOf(court.world.state, m1.thumbprint)?.against.map(({ provider }) => provider)).toEqual([
      court.provider,
    ]);
  });
});

describe("whoever is removed and appointed again", () => {
  const appoints = (court: Court) => {
    expect(court.admins("maintainer.appoint", "index", { maintainer: m1.did })).toEqual(effective);
    court.world.say({ kind: "maintainer.accept", by: m1, subject: m1.did, body: {} });
  };
  const removes = (court: Court, maintainer: string = m1.did) =>
    court.admins("maintainer.remove", "index", { maintainer, reason: "Moved on." });

  test("after the draw was due is not drawn by an index that draws late", () => {
    for (const isBack of [false, true]) {
      const court = FOUNDED.fork();
      const id = court.filed();
      court.contest(id);
      court.pass(id);
      removes(court);
      court.world.now = addMs(court.drawDue(id), HOUR_MS);
      if (isBack) appoints(court);
      court.draw(id);
      expect(court.panel(id).skipped).toEqual([{ maintainer: m1.did, reason: "removed" }]);
    }
  });

  test("and removed once more votes no more than before, however late the count is recorded", () => {
    for (const isAgain of [false, true]) {
      const court = FOUNDED.fork();
      const id = court.filed();
      court.seated(id);
      court.voted(id);
      const gone = court.panel(id).seats[0]?.maintainer ?? m1.did;
      removes(court, gone);
      court.world.now = addMs(instant(court.form(id).due?.deadline ?? ""), SECOND_MS);
      if (isAgain) {
        expect(court.admins("maintainer.appoint", "index", { maintainer: gone })).toEqual(effective);
        expect(removes(court, gone)).toEqual(effective);
      }
      court.record(id);
      expect(court.panel(id).seats[0]?.state).toBe("removed");
      expect(court.form(id).dispute?.rulings).toMatchObject([{ counted: 2 }]);
    }
  });

  test("too often to remember each term is appointed no more", () => {
    const court = FOUNDED.fork();
    for (let nth = 0; nth < TERMS_KEPT; nth++) {
      removes(court);
      appoints(court);
    }
    removes(court);
    expect(maintainerOf(court.world.state, m1.did)?.terms).toHaveLength(TERMS_KEPT);
    expect(court.admins("maintainer.appoint", "index", { maintainer: m1.did })).toEqual(voided("guard"));
  });
});

test("a second seat left empty, later, lifts nothing that kept its maintainer from a draw due before", () => {
  const court = FOUNDED.fork();
  const filed = (name: string) => court.filed("contested", "wrong-result", name);
  const cases = [filed("one"), filed("two")] as const;
  for (const id of cases) court.contest(id);
  for (const id of cases) court.pass(id);
  court.world.now = court.drawDue(cases[0]);
  court.draw(cases[0]);
  court.later(HOUR_MS);
  court.draw(cases[1]);
  court.pass(cases[0]);
  const missed = formatInstant(court.world.now);
  const away = court.panel(cases[0]).seats.filter(({ state }) => state === "no-show");
  court.pass(cases[1]);
  const forms = away.map(({ maintainer }) => maintainerOf(court.world.state, maintainer));
  expect(forms.map((form) => form?.noShowFrom)).toEqual([missed, missed, missed]);
  const twice = forms.filter((form) => form?.seats.noShow === 2);
  expect(twice.length).toBeGreaterThan(0);
  const until = formatInstant(addMs(instant(missed), HOUR_MS + NO_SHOW_MS));
  for (const form of twice) expect(form?.noShowUntil).toBe(until);
});
