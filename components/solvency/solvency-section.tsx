import { FoldSection } from "#components/ui/fold-section.tsx";
import { Link } from "#components/ui/link.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { Check } from "#lib/kernel/checks.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import type { CustodyFields } from "#lib/statement/disclosures/custody-addresses.ts";
import { epochsOf } from "#lib/statement/disclosures/liabilities.ts";
import { snapshotsOf } from "#lib/statement/disclosures/reserves.ts";
import type { Shared } from "./custody-list.tsx";
import { CustodyPlaces } from "./custody-places.tsx";
import { SolvencyFacts } from "./solvency-facts.tsx";

/** What the custody disclosure says, and who else claims the same addresses. */
export type CustodyShown = { readonly fields: CustodyFields; readonly shared: readonly Shared[] };

/** What an instance owes and holds, on its page. A service holds no balances and has no such section. */
export function SolvencySection({
  form,
  now,
  origin,
  custody,
  surprise,
  surpriseOfReserves,
}: {
  form: ProviderForm;
  now: number;
  /** Of this log: the custody text names it. */
  origin: string;
  custody: CustodyShown | undefined;
  surprise: Check | undefined;
  surpriseOfReserves: Check | undefined;
}) {
  if (form.kind !== "instance") return null;
  const epochs = epochsOf(form.disclosures.liabilities?.facts);
  const snapshots = snapshotsOf(form.disclosures.reserves?.facts);
  const isEmpty = epochs.length === 0 && snapshots.length === 0;
  return (
    <FoldSection
      id="solvency"
      title="Solvency"
      count={isEmpty ? "nothing shown" : epochs.length === 1 ? "1 proof" : `${epochs.length} proofs`}
      lead="What it says it owes its users, and what it says it holds against that."
      actions={
        isEmpty ? undefined : (
          <Link look="quiet" href={`/providers/${form.id}/solvency`}>
            Check your balance
          </Link>
        )
      }
    >
      {isEmpty ? (
        <EmptyState title="It has shown neither what it owes nor what it holds">
          Until it does, nobody can tell whether it could pay its users.{" "}
          <Link href="/docs/how-to/prove-what-you-owe">What it would show</Link>
        </EmptyState>
      ) : (
        <SolvencyFacts epoch={epochs[0]} {...{ snapshots, surprise, surpriseOfReserves, now }} />
      )}
      {custody === undefined ? null : (
        <div className="mt-6">
          <SectionHeading id="custody" level={3} lead="Where it says that the money lies.">
            Custody addresses
          </SectionHeading>
          <CustodyPlaces origin={origin} provider={form.id} {...custody} />
        </div>
      )}
    </FoldSection>
  );
}
