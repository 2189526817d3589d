"use client";
import { useQuery } from "@tanstack/react-query";
import { ActDone } from "#components/handover/act-done.tsx";
import { SignAct } from "#components/handover/sign-act.tsx";
import { kindNoun } from "#components/log/entry/entry-words.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Details } from "#components/ui/details.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { adminProposalsQuery, type WaitingProposal } from "#lib/client/admin/queries.ts";
import { planAcceptance } from "#lib/client/operator/provider-plans.ts";
import type { Person } from "#lib/contract/governance.ts";
import type { StatementHash } from "#lib/kernel/ids.ts";
import { canonicalText, type JsonValue } from "#lib/kernel/json.ts";
import type { AdminOffice, MaybeOffice } from "./office.ts";
import { useDone } from "./use-done.ts";

/** Acts that wait for more administrators: what, who signed, until when; signed here by whoever has not. */
export function ProposalsPanel({ scene, office }: MaybeOffice) {
  const proposals = useQuery(adminProposalsQuery);
  const { done, onRecorded } = useDone();
  return (
    <Panel
      flush
      id="proposals"
      title="Waiting for signatures"
      description="Each takes effect with the last signature that it needs, or lapses."
    >
      {done === undefined ? null : (
        <div className="p-4">
          <ActDone done={done} />
        </div>
      )}
      {proposals.isError ? (
        <p className="p-4">They could not be read now. Load the page again.</p>
      ) : proposals.data === undefined ? (
        <div className="p-4">
          <SkeletonText label="Reading proposals" />
        </div>
      ) : proposals.data.length === 0 ? (
        <p className="p-4 text-muted">Nothing waits.</p>
      ) : (
        <ul className="divide-y divide-divider">
          {proposals.data.map((proposal) => (
            <li key={proposal.statement} className="flex flex-col gap-3 p-4">
              <ProposalFacts proposal={proposal} admins={scene.admins} now={scene.now} />
              {office === undefined ? null : <Cosign {...{ office, proposal, onRecorded }} />}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

type Form = { readonly kind: string; readonly proposed: { readonly body: JsonValue } | null };

/** What is proposed, by whom it is signed, and until when the others can. */
export function ProposalFacts({
  proposal,
  admins,
  now,
}: {
  proposal: WaitingProposal;
  admins: readonly Person[];
  now: number;
}) {
  const { standing, form } = proposal;
  const { kind, proposed } = form as unknown as Form;
  const { signed = [], missing = 0 } = standing.consents[0] ?? {};
  const lapses = Date.parse(standing.lapses_at);
  return (
    <>
      <div>
        <p className="font-medium">
          {kindNoun(kind)}{" "}
          <span className="font-normal text-muted text-sm">
            {signed.length} of {signed.length + missing} signed, in{" "}
            <Link href={`/log/entries/${standing.proposed_in}`}>entry {standing.proposed_in.toLocaleString("en")}</Link>
          </span>
        </p>
        <p className="text-sm">
          Signed by{" "}
          {signed.map((did, nth) => (
            <span key={did}>
              {nth === 0 ? "" : ", "}
              {admins.find((admin) => admin.did === did)?.name ?? <HashText value={did} what="signer" copy={false} />}
            </span>
          ))}
          . {missing} missing. {lapses <= now ? "Lapsed " : "Lapses "}
          <TimeText at={lapses} now={now} show="both" precision="minute" />.
        </p>
      </div>
      {proposed === null ? null : (
        <Details summary="What it says">
          <CodeBlock json label="Proposed" text={canonicalText(proposed as unknown as JsonValue)} />
        </Details>
      )}
    </>
  );
}

function Cosign({
  office,
  proposal,
  onRecorded,
}: {
  office: AdminOffice;
  proposal: WaitingProposal;
  onRecorded: ReturnType<typeof useDone>["onRecorded"];
}) {
  const { standing, statement } = proposal;
  if (Date.parse(standing.lapses_at) <= office.now || standing.state === "lapsed")
    return (
      <p className="text-muted text-sm">It lapsed without the signatures that it needed. It can be proposed again.</p>
    );
  if (standing.consents.some(({ signed }) => signed.includes(office.account.did ?? "")))
    return (
      <p className="text-muted text-sm">You have signed it. The others sign on their own page, or from a terminal.</p>
    );
  return (
    <SignAct
      account={office.account}
      origin={office.origin}
      draft={planAcceptance(statement as StatementHash)}
      action="Sign it, too"
      note="Signed. It takes effect with the last signature."
      onRecorded={onRecorded}
    />
  );
}
