"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { ErrorState, UnauthorisedState } from "#components/ui/states.tsx";
import { type Account, useAccount } from "#lib/client/account/use-account.ts";
import { adminsQuery } from "#lib/client/admin/queries.ts";
import { useNow } from "#lib/client/use-now.ts";
import type { AdminsView } from "#lib/contract/governance.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { AdminList } from "./admin-list.tsx";
import { MaintainersPanel } from "./maintainers-panel.tsx";
import { ModelsPanel } from "./models-panel.tsx";
import type { AdminOffice } from "./office.ts";
import { PolicyPanel } from "./policy-panel.tsx";
import { ProposalsPanel } from "./proposals-panel.tsx";

/** `/admin`: for administrators by the key of this browser; for everybody else, who they are. */
export function AdminDesk({ given }: { given: AdminsView }) {
  const view = useQuery({ ...adminsQuery, initialData: given }).data;
  const state = useAccount();
  const machineNow = useNow();
  const account = state.status === "ready" ? state.account : undefined;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-3">
      <div className="flex min-w-0 flex-col gap-4 lg:col-span-2">
        {state.status === "failed" ? (
          <ErrorState title="The index cannot be read now" onRetry={state.retry}>
            {state.error.message}
          </ErrorState>
        ) : account === undefined || machineNow === undefined ? (
          <SkeletonText lines={6} label="Looking at the key of this browser" />
        ) : (
          deskOf(account, view, account.now ?? machineNow)
        )}
      </div>
      <Panel title="Administrators">
        <AdminList {...view} own={account?.did} />
      </Panel>
    </div>
  );
}

function deskOf(account: Account, view: AdminsView, now: Instant): ReactNode {
  const { did, origin } = account;
  const scene = { ...view, now };
  if (did === undefined || origin === undefined || !view.admins.some((admin) => admin.did === did))
    return (
      <>
        <NotAnAdmin isKnown={did !== undefined} />
        <ProposalsPanel scene={scene} office={undefined} />
        <PolicyPanel scene={scene} office={undefined} />
      </>
    );
  const office: AdminOffice = { ...scene, account, origin };
  return (
    <>
      <ProposalsPanel scene={scene} office={office} />
      <MaintainersPanel {...office} />
      <PolicyPanel scene={scene} office={office} />
      <ModelsPanel {...office} />
    </>
  );
}

/** What the page is for, and the ways on for whoever administers with a key that is elsewhere. */
export function NotAnAdmin({ isKnown }: { isKnown: boolean }) {
  return (
    <UnauthorisedState
      title={isKnown ? "You are no administrator of this index" : "Administrators sign here with their own keys"}
      action={isKnown ? undefined : <ButtonLink href="/sign-in?next=/admin">Sign in</ButtonLink>}
    >
      They are named on this page, and each of their acts stands in <Link href="/log">the log</Link> with its signature.
      A key that lives in a file signs the same from a terminal:{" "}
      <Link href="/docs/how-to/decide-cases">touchstone maintainer, policy and model</Link>.
    </UnauthorisedState>
  );
}
