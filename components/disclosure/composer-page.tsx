"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { EmptyState, ErrorState, UnauthorisedState } from "#components/ui/states.tsx";
import { whereElse } from "#lib/client/account/elsewhere.ts";
import { entryQuery, providerQuery, sessionsQuery } from "#lib/client/account/queries.ts";
import { useAccount } from "#lib/client/account/use-account.ts";
import { composerHref } from "#lib/client/operator/hrefs.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import type { DisclosureName } from "#lib/statement/disclosures/all.ts";

/** The schemas of all types come with the form, not with the page. */
const Composer = dynamic(() => import("./composer.tsx").then((module) => module.Composer), {
  ssr: false,
  loading: () => <SkeletonText lines={8} label="Loading the form" />,
});

type Opened = { provider: ProviderForm; previous: JsonObject | undefined };

/** A disclosure type as the page names it. */
export type ComposedType = {
  readonly type: DisclosureName;
  readonly title: string;
  readonly purpose: string;
  readonly about: "instance" | "service" | "both";
  /** Each version tells of another event: the form begins empty unless it goes on from the last one. */
  readonly isEvent: boolean;
};

/** Finds what the composer needs: the account, the provider, the published version. */
export function ComposerPage({
  providerId,
  type: { type, title, purpose, about, isEvent },
  fromLast,
}: {
  providerId: string;
  type: ComposedType;
  /** Go on from the last version of an event. */
  fromLast: boolean;
}) {
  const state = useAccount();
  const provider = useQuery({ ...providerQuery(providerId), enabled: providerId !== "" });
  const last = provider.data?.disclosures[type];
  const record = isEvent && !fromLast ? undefined : last;
  const entry = useQuery({ ...entryQuery(record?.entry ?? 0), enabled: record !== undefined });
  const account = state.status === "ready" ? state.account : undefined;
  const sessions = useQuery({ ...sessionsQuery, enabled: account !== undefined && account.session !== null });
  // What the form began with stays while it is open: publishing changes the log under it, and must not sweep it away.
  const [opened, setOpened] = useState<Opened>();
  const isFound = provider.data !== undefined && (record === undefined || entry.data !== undefined);
  useEffect(() => {
    if (opened !== undefined || !isFound || !provider.data) return;
    setOpened({ provider: provider.data, previous: bodyOfStatement(entry.data?.statement) });
  }, [opened, isFound, provider.data, entry.data]);

  const isMissing = providerId === "" || provider.data === null;
  const hasFailed = state.status === "failed" || (opened === undefined && (provider.isError || entry.isError));
  const retry = () => {
    if (state.status === "failed") state.retry();
    void provider.refetch();
    if (record !== undefined) void entry.refetch();
  };
  const { did, origin } = account ?? {};
  const isMisplaced = opened !== undefined && about !== "both" && about !== opened.provider.kind;
  const canCompose = did !== undefined && origin !== undefined && opened?.provider.operator === did && !isMisplaced;
  return (
    <>
      <PageHeading
        eyebrow={
          <Breadcrumbs
            crumbs={[
              { text: "Publish", href: "/operator" },
              { text: "Disclosures", href: "/operator/disclosures" },
              { text: title },
            ]}
          />
        }
        title={opened === undefined ? title : `${title} of ${opened.provider.name}`}
        lead={purpose}
      />
      {canCompose && isEvent && !fromLast && opened.provider.disclosures[type] !== undefined ? (
        <p className="mb-5">
          This form begins empty, for something new.{" "}
          {/* Another document: what is typed here must not be taken for a correction of the last one. */}
          <Link href={`${composerHref(providerId, type)}&from=last`}>Go on from the last one instead</Link>
        </p>
      ) : null}
      {account !== undefined && canCompose ? (
        <Composer
          key={`${type} ${opened.provider.disclosures[type]?.statement ?? "first"}`}
          account={account}
          origin={origin}
          did={did}
          provider={opened.provider}
          type={type}
          previous={opened.previous}
          elsewhere={whereElse(sessions.data ?? [])}
          onReload={() => setOpened(undefined)}
        />
      ) : (
        <NoComposer
          hasFailed={hasFailed}
          retry={retry}
          isSignedOut={account !== undefined && did === undefined}
          isMissing={isMissing}
          misplaced={isMisplaced ? `${title} is about ${about === "instance" ? "instances" : "services"}` : undefined}
          foreign={account !== undefined && opened !== undefined ? opened.provider.name : undefined}
        />
      )}
    </>
  );
}

/** Why there is no form: each absence has its own words and its own way out. */
function NoComposer(why: {
  hasFailed: boolean;
  retry: () => void;
  isSignedOut: boolean;
  isMissing: boolean;
  misplaced: string | undefined;
  foreign: string | undefined;
}) {
  if (why.hasFailed) {
    return (
      <ErrorState title="The index cannot be read now" onRetry={why.retry}>
        Your draft is kept in this browser.
      </ErrorState>
    );
  }
  if (why.isSignedOut) {
    return (
      <UnauthorisedState
        title="Only an operator's key can publish"
        action={<ButtonLink href="/sign-in">Sign in</ButtonLink>}
      >
        There is no session and no signing key in this browser.
      </UnauthorisedState>
    );
  }
  if (why.isMissing) {
    return (
      <EmptyState title="There is no such provider" action={<ButtonLink href="/operator">Your providers</ButtonLink>}>
        A disclosure is about a provider that you listed. Choose one of yours.
      </EmptyState>
    );
  }
  if (why.misplaced !== undefined) {
    return (
      <EmptyState title={why.misplaced} action={<ButtonLink href="/operator/disclosures">All disclosures</ButtonLink>}>
        This provider is of the other kind: the log would give it no effect.
      </EmptyState>
    );
  }
  if (why.foreign !== undefined) {
    return (
      <UnauthorisedState
        title={`${why.foreign} is another operator's`}
        action={<ButtonLink href="/operator">Your providers</ButtonLink>}
      >
        Only its operator's key, or a disclosure key that the operator published, may speak for it.
      </UnauthorisedState>
    );
  }
  return <SkeletonText lines={8} label="Loading the form" />;
}

function bodyOfStatement(statement: Record<string, unknown> | undefined): JsonObject | undefined {
  return (statement as { body?: JsonObject } | undefined)?.body;
}
