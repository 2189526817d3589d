"use client";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { ActDone, type Done } from "#components/handover/act-done.tsx";
import { type Registered, RegisteredOnly } from "#components/operator/registered-only.tsx";
import { KeyElsewhere } from "#components/publish/before-signing.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { actsOf } from "#lib/client/case/case-acts.ts";
import { accountSigner } from "#lib/client/case/case-signers.ts";
import { useShare } from "#lib/client/case/use-share.ts";
import { incidentHref } from "#lib/client/operator/hrefs.ts";
import { caseQuery } from "#lib/client/report/case-queries.ts";
import type { CaseView } from "#lib/contract/cases.ts";
import { commitOfShare, shareOfRound } from "#lib/dispute/draw-share.ts";
import { caseSentence, stopsOf, trackLead } from "../case-words.ts";
import { RulingPanel } from "../ruling-panel.tsx";
import { StateTrack } from "../state-track.tsx";
import { CaseNext } from "../what-next.tsx";
import { CaseActs } from "./case-acts.tsx";
import { CommittedShare, MissingShare } from "./draw-share.tsx";
import { LeftDrafts } from "./left-drafts.tsx";

/** `/operator/cases/[id]`: everything that an operator may say in a case against a provider of its own. */
export function AnswerPage({ id }: { id: string }) {
  return (
    <RegisteredOnly title="Answer a case" lead="What you say here is public for ever, and stands beside the report.">
      {(registered) => <Answer registered={registered} id={id} />}
    </RegisteredOnly>
  );
}

function Answer({ registered, id }: { registered: Registered; id: string }) {
  const { data: one, isError, error, refetch } = useQuery({ ...caseQuery(id), refetchInterval: false });
  if (isError)
    return (
      <ErrorState title="The case cannot be read now" onRetry={() => void refetch()}>
        {error.message} What you typed is kept in this browser.
      </ErrorState>
    );
  if (one === undefined) return <SkeletonText lines={8} label="Reading the case" />;
  const provider = registered.account.providers.find((own) => own.id === one?.provider);
  if (one === null || provider === undefined)
    return (
      <EmptyState
        title={one === null ? "There is no such case here" : "The case is against none of your providers"}
        action={
          <ButtonLink href={one === null ? "/cases" : `/cases/${id}`}>
            {one === null ? "All cases" : "Read the case"}
          </ButtonLink>
        }
      >
        Only who runs the provider answers. Anybody may add evidence on the page of the case, while it is open.
      </EmptyState>
    );
  return <Opened registered={registered} one={one} name={provider.name} />;
}

function Opened({ registered, one, name }: { registered: Registered; one: CaseView; name: string }) {
  const { account, participant, origin, now } = registered;
  const [done, setDone] = useState<Done>();
  const onDone = useCallback((state: Done["state"], note: string) => setDone({ state, note }), []);
  const { share, keep, adopt } = useShare(one.dispute?.operator_share.commit ?? undefined);
  const shown = share && shareOfRound(share.secret, share.commit, one.dispute?.round ?? 0);
  const { key } = account;
  const acts = actsOf(one, "operator", now);
  const admitted = one.dispute?.answer?.type === "admission";
  return (
    <div className="flex flex-col gap-6">
      <div>
        <p className="text-lg">{caseSentence(one)}</p>
        <p className="mt-1 text-muted">
          Against <bdi>{name}</bdi>. <Link href={`/cases/${one.id}`}>The case with its evidence</Link>
        </p>
      </div>
      <StateTrack stops={stopsOf(one)} lead={trackLead(one, now)} now={now} />
      <ActDone done={done} />
      {admitted ? (
        <Panel title="The report of the incident" level={3}>
          <p>
            You admitted it. What happened, whom it hurt and what you do about it is due within 14 days; readers see
            whether it came.
          </p>
          <ButtonLink className="mt-3" variant="primary" href={incidentHref(one.provider, "+", one.id)}>
            Write the report
          </ButtonLink>
        </Panel>
      ) : null}
      {acts.length === 0 ? (
        <Panel title="Nothing to say now" level={3}>
          <p>The case waits for others. You are told here when it is your turn.</p>
        </Panel>
      ) : key === undefined ? (
        <KeyElsewhere title="This browser does not hold your account key">
          It signs what you say in a case, and nothing else does.
        </KeyElsewhere>
      ) : (
        <CaseActs
          one={one}
          acts={acts}
          origin={origin}
          signer={accountSigner(participant.did, key)}
          useRemote={account.session !== null}
          secretOf={(act) => (act === "reveal" ? shown : undefined)}
          onSigning={async (act, secret) => {
            if (act === "contest") await keep({ commit: commitOfShare(secret), case: one.id, secret, bySelf: true });
          }}
          shareOf={(act, secret) =>
            act === "contest" ? (
              <CommittedShare id={one.id} secret={secret} />
            ) : act === "reveal" && shown === undefined ? (
              <MissingShare commit={one.dispute?.operator_share.commit ?? ""} onFound={adopt} />
            ) : null
          }
          onDone={onDone}
        />
      )}
      <LeftDrafts caseId={one.id} acts={acts} />
      <RulingPanel one={one} now={now} />
      <CaseNext one={one} now={now} />
    </div>
  );
}
