/**
 * What people of the invented market say because of what the log shows: operators answer, both sides show their shares of a
 * draw, maintainers take seats, seal ballots and open them, whoever lost appeals. All follows from the state and the moment, so that
 * whoever asks again hears nothing twice.
 */
import { ballotCommit } from "#lib/dispute/ballot.ts";
import type { Seat } from "#lib/dispute/dispute.ts";
import { commitOfShare, shareOfRound } from "#lib/dispute/draw-share.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { CaseId, Did, Origin } from "#lib/kernel/ids.ts";
import { formatInstant, HOUR_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { CaseForm, PanelForm } from "#lib/state/case/case-forms.ts";
import { drawDueOf } from "#lib/state/case/draw-due.ts";
import { caseThen } from "#lib/state/case/time.ts";
import { caseOf, indexOf, providerOf, type StateView } from "#lib/state/view.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { type Answers, CASE_EVIDENCE_TEMPLATE, type CaseEvidenceBody } from "#lib/statement/dispute-bodies.ts";
import type { AppealGround, Ground } from "#lib/statement/dispute-words.ts";
import type { Kind } from "#lib/statement/kinds.ts";
import { shareSecret } from "./answers.ts";
import type { Attachment, Saying } from "./saying.ts";

/** How a case goes, as far as people decide it. Hours count from when they could speak. */
export type CasePlan = {
  /** The operator asks for more time first. */
  readonly asksMoreTime?: { readonly afterHours: number; readonly reason: string };
  /** The reporter takes the report back. */
  readonly withdraws?: { readonly afterHours: number; readonly reason: string };
  /** Who sits at that place of the first panel steps aside after all. */
  readonly stepsAside?: { readonly nth: number; readonly reason: string };
  /** Absent: the operator says nothing. */
  readonly answer?: { readonly afterHours: number } & (
    | { readonly type: "contest"; readonly ground: Ground | null; readonly statement: string }
    | { readonly type: "admission"; readonly statement: string }
  );
  readonly appeal?: {
    readonly by: "reporter" | "operator";
    readonly afterHours: number;
    readonly ground: AppealGround;
    readonly statement: string;
    /** Attached by the operator while evidence is open again. */
    readonly shows?: Pick<CaseEvidenceBody, "label" | "class" | "statement"> & { readonly bytes: Uint8Array };
  };
  /** What somebody in the panel of a round finds; `nth`: place among those who sit. */
  readonly finds: (round: number, nth: number) => Answers;
  /** Keeps its ballot of the first round for whoever plays along. */
  readonly leavesSeatOf?: Did;
};

export type Society = {
  readonly seed: string;
  readonly origin: Origin;
  /** Keys of everybody who can act, by did. */
  readonly keys: ReadonlyMap<Did, Identity>;
  readonly plans: ReadonlyMap<CaseId, CasePlan>;
};

const CANNOT_TELL: Answers = {
  fact: "cannot-tell",
  attribution: null,
  severity: null,
  remedied: null,
  abusive: false,
  reasons: { fact: "Nothing that was shown lets me tell.", attribution: null, severity: null },
};

/** A case of which nobody planned anything: what a machine has proven happened, and more nobody can tell. */
function plainPlan({ provenAt }: CaseForm): CasePlan {
  const proven: Answers = {
    ...CANNOT_TELL,
    ...{ fact: "happened", attribution: "unknown", severity: "serious" },
    reasons: {
      fact: "The signed answer is not what the definition gives.",
      attribution: "Nothing tells why.",
      severity: "Whoever relied on it was wrong.",
    },
  };
  return { finds: () => (provenAt === null ? CANNOT_TELL : proven) };
}

/** Hours that somebody takes for something: the same for the same person and case. */
function hoursOf(who: string, what: string, least: number, most: number): number {
  const [a = 0, b = 0] = sha256(utf8Encode(`${who} ${what}`));
  return least + ((a * 256 + b) / 65_536) * (most - least);
}

/** Whoever is left to others leaves so long before voting closes: a seat that nobody fills keeps its holder out of draws for a month. */
const LEAVES_BEFORE_MS = 8 * HOUR_MS;

/** Everything that is said at this moment, about those of the cases in which somebody has something to say. */
export function reactTo(society: Society, view: StateView, now: Instant, cases: Iterable<CaseId>): Saying[] {
  return [...cases].flatMap((id) => {
    const form = caseOf(view, id);
    return form === undefined ? [] : new Voices(society, view, now, form).said();
  });
}

/** Sealed ballots that nobody of this society has, of which each could be opened now: "<case> <round> <maintainer>". */
export function ballotsOfOthers(society: Society, view: StateView, now: Instant, cases: Iterable<CaseId>): string[] {
  return [...cases].flatMap((id) => {
    const form = caseOf(view, id);
    return form === undefined ? [] : new Voices(society, view, now, form).ballotsOfOthers();
  });
}

class Voices {
  readonly #society: Society;
  readonly #view: StateView;
  readonly #now: Instant;
  readonly #form: CaseForm;
  readonly #panel: PanelForm | undefined;
  readonly #plan: CasePlan;
  readonly #said: Saying[] = [];

  constructor(society: Society, view: StateView, now: Instant, before: CaseForm) {
    // What time has made of the case by now, recorded or not.
    const { form, panel } = caseThen(view, before, now);
    this.#society = society;
    this.#view = view;
    this.#now = now;
    this.#form = form;
    this.#panel = panel?.round === form.dispute?.round ? panel : undefined;
    this.#plan = society.plans.get(form.id) ?? plainPlan(form);
  }

  said(): Saying[] {
    switch (this.#form.state) {
      case "awaiting_response":
      case "proven":
        this.#answer();
        this.#withdraw();
        break;
      case "appealed":
        this.#showEvidence();
        break;
      case "drawing":
        if (this.#panel === undefined) this.#showShares();
        else this.#takeSeats(this.#panel);
        break;
      case "voting":
        if (this.#panel !== undefined) this.#seal(this.#panel);
        break;
      case "revealing":
      case "draft":
        if (this.#panel !== undefined) this.#open(this.#panel);
        break;
      case "ruled":
      case "inadmissible":
        this.#appeal();
        break;
      default:
        break;
    }
    return this.#said;
  }

  ballotsOfOthers(): string[] {
    const panel = this.#panel;
    if (this.#form.state !== "revealing" || panel === undefined) return [];
    return this.#seats(panel).flatMap(({ state, maintainer, commit, answers, nth }) =>
      state === "accepted" && answers === null && this.#found(panel, maintainer, commit, nth) === undefined
        ? [`${this.#form.id} ${panel.round} ${maintainer}`]
        : [],
    );
  }

  #say(by: Identity | undefined, kind: Kind, body: object, attached: readonly Attachment[] = []): void {
    if (by === undefined) return;
    const said = { kind, subject: this.#form.id, body: body as JsonObject };
    this.#said.push({ at: this.#now, by, said, attached });
  }

  #isPast(since: string | null | undefined, afterHours: number): boolean {
    const from = parseInstant(since ?? "");
    return from !== undefined && this.#now >= from + afterHours * HOUR_MS;
  }

  #operator(): Identity | undefined {
    const operator = providerOf(this.#view, this.#form.provider)?.operator;
    return operator && this.#society.keys.get(operator);
  }

  #reporter(): Identity | undefined {
    return this.#society.keys.get(this.#form.reporter);
  }

  #withdraw(): void {
    const { withdraws } = this.#plan;
    if (withdraws !== undefined && this.#isPast(this.#form.judgedAt, withdraws.afterHours))
      this.#say(this.#reporter(), "report.withdraw", { reason: withdraws.reason });
  }

  #answer(): void {
    const { answer, asksMoreTime } = this.#plan;
    const { dispute, judgedAt } = this.#form;
    if (asksMoreTime !== undefined && dispute?.extended === false && this.#isPast(judgedAt, asksMoreTime.afterHours))
      this.#say(this.#operator(), "response.file", { type: "extension", reason: asksMoreTime.reason });
    if (
      answer === undefined ||
      dispute === null ||
      dispute.answer !== null ||
      !this.#isPast(judgedAt, answer.afterHours)
    )
      return;
    const { type, statement } = answer;
    const operator = this.#operator();
    if (type === "admission") this.#say(operator, "response.file", { type, statement });
    else if (operator !== undefined) {
      const drawShare = commitOfShare(shareSecret(this.#society.seed, operator, this.#form.id));
      this.#say(operator, "response.file", { type, ground: answer.ground, statement, drawShare });
    }
  }

  #showEvidence(): void {
    const shows = this.#plan.appeal?.shows;
    const { dispute } = this.#form;
    if (shows === undefined || dispute === null || dispute.evidence.some(({ label }) => label === shows.label)) return;
    const { bytes, ...said } = shows;
    const part = { bytes, mediaType: "text/plain" };
    this.#say(this.#operator(), "evidence.attach", { template: CASE_EVIDENCE_TEMPLATE, ...said }, [part]);
  }

  /** Each side two hours after evidence has closed. */
  #showShares(): void {
    const { dispute, provider, id } = this.#form;
    const due = drawDueOf(this.#form, indexOf(this.#view));
    if (dispute === null || due === undefined || formatInstant(this.#now) >= due.dueAt) return;
    if (!this.#isPast(dispute.evidenceClosesAt, 2)) return;
    const show = (
      by: Identity | undefined,
      { commit, share }: { commit: string | null; share: string | null },
      about: string,
    ) => {
      if (by === undefined || commit === null || share !== null) return;
      const found = shareOfRound(shareSecret(this.#society.seed, by, about), commit, dispute.round);
      if (found !== undefined) this.#say(by, "draw.reveal", { share: hexEncode(found) });
    };
    show(this.#reporter(), dispute.reporterShare, provider);
    show(this.#operator(), dispute.operatorShare, id);
  }

  /** Those who sit or are asked to, in the order of the draw; whoever is left to others comes last. */
  #seats(panel: PanelForm): (Seat & { readonly nth: number; readonly key: Identity | undefined })[] {
    const isLeft = ({ maintainer }: Seat) => maintainer === this.#plan.leavesSeatOf;
    const live = panel.seats
      .filter(({ state }) => state === "asked" || state === "accepted")
      .toSorted((a, b) => Number(isLeft(a)) - Number(isLeft(b)));
    return live.map((seat, nth) => ({ ...seat, nth, key: this.#society.keys.get(seat.maintainer) }));
  }

  #takeSeats({ seats, round, ...panel }: PanelForm): void {
    for (const { state, key, maintainer, at } of this.#seats({ seats, round, ...panel }))
      if (state === "asked" && this.#isPast(at, hoursOf(maintainer, this.#form.id, 2, 16)))
        this.#say(key, "panel.accept", { round, noConflict: true });
  }

  #nonce(maintainer: Did, round: number): string {
    return hexEncode(sha256(utf8Encode(`${this.#society.seed}\nballot\n${maintainer}\n${this.#form.id}\n${round}`)));
  }

  #seal(panel: PanelForm): void {
    const { round } = panel;
    for (const { state, key, maintainer, commit, nth } of this.#seats(panel)) {
      const isLeft = this.#plan.leavesSeatOf === maintainer && round === 1;
      const since = panel.seatsBy;
      const leaves = state === "accepted" && commit === null ? this.#whyLeaves(panel, nth, isLeft) : undefined;
      if (leaves !== undefined) this.#say(key, "panel.recuse", { round, reason: leaves });
      if (leaves !== undefined) continue;
      if (state === "asked" && this.#isPast(since, 1)) this.#say(key, "panel.accept", { round, noConflict: true });
      if (state !== "accepted" || commit !== null || isLeft) continue;
      if (!this.#isPast(since, hoursOf(maintainer, `${this.#form.id} votes`, 6, 90))) continue;
      const ballot = { log: this.#society.origin, case: this.#form.id, panel: round, maintainer };
      const sealed = { ...ballot, nonce: this.#nonce(maintainer, round), answers: this.#plan.finds(round, nth) };
      this.#say(key, "vote.commit", { round, commit: ballotCommit(sealed) });
    }
  }

  /** Somebody who steps aside as planned, or to whose seat nobody came. */
  #whyLeaves({ round, seats, votesBy }: PanelForm, nth: number, isLeft: boolean): string | undefined {
    const { stepsAside } = this.#plan;
    if (isLeft)
      return this.#isPast(votesBy, -LEAVES_BEFORE_MS / HOUR_MS)
        ? "I cannot vote in time. Ask somebody else."
        : undefined;
    const isFirst = round === 1 && seats.every(({ state }) => state !== "recused");
    return isFirst && stepsAside?.nth === nth ? stepsAside.reason : undefined;
  }

  #open(panel: PanelForm): void {
    const { round } = panel;
    for (const { state, key, maintainer, commit, answers, open, nth, at } of this.#seats(panel)) {
      if (state === "asked" && this.#isPast(at, 3)) this.#say(key, "panel.accept", { round, noConflict: true });
      if (state !== "accepted" || answers !== null || (commit === null && !open)) continue;
      if (!this.#isPast(open ? at : panel.votesBy, hoursOf(maintainer, `${this.#form.id} opens`, 1, 16))) continue;
      // A sealed ballot opens as it was sealed, whoever has left the panel since; one of somebody who plays along they do not have.
      const found = open ? this.#plan.finds(round, nth) : this.#found(panel, maintainer, commit, nth);
      if (found === undefined) continue;
      this.#say(key, "vote.reveal", { round, nonce: this.#nonce(maintainer, round), answers: found });
    }
  }

  /** The answers that were sealed; undefined: by somebody else. */
  #found({ round, seats }: PanelForm, maintainer: Did, commit: string | null, nth: number): Answers | undefined {
    const ballot = {
      log: this.#society.origin,
      case: this.#form.id,
      panel: round,
      maintainer,
      nonce: this.#nonce(maintainer, round),
    };
    const places = [nth, ...seats.map((_, place) => place)];
    const sealed = places.find(
      (place) => ballotCommit({ ...ballot, answers: this.#plan.finds(round, place) }) === commit,
    );
    return sealed === undefined ? undefined : this.#plan.finds(round, sealed);
  }

  #appeal(): void {
    const { appeal } = this.#plan;
    const { dispute, judgedAt, state } = this.#form;
    if (appeal === undefined || (dispute?.appeal ?? null) !== null) return;
    const since = state === "ruled" ? dispute?.rulings.at(-1)?.at : judgedAt;
    if (!this.#isPast(since, appeal.afterHours)) return;
    const by = appeal.by === "operator" ? this.#operator() : this.#reporter();
    this.#say(by, "appeal.file", { ground: appeal.ground, statement: appeal.statement });
  }
}
