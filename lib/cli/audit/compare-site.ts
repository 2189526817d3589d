/** The site's half of an audit: what the public API shows at the same size, against what the reader's own fold gives. */

import type { Check } from "#lib/kernel/checks.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { AuditedEntry } from "#lib/state/audit.ts";
import type { MemoryState } from "#lib/state/memory-state.ts";
import { dayOf } from "#lib/state/state-root.ts";
import { indexOf } from "#lib/state/view.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { compareAggregates } from "./compare-aggregates.ts";
import { compareDirectory } from "./compare-directory.ts";
import { compareDetails, compareEffects } from "./compare-entries.ts";
import { compareMarks, scoreAll } from "./compare-marks.ts";
import { comparePages } from "./compare-pages.ts";
import { compareParts } from "./compare-parts.ts";
import { compareWays } from "./compare-ways.ts";

export async function compareSite(
  remote: RemoteIndex,
  size: number,
  entries: readonly AuditedEntry[],
  state: MemoryState,
): Promise<Check[]> {
  const day = dayOf(entries.at(-1)?.loggedAt ?? (0 as Instant));
  const scored = scoreAll(state, day);
  return [
    await compareEffects(remote, size, entries),
    await compareDetails(remote, entries),
    await compareAggregates(remote, size, entries, state),
    await compareMarks(remote, size, state, scored),
    await compareDirectory(remote, size, state, scored),
    await comparePages(remote, size, scored),
    await compareWays(remote, size, state, scored, day),
    await compareParts(remote, entries, new Set(indexOf(state)?.withheld.map(({ commit }) => commit))),
  ];
}
