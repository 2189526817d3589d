"use client";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import { type ActingSigner, ownerOfKeys, planRevoke } from "#lib/client/operator/key-plans.ts";
import { usePublishAll } from "#lib/client/statements/use-publish-all.ts";
import { newStamp } from "#lib/client/statements/use-stamp.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { ParticipantForm, Recovery } from "#lib/state/forms.ts";
import { ActsStatus } from "./acts-status.tsx";
import { RecoveryFacts } from "./recovery-facts.tsx";
import { SignAs } from "./sign-as.tsx";

/** Somebody with the recovery key is about to put a new account key in place: since when, until when, and how to stop it. */
export function AnnouncedRecovery({
  recovery,
  participant,
  origin,
  now,
}: {
  recovery: Recovery;
  participant: ParticipantForm;
  origin: Origin;
  now: Instant;
}) {
  const [isOpen, setOpen] = useState(false);
  const wasVetoed = participant.vetoedRecoveryKey === recovery.by;
  const canVeto = participant.nextKeyDigest !== null && !wasVetoed;
  return (
    <Alert
      tone="attention"
      title="The recovery key announced a new account key"
      actions={
        canVeto ? (
          <Button size="sm" onClick={() => setOpen(true)}>
            It was not me: veto it
          </Button>
        ) : undefined
      }
    >
      <RecoveryFacts recovery={recovery} now={now} /> The wait is there so that the owner of the spare key can veto it,
      once. {wasVetoed ? "A recovery by this recovery key was vetoed before, so this one cannot be." : ""}
      {participant.nextKeyDigest === null ? "This account has no spare key, so nobody can veto it." : ""}
      {isOpen ? <VetoDialog {...{ recovery, participant, origin }} onClose={() => setOpen(false)} /> : null}
    </Alert>
  );
}

function VetoDialog({
  recovery,
  participant,
  origin,
  onClose,
}: {
  recovery: Recovery;
  participant: ParticipantForm;
  origin: Origin;
  onClose: () => void;
}) {
  const { all, item, publishAll, goOn } = usePublishAll();
  const veto = async (acting: ActingSigner) => {
    const scene = { log: origin, issuer: participant.did, owner: ownerOfKeys(participant), acting, stamp: newStamp };
    const isDone = await publishAll([planRevoke(scene, recovery.key, { reason: "compromised" })], acting.signer);
    // With the announcement this dialog goes, too.
    if (isDone) toast.done("Vetoed: the announced key will never be in force");
  };
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title="Veto the recovery">
      {all.phase === "done" ? null : (
        <div className="flex flex-col gap-4">
          <Alert tone="attention" title="Is the recovery key in other hands?">
            Then replace it by the spare key first, and veto afterwards: in this order its thief cannot announce again.
            A second recovery by the same key cannot be vetoed.
          </Alert>
          <ActsStatus all={all} item={item} onGoOn={() => void goOn()} />
          <SignAs
            danger
            changesControl
            participant={participant}
            record={undefined}
            action="Veto it"
            isBusy={false}
            onSigner={(acting) => void veto(acting)}
          />
        </div>
      )}
    </Dialog>
  );
}
