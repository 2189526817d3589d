"use client";
import { useState } from "react";
import { useOfficeAct } from "#components/members/use-office-act.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { Input } from "#components/ui/input.tsx";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import type { KeyRecord } from "#lib/client/keystore/key-record.ts";
import { planRecoveryKey } from "#lib/client/operator/member-plans.ts";
import { type Did, type Origin, parseDid } from "#lib/kernel/ids.ts";
import type { ParticipantForm } from "#lib/state/forms.ts";
import { ActsStatus } from "./acts-status.tsx";
import { SignAs } from "./sign-as.tsx";
import { SpareKeyForm } from "./spare-key-form.tsx";

type Props = { participant: ParticipantForm; record: KeyRecord | undefined; origin: Origin };

/** The optional third key: who holds it, naming it, naming another, taking it off. */
export function RecoveryKeySection(props: Props) {
  const { participant } = props;
  const { recoveryKey } = participant;
  const [change, setChange] = useState<"name" | "drop">();
  return (
    <div className="flex flex-col gap-4">
      <p>
        For the day when account key <em>and</em> spare key are gone. It can end your keys at once, and announce one new
        account key that is in force 7 days later; meanwhile everybody sees it, and the spare key can veto it once. It
        signs nothing else, so give it to somebody you trust.
      </p>
      {participant.nextKeyDigest === null ? (
        <Alert tone="attention" title="It protects only together with a spare key">
          Without one, whoever has your account key can take the recovery key off.
        </Alert>
      ) : null}
      {recoveryKey === null ? (
        <p className="text-muted">No recovery key is named.</p>
      ) : (
        <p>
          Named: <HashText value={recoveryKey} what="recovery key" />
        </p>
      )}
      {change === undefined ? (
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setChange("name")}>
            {recoveryKey === null ? "Name a recovery key" : "Name another"}
          </Button>
          {recoveryKey === null ? null : (
            <Button variant="quiet" onClick={() => setChange("drop")}>
              Take it off
            </Button>
          )}
        </div>
      ) : change === "name" ? (
        <NameIt {...props} onClose={() => setChange(undefined)} />
      ) : (
        <SignChange {...props} recoveryKey={null} onClose={() => setChange(undefined)} />
      )}
    </div>
  );
}

function NameIt({ onClose, ...props }: Props & { onClose: () => void }) {
  const [source, setSource] = useState<"here" | "theirs">("here");
  const [typed, setTyped] = useState("");
  const [made, setMade] = useState<Did>();
  const given = parseDid(typed.trim());
  const recoveryKey = source === "here" ? made : given;
  return (
    <div className="flex flex-col gap-4">
      <RadioGroup
        legend="Where is the recovery key made?"
        value={source}
        onValueChange={(value) => setSource(value === "theirs" ? "theirs" : "here")}
      >
        <Radio
          boxed
          value="here"
          label="Here, now"
          help="You get a file under a passphrase and hand it to whoever is to hold it."
        />
        <Radio
          boxed
          value="theirs"
          label="By whoever holds it"
          help="Safer: its private half never was on this device."
        />
      </RadioGroup>
      {source === "theirs" ? (
        <Field
          label="did:key of the recovery key"
          error={typed.trim() !== "" && given === undefined ? "Must be a did:key, such as did:key:z6Mk…" : undefined}
        >
          <Input mono value={typed} onChange={(event) => setTyped(event.target.value)} />
        </Field>
      ) : made === undefined ? (
        <SpareKeyForm
          what="recovery key"
          account={props.participant.did}
          onSaved={({ file }) => setMade(parseDid(file.did))}
        />
      ) : null}
      {recoveryKey === undefined ? (
        <div>
          <Button variant="quiet" onClick={onClose}>
            Not now
          </Button>
        </div>
      ) : (
        <SignChange {...props} recoveryKey={recoveryKey} onClose={onClose} />
      )}
    </div>
  );
}

function SignChange({
  participant,
  record,
  origin,
  recoveryKey,
  onClose,
}: Props & { recoveryKey: Did | null; onClose: () => void }) {
  const { all, item, goOn, isBusy, act } = useOfficeAct({ participant, origin });
  if (all.phase === "done") {
    return (
      <Alert tone="verified" live title="Recorded">
        {participant.threshold > 1 && participant.nextKeyDigest === null
          ? "It takes effect when the others have signed it."
          : recoveryKey === null
            ? "From this entry on there is no recovery key."
            : "From this entry on it is the recovery key."}
      </Alert>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <p>
        {recoveryKey === null ? (
          "From its entry on, the present recovery key can do nothing any more."
        ) : (
          <>
            For all to see, the log will name <HashText value={recoveryKey} what="recovery key" />
          </>
        )}
      </p>
      <ActsStatus all={all} item={item} onGoOn={() => void goOn()} />
      <SignAs
        changesControl
        danger={recoveryKey === null}
        participant={participant}
        record={record}
        action={recoveryKey === null ? "Sign and take it off" : "Sign and name it"}
        isBusy={isBusy}
        onSigner={(acting) => void act(acting, (scene) => planRecoveryKey(scene, recoveryKey))}
      />
      <div>
        <Button variant="quiet" onClick={onClose}>
          Not now
        </Button>
      </div>
    </div>
  );
}
