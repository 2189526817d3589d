/** The five groups with their checks as they stand now. */
import type { LiveCheck } from "#lib/client/evidence/live-checks.ts";
import { CHECK_GROUPS, type CheckGroup, type GroupState } from "./words.ts";

export type GroupNow = CheckGroup & { readonly state: GroupState; readonly members: readonly LiveCheck[] };

export function stateOfCheck({ state, check }: LiveCheck): GroupState {
  return state === "done" ? (check?.outcome ?? "not-run") : state;
}

/** The worst that is known decides; a group is done when all of its checks are. */
const ORDER: readonly GroupState[] = ["fail", "running", "waiting", "cannot-check", "not-run", "pass"];

export function groupsOf(checks: readonly LiveCheck[]): GroupNow[] {
  return CHECK_GROUPS.map((group) => {
    const members = checks.filter(({ name }) => (group.checks as readonly string[]).includes(name));
    const states = members.map(stateOfCheck);
    const isBegun =
      states.includes("running") || (states.includes("waiting") && states.some((one) => one !== "waiting"));
    const worst = ORDER.find((state) => states.includes(state)) ?? "not-run";
    return { ...group, members, state: isBegun && worst !== "fail" ? "running" : worst };
  });
}
