"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import { signedByQuery } from "#lib/client/account/queries.ts";
import { type ActingSigner, planRevoke, type Revocation } from "#lib/client/operator/key-plans.ts";
import { usePublishAll } from "#lib/client/statements/use-publish-all.ts";
import { newStamp } from "#lib/client/statements/use-stamp.ts";
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { ActsStatus } from "./acts-status.tsx";
import { KEY_PURPOSE_WORDS } from "./key-state-words.ts";
import type { KeyDialogProps } from "./rotate-key-dialog.tsx";
import { SignAs } from "./sign-as.tsx";
import { WeightList } from "./weight-list.tsx";

const REASONS: readonly { value: Revocation["reason"]; label: string; help?: string }[] = [
  { value: "compromised", label: "Somebody else may have it", help: "What it signs from now on counts for nothing." },
  {
    value: "superseded",
    label: "Another key takes its place",
    help: "An ordinary change; to let both sign for a while, rotate it instead.",
  },
  { value: "ceased", label: "It is not needed any more" },
];

/** Ends a key for everybody, at once: when a theft is feared, with its time and what it changes. */
export function RevokeKeyDialog(props: KeyDialogProps) {
  const { signingKey, owner, participant, record, origin, now, onClose } = props;
  const { all, item, publishAll, goOn } = usePublishAll();
  const [reason, setReason] = useState<Revocation["reason"]>("compromised");
  const [since, setSince] = useState("");
  const [isBusy, setBusy] = useState(false);
  const signed = useQuery(signedByQuery(signingKey.thumbprint));
  const isControl = signingKey.purpose === "control";
  const sinceAt = sinceOf(since, reason);
  const problem = sinceProblem(since, sinceAt, now);

  const revoke = async (acting: ActingSigner) => {
    if (problem !== undefined) return;
    setBusy(true);
    const scene = { log: origin, issuer: participant.did, owner, acting, stamp: newStamp };
    const statement = planRevoke(scene, signingKey.thumbprint, { reason, compromisedSince: sinceAt });
    await publishAll([statement], acting.signer);
    setBusy(false);
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Revoke the key for ${KEY_PURPOSE_WORDS[signingKey.purpose].title.toLowerCase()}`}
    >
      {all.phase === "done" ? (
        <Alert tone="verified" live title={participant.threshold > 1 ? "Proposed" : "Revoked, for everybody"}>
          {participant.threshold > 1
            ? "It takes effect when the others have signed it under Members."
            : "From this entry on nothing that it signs has any effect."}
        </Alert>
      ) : (
        <div className="flex flex-col gap-4">
          <Alert tone="attention" title="At once, for everybody, for ever">
            What it signed before stays valid.{" "}
            {isControl ? (
              <LastKeyWarning count={participant.controlKeys.length} hasSpare={participant.nextKeyDigest !== null} />
            ) : null}
          </Alert>
          <RadioGroup
            legend="Why?"
            value={reason}
            onValueChange={(value) => setReason(REASONS.find((row) => row.value === value)?.value ?? reason)}
          >
            {REASONS.map((row) => (
              <Radio key={row.value} value={row.value} label={row.label} help={row.help} />
            ))}
          </RadioGroup>
          {reason === "compromised" ? (
            <Field
              label="In other hands since (UTC)"
              help="As far as you know. Leave it empty when you only fear it from now on."
              error={problem}
              optional
            >
              <Input type="datetime-local" value={since} onChange={(event) => setSince(event.target.value)} />
            </Field>
          ) : null}
          <WeightList entries={signed.data} isCompromised={reason === "compromised"} since={sinceAt} />
          <ActsStatus all={all} item={item} onGoOn={() => void goOn()} />
          <SignAs
            danger
            participant={participant}
            record={record}
            changesControl={isControl}
            action="Sign and revoke"
            isBusy={isBusy}
            onSigner={(acting) => void revoke(acting)}
          />
        </div>
      )}
    </Dialog>
  );
}

function LastKeyWarning({ count, hasSpare }: { count: number; hasSpare: boolean }) {
  if (count > 1) return null;
  return hasSpare
    ? "It is the only key of the account: to go on, replace it with the spare key instead."
    : "It is the only key of the account: afterwards the account can never sign again.";
}

/** The field holds minutes of UTC. */
function sinceOf(text: string, reason: Revocation["reason"]): Instant | undefined {
  return reason === "compromised" && text !== "" ? parseInstant(`${text}:00.000Z`) : undefined;
}

function sinceProblem(text: string, at: Instant | undefined, now: Instant): string | undefined {
  if (text === "" || at === undefined) return undefined;
  return at > now ? "Must not lie in the future." : undefined;
}
