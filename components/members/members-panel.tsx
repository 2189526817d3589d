"use client";
import { useQueries, useQuery } from "@tanstack/react-query";
import { Panel } from "#components/ui/panel.tsx";
import { proposalsQuery, signingKeyQuery } from "#lib/client/account/queries.ts";
import type { Account } from "#lib/client/account/use-account.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { isActiveAt } from "#lib/keys/lifecycle.ts";
import type { ParticipantForm, ProviderForm } from "#lib/state/forms.ts";
import { GrantForm } from "./grant-form.tsx";
import { MemberList } from "./member-list.tsx";
import { ProposalList } from "./proposal-list.tsx";
import { ThresholdForm } from "./threshold-form.tsx";

export type MembersPanelProps = {
  account: Account;
  participant: ParticipantForm;
  providers: readonly ProviderForm[];
  origin: Origin;
  now: Instant;
};

/** Members and their scopes, proposals that wait for signatures, and how many account keys must agree. */
export function MembersPanel({ account, participant, providers, origin, now }: MembersPanelProps) {
  const proposals = useQuery(proposalsQuery(participant.did)).data ?? [];
  const keys = useQueries({ queries: participant.controlKeys.map(signingKeyQuery) });
  const signing = keys.some(({ isPending }) => isPending)
    ? undefined
    : keys.filter(({ data }) => data && isActiveAt(data, now)).length;
  const office = { participant, record: account.key, origin };
  return (
    <div className="flex flex-col gap-4">
      {proposals.length === 0 ? null : (
        <Panel flush title="Waiting for signatures" description="Each takes effect with its last signature.">
          <ProposalList proposals={proposals} now={now} {...office} />
        </Panel>
      )}
      <Panel flush title="Members" description="They sign in their own name, on your behalf; the log shows both.">
        <MemberList providers={providers} now={now} {...office} />
      </Panel>
      <Panel title="Add a member" description="Your colleague makes a key of her own and tells you its did:key.">
        <GrantForm providers={providers} now={now} {...office} />
      </Panel>
      <Panel
        title="How many keys must agree"
        description="Above one, whoever signs with an account key only proposes; the others sign within 7 days."
      >
        <ThresholdForm signing={signing} {...office} />
      </Panel>
    </div>
  );
}
