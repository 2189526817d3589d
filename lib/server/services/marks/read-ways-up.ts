/** What would raise a provider's tier: for its page and for the API. */
import type { ProviderMarksView } from "#lib/contract/marks.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import type { Model } from "#lib/reputation/model.ts";
import { type WaysUp, waysUp } from "#lib/reputation/ways-up.ts";
import { marksInputOf } from "#lib/state/marks/marks-input.ts";
import type { ReadCtx } from "../context.ts";
import { readMarksView } from "./read-marks-view.ts";

/** Found once for marks that stay the same: trying each way rates a provider some hundred times. */
const found = new Map<string, WaysUp>();
const MOST_FOUND = 2_000;

export async function readWaysUp(
  ctx: ReadCtx,
  { id, size, digest, document }: ProviderMarksView,
  model: Model,
): Promise<WaysUp> {
  const key = `${id} ${size} ${digest}`;
  const known = found.get(key);
  if (known !== undefined) return known;
  const { view } = await readMarksView(ctx, id as ProviderId, { size, day: document.day });
  const input = marksInputOf(view, id as ProviderId, asInstant(document.day * DAY_MS), model);
  if (input === undefined) throw new Error(`The facts of ${id} are not there at size ${size}, though it was rated.`);
  const up = waysUp(input, model, document.day);
  if (found.size >= MOST_FOUND) found.clear();
  found.set(key, up);
  return up;
}
