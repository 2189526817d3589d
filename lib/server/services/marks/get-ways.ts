import type { AsOf } from "#lib/contract/common.ts";
import { type WaysView, waysView } from "#lib/contract/ways.ts";
import { findModel } from "#lib/reputation/model.ts";
import type { ReadCtx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { getMarks } from "./get-marks.ts";
import { readWaysUp } from "./read-ways-up.ts";
import { remember } from "./remember.ts";

/** Errors: `not-found`, `no-model`. */
export function getWays(ctx: ReadCtx, id: string): Promise<{ data: WaysView; as_of: AsOf }> {
  return remember(ctx, `ways ${id}`, async () => {
    const { data: view, as_of } = await getMarks(ctx, id);
    const model = findModel(view.model.hash);
    if (model === undefined) throw new ServiceError("no-model", "The model in force is not known to this software.");
    const { size, digest, document } = view;
    const ways = waysView(await readWaysUp(ctx, view, model), document.day);
    return { data: { id: view.id, size, digest, ...ways }, as_of };
  });
}
