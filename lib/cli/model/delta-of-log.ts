/** Who a model would move, by the facts that the log shows now. */
import { DAY_MS, type Instant } from "#lib/kernel/instant.ts";
import { findModel, type Model, modelHash } from "#lib/reputation/model.ts";
import { listMoved, type ModelDelta, type Moved, movedOf } from "#lib/reputation/model-delta.ts";
import { marksInputOf } from "#lib/state/marks/marks-input.ts";
import type { MemoryState } from "#lib/state/memory-state.ts";
import { modelOf } from "#lib/state/view.ts";
import { IncompleteError } from "../command.ts";

/** Errors: `IncompleteError` when the model in force is one that this program does not have. */
export function deltaOfLog(state: MemoryState, after: Model, loggedAt: Instant, size: number): ModelDelta {
  const active = modelOf(state)?.active?.hash ?? null;
  const before = active === null ? null : findModel(active);
  if (before === undefined)
    throw new IncompleteError(`The model in force (${active}) is not in this program. Take the matching release.`);
  const day = Math.floor(loggedAt / DAY_MS);
  const at = (day * DAY_MS) as Instant;
  const moved: Moved[] = [];
  let providers = 0;
  for (const { form } of state.rows()) {
    if (form.aggregate !== "provider") continue;
    const [then, now] = [before, after].map((model) =>
      model === null ? undefined : marksInputOf(state, form.id, at, model),
    );
    if (now === undefined) continue;
    providers += 1;
    const old = before === null || then === undefined ? null : { input: then, model: before };
    const one = movedOf(form.id, old, { input: now, model: after }, day);
    if (one !== undefined) moved.push(one);
  }
  const hashes = { before: active, after: modelHash(after) };
  return { type: "touchstone-model-delta/v1", ...hashes, day, size, providers, ...listMoved(moved) };
}
