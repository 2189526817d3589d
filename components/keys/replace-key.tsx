"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { PublishStatus } from "#components/disclosure/publish-status.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import { signingKeyQuery } from "#lib/client/account/queries.ts";
import { browserKeystore } from "#lib/client/keystore/browser-keystore.ts";
import type { SpareKey } from "#lib/client/keystore/keystore.ts";
import type { OpenedSpare } from "#lib/client/keystore/open-spare.ts";
import { useKeystoreActions } from "#lib/client/keystore/use-keystore.ts";
import { planRecovery } from "#lib/client/operator/recovery.ts";
import { browserClock } from "#lib/client/platform.ts";
import { signerOfRecord } from "#lib/client/signer.ts";
import { usePublishAll } from "#lib/client/statements/use-publish-all.ts";
import { newStamp } from "#lib/client/statements/use-stamp.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import type { ParticipantForm } from "#lib/state/forms.ts";
import { SpareKeyForm } from "./spare-key-form.tsx";

type Fate = "lost" | "stolen" | "kept";

/** Puts a new control key of this browser in place of the old one. Asks first what became of the old one. */
export function ReplaceKey({
  spare,
  participant,
  origin,
}: {
  spare: OpenedSpare;
  participant: ParticipantForm;
  origin: Origin;
}) {
  const actions = useKeystoreActions();
  const client = useQueryClient();
  const { all, item, publishAll, goOn } = usePublishAll();
  const [fate, setFate] = useState<Fate>("lost");
  const [newSpare, setNewSpare] = useState<SpareKey>();
  const [isBusy, setBusy] = useState(false);

  const replace = async (next: SpareKey) => {
    setBusy(true);
    const choice = { label: "Account key", purpose: "control", extractable: false, account: participant.did } as const;
    const record = await actions.generate(choice);
    const reason = fate === "stolen" ? "compromised" : "ceased";
    const known = await Promise.all(participant.controlKeys.map((key) => client.fetchQuery(signingKeyQuery(key))));
    const open = known.filter((key) => key !== null).filter((key) => key.state !== "revoked");
    const lost = fate === "kept" ? [] : open.map(({ thumbprint }) => ({ thumbprint, reason }) as const);
    const newKey = signerOfRecord(await browserKeystore(), record);
    const statements = await planRecovery({
      log: origin,
      participant,
      spare: spare.signer,
      newKey,
      newSpareDigest: next.nextKeyDigest,
      lost,
      stamp: newStamp,
    });
    await actions.writeNote(participant.did, {
      nextKeyDigest: next.nextKeyDigest,
      spareSavedAt: browserClock(),
      spareSkippedAt: undefined,
    });
    await publishAll(statements, spare.signer);
    setBusy(false);
  };

  if (all.phase === "done") {
    return (
      <Alert
        tone="verified"
        live
        title={`A new key of ${participant.displayName} lives in this browser`}
        actions={<ButtonLink href="/operator">To your account</ButtonLink>}
      >
        It may sign in and publish in 24 hours: a later key waits a day, so that the owner notices a theft. Until then
        you can read and draft. {fate === "kept" ? "" : "The old key can sign nothing any more."}
      </Alert>
    );
  }
  return (
    <Panel title={`Replace the key of ${participant.displayName}`}>
      <div className="flex flex-col gap-5">
        <p>
          Account <HashText value={participant.did} what="account" />
        </p>
        <RadioGroup legend="What became of the old key?" value={fate} onValueChange={(value) => setFate(value as Fate)}>
          <Radio boxed value="lost" label="It is lost" help="It is ended at once. What it signed before stays valid." />
          <Radio
            boxed
            value="stolen"
            label="Somebody else may have it"
            help="It is ended at once as compromised, for all to see."
          />
          <Radio boxed value="kept" label="I still have it elsewhere" help="Both may sign. Use this to add a device." />
        </RadioGroup>
        {newSpare === undefined ? (
          <div>
            <p className="mb-3 font-medium">This spare key is used up by the act. Save its successor first:</p>
            <SpareKeyForm account={participant.did} onSaved={setNewSpare} />
          </div>
        ) : (
          <>
            {isBusy && all.phase !== "stopped" ? <Progress label="Signing with the spare key and recording" /> : null}
            {all.phase === "void" ? (
              <Alert tone="failed" live title={`Recorded without effect: ${all.code}`}>
                Somebody changed this account meanwhile. Load the page again and look at its keys first.
              </Alert>
            ) : null}
            <PublishStatus state={item} onSend={() => void goOn()} />
            <div>
              <Button variant="primary" busy={isBusy} onClick={() => void replace(newSpare)}>
                Sign and replace the key
              </Button>
            </div>
          </>
        )}
      </div>
    </Panel>
  );
}
