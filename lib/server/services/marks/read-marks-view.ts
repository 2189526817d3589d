/** The forms that a provider's marks read, as they stood at a size: what a stranger computes the same marks from. */
import type { ProviderId } from "#lib/kernel/ids.ts";
import { asInstant, DAY_MS, type Instant } from "#lib/kernel/instant.ts";
import { findModel } from "#lib/reputation/model.ts";
import { type AggregateKey, type Form, providerKey } from "#lib/state/forms.ts";
import type { ModelSource } from "#lib/state/marks/marks-input.ts";
import { factKeysOf } from "#lib/state/marks/read-forms.ts";
import type { StateView } from "#lib/state/view.ts";
import type { ReadCtx } from "../context.ts";
import { parseForm } from "../state/projected-forms.ts";

/** Provider, then pages, keys and services, then cases and the services' pages, then their cases. */
const MAX_ROUNDS = 8;

/** `view`: over `forms` alone, which are in canonical text in `texts`. */
export type MarksView = {
  readonly view: StateView;
  readonly forms: readonly Form[];
  readonly texts: readonly string[];
};

/** `day`: whole UTC days since 1970-01-01, of which the marks are. */
export async function readMarksView(
  { pool }: Pick<ReadCtx, "pool">,
  id: ProviderId,
  { size, day, models = findModel }: { readonly size: number; readonly day: number; readonly models?: ModelSource },
): Promise<MarksView> {
  const at: Instant = asInstant(day * DAY_MS);
  const known = new Map<AggregateKey, { readonly form: Form; readonly text: string } | null>();
  const view: StateView = { get: (key) => known.get(key)?.form, chainOf: () => undefined };
  let missing: AggregateKey[] = ["model", "index", providerKey(id)];
  for (let round = 0; missing.length > 0; round += 1) {
    if (round === MAX_ROUNDS) throw new Error("What marks read did not settle.");
    const { rows } = await pool.query<{ key: string; form: string }>(
      `SELECT key, form FROM aggregate_version
        WHERE key = ANY($1::text[]) AND from_size <= $2 AND (to_size IS NULL OR to_size > $2)`,
      [missing, size],
    );
    for (const key of missing) known.set(key, null);
    for (const { key, form } of rows) known.set(key as AggregateKey, { form: parseForm(form), text: form });
    missing = factKeysOf(view, id, at, models).filter((key) => !known.has(key));
  }
  const found = factKeysOf(view, id, at, models).flatMap((key) => known.get(key) ?? []);
  return { view, forms: found.map(({ form }) => form), texts: found.map(({ text }) => text) };
}
