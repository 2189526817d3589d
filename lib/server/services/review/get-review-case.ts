import type { AsOf } from "#lib/contract/common.ts";
import { participantKey, providerKey } from "#lib/state/forms.ts";
import { getCase } from "../case/get-case.ts";
import type { Ctx } from "../context.ts";
import { readForms } from "../state/read-aggregates.ts";

/** What stands in the place of a name. */
const HIDDEN = "hidden";

/**
 * The case as everybody reads it; `isBlind`: wherever either side's name, id or key stands, in strangers' texts too, it
 * reads `hidden`. The evidence that was signed is not changed: whoever reads its bytes can tell. Errors: `not-found`.
 */
export async function getReviewCase(ctx: Ctx, id: string, isBlind: boolean): Promise<{ data: object; as_of: AsOf }> {
  const { data, as_of } = await getCase(ctx, id);
  if (!isBlind) return { data, as_of };
  const { form: _form, ...shown } = data;
  const names = [data.provider, data.accused, data.reporter, ...(await readSide(ctx, data.provider, as_of))];
  return { data: without(shown, names) as object, as_of };
}

/** Names of a provider and of whoever runs it. */
async function readSide(ctx: Ctx, provider: string, { size }: AsOf): Promise<string[]> {
  const [form] = await readForms(ctx, [providerKey(provider)], size);
  if (form?.aggregate !== "provider") return [];
  const [operator] = await readForms(ctx, [participantKey(form.operator)], size);
  return [form.name, form.operator, ...(operator?.aggregate === "participant" ? [operator.displayName] : [])];
}

/** A copy without these texts as words of their own, whatever their case; the longest first, so that none leaves a rest. */
export function without(value: unknown, names: readonly string[]): unknown {
  const parts = names.filter((name) => name !== "").sort((a, b) => b.length - a.length);
  if (parts.length === 0) return value;
  const found = new RegExp(`(?<![\\p{L}\\p{N}])(?:${parts.map(escaped).join("|")})(?![\\p{L}\\p{N}])`, "giu");
  const strike = (one: unknown): unknown => {
    if (typeof one === "string") return one.replace(found, HIDDEN);
    if (Array.isArray(one)) return one.map(strike);
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, part]) => [key, strike(part)]));
  };
  return strike(value);
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
