/**
 * The projected state as a `StateView`, for intake's courtesy checks. The fold reads synchronously, so what it will ask
 * for is found out by running it: a run that asks for something not loaded is thrown away, the missing aggregates are
 * loaded, and it runs again.
 */
import { hexDecode } from "#lib/kernel/base.ts";
import type { AggregateKey, Form } from "#lib/state/forms.ts";
import type { StateView } from "#lib/state/view.ts";
import type { Sql } from "../../log-store/sql.ts";
import type { HeadEvent } from "../log/log-follower.ts";
import { together } from "../together.ts";

/** A statement touches few aggregates; a run that still asks after this many loads is a bug of the fold. */
const MAX_ROUNDS = 16;
const MAX_CACHED = 20_000;
const MOST_QUESTIONS = 500;

type Loaded = Form | null;

export type ProjectedFormsOptions = {
  readonly sql: Sql;
  readonly onChange: (handler: (event: HeadEvent) => void) => () => void;
};

/** The newest form of each aggregate, remembered until the projection moves. */
export class ProjectedForms {
  readonly #sql: Sql;
  readonly #cache = new Map<AggregateKey, Loaded>();
  readonly #read = together((asked: readonly (readonly AggregateKey[])[]) => this.#readAll(asked), MOST_QUESTIONS);
  /** Grows when the projection moves: a load that began before must not fill the cache after. */
  #generation = 0;

  constructor(options: ProjectedFormsOptions) {
    this.#sql = options.sql;
    options.onChange((event) => {
      if (event === "projected") this.forget();
    });
  }

  forget(): void {
    this.#generation += 1;
    this.#cache.clear();
  }

  /** Runs a pure question over the projected state. Errors: the database's own; a question that never settles. */
  async ask<T>(question: (view: StateView) => T): Promise<T> {
    const loaded = new Map<AggregateKey, Loaded>();
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const missing = new Set<AggregateKey>();
      const view: StateView = {
        get: (key) => {
          const form = loaded.get(key) ?? this.#cache.get(key);
          if (form === undefined && !loaded.has(key)) missing.add(key);
          return form ?? undefined;
        },
      };
      const answer = question(view);
      if (missing.size === 0) return answer;
      await this.#load([...missing], loaded);
    }
    throw new Error("A question over the projected state did not settle.");
  }

  async #load(keys: readonly AggregateKey[], into: Map<AggregateKey, Loaded>): Promise<void> {
    for (const [key, form] of await this.#read(keys)) into.set(key, form);
  }

  /** Each key once, for all questions of the batch. */
  async #readAll(asked: readonly (readonly AggregateKey[])[]): Promise<Map<AggregateKey, Loaded>[]> {
    const generation = this.#generation;
    const keys = [...new Set(asked.flat())];
    const { rows } = await this.#sql.query<{ key: string; form: string }>(
      "SELECT key, form FROM aggregate_version WHERE key = ANY($1::text[]) AND to_size IS NULL",
      [keys],
    );
    const forms = new Map(rows.map((row) => [row.key, parseForm(row.form)]));
    if (generation === this.#generation)
      for (const key of keys) if (this.#cache.size < MAX_CACHED) this.#cache.set(key, forms.get(key) ?? null);
    return asked.map((wanted) => new Map(wanted.map((key) => [key, forms.get(key) ?? null])));
  }
}

/** Text that the projector wrote from a `Form`; its shape is the projector's promise. */
export function parseForm(text: string): Form {
  const form: Form = JSON.parse(text);
  return form;
}

/** Hex text as the bytes that a bytea parameter takes; no bytes when it is not hex. */
export function byteaOf(hex: string): Buffer {
  return Buffer.from(hexDecode(hex) ?? new Uint8Array());
}
