/**
 * Whose case is judged next. Keys cost nothing, and one definition can take many seconds for each report: so no definition
 * gets its second case before another gets its first, and those that took the machines long wait behind those that did not.
 */
import type { CaseForm } from "#lib/state/case/case-forms.ts";

/** `definition`: hash; null where no code is run for the case. In the order in which they would be judged otherwise. */
export type Waiting = { readonly id: string; readonly definition: string | null };

/** After so long half of the time that a definition took is forgotten. */
const HALVED_MS = 600_000;
/** What took less is not told apart. */
const QUICK_MS = 1_000;

/** What definitions took of late; the times of one process. `nowMs`: of a clock that never goes back. */
export class JudgingTimes {
  readonly #taken = new Map<string, Taken & { readonly atMs: number }>();

  add(definition: string | null, ms: number, nowMs: number): void {
    if (definition === null) return;
    const before = this.of(definition, nowMs);
    this.#taken.set(definition, { ms: before.ms + ms, cases: before.cases + 1, atMs: nowMs });
    for (const [hash] of this.#taken) if (this.of(hash, nowMs).cases < FORGOTTEN) this.#taken.delete(hash);
  }

  of(definition: string | null, nowMs: number): Taken {
    const taken = definition === null ? undefined : this.#taken.get(definition);
    if (taken === undefined) return NOTHING;
    const left = 2 ** -((nowMs - taken.atMs) / HALVED_MS);
    return { ms: taken.ms * left, cases: taken.cases * left };
  }
}

/** What a definition took of late, and for how many cases. */
type Taken = { readonly ms: number; readonly cases: number };
const NOTHING: Taken = { ms: 0, cases: 0 };
const FORGOTTEN = 0.01;

/**
 * The waiting in the order in which to judge them: by the time that their definition took already, doubled and doubled
 * again; then the first of each definition before anybody's second; then as they came. Total.
 */
export function judgingOrder<T extends Waiting>(
  waiting: readonly T[],
  takenBy: (definition: string | null) => Taken,
): T[] {
  const seen = new Map<string, number>();
  const ranked = waiting.map((each, position) => {
    const { ms, cases } = takenBy(each.definition);
    const rank = each.definition === null ? 0 : (seen.get(each.definition) ?? Math.round(cases));
    if (each.definition !== null) seen.set(each.definition, rank + 1);
    return { each, position, rank, step: Math.floor(Math.log2(1 + ms / QUICK_MS)) };
  });
  ranked.sort((a, b) => a.step - b.step || a.rank - b.rank || a.position - b.position);
  return ranked.map(({ each }) => each);
}

/** Definitions that waiting cases name, read once for each case. */
export class NamedDefinitions {
  #known = new Map<string, string | null>();

  /** In the given order; what cannot be read now names none. Keeps nothing of cases that wait no more. */
  async of(
    forms: readonly CaseForm[],
    read: (form: CaseForm) => Promise<string | null>,
  ): Promise<(Waiting & { readonly form: CaseForm })[]> {
    const known = new Map<string, string | null>();
    for (const form of forms) {
      const { id, verdict } = form;
      const named = verdict?.definition ?? this.#known.get(id) ?? (await read(form).catch(() => null));
      known.set(id, named);
    }
    this.#known = known;
    return forms.map((form) => ({ id: form.id, form, definition: known.get(form.id) ?? null }));
  }
}
