/** What an agent says at the end: of its calls, and of who agreed with whom. */
import type { Io } from "../command.ts";
import type { Sample } from "./agreement.ts";
import type { Outcome } from "./judge.ts";

type Counts = Record<Outcome["kind"], number>;

function noCounts(): Counts {
  return { trusted: 0, verified: 0, unanswered: 0, unsigned: 0, inconclusive: 0, wrong: 0 };
}

/** Counts of one provider's answers. */
export class Tally {
  readonly counts: Counts = noCounts();
  /** Why answers counted as unsigned or as none, by code. */
  readonly #reasons = { unsigned: new Map<string, number>(), unanswered: new Map<string, number>() };
  calls = 0;

  add(outcome: Outcome): void {
    this.calls++;
    this.counts[outcome.kind]++;
    if (outcome.kind !== "unsigned" && outcome.kind !== "unanswered") return;
    const { reason } = outcome;
    const counts = this.#reasons[outcome.kind];
    if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }

  get words(): string {
    const { trusted, verified, wrong, unsigned, inconclusive, unanswered } = this.counts;
    const why = (kind: "unsigned" | "unanswered") => {
      const reasons = [...this.#reasons[kind]].map(([reason, count]) => `${count} ${reason}`);
      return reasons.length === 0 ? "" : ` (${reasons.join(", ")})`;
    };
    return `${this.calls} calls: ${trusted} trusted, ${verified} run again and right, ${wrong} wrong, ${unsigned} unsigned${why("unsigned")}, ${inconclusive} open, ${unanswered} unanswered${why("unanswered")}.`;
  }
}

/** Counts of samples that several providers were asked. */
export class AgreementTally {
  readonly total = new Tally();
  readonly #providers = new Map<string, { readonly tally: Tally; odd: number }>();
  samples = 0;
  agreed = 0;

  add({ answers, agrees }: Sample): void {
    this.samples++;
    if (agrees) this.agreed++;
    const most = majorityOf(answers.map(({ group }) => group));
    for (const { callee, group, outcome } of answers) {
      const row = this.#providers.get(callee.url.href) ?? { tally: new Tally(), odd: 0 };
      this.#providers.set(callee.url.href, row);
      row.tally.add(outcome);
      this.total.add(outcome);
      if (!agrees && most !== undefined && group !== null && group !== most) row.odd++;
    }
  }

  get rows() {
    return [...this.#providers].map(([provider, { tally, odd }]) => ({ provider, odd, ...tally.counts }));
  }

  print(io: Io): void {
    io.out(`Asked ${this.#providers.size} providers the same ${this.samples} times: ${this.agreed} times all agreed.`);
    for (const { provider, odd, wrong, verified, trusted } of this.rows)
      io.out(
        `${provider}  alone against most: ${odd}, wrong by the definition: ${wrong}, right by it: ${verified}, not run: ${trusted}`,
      );
    if (this.agreed < this.samples)
      io.out("That providers differ accuses none of them: what the definition itself gives does.");
  }
}

/** What more than half of those who answered say; undefined when no answer has so many. */
function majorityOf(groups: readonly (number | null)[]): number | undefined {
  const answered = groups.filter((group) => group !== null);
  return answered.find((group) => answered.filter((other) => other === group).length * 2 > answered.length);
}
