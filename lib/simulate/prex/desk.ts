/**
 * What an index has to say by itself in a log: records of what time has made due, what its machines find of definitions,
 * reports and attached answers, draws, and rulings that took effect. It keeps a list of what is open, from the rows that
 * entries change, so that nobody has to look through a whole state.
 */
import type { CaseId } from "#lib/kernel/ids.ts";
import { addMs, asInstant, type Instant, parseInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import { drawDueOf } from "#lib/state/case/draw-due.ts";
import type { AggregateKey, Form } from "#lib/state/forms.ts";
import { earliestDue } from "#lib/state/reducers/clock.ts";
import { indexOf, type StateView } from "#lib/state/view.ts";

/** What is said of an aggregate. */
export type DueAct = {
  readonly act: "clock" | "admit" | "judge" | "rerun" | "draw" | "rule";
  readonly key: AggregateKey;
  readonly at: Instant;
};

/** Seconds after which an index has said it: what machines must run takes longer. */
const DELAY_S = { clock: 5, admit: 20, judge: 30, rerun: 40, draw: 5, rule: 10 } as const;

const UNDECIDED: ReadonlySet<string> = new Set([
  ...["filed", "checked", "proven", "awaiting_response", "accepted", "contested", "evidence_open", "drawing", "voting"],
  ...["revealing", "draft", "ruled", "appealed", "inadmissible"],
]);

export class IndexDesk {
  readonly #view: StateView;
  readonly #due = new Map<AggregateKey, DueAct[]>();
  /** Cases in which something can still be said. */
  readonly cases = new Set<CaseId>();

  /** `view`: the state after all that is noted. */
  constructor(view: StateView) {
    this.#view = view;
  }

  /** Rows as an entry, logged at that time, left them. */
  note(rows: Iterable<{ readonly key: AggregateKey; readonly form: Form }>, loggedAt: Instant): void {
    for (const { key, form } of rows) {
      if (form.aggregate === "case") this.cases[UNDECIDED.has(form.state) ? "add" : "delete"](form.id);
      const acts = this.#actsOf(key, form, loggedAt);
      if (acts.length === 0) this.#due.delete(key);
      else this.#due.set(key, acts);
    }
  }

  /** What is due first; undefined: nothing, as long as nobody says anything. Of one moment by the aggregates' names. */
  next(): DueAct | undefined {
    let first: DueAct | undefined;
    for (const acts of this.#due.values())
      for (const act of acts)
        if (first === undefined || act.at < first.at || (act.at === first.at && act.key < first.key)) first = act;
    return first;
  }

  /** It was looked at, and nothing is to be said now. */
  putOff({ key, act }: DueAct): void {
    const left = (this.#due.get(key) ?? []).filter((one) => one.act !== act);
    if (left.length === 0) this.#due.delete(key);
    else this.#due.set(key, left);
  }

  /** It is to be looked at again then. */
  again(act: DueAct, at: Instant): void {
    this.#due.set(act.key, [...(this.#due.get(act.key) ?? []), { ...act, at }]);
  }

  #actsOf(key: AggregateKey, form: Form, loggedAt: Instant): DueAct[] {
    const acts: DueAct[] = [];
    const add = (act: DueAct["act"], since: Instant) =>
      acts.push({ act, key, at: asInstant(Math.max(loggedAt, since) + DELAY_S[act] * SECOND_MS) });
    const clock = earliestDue(form);
    if (clock !== undefined) add("clock", clock);
    switch (form.aggregate) {
      case "definition":
        if (form.withdrawn === null && form.versions.some(({ admission }) => admission === null))
          add("admit", loggedAt);
        break;
      case "attester":
        if (form.last.found === null) add("rerun", loggedAt);
        break;
      case "case": {
        if (form.state === "filed" || form.state === "checked") add("judge", loggedAt);
        if (form.dispute?.rulings.some(({ entry }) => entry === null)) add("rule", loggedAt);
        const due = form.state === "drawing" ? drawDueOf(form, indexOf(this.#view)) : undefined;
        const isDrawn =
          due !== undefined && this.#view.get(`panel:${form.id}.${due.round}` as AggregateKey) !== undefined;
        if (due !== undefined && !isDrawn) add("draw", parseInstant(due.dueAt) ?? addMs(loggedAt, 0));
        break;
      }
      default:
        break;
    }
    return acts;
  }
}
