/** For tests of authority: each act of a case, how far the case must be for it, and what is said. */
import type { CaseId } from "#lib/kernel/ids.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { type Court, DENIES, keyOf, MAINTAINERS, PEOPLE, secretOf } from "./disputes.ts";

/** The one maintainer of these worlds, who decides alone. */
export const SEATED = keyOf(MAINTAINERS[0]?.did ?? PEOPLE.operator.did);

/** Acts in a case: how far it is, and what is said in it. */
type CaseAct = { readonly begun: (court: Court) => CaseId; readonly body: (court: Court, id: string) => JsonObject };

const asked = (court: Court) => court.filed();
/** Drawn, and nobody has answered yet; the one maintainer reviews alone. */
const drawn = (court: Court) => {
  const id = court.filed();
  court.contest(id);
  court.pass(id);
  court.world.now = court.drawDue(id);
  court.draw(id);
  return id;
};
const seated = (court: Court) => {
  const id = drawn(court);
  court.sit(id, SEATED);
  return id;
};
const voting = (court: Court) => {
  const id = seated(court);
  court.pass(id);
  return id;
};
const revealing = (court: Court) => {
  const id = voting(court);
  court.commit(id, SEATED, DENIES);
  court.pass(id);
  return id;
};
const ruled = (court: Court) => {
  const id = revealing(court);
  court.open(id, SEATED, DENIES);
  court.pass(id);
  court.pass(id);
  return id;
};

export const CASE_ACTS: Readonly<Record<string, CaseAct>> = {
  "response.file": { begun: asked, body: () => ({ type: "extension", reason: "More time." }) },
  "report.withdraw": { begun: asked, body: () => ({ reason: "We agreed." }) },
  "draw.reveal": {
    begun: (court) => {
      const id = court.filed();
      court.contest(id, PEOPLE.operator, { drawShare: secretOf("reporter").commit });
      court.pass(id);
      return id;
    },
    body: () => ({ share: secretOf("reporter").share }),
  },
  "case.draw": {
    begun: (court) => {
      const id = court.filed();
      court.contest(id);
      court.pass(id);
      court.world.now = court.drawDue(id);
      return id;
    },
    body: (court, id) => court.drawing(id),
  },
  "panel.accept": { begun: drawn, body: () => ({ round: 1, noConflict: true }) },
  "panel.decline": { begun: drawn, body: () => ({ round: 1, reason: "No time." }) },
  "panel.recuse": { begun: seated, body: () => ({ round: 1, reason: "I know them." }) },
  "vote.commit": { begun: voting, body: () => ({ round: 1, commit: "0".repeat(64) }) },
  "vote.reveal": {
    begun: revealing,
    body: () => ({
      round: 1,
      nonce: secretOf(SEATED.did).share,
      answers: DENIES as unknown as JsonObject,
    }),
  },
  ruling: { begun: ruled, body: (court, id) => court.ruling(id) },
  "appeal.file": { begun: ruled, body: () => ({ ground: "named-error", statement: "The date is wrong." }) },
  "case.reopen": {
    begun: (court) => {
      const id = ruled(court);
      court.pass(id);
      return id;
    },
    body: () => ({ ground: "runner-bug", reason: "It ran another file." }),
  },
};
