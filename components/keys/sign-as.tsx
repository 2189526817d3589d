"use client";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { browserKeystore } from "#lib/client/keystore/browser-keystore.ts";
import type { KeyRecord } from "#lib/client/keystore/key-record.ts";
import type { ActingSigner } from "#lib/client/operator/key-plans.ts";
import { signerOfRecord } from "#lib/client/signer.ts";
import type { ParticipantForm } from "#lib/state/forms.ts";
import { OpenSpareForm } from "./open-spare-form.tsx";

/**
 * The last step of every act on keys: who signs it. Changes of account keys take the spare key where there is one, opened
 * here from its file for this one act; all else the account key of this browser.
 */
export function SignAs({
  participant,
  record,
  changesControl,
  action,
  isBusy,
  danger = false,
  onSigner,
}: {
  participant: ParticipantForm;
  record: KeyRecord | undefined;
  changesControl: boolean;
  action: string;
  isBusy: boolean;
  danger?: boolean;
  onSigner: (acting: ActingSigner) => void;
}): ReactNode {
  if (changesControl && participant.nextKeyDigest !== null) {
    return (
      <OpenSpareForm
        action={`${action}, with the spare key`}
        check={async ({ digest }) =>
          digest === participant.nextKeyDigest ? undefined : "This is not the spare key of the account."
        }
        onOpened={({ signer }) => onSigner({ signer, isRevealed: true })}
      />
    );
  }
  if (record === undefined) {
    return (
      <p className="text-muted">
        This browser does not hold an account key. <Link href="/operator/restore">Bring it here</Link>
      </p>
    );
  }
  return (
    <div>
      <Button
        variant={danger ? "danger" : "primary"}
        busy={isBusy}
        onClick={async () => onSigner({ signer: signerOfRecord(await browserKeystore(), record), isRevealed: false })}
      >
        {action}
      </Button>
    </div>
  );
}
