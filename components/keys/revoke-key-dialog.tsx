"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { PublishStatus } from "#components/disclosure/publish-status.tsx";
import { ReceiptDone } from "#components/disclosure/receipt-done.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { indexQuery, participantQuery } from "#lib/client/account/queries.ts";
import { browserKeystore } from "#lib/client/keystore/browser-keystore.ts";
import type { KeyRecord } from "#lib/client/keystore/key-record.ts";
import { type Signer, signerOfRecord } from "#lib/client/signer.ts";
import { prepareStatement } from "#lib/client/statements/prepare-statement.ts";
import { usePublish } from "#lib/client/statements/use-publish.ts";
import { newStamp } from "#lib/client/statements/use-stamp.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import type { ParticipantForm } from "#lib/state/forms.ts";
import { OpenSpareForm } from "./open-spare-form.tsx";

const REASONS = [
  { value: "compromised", label: "Somebody else may have it", help: "What it signs from now on counts for nothing." },
  { value: "superseded", label: "Another key takes its place", help: "An ordinary change." },
  { value: "ceased", label: "It is not needed any more", help: "" },
] as const;

/** Ends a control key for everybody, at once. With a spare key only the spare key may say so. */
export function RevokeKeyDialog({ record, onClose }: { record: KeyRecord; onClose: () => void }) {
  const participant = useQuery(participantQuery(record.account));
  const index = useQuery(indexQuery);
  return (
    <Dialog open onOpenChange={(next) => (next ? undefined : onClose())} title={`Revoke ${record.label}`}>
      {participant.data && index.data ? (
        <RevokeForm record={record} participant={participant.data} origin={index.data.origin} />
      ) : (
        <SkeletonText />
      )}
    </Dialog>
  );
}

function RevokeForm({
  record,
  participant,
  origin,
}: {
  record: KeyRecord;
  participant: ParticipantForm;
  origin: Origin;
}) {
  const { state, publish, send } = usePublish();
  const [reason, setReason] = useState<string>("compromised");
  const needsSpare = participant.nextKeyDigest !== null;
  const isLast = participant.controlKeys.length === 1;

  const revoke = async (signer: Signer) => {
    const revealed = needsSpare ? { publicKey: signer.did } : {};
    const statement = prepareStatement(
      {
        kind: "key.revoke",
        log: origin,
        issuer: participant.did,
        key: signer.thumbprint,
        subject: participant.did,
        prev: participant.slots.key ?? undefined,
        body: { thumbprint: record.thumbprint, reason, ...revealed },
      },
      newStamp(),
    );
    await publish(statement, signer);
  };

  if (state.phase === "recorded") return <ReceiptDone receipt={state.receipt} effect={state.effect} />;
  return (
    <div className="flex flex-col gap-4">
      <Alert tone="attention" title="At once, for everybody, for ever">
        What it signed before stays valid. {isLast ? "It is the only key of the account: " : ""}
        {isLast && needsSpare ? "to go on, replace it with the spare key instead." : ""}
        {isLast && !needsSpare ? "afterwards the account can never sign again." : ""}
      </Alert>
      <RadioGroup legend="Why?" value={reason} onValueChange={setReason}>
        {REASONS.map((row) => (
          <Radio key={row.value} value={row.value} label={row.label} help={row.help || undefined} />
        ))}
      </RadioGroup>
      <PublishStatus state={state} onSend={(item) => void send(item)} />
      {needsSpare ? (
        <OpenSpareForm
          action="Sign with the spare key and revoke"
          check={async ({ digest }) =>
            digest === participant.nextKeyDigest ? undefined : "This is not the spare key of the account."
          }
          onOpened={({ signer }) => void revoke(signer)}
        />
      ) : (
        <div>
          <Button
            variant="danger"
            busy={state.phase === "signing" || state.phase === "sending"}
            onClick={async () => void revoke(signerOfRecord(await browserKeystore(), record))}
          >
            Sign and revoke
          </Button>
        </div>
      )}
    </div>
  );
}
