/** What a computation over the state reads of it. */
import type { AggregateKey, Form } from "../forms.ts";
import type { StateView } from "../view.ts";

/** Looks through to another view, and remembers what was asked for and what was found, also that nothing was there. */
export class RecordingView implements StateView {
  readonly asked = new Map<AggregateKey, Form | undefined>();
  readonly #behind: StateView;

  constructor(behind: StateView) {
    this.#behind = behind;
  }

  get(key: AggregateKey): Form | undefined {
    const form = this.#behind.get(key);
    this.asked.set(key, form);
    return form;
  }

  chainOf(key: AggregateKey): ReturnType<StateView["chainOf"]> {
    return this.#behind.chainOf(key);
  }
}
