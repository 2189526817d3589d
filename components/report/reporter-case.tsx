"use client";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { CaseActs } from "#components/case/acts/case-acts.tsx";
import { LeftDrafts } from "#components/case/acts/left-drafts.tsx";
import { stopsOf, trackLead } from "#components/case/case-words.ts";
import { RulingPanel } from "#components/case/ruling-panel.tsx";
import { StateTrack } from "#components/case/state-track.tsx";
import { CaseNext } from "#components/case/what-next.tsx";
import { ActDone, type Done } from "#components/handover/act-done.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { useAccount } from "#lib/client/account/use-account.ts";
import { actsOf } from "#lib/client/case/case-acts.ts";
import { accountSigner, fileSigner } from "#lib/client/case/case-signers.ts";
import { browserClock } from "#lib/client/platform.ts";
import type { CaseFile } from "#lib/client/report/case-file.ts";
import { caseQuery } from "#lib/client/report/case-queries.ts";
import { useNow } from "#lib/client/use-now.ts";
import type { CaseView } from "#lib/contract/cases.ts";
import { shareOfRound } from "#lib/dispute/draw-share.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";

/** What a reporter may do in the case of an opened file, with the key that signed the report and no other. */
export function ReporterCase({ id, file }: { id: string; file: CaseFile }) {
  const { data } = useQuery(caseQuery(id));
  const now = useNow() ?? browserClock();
  return data == null || data.verdict === null ? null : <Opened one={data} file={file} now={now} />;
}

function Opened({ one, file, now }: { one: CaseView; file: CaseFile; now: Instant }) {
  const [done, setDone] = useState<Done>();
  const onDone = useCallback((state: Done["state"], note: string) => setDone({ state, note }), []);
  const own = useAccount();
  const account = own.status === "ready" && own.account.did === file.did ? own.account : undefined;
  const signer =
    fileSigner(file) ??
    (account?.key === undefined || account.did === undefined ? undefined : accountSigner(account.did, account.key));
  const acts = actsOf(one, "reporter", now);
  const shown = shareOfRound(file.drawSecret, one.dispute?.reporter_share.commit ?? "", one.dispute?.round ?? 0);
  return (
    <>
      <StateTrack stops={stopsOf(one)} lead={trackLead(one, now)} now={now} />
      <ActDone done={done} />
      <CaseNext one={one} now={now} />
      {one.verdict === "proven" && one.state !== "final" ? (
        <Alert title="It cannot be withdrawn">
          Machines proved it from what the provider signed itself. It goes on, whatever becomes of you.
        </Alert>
      ) : null}
      {acts.length === 0 ? null : signer === undefined ? (
        <Alert tone="attention" title="Your account signed this report">
          Its key must sign what follows. Open this page in the browser that holds it.
        </Alert>
      ) : (
        <CaseActs
          one={one}
          acts={acts}
          origin={file.log as Origin}
          signer={signer}
          secretOf={(act) => (act === "reveal" ? shown : undefined)}
          onDone={onDone}
        />
      )}
      <LeftDrafts caseId={one.id} acts={acts} />
      <RulingPanel one={one} now={now} />
    </>
  );
}
