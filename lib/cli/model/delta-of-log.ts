/** Who a model would move, by the facts that the log shows now. */
import { DAY_MS, type Instant } from "#lib/kernel/instant.ts";
import { findModel, type Model, modelHash } from "#lib/reputation/model.ts";
import { listMoved, type ModelDelta } from "#lib/reputation/model-delta.ts";
import { whoMoves } from "#lib/state/marks/who-moves.ts";
import type { MemoryState } from "#lib/state/memory-state.ts";
import { dayOf } from "#lib/state/state-root.ts";
import { modelOf } from "#lib/state/view.ts";
import { IncompleteError } from "../command.ts";

/** Errors: `IncompleteError` when the model in force is one that this program does not have. */
export function deltaOfLog(state: MemoryState, after: Model, loggedAt: Instant, size: number): ModelDelta {
  const active = modelOf(state)?.active?.hash ?? null;
  const before = active === null ? null : findModel(active);
  if (before === undefined)
    throw new IncompleteError(`The model in force (${active}) is not in this program. Take the matching release.`);
  const at = dayOf(loggedAt);
  const { providers, moved } = whoMoves(state, { before, after }, at);
  const hashes = { before: active, after: modelHash(after) };
  return { type: "touchstone-model-delta/v1", ...hashes, day: at / DAY_MS, size, providers, ...listMoved(moved) };
}
