"use client";
import { useQueries } from "@tanstack/react-query";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { answerHref } from "#lib/client/operator/hrefs.ts";
import { type OwnCases, ownCasesQuery } from "#lib/client/operator/own-cases.ts";
import type { CaseSummaryView } from "#lib/contract/cases.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { CaseNotices, CaseState } from "./case-table.tsx";
import { caseSentence, decisiveDate } from "./case-words.ts";

type Provider = Pick<ProviderForm, "id" | "name">;

/** What was reported of an operator's own providers: a sentence, the state, and the one date that counts. */
export function CasesPanel({ providers, now }: { providers: readonly Provider[]; now: Instant }) {
  const reads = useQueries({ queries: providers.map(({ id }) => ownCasesQuery(id)) });
  const failed = reads.find(({ isError, data }) => isError && data === undefined);
  const read = reads.flatMap(({ data }) => data ?? []);
  return (
    <Panel title="Cases against your providers" description="Newest first. Everybody can read the same.">
      {failed !== undefined ? (
        <ErrorState title="The cases cannot be read now" onRetry={() => reads.forEach((one) => void one.refetch())}>
          {failed.error?.message}
        </ErrorState>
      ) : read.length < providers.length ? (
        <SkeletonText lines={4} label="Reading the cases" />
      ) : read.every(({ cases }) => cases.length === 0) ? (
        <EmptyState
          title="Nothing has been reported"
          action={<ButtonLink href="/docs/how-to/catch-a-liar">How a lie is caught</ButtonLink>}
        >
          Here each report against your providers will stand, with what the checks of its evidence gave and the day when
          it is ruled.
        </EmptyState>
      ) : (
        <CaseList providers={providers} read={read} now={now} />
      )}
    </Panel>
  );
}

/** Each case with its one date. `read`: in the order of the providers. */
export function CaseList({
  providers,
  read,
  now,
}: {
  providers: readonly Provider[];
  read: readonly OwnCases[];
  now: Instant;
}) {
  const rows = providers
    .flatMap((provider, at) => (read[at]?.cases ?? []).map((one) => ({ provider, one })))
    .toSorted((a, b) => b.one.filed_in - a.one.filed_in);
  const cut = providers.filter((_, at) => read[at]?.isCut);
  return (
    <>
      <ul className="-my-3 divide-y divide-divider">
        {rows.map(({ provider, one }) => (
          <CaseItem key={`${provider.id}:${one.id}`} provider={provider} one={one} now={now} />
        ))}
      </ul>
      {cut.length === 0 ? null : (
        <ul className="mt-6 flex flex-col gap-1 text-sm">
          {cut.map(({ id, name }) => (
            <li key={id}>
              <Link href={`/cases?provider=${id}`}>
                All cases against <bdi>{name}</bdi>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function CaseItem({ provider, one, now }: { provider: Provider; one: CaseSummaryView; now: Instant }) {
  const { says, at } = decisiveDate(one);
  return (
    <li className="py-3">
      <p className="font-medium">
        <Link look="quiet" href={`/cases/${one.id}`}>
          {caseSentence(one)}
        </Link>
      </p>
      <p className="mt-1 flex flex-wrap items-baseline gap-x-3 gap-y-1 text-muted text-sm">
        <CaseState {...one} />
        <span>
          against <bdi>{provider.name}</bdi>
        </span>
        <span>
          {says}{" "}
          <TimeText
            at={Date.parse(at)}
            now={now}
            show={says === "ruling due by" ? "absolute" : "both"}
            precision="day"
          />
        </span>
        {one.whose_turn === "operator" || one.whose_turn === "both" ? (
          <Link href={answerHref(one.id)}>{one.whose_turn === "operator" ? "Answer it" : "What you can say now"}</Link>
        ) : null}
        {one.reporters < 2 ? null : <span>{one.reporters.toLocaleString("en")} reporters</span>}
      </p>
      <CaseNotices one={one} />
    </li>
  );
}
