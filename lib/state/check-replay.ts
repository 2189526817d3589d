/** What a replay of the log found, as checks. */
import type { Check } from "#lib/kernel/checks.ts";
import type { Replay } from "./audit.ts";

/** Whether all statements are well formed and signed; a false state root has a check of its own. */
export function checkStatements(replay: Replay): Check {
  const faults = replay.faults.filter(({ code }) => code !== "wrong-state-root");
  const [first] = faults;
  if (first === undefined)
    return {
      name: "statements",
      outcome: "pass",
      detail: `${replay.size} statements are well formed and signed, log time never decreases`,
    };
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : "";
  return {
    name: "statements",
    outcome: "fail",
    reason: first.code,
    detail: `Entry ${first.index}: ${first.detail}${more}`,
  };
}

/** Whether the index told the truth about its state; what another fold version claimed, this one cannot check. */
export function checkStateRoots({ claims }: Pick<Replay, "claims">): Check {
  const name = "state-roots";
  const wrong = claims.find(({ outcome }) => outcome === "fail");
  if (wrong !== undefined) {
    const detail = `Entry ${wrong.index} states a false root about the first ${wrong.size} entries.`;
    return { name, outcome: "fail", reason: wrong.reason ?? "wrong-facts", detail };
  }
  const open = claims.find(({ outcome }) => outcome === "cannot-check");
  if (open !== undefined) {
    const detail = `Entry ${open.index}: ${open.reason}.`;
    return { name, outcome: "cannot-check", reason: open.reason ?? "overtaken", detail };
  }
  return { name, outcome: "pass", detail: `${claims.length} state roots recomputed` };
}
