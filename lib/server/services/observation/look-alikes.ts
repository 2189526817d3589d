/** Names that can be taken for a proven provider's: shown beside both, never a reason to refuse. */
import type { AsOf } from "#lib/contract/common.ts";
import type { LookAlike } from "#lib/contract/observations.ts";
import { MINUTE_MS } from "#lib/kernel/instant.ts";
import { skeletonOf } from "#lib/server/names/skeleton.ts";
import { isNameProven } from "#lib/state/name-proofs.ts";
import type { Ctx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { parseForm } from "../state/projected-forms.ts";

type Proven = ReadonlyMap<string, readonly LookAlike[]>;

/** Reading all names is dear, and a warning that comes a minute late warns. */
const KEPT_MS = MINUTE_MS;
const kept = new WeakMap<object, { readonly at: number; readonly proven: Promise<Proven> }>();
const MOST = 5;

/** For whoever asks about a name, registered or not. Errors: `unavailable`. */
export async function getLookAlikes(
  ctx: Ctx,
  { name, except }: { readonly name: string; readonly except?: string | undefined },
): Promise<{ data: LookAlike[]; as_of: AsOf }> {
  const [data, as_of] = await Promise.all([findLookAlikes(ctx, name, except), resolveAsOf(ctx, undefined)]);
  return { data, as_of };
}

/** Proven providers but `id` whose name has the same skeleton as `name`; at most five. */
export async function findLookAlikes(ctx: Ctx, name: string, id?: string): Promise<LookAlike[]> {
  const skeleton = skeletonOf(name);
  if (skeleton === "") return [];
  const found = (await provenNames(ctx)).get(skeleton) ?? [];
  return found.filter((other) => other.id !== id).slice(0, MOST);
}

function provenNames(ctx: Ctx): Promise<Proven> {
  const now = ctx.logClock();
  const known = kept.get(ctx.pool);
  if (known !== undefined && now - known.at < KEPT_MS) return known.proven;
  const proven = readProvenNames(ctx);
  kept.set(ctx.pool, { at: now, proven });
  proven.catch(() => kept.delete(ctx.pool));
  return proven;
}

async function readProvenNames(ctx: Ctx): Promise<Proven> {
  const { rows } = await ctx.pool.query<{ form: string }>(
    "SELECT form FROM aggregate_version WHERE starts_with(key, 'provider:') AND to_size IS NULL ORDER BY key",
  );
  const bySkeleton = new Map<string, LookAlike[]>();
  for (const row of rows) {
    const form = parseForm(row.form);
    if (form.aggregate !== "provider" || !isNameProven(form, ctx.logClock())) continue;
    const skeleton = skeletonOf(form.name);
    bySkeleton.set(skeleton, [...(bySkeleton.get(skeleton) ?? []), { id: form.id, name: form.name }]);
  }
  return bySkeleton;
}
