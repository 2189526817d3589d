"use client";
import { PublishStatus } from "#components/publish/publish-status.tsx";
import { ReceiptDone } from "#components/publish/receipt-done.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import type { Account } from "#lib/client/account/use-account.ts";
import { browserKeystore } from "#lib/client/keystore/browser-keystore.ts";
import type { SpareKey } from "#lib/client/keystore/keystore.ts";
import { signerOfRecord } from "#lib/client/signer.ts";
import { prepareStatement } from "#lib/client/statements/prepare-statement.ts";
import { usePublish } from "#lib/client/statements/use-publish.ts";
import { newStamp } from "#lib/client/statements/use-stamp.ts";
import { SpareKeyForm } from "./spare-key-form.tsx";

/** The spare key of a registered account: saved, or saved now and named in the log. */
export function SpareKeySection({ account }: { account: Account }) {
  const { state, publish, send } = usePublish();
  const { participant, key, origin } = account;

  const announce = async (spare: SpareKey) => {
    if (participant === null || key === undefined || origin === undefined) return;
    const statement = prepareStatement(
      {
        kind: "participant.update",
        log: origin,
        issuer: participant.did,
        key: key.thumbprint,
        subject: participant.did,
        prev: participant.slots.participant,
        body: { nextKeyDigest: spare.nextKeyDigest },
      },
      newStamp(),
    );
    await publish(statement, signerOfRecord(await browserKeystore(), key));
  };

  if (state.phase === "recorded") return <ReceiptDone receipt={state.receipt} effect={state.effect} />;
  if (participant === null) {
    return (
      <p className="text-muted">
        The spare key is made when you register. <Link href="/operator">Go on with the set-up</Link>
      </p>
    );
  }
  if (participant.nextKeyDigest !== null) {
    return (
      <Alert
        tone="verified"
        title="Saved: only the spare key can change the keys of this account"
        actions={
          <ButtonLink size="sm" href="/operator/restore">
            Use it to replace the signing key
          </ButtonLink>
        }
      >
        Using it also makes its successor, so that there is always exactly one.
      </Alert>
    );
  }
  if (key === undefined) return <p className="text-muted">To add one, this browser must hold the signing key.</p>;
  return (
    <div className="flex flex-col gap-4">
      <p>Without a spare key a lost signing key ends the account, and a stolen one can lock you out.</p>
      <SpareKeyForm account={participant.did} onSaved={(spare) => void announce(spare)} />
      <PublishStatus state={state} onSend={(item) => void send(item)} />
    </div>
  );
}
