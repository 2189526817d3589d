import { MarksLine } from "#components/marks/marks-line.tsx";
import { ProviderName } from "#components/provider/provider-name.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { MarkSummary } from "#lib/contract/marks.ts";

type Row = {
  readonly id: string;
  readonly name: string;
  readonly kind: "instance" | "service";
  readonly proven: boolean;
  readonly registeredAt: string;
  readonly marks: Pick<MarkSummary, "tier" | "is_shut" | "transparency"> | null;
};

/** Who registered last, with what is known and shown of each: unknown is drawn neither good nor bad. */
export function Newcomers({ rows, now }: { rows: readonly Row[]; now: number }) {
  return (
    <ul className="divide-y divide-divider">
      {rows.map(({ marks, registeredAt, ...provider }) => (
        <li key={provider.id} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-2.5">
          <span className="min-w-0">
            <ProviderName provider={provider} />{" "}
            <span className="block text-muted text-sm">
              {provider.kind}, listed <TimeText at={Date.parse(registeredAt)} now={now} />
              {marks === null ? "" : `, shows ${marks.transparency} of 4 steps`}
            </span>
          </span>
          {marks === null ? null : <MarksLine tier={marks.tier} isShut={marks.is_shut} short />}
        </li>
      ))}
    </ul>
  );
}
