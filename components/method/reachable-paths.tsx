import { TierMark } from "#components/tier/tier-badge.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import type { PathKind, Reached } from "#lib/reputation/reachable.ts";

const PATH_WORDS: Readonly<Record<PathKind, string>> = {
  service: "A service, audited on five days of seven by three strangers",
  instance: "An instance with a sign of life, and proof every month of what it owes and holds",
};

/** The shortest honest path to each tier, as the model in force rates a small provider that nobody knows. */
export function ReachablePaths({ paths }: { paths: readonly (readonly [PathKind, readonly Reached[]])[] }) {
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      {paths.map(([kind, reached]) => (
        <div key={kind} className="min-w-0">
          <Table caption={PATH_WORDS[kind]} captionHidden={false} dense>
            <THead>
              <Th>tier</Th>
              <Th numeric>after weeks</Th>
              <Th numeric>clean audits</Th>
              <Th numeric>renewals in time</Th>
            </THead>
            <TBody>
              {reached.map(({ tier, days, weeks, audits, duties }) => (
                <Tr key={tier}>
                  <Td head>
                    <span className="inline-flex items-center gap-1.5">
                      <TierMark tier={tier} />
                      {tier}
                    </span>
                  </Td>
                  <Td numeric label="after weeks">
                    {weeks} <span className="text-muted text-sm">({days} days)</span>
                  </Td>
                  <Td numeric label="clean audits">
                    {audits}
                  </Td>
                  <Td numeric label="renewals in time">
                    {duties}
                  </Td>
                </Tr>
              ))}
            </TBody>
          </Table>
        </div>
      ))}
    </div>
  );
}
