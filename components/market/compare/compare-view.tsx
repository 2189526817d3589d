import { Layers } from "lucide-react";
import type { Compared, SharedFate } from "#lib/contract/compared.ts";
import { currencyWords, isAlike, sharedWords } from "./compare-rows.ts";
import { CompareTable } from "./compare-table.tsx";
import { Overlay } from "./overlay.tsx";
import { isTooShort, type Line, overlayTitle, spanOfLines } from "./overlay-points.ts";

type Props = {
  providers: readonly Compared[];
  shared: readonly SharedFate[];
  lines: readonly Line[];
  /** ms UTC. */
  asOf: number;
};

/** Two to five providers: what falls together first, then what differs, then how they were rated. */
export function CompareView({ providers, shared, lines, asOf }: Props) {
  const currencies = currencyWords(providers);
  return (
    <div className="flex flex-col gap-6">
      {shared
        .filter((fate) => !isAlike(fate))
        .map((fate) => (
          <p
            key={[...fate.of, ...fate.because].join()}
            className="flex items-start gap-2 rounded-lg border border-divider p-4 font-medium"
          >
            <Layers aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
            {sharedWords(fate, providers)}
          </p>
        ))}
      <CompareTable providers={providers} asOf={asOf} />
      {shared.filter(isAlike).map((fate) => (
        <p key={[...fate.of, ...fate.because].join()} className="max-w-prose text-muted text-sm">
          {sharedWords(fate, providers)}
        </p>
      ))}
      {currencies === "" ? null : <p className="text-muted text-sm">{currencies}</p>}
      {isTooShort(spanOfLines(lines)) ? (
        <p className="text-muted">Too young for curves: lines are drawn from 14 rated days on.</p>
      ) : (
        <Overlay lines={lines} title={overlayTitle(lines)} />
      )}
    </div>
  );
}
