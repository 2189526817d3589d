/** A pure question over the projected state as it stood at a size: what it asks for and is not known is loaded, and it is asked again. */
import type { AggregateKey, Form } from "#lib/state/forms.ts";
import { type StateView, viewThrough } from "#lib/state/view.ts";
import type { Ctx } from "../context.ts";
import { parseForm } from "./projected-forms.ts";

const MAX_ROUNDS = 8;

/** Without chains. Errors: the database's own; a question that never settles. */
export async function askAt<T>(
  { pool }: Pick<Ctx, "pool">,
  size: number,
  question: (view: StateView) => T,
): Promise<T> {
  const known = new Map<AggregateKey, Form | undefined>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const missing = new Set<AggregateKey>();
    const answer = question(
      viewThrough((key) => {
        if (!known.has(key)) missing.add(key);
        return known.get(key);
      }),
    );
    if (missing.size === 0) return answer;
    const { rows } = await pool.query<{ key: AggregateKey; form: string }>(
      `SELECT key, form FROM aggregate_version
        WHERE key = ANY($1::text[]) AND from_size <= $2 AND (to_size IS NULL OR to_size > $2)`,
      [[...missing], size],
    );
    for (const key of missing) known.set(key, undefined);
    for (const { key, form } of rows) known.set(key, parseForm(form));
  }
  throw new Error("A question over the state at a size did not settle.");
}
