"use client";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import { type Step, Stepper } from "#components/ui/stepper.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { browserKeystore } from "#lib/client/keystore/browser-keystore.ts";
import type { KeyRecord } from "#lib/client/keystore/key-record.ts";
import { useKeystoreActions } from "#lib/client/keystore/use-keystore.ts";
import { type ActingSigner, type KeyOwner, planRotation } from "#lib/client/operator/key-plans.ts";
import { signerOfRecord } from "#lib/client/signer.ts";
import { usePublishAll } from "#lib/client/statements/use-publish-all.ts";
import { newStamp } from "#lib/client/statements/use-stamp.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, type Instant } from "#lib/kernel/instant.ts";
import { ACTIVATION_DELAY_MS } from "#lib/keys/lifecycle.ts";
import type { KeyForm, ParticipantForm } from "#lib/state/forms.ts";
import { ActsStatus } from "./acts-status.tsx";
import { KEY_PURPOSE_WORDS } from "./key-state-words.ts";
import { SignAs } from "./sign-as.tsx";

export type KeyDialogProps = {
  signingKey: KeyForm;
  owner: KeyOwner;
  participant: ParticipantForm;
  /** The account key of this browser. */
  record: KeyRecord | undefined;
  origin: Origin;
  now: Instant;
  onClose: () => void;
};

const OVERLAPS = [
  { days: 1, help: "For a key that only you use." },
  { days: 7, help: "Preset: readers and programs have a week to see the new key." },
  { days: 30, help: "When others keep copies of your key directory." },
] as const;

/** New key, cross-signature, overlap, switch, retirement: two statements, signed here in one act. */
export function RotateKeyDialog(props: KeyDialogProps) {
  const { signingKey, owner, participant, record, origin, now, onClose } = props;
  const { generate } = useKeystoreActions();
  const { all, item, publishAll, goOn } = usePublishAll();
  const [days, setDays] = useState("7");
  const [made, setMade] = useState<KeyRecord>();
  const [end, setEnd] = useState<Instant>();
  const [isBusy, setBusy] = useState(false);
  const { title } = KEY_PURPOSE_WORDS[signingKey.purpose];

  const rotate = async (acting: ActingSigner) => {
    setBusy(true);
    const { purpose } = signingKey;
    const choice = { label: `${title} key`, purpose, extractable: false, account: participant.did };
    const next = made ?? (await generate(choice));
    setMade(next);
    const until = addMs(now, ACTIVATION_DELAY_MS + Number(days) * DAY_MS);
    setEnd(until);
    const scene = { log: origin, issuer: participant.did, owner, acting, stamp: newStamp };
    const added = signerOfRecord(await browserKeystore(), next);
    await publishAll(await planRotation(scene, signingKey, added, until), acting.signer);
    setBusy(false);
  };

  const isDone = all.phase === "done";
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Rotate the key for ${title.toLowerCase()}`}
      description="The old key keeps signing until its successor has settled in. Nothing that it signed loses its effect."
    >
      <div className="flex flex-col gap-5">
        <Stepper vertical label="Rotation" steps={stepsOf(isDone, made !== undefined, end)} />
        {isDone ? (
          <Alert tone="verified" live title="Both statements are in the log">
            {participant.threshold > 1
              ? "They are proposals: they take effect when the others have signed them under Members."
              : "You need not come back: the switch and the retirement come by themselves."}
          </Alert>
        ) : (
          <>
            <RadioGroup legend="How long may both sign?" value={days} onValueChange={setDays}>
              {OVERLAPS.map((overlap) => (
                <Radio
                  key={overlap.days}
                  value={String(overlap.days)}
                  label={overlap.days === 1 ? "1 day" : `${overlap.days} days`}
                  help={overlap.help}
                />
              ))}
            </RadioGroup>
            <ActsStatus all={all} item={item} onGoOn={() => void goOn()} />
            <SignAs
              participant={participant}
              record={record}
              changesControl={signingKey.purpose === "control"}
              action="Make the new key and sign"
              isBusy={isBusy}
              onSigner={(acting) => void rotate(acting)}
            />
          </>
        )}
      </div>
    </Dialog>
  );
}

function stepsOf(isDone: boolean, isMade: boolean, end: Instant | undefined): Step[] {
  const later = isDone ? "current" : "waiting";
  return [
    {
      id: "new",
      title: "New key",
      state: isMade ? "done" : "current",
      detail: "Made in this browser; it cannot be copied out.",
    },
    {
      id: "cross",
      title: "Cross-sign",
      state: isDone ? "done" : "waiting",
      detail: "The new key signs whose it is; you sign that it is yours.",
    },
    { id: "overlap", title: "Overlap", state: later, detail: "Both keys sign. The new one begins after 24 hours." },
    {
      id: "switch",
      title: "Switch",
      state: "waiting",
      detail: "This browser uses the new key as soon as it is active.",
    },
    {
      id: "retire",
      title: "Retire",
      state: "waiting",
      detail:
        end === undefined ? (
          "The old key signs no more."
        ) : (
          <>
            The old key signs no more from <TimeText at={end} precision="minute" /> on.
          </>
        ),
    },
  ];
}
