"use client";
import { Check, Circle } from "lucide-react";
import { useEffect } from "react";
import { CaseEvidence } from "#components/case/case-evidence.tsx";
import { caseSentence, STATE_WORDS } from "#components/case/case-words.ts";
import { CheckGroups } from "#components/evidence/check-groups.tsx";
import { VERDICT_WORDS } from "#components/evidence/words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/cx.ts";
import { Details } from "#components/ui/details.tsx";
import { Link } from "#components/ui/link.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { liveChecks } from "#lib/client/evidence/live-checks.ts";
import type { CaseView } from "#lib/contract/cases.ts";
import type { TriageView } from "#lib/contract/review.ts";
import { SUSPICIOUS_PROVIDERS } from "#lib/evidence/checks/facts.ts";
import type { Check as MadeCheck } from "#lib/kernel/checks.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { type EvidenceEntry, evidenceOf } from "./evidence-items.ts";
import { PrecedentSearch } from "./precedent-search.tsx";
import { TriageOne, type useTriage } from "./triage-control.tsx";

/** The middle: what was reported, what machines found, then each piece of evidence, one at a time. */
export function CasePane({
  one,
  isBlind,
  now,
  triage,
  onTriage,
  item,
  seen,
  onItem,
  onSeen,
}: {
  one: CaseView;
  isBlind: boolean;
  now: number;
  triage: TriageView | null;
  onTriage: ReturnType<typeof useTriage>;
  /** Which evidence is shown. */
  item: string;
  seen: readonly string[];
  onItem: (id: string) => void;
  onSeen: (id: string) => void;
}) {
  const entries = evidenceOf(one);
  const shown = entries.find(({ id }) => id === item) ?? entries[0];
  const shownId = shown?.id;
  useEffect(() => {
    if (shownId !== undefined) onSeen(shownId);
  }, [shownId, onSeen]);
  return (
    <article aria-labelledby="case-title" className="flex min-w-0 flex-col gap-5">
      <header className="flex flex-col gap-2">
        <h2 id="case-title" className="text-xl leading-snug">
          {caseSentence(one)}
        </h2>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
          <Badge>{STATE_WORDS[one.state]}</Badge>
          <span>
            filed <TimeText at={Date.parse(one.filed_at)} now={now} />
          </span>
          {isBlind ? (
            <span>provider hidden</span>
          ) : (
            <Link look="quiet" href={`/providers/${one.provider}`}>
              <bdi>{one.provider_name ?? "not claimed"}</bdi>
            </Link>
          )}
          {isBlind ? null : (
            <Link look="quiet" data-guide="public-case" href={`/cases/${one.id}`}>
              The public page
            </Link>
          )}
        </p>
        <div className="max-w-56">
          <TriageOne key={one.id} id={one.id} triage={triage} change={onTriage} now={now} />
        </div>
      </header>
      <MachineChecks one={one} />
      <EvidenceList entries={entries} seen={seen} shown={shown?.id} onItem={onItem} />
      {shown === undefined ? null : <EvidenceContent one={one} entry={shown} isBlind={isBlind} now={now} />}
      <PrecedentSearch key={one.id} one={one} />
    </article>
  );
}

function MachineChecks({ one }: { one: CaseView }) {
  const said = one.verdict_statement;
  if (said === null) return <p className="text-muted">The machines have not judged it yet.</p>;
  const made = said.checks.map(
    ({ name, outcome, reason }): MadeCheck => ({ name, outcome, ...(reason === undefined ? {} : { reason }) }),
  );
  return (
    <Details summary={`What the machines found: ${VERDICT_WORDS[one.verdict ?? "open"]}`}>
      <CheckGroups checks={liveChecks(made)} label="Checks as logged" />
    </Details>
  );
}

