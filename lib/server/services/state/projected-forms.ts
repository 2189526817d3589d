/**
 * The projected state as a `StateView`, for intake's courtesy checks. The fold reads synchronously, so what it will ask
 * for is found out by running it: a run that asks for something not loaded is thrown away, the missing aggregates are
 * loaded, and it runs again.
 */
import { hexDecode } from "#lib/kernel/base.ts";
import type { AggregateKey, Form } from "#lib/state/forms.ts";
import type { Chain, StateView } from "#lib/state/view.ts";
import { hashOfColumn, type Sql } from "../../log-store/sql.ts";
import type { HeadEvent } from "../log/log-follower.ts";
import { together } from "../together.ts";

/** A statement touches few aggregates; a run that still asks after this many loads is a bug of the fold. */
const MAX_ROUNDS = 16;
const MAX_CACHED = 20_000;
const MOST_QUESTIONS = 500;

type Loaded = { readonly form: Form; readonly chain: Chain } | null;

type Row = { key: string; form: string; chain_head: Buffer; chain_length: number };

function loadedOf({ form, chain_head, chain_length }: Row): Loaded {
  return { form: parseForm(form), chain: { head: hashOfColumn(chain_head), length: Number(chain_length) } };
}

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
      const ask = (key: AggregateKey) => {
        const row = loaded.get(key) ?? this.#cache.get(key);
        if (row === undefined && !loaded.has(key)) missing.add(key);
        return row ?? undefined;
      };
      const view: StateView = { get: (key) => ask(key)?.form, chainOf: (key) => ask(key)?.chain };
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
    const { rows } = await this.#sql.query<Row>(
      `SELECT key, form, chain_head, chain_length FROM aggregate_version
        WHERE key = ANY($1::text[]) AND to_size IS NULL`,
      [keys],
    );
    const found = new Map(rows.map((row) => [row.key, loadedOf(row)]));
    if (generation === this.#generation)
      for (const key of keys) if (this.#cache.size < MAX_CACHED) this.#cache.set(key, found.get(key) ?? null);
    return asked.map((wanted) => new Map(wanted.map((key) => [key, found.get(key) ?? null])));
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
