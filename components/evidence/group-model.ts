/** The five groups with their checks as they stand now. */
import type { LiveCheck } from "#lib/client/evidence/live-checks.ts";
import { CHECK_GROUPS, type CheckGroup, type GroupState } from "./words.ts";

export type GroupNow = CheckGroup & { readonly state: GroupState; readonly members: readonly LiveCheck[] };

export function stateOfCheck({ state, check }: LiveCheck): GroupState {
  return state === "done" ? (check?.outcome ?? "not-run") : state;
}

/** The worst that is known decides; a group is done when all of its checks are. */
const ORDER: readonly GroupState[] = ["fail", "running", "waiting", "cannot-check", "not-run", "pass"];

/** These ask after a signed answer. A report that brings none passes them with nothing looked at: a tick would say too much. */
const OF_AN_ANSWER: readonly string[] = CHECK_GROUPS.filter(({ id }) => id === "signed" || id === "shared").flatMap(
  (group) => group.checks,
);

function asked(checks: readonly LiveCheck[]): readonly LiveCheck[] {
  if (!checks.some(({ name, check }) => name === "claim" && check?.reason === "no-evidence")) return checks;
  return checks.map((live) =>
    live.check?.outcome === "pass" && OF_AN_ANSWER.includes(live.name)
      ? { ...live, check: { name: live.name, outcome: "not-run" } }
      : live,
  );
}

export function groupsOf(made: readonly LiveCheck[]): GroupNow[] {
  const checks = asked(made);
  return CHECK_GROUPS.map((group) => {
    const members = checks.filter(({ name }) => (group.checks as readonly string[]).includes(name));
    const states = members.map(stateOfCheck);
    const isBegun =
      states.includes("running") || (states.includes("waiting") && states.some((one) => one !== "waiting"));
    const worst = ORDER.find((state) => states.includes(state)) ?? "not-run";
    return { ...group, members, state: isBegun && worst !== "fail" ? "running" : worst };
  });
}
