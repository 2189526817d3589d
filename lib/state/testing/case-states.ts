/** For tests: a case in each state that the machine has, made once; whoever goes on takes a copy. */
import type { CaseState } from "#lib/dispute/dispute.ts";
import { type CaseId, caseIdOf } from "#lib/kernel/ids.ts";
import { PRESET_DISPUTE_RULES } from "#lib/statement/dispute-rules.ts";
import { PRESET_POLICY } from "#lib/statement/genesis.ts";
import { hashOf, judge, OUTCOMES, report, reporting } from "./cases.ts";
import { Court, MAINTAINERS, PEOPLE, UPHOLDS } from "./disputes.ts";
import { testKey } from "./world.ts";

/**
 * `drawn`: drawing, with seats that are asked. `appeal-…`: in the round of an appeal. `reopened`: evidence is open once more.
 * `refused`: final, since nobody appealed against the machine's refusal.
 */
export type Place = CaseState | "drawn" | `appeal-${Heard}` | "reopened" | "refused";
type Heard = "drawing" | "drawn" | "voting" | "revealing" | "draft";
export type Standing = { readonly court: Court; readonly id: CaseId };

/** A place, the one from which it is reached, and how. */
const WAYS: readonly (readonly [Place, Place | null, (court: Court, id: CaseId) => CaseId | undefined])[] = [
  ["filed", null, (court) => filed(court)],
  ["checked", null, (court) => held(court)],
  ["inadmissible", null, (court) => court.filed("refuted")],
  ["proven", null, (court) => court.filed("proven")],
  ["duplicate", null, (court) => joined(court)],
  ["awaiting_response", null, (court) => court.filed("contested")],
  ["accepted", "awaiting_response", (court, id) => done(court.admit(id))],
  ["evidence_open", "awaiting_response", (court, id) => done(court.contest(id))],
  ["withdrawn", "awaiting_response", (court, id) => done(court.withdraw(id))],
  ["drawing", "evidence_open", (court, id) => done(court.pass(id))],
  ["drawn", "drawing", (court, id) => drawn(court, id)],
  ["voting", "drawn", (court, id) => voting(court, id)],
  ["revealing", "voting", (court, id) => revealing(court, id)],
  ["draft", "revealing", (court, id) => draft(court, id)],
  ["ruled", "draft", (court, id) => done(court.pass(id))],
  ["appealed", "ruled", (court, id) => done(court.appeal(id, PEOPLE.operator))],
  ["final", "ruled", (court, id) => done(court.pass(id))],
  ["handed_over", "drawn", (court, id) => ignored(court, id)],
  ["expired", null, (court) => abandoned(court)],
  ["appeal-drawing", null, (court) => appealed(court)],
  ["appeal-drawn", "appeal-drawing", (court, id) => drawn(court, id)],
  ["appeal-voting", "appeal-drawn", (court, id) => voting(court, id)],
  ["appeal-revealing", "appeal-voting", (court, id) => revealing(court, id)],
  ["appeal-draft", "appeal-revealing", (court, id) => draft(court, id)],
  ["reopened", "final", (court, id) => done(court.reopen(id))],
  ["refused", "inadmissible", (court, id) => done(court.pass(id))],
];

/** The state of a case at a place that has another name. */
const STATES: Partial<Record<Place, CaseState>> = {
  ...{ drawn: "drawing", reopened: "evidence_open", refused: "final" },
  ...{ "appeal-drawing": "drawing", "appeal-drawn": "drawing", "appeal-voting": "voting" },
  ...{ "appeal-revealing": "revealing", "appeal-draft": "draft" },
};

const known = new Map<Place, Standing>();

export const PLACES: readonly Place[] = WAYS.map(([place]) => place);

export function caseAtPlace(place: Place): Standing {
  const made = known.get(place) ?? make(place);
  known.set(place, made);
  return { court: made.court.fork(), id: made.id };
}

function make(place: Place): Standing {
  const [, from, go] = WAYS.find(([name]) => name === place) ?? [];
  if (go === undefined) throw new Error(`No way leads to ${place}.`);
  const start = from == null ? { court: foundedOnce().fork(), id: "" as CaseId } : caseAtPlace(from);
  const id = go(start.court, start.id) ?? start.id;
  const { state } = start.court.form(id);
  if (state !== (STATES[place] ?? place)) throw new Error(`On the way to ${place}: ${state}.`);
  return { court: start.court, id };
}

let founded: Court | undefined;
function foundedOnce(): Court {
  // With as many in an appeal there are some who can step in.
  const disputes = { ...PRESET_DISPUTE_RULES, appealPanel: PRESET_DISPUTE_RULES.panel };
  founded ??= Court.founded(MAINTAINERS.length, { policy: { ...PRESET_POLICY, disputes } });
  return founded;
}

function done({ status }: { readonly status: string }): undefined {
  if (status !== "effective") throw new Error("An act on the way is void.");
}

function filed(court: Court): CaseId {
  return caseIdOf(court.world.say(reporting(PEOPLE.reporter, court.provider)).hash);
}

/** Three other operators are accused under the definition. */
function held(court: Court): CaseId {
  const definition = hashOf("a definition");
  for (const name of ["one", "two", "three"]) {
    const operator = testKey(`operator ${name}`);
    court.world.register(operator, { displayName: name });
    const { id } = report(
      court.world,
      testKey("other"),
      court.world.provider(operator, { name }),
      "wrong-result",
      name,
    );
    judge(court.world, id, { fault: hashOf(name), definition });
  }
  const id = filed(court);
  judge(court.world, id, { checks: OUTCOMES.suspected, definition });
  return id;
}

function joined(court: Court): CaseId {
  const first = filed(court);
  judge(court.world, first, { fault: hashOf("one fault") });
  const { id } = report(court.world, testKey("second"), court.provider, "wrong-result", "second");
  judge(court.world, id, { fault: hashOf("one fault") });
  return id;
}

function drawn(court: Court, id: CaseId): undefined {
  court.world.now = court.drawDue(id);
  done(court.draw(id));
}

/** One of three leaves, so that somebody is asked and somebody sits. */
function voting(court: Court, id: CaseId): undefined {
  for (const { key } of court.seats(id)) done(court.sit(id, key));
  done(court.pass(id));
  const [first] = court.seats(id);
  if (first !== undefined) done(court.leave("panel.recuse", id, first.key));
}

function revealing(court: Court, id: CaseId): undefined {
  for (const { seat, key } of court.seats(id)) if (seat.state === "asked") done(court.sit(id, key));
  for (const { seat, key } of court.seats(id)) if (seat.state !== "recused") done(court.commit(id, key));
  done(court.pass(id));
}

/** Two open no ballot: of those who are asked instead one sits. */
function draft(court: Court, id: CaseId): undefined {
  const [voter] = court.seats(id).filter(({ seat }) => seat.commit !== null);
  if (voter !== undefined) done(court.open(id, voter.key, UPHOLDS));
  done(court.pass(id));
  const [asked] = court.seats(id).filter(({ seat }) => seat.state === "asked");
  if (asked !== undefined) done(court.sit(id, asked.key));
}

function appealed(court: Court): CaseId {
  const id = court.ruled();
  done(court.appeal(id, PEOPLE.operator));
  done(court.pass(id));
  return id;
}

/** A bare claim that nobody follows. */
function abandoned(court: Court): CaseId {
  const id = court.filed("for-people", "slow");
  ignored(court, id);
  return id;
}

/** Nobody says anything any more. */
function ignored(court: Court, id: CaseId): undefined {
  while (court.form(id).due !== null) done(court.pass(id));
}
