"use client";
import { useQuery } from "@tanstack/react-query";
import { PublishStatus } from "#components/publish/publish-status.tsx";
import { ReceiptDone } from "#components/publish/receipt-done.tsx";
import { Button } from "#components/ui/button.tsx";
import { indexQuery } from "#lib/client/account/queries.ts";
import { browserRandom } from "#lib/client/platform.ts";
import { signerOfSeed } from "#lib/client/signer.ts";
import { prepareStatement } from "#lib/client/statements/prepare-statement.ts";
import { usePublish } from "#lib/client/statements/use-publish.ts";
import { newStamp } from "#lib/client/statements/use-stamp.ts";
import { SEED_BYTES } from "#lib/kernel/ed25519.ts";
import type { EpochRecord } from "#lib/statement/disclosures/liabilities.ts";

/**
 * Says in public that somebody's balance is counted, by a key made for this one signature and forgotten after it: it
 * names neither the account nor the balance.
 */
export function SignCheck({ provider, record }: { provider: string; record: EpochRecord }) {
  const { data: index } = useQuery(indexQuery);
  const { state, publish, send } = usePublish();
  if (state.phase === "recorded") return <ReceiptDone receipt={state.receipt} effect={state.effect} />;
  const sign = async () => {
    if (index === undefined) return;
    const signer = await signerOfSeed(browserRandom(SEED_BYTES), crypto.subtle);
    const { epoch, root } = record;
    const plan = {
      kind: "solvency.check",
      log: index.origin,
      issuer: signer.did,
      key: signer.thumbprint,
      subject: provider,
      body: { epoch, root, result: "verified" },
    } as const;
    await publish(prepareStatement(plan, newStamp()), signer);
  };
  const isBusy = state.phase === "signing" || state.phase === "sending";
  return (
    <div className="flex flex-col gap-3">
      <p className="max-w-prose">
        The more users say so, the harder it is to leave one out. Your signature says that somebody checked this root.
        It names neither you, nor your account, nor your balance: its key is made now and forgotten at once.
      </p>
      {state.phase === "idle" || isBusy ? (
        <Button className="w-fit" disabled={isBusy || index === undefined} onClick={() => void sign()}>
          {isBusy ? "Signing…" : "Sign “verified” and publish it"}
        </Button>
      ) : (
        <PublishStatus state={state} onSend={(item) => void send(item)} />
      )}
    </div>
  );
}
