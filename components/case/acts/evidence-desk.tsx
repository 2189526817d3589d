"use client";
import { useRouter } from "next/navigation";
import { useCallback, useMemo, useState } from "react";
import { ActDone, type Done } from "#components/handover/act-done.tsx";
import { type OwnAccount, SignAsChoice } from "#components/report/sign-as-choice.tsx";
import { freshSigner } from "#lib/client/case/case-signers.ts";
import type { CaseSigner } from "#lib/client/case/use-case-act.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { CaseActs } from "./case-acts.tsx";

/** Evidence by somebody who is no party: under a key made for it alone, or under an account's name. */
export default function EvidenceDesk({ id, state, origin }: { id: string; state: string; origin: string }) {
  const router = useRouter();
  const [account, setAccount] = useState<OwnAccount>();
  const [fresh] = useState(freshSigner);
  const [done, setDone] = useState<Done>();
  const onDone = useCallback(
    (published: Done["state"], note: string) => {
      setDone({ state: published, note });
      router.refresh();
    },
    [router],
  );
  const signer = useMemo<CaseSigner>(
    () =>
      account === undefined
        ? fresh
        : {
            issuer: account.did,
            key: account.signer.thumbprint,
            isCaseKey: false,
            open: async () => account.signer,
          },
    [account, fresh],
  );
  if (done !== undefined) return <ActDone done={done} />;
  return (
    <div className="flex flex-col gap-5">
      <SignAsChoice account={account} onChange={setAccount} />
      <CaseActs
        one={{ id, state }}
        acts={[{ act: "attach", until: undefined }]}
        origin={origin as Origin}
        signer={signer}
        onDone={onDone}
      />
    </div>
  );
}
