/** Cases that people decide: every act in every state by every role, as the machine's own table says, or void. */
import { expect, test } from "vitest";
import { ACTS, type Act, type Role } from "#lib/dispute/acts.ts";
import { mayAct, TRANSITIONS } from "#lib/dispute/transitions.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { addMs, SECOND_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { EMPTY_CHAIN } from "#lib/log/trie.ts";
import { clockRecord } from "#lib/statement/clock-record.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { statementHash, type UnsignedStatement } from "#lib/statement/envelope.ts";
import { KINDS, type Kind } from "#lib/statement/kinds.ts";
import { effectOf } from "../effect-of.ts";
import type { AggregateKey } from "../forms.ts";
import { dueOf } from "../reducers/clock.ts";
import { step } from "../step.ts";
import { caseAtPlace, PLACES } from "../testing/case-states.ts";
import { verdictOn } from "../testing/cases.ts";
import { type Court, instant, keyOf, PEOPLE, secretOf, UPHOLDS } from "../testing/disputes.ts";
import { TEST_LOG } from "../testing/world.ts";
import { viewThrough } from "../view.ts";

/** What a statement would do: nothing is signed and nothing is kept. */
function tried({ world }: Court, statement: UnsignedStatement) {
  const index = world.leaves.length as EntryIndex;
  return step(world.state, {
    index,
    leafHash: EMPTY_CHAIN,
    loggedAt: world.now,
    statement,
    hash: statementHash(statement),
  });
}

/**
 * How often whoever loads forms only once they are asked for must ask until the statement's effect is known: the fold must
 * not throw on the way, when half of the state seems to be missing.
 */
function roundsOf({ world }: Court, statement: UnsignedStatement): number {
  const loaded = new Set<string>();
  for (let round = 1; round < 32; round++) {
    const missing = new Set<string>();
    const ask = (key: AggregateKey) => {
      if (!loaded.has(key)) missing.add(key);
      return loaded.has(key) ? world.state.get(key) : undefined;
    };
    effectOf(viewThrough(ask), statement, world.now);
    if (missing.size === 0) return round;
    for (const key of missing) loaded.add(key);
  }
  throw new Error("It never settles.");
}

const PERSONAS: Record<Role, (court: Court, id: string, act: Act) => Identity> = {
  reporter: () => PEOPLE.reporter,
  accused: () => PEOPLE.operator,
  index: ({ world }) => world.index,
  admins: ({ world }) => world.admin,
  anyone: () => PEOPLE.stranger,
  maintainer: (court, id, act) => seatFor(court, id, act),
};

/** Of those who were ever seated, the one who can do that if anybody can. */
function seatFor(court: Court, id: string, act: Act): Identity {
  const round = court.form(id).dispute?.round ?? 0;
  const seats = round === 0 || court.form(id).chain === null ? [] : seatsOf(court, id);
  const wants = act === "panel.accept" || act === "panel.decline" ? "asked" : "accepted";
  const fits = seats.find(({ state, answers }) => state === wants && answers === null) ?? seats[0];
  return fits === undefined ? keyOf(ANY) : keyOf(fits.maintainer);
}

const ANY = caseAtPlace("drawn").court.panel(caseAtPlace("drawn").id).order[0] ?? PEOPLE.stranger.did;

function seatsOf(court: Court, id: string) {
  const form = court.world.state.get(`panel:${id}.${court.form(id).dispute?.round ?? 0}`);
  return form?.aggregate === "panel" ? form.seats : [];
}

/** What would be said, right in all but who says it and when. */
function bodyOf(court: Court, id: string, act: Act, by: Identity): JsonObject {
  const round = court.roundOf(id);
  switch (act) {
    case "verdict":
      return verdictOn(court.world, id, { fault: null }) as unknown as JsonObject;
    case "response.file/contest":
      return {
        type: "contest",
        ground: "evidence-forged",
        statement: "Not so.",
        drawShare: secretOf("operator").commit,
      };
    case "response.file/extension":
      return { type: "extension", reason: "Our logs are in cold storage." };
    case "response.file/admission":
      return { type: "admission", statement: "It was us." };
    case "evidence.attach":
      return { template: "touchstone/case-evidence/1", label: "A letter", class: "claim", statement: "They wrote it." };
    case "report.withdraw":
      return { reason: "We agreed." };
    case "draw.reveal":
      return { share: secretOf(by === PEOPLE.reporter ? "reporter" : "operator", round).share };
    case "case.draw":
      return court.drawing(id);
    case "panel.accept":
      return { round, noConflict: true };
    case "panel.decline":
    case "panel.recuse":
      return { round, reason: "I know them." };
    case "vote.commit":
      return { round, commit: "0".repeat(64) };
    case "vote.reveal":
      return { round, nonce: secretOf(by.did).share, answers: UPHOLDS as unknown as JsonObject };
    case "ruling":
      return court.ruling(id);
    case "appeal.file":
      return { ground: court.form(id).state === "inadmissible" ? "inadmissible" : "named-error", statement: "Wrong." };
    default:
      return { ground: "forged-evidence", reason: "The bill was forged." };
  }
}

