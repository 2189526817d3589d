import { ProofChip } from "#components/log/proof/proof-chip.tsx";
import { Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { AlertView } from "#lib/contract/alerts.ts";

type News = AlertView & { readonly statement_hash: string };

/** What was proven, ruled, announced or missed, each with the check of the entry by which it came about. */
export function NewsList({ news, now }: { news: readonly News[]; now: number }) {
  return (
    <ol className="flex flex-col divide-y divide-divider">
      {news.map(({ id, provider, provider_name: name, name_proven: proven, says, entry, logged_at: at, ...of }) => (
        <li key={id} className="flex items-start justify-between gap-3 py-2.5">
          <div className="min-w-0">
            <p>
              {proven ? null : <span className="text-attention text-sm">unproven name </span>}
              <Link href={`/providers/${provider}`}>
                <bdi>{name ?? "a provider that nobody has claimed"}</bdi>
              </Link>
              : {says}
            </p>
            <p className="text-muted text-sm">
              <TimeText at={Date.parse(at)} now={now} />
              {" · "}
              <Link href={`/log/entries/${entry}`}>entry {entry.toLocaleString("en")}</Link>
            </p>
          </div>
          <ProofChip
            index={entry}
            statementHash={of.statement_hash}
            what={`${says} Entry ${entry.toLocaleString("en")}`}
          />
        </li>
      ))}
    </ol>
  );
}
