"use client";
import { useState } from "react";
import { PublishStatus } from "#components/publish/publish-status.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import type { SpareKey } from "#lib/client/keystore/keystore.ts";
import type { OpenedSpare } from "#lib/client/keystore/open-spare.ts";
import { planRecovery, type RecoveryPlan } from "#lib/client/operator/recovery.ts";
import type { Suspect } from "#lib/client/operator/suspects.ts";
import { usePublishAll } from "#lib/client/statements/use-publish-all.ts";
import { newStamp } from "#lib/client/statements/use-stamp.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import type { ParticipantForm } from "#lib/state/forms.ts";
import { EndAccountKeys, type EndItem, EndList } from "./end-list.tsx";
import { type Fate, FateChoice } from "./fate-choice.tsx";
import { KEY_PURPOSE_WORDS } from "./key-state-words.ts";
import { SpareKeyForm } from "./spare-key-form.tsx";
import { type Endings, useEndings } from "./use-endings.ts";
import { useNewAccountKey } from "./use-new-account-key.ts";

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
  const newKey = useNewAccountKey(participant.did);
  const { all, item, publishAll, goOn } = usePublishAll();
  const [fate, setFate] = useState<Fate>("lost");
  const endings = useEndings(participant, fate);
  const [newSpare, setNewSpare] = useState<SpareKey>();
  const [isBusy, setBusy] = useState(false);

  const replace = async (next: SpareKey, { accountKeys, signing, suspects, chosen }: Endings) => {
    setBusy(true);
    const reason = fate === "stolen" ? "compromised" : "ceased";
    const lost = accountKeys.filter(({ thumbprint }) => chosen.has(thumbprint));
    const reach = Math.max(1, accountKeys.length - lost.length);
    const ended = fate === "stolen" ? suspects.filter(({ id }) => chosen.has(id)) : [];
    const statements = await planRecovery({
      log: origin,
      participant,
      spare: spare.signer,
      newKey: await newKey.make(),
      newSpareDigest: next.nextKeyDigest,
      lost: lost.map(({ thumbprint }) => ({ thumbprint, reason })),
      ...endingsOf(ended),
      // What the keys that are left could not reach, nobody could ever change again but by the next spare key.
      ...(participant.threshold > reach && signing >= reach ? { threshold: reach } : {}),
      stamp: newStamp,
    });
    await newKey.noteSpare(next);
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
        <FateChoice value={fate} onChange={setFate} kept="Both may sign. Use this to add a device." />
        {endings === undefined ? <SkeletonText label="Reading what else acts in your name" /> : null}
        {endings === undefined || fate === "kept" ? null : <EndAccountKeys {...endings} />}
        {endings !== undefined && fate === "stolen" ? (
          <EndList
            legend="What a thief may have set up"
            help="Who and what else acts in your name. All that is newer than a week is chosen; it is ended in the same act, at once."
            items={endings.suspects.map(suspectItem)}
            chosen={endings.chosen}
            onToggle={endings.toggle}
          />
        ) : null}
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
              <Button
                variant="primary"
                busy={isBusy}
                disabled={endings === undefined}
                onClick={() => (endings === undefined ? undefined : void replace(newSpare, endings))}
              >
                Sign and replace the key
              </Button>
            </div>
          </>
        )}
      </div>
    </Panel>
  );
}

function suspectItem({ id, what, provider, since }: Suspect): EndItem {
  if (what.kind === "member") return { id, label: "Member", value: what.did, since };
  const title = KEY_PURPOSE_WORDS[what.key.purpose].title;
  return { id, label: `${title} key of ${provider?.name ?? "a provider"}`, value: what.key.thumbprint, since };
}

function endingsOf(suspects: readonly Suspect[]): Pick<RecoveryPlan, "members" | "providerKeys"> {
  return {
    members: suspects.flatMap(({ what }) => (what.kind === "member" ? [what.did] : [])),
    providerKeys: suspects.flatMap(({ what, provider }) =>
      what.kind === "key" && provider !== undefined ? [{ provider, thumbprint: what.key.thumbprint }] : [],
    ),
  };
}
