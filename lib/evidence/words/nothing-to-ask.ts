/** Of a definition that gives agents nothing to ask, said to whoever publishes it. */
import type { Definition } from "#lib/statement/definition.ts";
import { shownRequests } from "../definition/shown-requests.ts";

/** Undefined where agents find something to ask. */
export function nothingToAskSentence(definition: Pick<Definition, "tests">): string | undefined {
  if (shownRequests(definition).length > 0) return undefined;
  return "Agents have nothing to ask by it: they ask what a test asks that wants match or mismatch and shows an answer with status 200, and none does.";
}
