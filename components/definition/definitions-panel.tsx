"use client";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { ActDone, type Done } from "#components/handover/act-done.tsx";
import type { OnRecorded } from "#components/handover/sign-act.tsx";
import { CommandLines } from "#components/operator/command-lines.tsx";
import { DefinitionStanding } from "#components/provider/definition-list.tsx";
import { Details } from "#components/ui/details.tsx";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { Account } from "#lib/client/account/use-account.ts";
import { definitionLines, type OwnDefinition, ownDefinitionsQuery } from "#lib/client/operator/own-definitions.ts";
import type { Did, Origin } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { KIND_SENTENCES } from "./definition-words.ts";
import { PublishDefinition } from "./publish-definition.tsx";
import { VersionList } from "./version-list.tsx";
import { WithdrawDefinition } from "./withdraw-definition.tsx";

/** What an operator published as right answers: each with its versions and a way to end it, and how to publish one. */
export function DefinitionsPanel({
  account,
  publisher,
  origin,
  url,
  now,
}: {
  account: Account;
  publisher: Did;
  origin: Origin;
  url: string;
  now: Instant;
}) {
  const [done, setDone] = useState<Done>();
  const onRecorded = useCallback<OnRecorded>((state, note) => setDone({ state, note }), []);
  const [published, setPublished] = useState(0);
  const onPublished = useCallback<OnRecorded>(
    (state, note) => {
      onRecorded(state, note);
      // The form begins anew: the next definition has other files.
      setPublished((count) => count + 1);
    },
    [onRecorded],
  );
  const read = useQuery(ownDefinitionsQuery(publisher));
  const own = read.data?.definitions ?? [];
  return (
    <div className="flex flex-col gap-4">
      <ActDone done={done} />
      {read.isError && read.data === undefined ? (
        <ErrorState title="Your definitions cannot be read now" onRetry={() => void read.refetch()}>
          {read.error.message}
        </ErrorState>
      ) : read.data === undefined ? (
        <SkeletonText lines={4} label="Reading your definitions" />
      ) : own.length === 0 ? (
        <EmptyState title="You have published no definition">
          Here what you publish as right answers of your services will stand, with its versions. By it a wrong answer
          that you signed can be proven, and a right one too.
        </EmptyState>
      ) : (
        own.map((one) => <OneDefinition key={one.form.id} {...{ account, origin, now, onRecorded }} own={one} />)
      )}
      {read.data?.isCut ? (
        <p className="text-muted text-sm">
          More are published than fit here. <Link href="/definitions">All definitions</Link>
        </p>
      ) : null}
      <Panel
        title="Publish one"
        description="A definition is a JSON file with the files of its code and state beside it. Its own tests run in this browser first."
      >
        <PublishDefinition
          key={published}
          {...{ account, origin, now }}
          own={own.map(({ form }) => form)}
          onRecorded={onPublished}
        />
        <p className="mt-5 text-sm">
          <Link href="/docs/how-to/define-a-service">How one is written, with examples</Link>
        </p>
        <Details summary="From a terminal" className="mt-2">
          <CommandLines lines={definitionLines(url, own.find(({ form }) => form.withdrawn === null)?.form.id)} />
        </Details>
      </Panel>
    </div>
  );
}

function OneDefinition({
  account,
  origin,
  own: { form, suspected, accused },
  now,
  onRecorded,
}: {
  account: Account;
  origin: Origin;
  own: OwnDefinition;
  now: Instant;
  onRecorded: OnRecorded;
}) {
  const { withdrawn } = form;
  return (
    <Panel
      title={
        <Link look="quiet" href={`/definitions/${form.id}`}>
          <bdi>{form.name}</bdi>
        </Link>
      }
      description={KIND_SENTENCES[form.kind]}
      actions={
        <>
          <DefinitionStanding form={form} suspected={suspected} />
          {withdrawn === null ? <WithdrawDefinition {...{ account, form, origin, onRecorded }} /> : null}
        </>
      }
    >
      {withdrawn === null ? null : (
        <p className="mb-3">
          Withdrawn on <TimeText at={Date.parse(withdrawn.loggedAt)} precision="day" />, by{" "}
          <Link href={`/log/entries/${withdrawn.entry}`}>entry {withdrawn.entry.toLocaleString("en")}</Link>:{" "}
          <bdi>{withdrawn.reason}</bdi>
        </p>
      )}
      {accused === 0 ? null : (
        <p className="mb-3">
          {accused === 1 ? "One provider is" : `${accused.toLocaleString("en")} providers are`} accused of breaking it.
          {suspected ? " That many more likely show a fault of the definition: further cases wait." : ""}
        </p>
      )}
      <VersionList form={form} now={now} />
    </Panel>
  );
}
