/** The answer to "which entry holds this statement?"; `problem` is a sentence for the reader. */
export type StatementLookup = { kind: "found"; index: number } | { kind: "not-found"; problem: string };

const NOT_FOUND = 404;

/** The entry's index, `null` while the statement waits for one, undefined when the answer says neither. */
function indexIn(answer: unknown): number | null | undefined {
  if (typeof answer !== "object" || answer === null) return undefined;
  if ("index" in answer && (typeof answer.index === "number" || answer.index === null)) return answer.index;
  return "data" in answer ? indexIn(answer.data) : undefined;
}

/** Asks the API for the entry of a statement hash (64 hex). Never throws: no network is a problem like any other. */
export async function findEntryOfStatement(hash: string, ask: typeof fetch = fetch): Promise<StatementLookup> {
  try {
    const response = await ask(`/api/v1/statements/${hash}`, { headers: { accept: "application/json" } });
    if (response.status === NOT_FOUND)
      return {
        kind: "not-found",
        problem: "No entry of this log has that hash. Check that all 64 characters were copied.",
      };
    const index = response.ok ? indexIn(await response.json()) : undefined;
    if (index === null)
      return { kind: "not-found", problem: "Accepted, but not published yet: it waits for its entry. Try again soon." };
    if (index !== undefined) return { kind: "found", index };
    return {
      kind: "not-found",
      problem: `The log could not be asked (answer ${response.status}). Try again in a moment.`,
    };
  } catch {
    return { kind: "not-found", problem: "No network: hashes are looked up in the log, which needs one." };
  }
}
