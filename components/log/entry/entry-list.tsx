"use client";
import { Badge } from "#components/ui/badge.tsx";
import { Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { EntrySummary } from "#lib/contract/entries.ts";
import type { Names } from "#lib/contract/names.ts";
import { ProofChip } from "../proof/proof-chip.tsx";
import { EntrySentence } from "./entry-sentence.tsx";
import { isVoid, kindNoun, voidReason } from "./entry-words.ts";

/** Entries as sentences, each with its check. */
export function EntryList({ entries, names, now }: { entries: readonly EntrySummary[]; names: Names; now: number }) {
  return (
    <ol className="flex flex-col divide-y divide-divider">
      {entries.map((entry) => (
        <li key={entry.index} className="flex items-start justify-between gap-3 py-2.5">
          <div className="min-w-0">
            <p>
              <EntrySentence entry={entry} names={names} />
              {isVoid(entry) ? (
                <>
                  {" "}
                  <Badge tone="attention">without effect</Badge>{" "}
                  <span className="text-muted text-sm">{voidReason(entry, names)}.</span>
                </>
              ) : null}
            </p>
            <p className="text-muted text-sm">
              <TimeText at={Date.parse(entry.logged_at)} now={now} />
              {" · "}
              <Link href={`/log/entries/${entry.index}`}>entry {entry.index.toLocaleString("en")}</Link>
            </p>
          </div>
          <ProofChip
            index={entry.index}
            statementHash={entry.statement_hash}
            what={`${kindNoun(entry.kind)}, entry ${entry.index.toLocaleString("en")}`}
          />
        </li>
      ))}
    </ol>
  );
}
