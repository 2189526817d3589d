/** The site's half of an audit: what the public API shows at the same size, against what the reader's own fold gives. */

import type { Check } from "#lib/kernel/checks.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { AuditedEntry } from "#lib/state/audit.ts";
import type { MemoryState } from "#lib/state/memory-state.ts";
import { dayOf } from "#lib/state/state-root.ts";
import { indexOf } from "#lib/state/view.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { compareAggregates } from "./compare-aggregates.ts";
import { compareAlerts } from "./compare-alerts.ts";
import { compareDirectory } from "./compare-directory.ts";
import { compareDisputes } from "./compare-disputes.ts";
import { compareDetails, compareEffects } from "./compare-entries.ts";
import { compareHistories } from "./compare-histories.ts";
import { compareMarks } from "./compare-marks.ts";
import { compareMethod } from "./compare-method.ts";
import { compareMarkets, compareOffers, comparePrices } from "./compare-offers.ts";
import { comparePages } from "./compare-pages.ts";
import { compareParts } from "./compare-parts.ts";
import { compareWays } from "./compare-ways.ts";
import { publishedOf } from "./published.ts";
import { scoreAll } from "./scored.ts";
import type { Site } from "./site.ts";

/** `seed`: by which is drawn what is looked at where not all can be. */
export async function compareSite(
  remote: RemoteIndex,
  size: number,
  { entries, state, seed }: { entries: readonly AuditedEntry[]; state: MemoryState; seed: string },
): Promise<Check[]> {
  const at = dayOf(entries.at(-1)?.loggedAt ?? (0 as Instant));
  const scored = scoreAll(state, at);
  const site: Site = { size, entries, state, scored, published: publishedOf(entries, state), at, seed };
  return [
    await compareEffects(remote, size, entries),
    await compareDetails(remote, entries),
    await compareAggregates(remote, size, entries, state),
    await compareMarks(remote, site),
    await compareDirectory(remote, site),
    await comparePages(remote, site),
    await compareWays(remote, site),
    await compareHistories(remote, site),
    await comparePrices(remote, site),
    await compareOffers(remote, site),
    await compareMarkets(remote, site),
    await compareDisputes(remote, site),
    ...(await compareAlerts(remote, site)),
    await compareMethod(remote, site),
    await compareParts(remote, entries, new Set(indexOf(state)?.withheld.map(({ commit }) => commit))),
  ];
}
