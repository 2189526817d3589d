/** The fourteen checks as they stand while they are made. */

import { BUNDLE_CHECKS } from "#lib/evidence/rules.ts";
import type { Check } from "#lib/kernel/checks.ts";

export type LiveState = "waiting" | "running" | "done";
/** One of the fourteen as it stands now; `check` once it is made. */
export type LiveCheck = { readonly name: string; readonly state: LiveState; readonly check?: Check };

/** Those that are made, the next one as running, the rest as waiting. */
export function liveChecks(made: readonly Check[]): LiveCheck[] {
  return BUNDLE_CHECKS.map((name, at): LiveCheck => {
    const check = made.find((one) => one.name === name);
    if (check !== undefined) return { name, state: "done", check };
    return { name, state: at === made.length ? "running" : "waiting" };
  });
}