const SAID = ACTS.filter((act) => !act.startsWith("clock:"));
const kindOf = (act: Act) => act.split("/")[0] as Kind;

/** The table, with what its guards say of these cases. */
function isAllowed({ court, id }: ReturnType<typeof caseAtPlace>, act: Act, role: Role): boolean {
  const { state, dispute } = court.form(id);
  const isDrawn = seatsOf(court, id).length > 0;
  const rulings = dispute?.rulings ?? [];
  if (act === "evidence.attach")
    return mayAct(state, act, "anyone") && (state !== "draft" || role === "reporter" || role === "accused");
  if (act === "draw.reveal") return state === "drawing" && !isDrawn && (role === "reporter" || role === "accused");
  // It was contested before evidence opened.
  if (act === "response.file/contest" && (state === "evidence_open" || state === "appealed")) return false;
  if (act === "report.withdraw" && rulings.length > 0) return false;
  if (act === "case.draw" && isDrawn) return false;
  // In these worlds everybody who was asked has a seat, or nobody was asked.
  const needsDraw = act.startsWith("panel.") && state === "drawing";
  if (needsDraw && (!isDrawn || act === "panel.recuse")) return false;
  if (act === "ruling" && rulings.every(({ entry }) => entry !== null)) return false;
  return mayAct(state, act, role);
}

test.each(PLACES)("in a case that is %s everybody does what the table lets him, and nothing else", (place) => {
  const { court, id } = caseAtPlace(place);
  const isDrawing = place === "drawing" || place === "appeal-drawing";
  if (isDrawing) {
    // Shares are for before the draw is due, the draw for after.
    expect(tryAct(court, id, "case.draw", "index").effect).toEqual({ status: "void", code: "guard" });
  }
  const { state } = court.form(id);
  const wrong: unknown[] = [];
  for (const act of SAID) {
    const at = court.world.now;
    if (act === "case.draw" && isDrawing) court.world.now = court.drawDue(id);
    for (const role of Object.keys(PERSONAS) as Role[]) {
      const { effect, writes } = tryAct(court, id, act, role);
      const may = isAllowed({ court, id }, act, role);
      if ((effect.status === "effective") !== may) wrong.push([act, role, effect]);
      if (effect.status === "void") {
        if (writes.size > 0) wrong.push([act, role, "void, and writes"]);
        continue;
      }
      // Intake gives up after sixteen.
      const rounds = roundsOf(court, composed(court, id, act, role));
      if (rounds > 12) wrong.push([act, role, rounds]);
      const after = writes.get(`case:${id}`);
      const to = TRANSITIONS.filter((row) => row.by === act && row.from.includes(state)).map((row) => row.to ?? state);
      if (after?.aggregate !== "case" || !to.includes(after.state)) wrong.push([act, role, after]);
    }
    court.world.now = at;
  }
  expect(wrong).toEqual([]);
});

function tryAct(court: Court, id: string, act: Act, role: Role) {
  return tried(court, composed(court, id, act, role));
}

function composed(court: Court, id: string, act: Act, role: Role): UnsignedStatement {
  const by = PERSONAS[role](court, id, act);
  const kind = kindOf(act);
  const body = bodyOf(court, id, act, by);
  expect(KINDS[kind].body.safeParse(body).error).toBeUndefined();
  return court.world.compose({ kind, by, subject: id, body });
}

const CLOCKS = ACTS.flatMap((act) => (act.startsWith("clock:") ? [act.slice("clock:".length)] : []));

test.each(PLACES)(
  "a clock of a case that is %s runs out at its second, by its own name, and moves the case once",
  (place) => {
    const { court, id } = caseAtPlace(place);
    const { due, state } = court.form(id);
    if (due === null) {
      expect(TRANSITIONS.filter(({ by, from }) => by.startsWith("clock:") && from.includes(state))).toEqual(
        // A draw is asked for by the index, and only a claim that nobody follows expires.
        state === "drawing" ? expect.anything() : [],
      );
      return;
    }
    const at = instant(due.deadline);
    const says = (transition: string) => {
      const { index } = court.world;
      const record = { aggregate: `case:${id}`, transition, deadline: due.deadline, subject: id };
      return tried(court, clockRecord(record, { log: TEST_LOG, issuer: index.did, key: index.thumbprint }));
    };
    for (const [shift, isDue] of [
      [-SECOND_MS, false],
      [0, true],
      [SECOND_MS, true],
    ] as const) {
      court.world.now = addMs(at, shift);
      expect(dueOf(court.form(id), [], court.world.now)).toHaveLength(isDue ? 1 : 0);
      for (const transition of CLOCKS) {
        const isIt = isDue && transition === due.transition;
        expect([transition, says(transition).effect.status]).toEqual([transition, isIt ? "effective" : "void"]);
      }
    }
    const to = TRANSITIONS.filter(({ by, from }) => by === `clock:${due.transition}` && from.includes(state));
    court.record(id);
    expect(to.map((row) => row.to ?? state)).toContain(court.form(id).state);
    expect(says(due.transition).effect).toEqual({ status: "void", code: "already-recorded" });
  },
);