/** Seen-ticks are this browser's own; the count says how much is left. */
export function EvidenceList({
  entries,
  seen,
  shown,
  onItem,
}: {
  entries: readonly EvidenceEntry[];
  seen: readonly string[];
  shown: string | undefined;
  onItem: (id: string) => void;
}) {
  const count = entries.filter(({ id }) => seen.includes(id)).length;
  return (
    <div>
      <h3 className="flex items-baseline justify-between gap-2 text-base">
        Evidence
        <span role="status" className="font-normal text-muted text-sm">
          {count} of {entries.length} seen
        </span>
      </h3>
      <ol className="mt-2 divide-y divide-divider rounded-lg border border-divider">
        {entries.map(({ id, title, note }) => {
          const isSeen = seen.includes(id);
          const Icon = isSeen ? Check : Circle;
          return (
            <li key={id} className={cx("relative flex gap-2.5 px-3 py-2", id === shown && "bg-sunken")}>
              <Icon aria-hidden className={cx("mt-0.5 size-4 shrink-0", isSeen ? "text-ink" : "text-muted")} />
              <div className="min-w-0">
                <button
                  type="button"
                  aria-current={id === shown ? "true" : undefined}
                  className="break-words text-left font-medium after:absolute after:inset-0 hover:text-link"
                  onClick={() => onItem(id)}
                >
                  <bdi>{title}</bdi>
                  <span className="sr-only">{isSeen ? " (seen)" : " (not seen)"}</span>
                </button>
                <p className="text-muted text-sm">{note}</p>
              </div>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function EvidenceContent({
  one,
  entry,
  isBlind,
  now,
}: {
  one: CaseView;
  entry: EvidenceEntry;
  isBlind: boolean;
  now: number;
}) {
  const { statement } = entry;
  if (statement === undefined) return <ReportEvidence one={one} isBlind={isBlind} />;
  return (
    <section aria-label={entry.title} className="flex min-w-0 flex-col gap-3">
      <p className="text-muted text-sm">
        <TimeText at={Date.parse(statement.logged_at)} now={now} />
        {isBlind ? ", with names hidden:" : ", as it was signed:"}
      </p>
      {/* A stranger's words: text, never markup. */}
      <blockquote className="whitespace-pre-wrap break-words border-divider border-l-2 pl-4">
        <bdi>{statement.text ?? "No words."}</bdi>
      </blockquote>
      {statement.parts.length === 0 ? null : (
        <ul className="flex flex-col gap-1">
          {statement.parts.map((part) => (
            <li key={part.commit}>
              {part.withheld ? (
                <span className="text-muted">A file that was withheld</span>
              ) : (
                <Link href={`/api/v1/parts/${part.commit}`} download>
                  Its file, {part.bytes.toLocaleString("en")} bytes
                </Link>
              )}
            </li>
          ))}
        </ul>
      )}
      {isBlind ? null : (
        <p className="text-sm">
          <Link look="quiet" href={`/log/entries/${statement.entry}`}>
            The entry
          </Link>
        </p>
      )}
    </section>
  );
}

function ReportEvidence({ one, isBlind }: { one: CaseView; isBlind: boolean }) {
  const isSuspected = one.verdict_statement?.checks.some(({ reason }) => reason === "definition-suspected") === true;
  if (one.bundle.withheld)
    return (
      <EmptyState title="The evidence was withheld">
        What was signed about it, and what the machines found, stays.
      </EmptyState>
    );
  return (
    <CaseEvidence
      key={one.id}
      id={one.id}
      bytes={one.bundle.bytes}
      verdict={one.verdict === null ? undefined : { verdict: one.verdict, reason: one.reason }}
      providerName={isBlind ? undefined : (one.provider_name ?? undefined)}
      filed={{
        filed: { index: one.filed_in as EntryIndex, at: asInstant(Date.parse(one.filed_at)) },
        earlier: one.joined_to,
        similar: isSuspected ? SUSPICIOUS_PROVIDERS : 0,
      }}
    />
  );
}
