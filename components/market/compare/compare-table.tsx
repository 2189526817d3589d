import { SeriesSample } from "#components/charts/series-look.tsx";
import { ProviderName } from "#components/provider/provider-name.tsx";
import { TierBadge } from "#components/tier/tier-badge.tsx";
import { cx } from "#components/ui/cx.ts";
import { ScrollFrame } from "#components/ui/scroll-frame.tsx";
import type { Compared } from "#lib/contract/compared.ts";
import { type CompareRow, compareRows } from "./compare-rows.ts";

/** Side by side: what differs first, what is alike below. The first column stays while the frame scrolls. */
export function CompareTable({ providers, asOf }: { providers: readonly Compared[]; asOf: number }) {
  const { different, alike } = compareRows(providers);
  return (
    <ScrollFrame label="Comparison" className="max-w-full overflow-x-auto rounded-sm">
      <table className="w-full table-fixed border-collapse text-left leading-tight">
        <caption className="sr-only">Comparison of {providers.length} providers, what differs first</caption>
        <thead>
          <tr className="border-divider border-b align-top">
            <th
              scope="col"
              className="sticky left-0 z-10 w-32 bg-surface py-2 pr-3 font-normal text-muted text-sm sm:w-40"
            >
              {different.length === 0
                ? "All is alike"
                : `${different.length} of ${different.length + alike.length} differ`}
            </th>
            {providers.map((provider, slot) => (
              <th key={provider.id} scope="col" className="w-44 px-3 py-2 align-top font-medium sm:w-auto">
                <span className="flex flex-col items-start gap-1.5">
                  <SeriesSample slot={slot} />
                  <ProviderName provider={provider} />
                  {provider.marks === null ? null : <TierBadge tier={provider.marks.tier} asOf={asOf} />}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <Rows title="Different" rows={different} providers={providers} />
        <Rows title="Alike" rows={alike} providers={providers} isMuted />
      </table>
    </ScrollFrame>
  );
}

function Rows({
  title,
  rows,
  providers,
  isMuted = false,
}: {
  title: string;
  rows: readonly CompareRow[];
  providers: readonly Compared[];
  isMuted?: boolean;
}) {
  if (rows.length === 0) return null;
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={providers.length + 1} className="sticky left-0 bg-surface pt-4 pb-1 text-sm">
          {title}
        </th>
      </tr>
      {rows.map(({ name, cells }) => (
        <tr key={name} className="border-divider border-b">
          <th
            scope="row"
            className="sticky left-0 z-10 max-w-40 bg-surface py-2 pr-3 font-normal text-muted print:static print:py-1"
          >
            {name}
          </th>
          {cells.map((cell, nth) => (
            <td key={providers[nth]?.id} className={cx("px-3 py-2 print:py-1", isMuted && "text-muted")}>
              <bdi>{cell}</bdi>
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
