/** Whom another model would move, by the facts of a state. */
import { DAY_MS, type Instant } from "#lib/kernel/instant.ts";
import type { Model } from "#lib/reputation/model.ts";
import { type Moved, movedOf } from "#lib/reputation/model-delta.ts";
import type { MemoryState } from "../memory-state.ts";
import { marksInputOf } from "./marks-input.ts";

/** `before`: null: none was in force. `at`: 00:00 UTC of the day. `providers`: looked at. */
export function whoMoves(
  state: MemoryState,
  { before, after }: { readonly before: Model | null; readonly after: Model },
  at: Instant,
): { providers: number; moved: Moved[] } {
  const moved: Moved[] = [];
  let providers = 0;
  for (const { form } of state.rows()) {
    if (form.aggregate !== "provider") continue;
    const now = marksInputOf(state, form.id, at, after);
    if (now === undefined) continue;
    providers += 1;
    const then = before === null ? undefined : marksInputOf(state, form.id, at, before);
    const old = before === null || then === undefined ? null : { input: then, model: before };
    const one = movedOf(form.id, old, { input: now, model: after }, at / DAY_MS);
    if (one !== undefined) moved.push(one);
  }
  return { providers, moved };
}
