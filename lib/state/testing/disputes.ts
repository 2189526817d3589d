/** For tests: a log with maintainers and a chain of draws, and everything that is said in a case, by short names. */

import { sharesDueBy } from "#lib/dispute/advance.ts";
import { ballotCommit } from "#lib/dispute/ballot.ts";
import type { Seat } from "#lib/dispute/dispute.ts";
import { chainEnd, drawDueAt, drawEpoch, preimageOf } from "#lib/dispute/draw-chain.ts";
import { commitOfShare, shareOfRound } from "#lib/dispute/draw-share.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { type CaseId, caseIdOf, type Did } from "#lib/kernel/ids.ts";
import { addMs, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { clockRecord } from "#lib/statement/clock-record.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { type Answers, CASE_EVIDENCE_TEMPLATE, RULING_RULE } from "#lib/statement/dispute-bodies.ts";
import type { ClaimName } from "#lib/statement/evidence-bodies.ts";
import type { Kind } from "#lib/statement/kinds.ts";
import type { CaseForm, PanelForm } from "../case/case-forms.ts";
import type { Effect } from "../reducer.ts";
import { panelOf } from "../view.ts";
import { caseIn, judge, OUTCOMES, reporting } from "./cases.ts";
import { TEST_LOG, TestWorld, testKey } from "./world.ts";

/** A commitment, and its share for a round. Hex. */
export function secretOf(name: string, round = 1): { share: string; commit: string } {
  const bytes = sha256(utf8Encode(`secret ${name}`));
  const commit = commitOfShare(bytes);
  return { share: hexEncode(shareOfRound(bytes, commit, round) ?? bytes), commit };
}

export const CHAIN_START = sha256(utf8Encode("chain of draws"));
export const CHAIN_END = chainEnd(CHAIN_START);

const preimages = new Map<number, string>();

/** Tens of thousands of hashes, made once. */
function preimageFor(epoch: number): string {
  const known = preimages.get(epoch) ?? preimageOf(CHAIN_START, epoch);
  preimages.set(epoch, known);
  return known;
}

export const PEOPLE = {
  operator: testKey("ada"),
  reporter: testKey("rita"),
  stranger: testKey("mallory"),
} as const;

export const MAINTAINERS = ["m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9"].map(testKey);

export const UPHOLDS: Answers = {
  fact: "happened",
  attribution: "negligence",
  severity: "serious",
  remedied: null,
  abusive: false,
  reasons: { fact: "The log shows it.", attribution: "Twice in a row.", severity: "Money was lost." },
};
export const DENIES: Answers = {
  fact: "did-not-happen",
  attribution: null,
  severity: null,
  remedied: null,
  abusive: false,
  reasons: { fact: "The bill was never sent.", attribution: null, severity: null },
};

/** What is said about cases in one log. Everything is by the right key unless another is given. */
export class Court {
  readonly world: TestWorld;
  readonly provider: string;

  constructor(world: TestWorld, provider: string) {
    this.world = world;
    this.provider = provider;
  }

  /** `maintainers`: how many have accepted and stated interests. */
  static founded(maintainers = MAINTAINERS.length, change: JsonObject = {}): Court {
    const world = TestWorld.founded({ drawChainEnd: CHAIN_END, ...change });
    world.register(PEOPLE.operator);
    const court = new Court(world, world.provider(PEOPLE.operator));
    for (const one of MAINTAINERS.slice(0, maintainers)) court.seatable(one);
    return court;
  }

  fork(): Court {
    return new Court(this.world.fork(), this.provider);
  }

  seatable(one: Identity, interests: JsonObject = {}): void {
    this.world.register(one, { displayName: "Maintainer" });
    this.admins("maintainer.appoint", "index", { maintainer: one.did });
    this.world.say({ kind: "maintainer.accept", by: one, subject: one.did, body: {} });
    const body = { organisation: null, related: [], categories: [], ...interests };
    this.world.say({ kind: "maintainer.interests", by: one, subject: one.did, body });
  }

  admins(kind: Kind, subject: string, body: JsonObject): Effect {
    return this.world.say({ kind, by: this.world.admin, subject, body }).effect;
  }

  /** A judged case. */
  filed(outcome: keyof typeof OUTCOMES = "contested", claim: ClaimName = "wrong-result", name = "evidence"): CaseId {
    const saying = reporting(PEOPLE.reporter, this.provider, claim, name);
    const { hash } = this.world.say({ ...saying, body: { ...saying.body, drawShare: secretOf("reporter").commit } });
    const id = caseIdOf(hash);
    // What only people can judge shows no signed answer here.
    const signer = outcome === "for-people" ? null : PEOPLE.operator.did;
    judge(this.world, id, { checks: OUTCOMES[outcome], signer, fault: hexEncode(sha256(utf8Encode(name))) });
    return id;
  }

  /** As {@link filed}, and not judged. */
  filedBy(by: Identity, name = "of another"): CaseId {
    return caseIdOf(this.world.say(reporting(by, this.provider, "slow", name)).hash);
  }

  form(id: string): CaseForm {
    return caseIn(this.world, id);
  }

  panel(id: string): PanelForm {
    const form = panelOf(this.world.state, id, this.form(id).dispute?.round ?? 0);
    if (form === undefined) throw new Error(`The case ${id} has no panel.`);
    return form;
  }

  say(kind: Kind, id: string, by: Identity, body: JsonObject): Effect {
    return this.world.say({ kind, by, subject: id, body }).effect;
  }

  contest(id: string, by: Identity = PEOPLE.operator, change: JsonObject = {}): Effect {
    const drawShare = secretOf("operator").commit;
    const body = { type: "contest", ground: "evidence-forged", statement: "Not so.", drawShare, ...change };
    return this.say("response.file", id, by, body);
  }

  admit(id: string, by: Identity = PEOPLE.operator): Effect {
    return this.say("response.file", id, by, { type: "admission", statement: "It was us." });
  }

  extend(id: string, by: Identity = PEOPLE.operator): Effect {
    return this.say("response.file", id, by, { type: "extension", reason: "Our logs are in cold storage." });
  }

  /** Who shows more than a claim brings a part, unless `isBare`. */
  attach(id: string, by: Identity, change: JsonObject = {}, isBare = false): Effect {
    const plain = {
      template: CASE_EVIDENCE_TEMPLATE,
      label: "A letter",
      class: "claim",
      statement: "They wrote this.",
    };
    const body = { ...plain, ...change };
    const part = { commit: "a".repeat(64), bytes: 900, mediaType: "text/plain", visibility: "public" as const };
    const parts = body.class === "claim" || isBare ? {} : { change: { parts: [part] } };
    return this.world.say({ kind: "evidence.attach", by, subject: id, body, ...parts }).effect;
  }

  withdraw(id: string, by: Identity = PEOPLE.reporter): Effect {
    return this.say("report.withdraw", id, by, { reason: "We agreed." });
  }

  share(id: string, side: "reporter" | "operator", by: Identity = PEOPLE[side]): Effect {
    return this.say("draw.reveal", id, by, { share: secretOf(side, this.roundOf(id)).share });
  }

  /** When the draw is due. */
  drawDue(id: string): Instant {
    const { dispute, rules, chain } = this.form(id);
    const shares = dispute === null ? undefined : sharesDueBy(dispute, rules);
    if (shares === undefined || chain === null) throw new Error(`No draw is due in ${id}.`);
    return instant(drawDueAt(shares, chain.since));
  }

  /** What the index says to draw. */
  drawing(id: string): JsonObject {
    const { dispute, rules, chain } = this.form(id);
    const shares = dispute === null ? undefined : sharesDueBy(dispute, rules);
    const epoch = shares && chain ? drawEpoch(drawDueAt(shares, chain.since), chain.since) : 1;
    return { round: this.roundOf(id), preimage: preimageFor(epoch) };
  }

  draw(id: string, by: Identity = this.world.index, change: JsonObject = {}): Effect {
    return this.say("case.draw", id, by, { ...this.drawing(id), ...change });
  }

  sit(id: string, by: Identity, change: JsonObject = {}): Effect {
    return this.say("panel.accept", id, by, { round: this.roundOf(id), noConflict: true, ...change });
  }

  leave(kind: "panel.decline" | "panel.recuse", id: string, by: Identity): Effect {
    return this.say(kind, id, by, { round: this.roundOf(id), reason: "I know them." });
  }

  roundOf(id: string): number {
    return Math.max(1, this.form(id).dispute?.round ?? 1);
  }

  commit(id: string, by: Identity, answers: Answers = UPHOLDS): Effect {
    const nonce = secretOf(by.did).share;
    const ballot = { log: TEST_LOG, case: id as CaseId, panel: this.roundOf(id), maintainer: by.did, nonce, answers };
    return this.say("vote.commit", id, by, { round: this.roundOf(id), commit: ballotCommit(ballot) });
  }

  open(id: string, by: Identity, answers: Answers = UPHOLDS): Effect {
    const body = { round: this.roundOf(id), nonce: secretOf(by.did).share, answers };
    return this.say("vote.reveal", id, by, body as unknown as JsonObject);
  }

  appeal(id: string, by: Identity, ground = "named-error"): Effect {
    return this.say("appeal.file", id, by, { ground, statement: "The date is wrong." });
  }

  reopen(id: string): Effect {
    return this.admins("case.reopen", id, { ground: "forged-evidence", reason: "The bill was forged." });
  }

  /** The record of the newest ruling, as the case has it. */
  rule(id: string, by: Identity = this.world.index, change: JsonObject = {}): Effect {
    return this.say("ruling", id, by, { ...this.ruling(id), ...change });
  }

  ruling(id: string): JsonObject {
    const { dispute, filedIn } = this.form(id);
    const { at: _, entry: __, ...said } = dispute?.rulings.at(-1) ?? NO_RULING;
    return { ...said, rule: RULING_RULE, relied: [filedIn], automated: said.by === "machine" } as unknown as JsonObject;
  }

  /** Lets time pass to what is due next, and records it. */
  pass(id: string): Effect {
    const { due } = this.form(id);
    if (due === null) throw new Error(`Nothing is due in ${id}.`);
    this.world.now = instant(due.deadline);
    return this.record(id);
  }

  record(id: string, by: Identity = this.world.index): Effect {
    const { due } = this.form(id);
    if (due === null) throw new Error(`Nothing is due in ${id}.`);
    const said = clockRecord(
      { aggregate: `case:${id}`, ...due, subject: id },
      { log: TEST_LOG, issuer: by.did, key: by.thumbprint },
    );
    return this.world.log(said, by).effect;
  }

  /** Those who sit in the panel, or are asked to. */
  seats(id: string): { seat: Seat; key: Identity }[] {
    return this.panel(id).seats.map((seat) => ({ seat, key: keyOf(seat.maintainer) }));
  }

  /** From an open case to a drawn panel that everybody accepts. */
  seated(id: string): void {
    if (this.form(id).state === "awaiting_response") this.contest(id);
    this.pass(id);
    this.share(id, "reporter");
    this.share(id, "operator");
    this.world.now = this.drawDue(id);
    this.draw(id);
    for (const { key } of this.seats(id)) this.sit(id, key);
    this.pass(id);
  }

  /** To the draft: every seat votes so. */
  voted(id: string, answers: Answers = UPHOLDS): void {
    for (const { key } of this.seats(id)) this.commit(id, key, answers);
    this.pass(id);
    for (const { key } of this.seats(id)) this.open(id, key, answers);
    this.pass(id);
  }

  /** A case that a panel has ruled on. */
  ruled(answers: Answers = UPHOLDS, outcome: keyof typeof OUTCOMES = "contested", claim?: ClaimName): CaseId {
    const id = this.filed(outcome, claim);
    if (outcome === "proven") this.contest(id);
    this.seated(id);
    this.voted(id, answers);
    this.pass(id);
    return id;
  }

  later(ms: number): void {
    this.world.now = addMs(this.world.now, ms);
  }
}

const NO_RULING = {
  round: 1,
  by: "panel",
  outcome: "upheld",
  attribution: "unknown",
  severity: "minor",
  onSilence: false,
  weight: "full",
  labels: [],
  counted: 3,
  dissent: 0,
  at: "",
  entry: null,
} as const;

export function keyOf(did: Did): Identity {
  const key = MAINTAINERS.find((one) => one.did === did);
  if (key === undefined) throw new Error(`No maintainer ${did}.`);
  return key;
}

export function instant(text: string): Instant {
  const found = parseInstant(text);
  if (found === undefined) throw new Error(`${text} is no time.`);
  return found;
}
