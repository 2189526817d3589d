import type { Check } from "#lib/kernel/checks.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import type { OutageClaim, Replay } from "./audit.ts";

/** "2026-11-26T10:00:00.000Z to 2026-11-26T12:00:00.000Z", as findings name the span of a claim. */
export function spanText({ from, to }: OutageClaim): string {
  return `${formatInstant(from)} to ${formatInstant(to)}`;
}

/**
 * Whether the log was away when the index says so: silence within an outage counts against nobody, so a false claim hides
 * a silence. Entries that were logged meanwhile refute it.
 */
export function checkOutages({ outages }: Pick<Replay, "outages">): Check {
  const name = "outages";
  const wrong = outages.find(({ loggedIn }) => loggedIn !== undefined);
  if (wrong !== undefined) {
    const detail = `Entry ${wrong.index} claims an outage from ${spanText(wrong)}, but entry ${wrong.loggedIn} was logged within it.`;
    return { name, outcome: "fail", reason: "false-outage", detail };
  }
  const detail =
    outages.length === 0 ? "no outage is claimed" : `nothing was logged within ${outages.length} claimed outages`;
  return { name, outcome: "pass", detail };
}
