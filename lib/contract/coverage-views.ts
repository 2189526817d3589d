/** Coverage in the words of the API. Pure. */
import { hundredthsText } from "#lib/disclosure/offers.ts";
import { coverageOf } from "#lib/disclosure/solvency/coverage.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { epochsOf } from "#lib/statement/disclosures/liabilities.ts";
import { snapshotsOf } from "#lib/statement/disclosures/reserves.ts";
import type { CoverageView } from "./coverages.ts";

/** The kept epochs, newest first. */
export function coveragesOf({ disclosures }: Pick<ProviderForm, "disclosures">): CoverageView[] {
  const snapshots = snapshotsOf(disclosures.reserves?.facts);
  return epochsOf(disclosures.liabilities?.facts).map((one) => {
    const { epoch, at, entry } = one;
    const found = coverageOf(one, snapshots);
    if (!found.ok) return { epoch, at, entry, held: null, owed: null, percent: null, refused: found.reason };
    const { held, owed, basisPoints } = found;
    const percent = hundredthsText(basisPoints);
    return { epoch, at, entry, held: String(held), owed: String(owed), percent, refused: null };
  });
}
