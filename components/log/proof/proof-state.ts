/** How the check of one fact stands in this browser, and what its chip says. `at`: when it finished, as `14:02 UTC`. */
export type ProofState =
  | { kind: "idle" }
  | { kind: "checking"; done: number; of: number }
  | { kind: "verified"; at: string }
  | { kind: "failed"; at: string }
  | { kind: "unsure"; why: string }
  | { kind: "offline" };

export function proofWords(state: ProofState): string {
  switch (state.kind) {
    case "idle":
      return "Check";
    case "checking":
      return `Checking ${state.done} of ${state.of}`;
    case "verified":
      return `Checked here, ${state.at}`;
    case "failed":
      return "Failed: see what";
    case "unsure":
      return `Cannot check: ${state.why}`;
    case "offline":
      return "Cannot check: offline";
  }
}
