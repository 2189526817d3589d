import { CaseTable } from "#components/case/case-table.tsx";
import { DisputeBehaviour } from "#components/marks/dispute-behaviour.tsx";
import { FoldSection } from "#components/ui/fold-section.tsx";
import { Link } from "#components/ui/link.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { ListedProvider } from "./read-listed.ts";

/** How it behaves in disputes, and the newest cases against it. */
export function CasesSection({ provider: { form, reported, disputes, now } }: { provider: ListedProvider }) {
  return (
    <FoldSection
      id="cases"
      title="Cases"
      count={reported.more ? `${reported.cases.length} and more` : String(reported.cases.length)}
      lead="What was reported of it, and what the checks of the evidence gave."
    >
      <DisputeBehaviour disputes={disputes} />
      {reported.cases.length === 0 ? (
        <EmptyState title="Nothing has been reported">
          That nobody reported anything says nothing of how it behaves.
        </EmptyState>
      ) : (
        <CaseTable
          cases={reported.cases}
          now={now}
          caption={`Cases against ${form.name}, newest first`}
          withProvider={false}
        />
      )}
      {reported.more ? (
        <p className="mt-3 text-sm">
          <Link href={`/cases?provider=${form.id}`}>All cases against it</Link>
        </p>
      ) : null}
    </FoldSection>
  );
}
