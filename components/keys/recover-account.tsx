"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { toast } from "#components/ui/toast.ts";
import { participantQuery } from "#lib/client/account/queries.ts";
import type { SpareKey } from "#lib/client/keystore/keystore.ts";
import type { OpenedSpare } from "#lib/client/keystore/open-spare.ts";
import { ownerOfKeys, planRevoke } from "#lib/client/operator/key-plans.ts";
import { planAnnouncement } from "#lib/client/operator/recovery.ts";
import { browserClock } from "#lib/client/platform.ts";
import { usePublishAll } from "#lib/client/statements/use-publish-all.ts";
import { newStamp } from "#lib/client/statements/use-stamp.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import type { ParticipantForm } from "#lib/state/forms.ts";
import { ActsStatus } from "./acts-status.tsx";
import { EndAccountKeys } from "./end-list.tsx";
import { type Fate, FateChoice } from "./fate-choice.tsx";
import { RecoveryFacts } from "./recovery-facts.tsx";
import { SpareKeyForm } from "./spare-key-form.tsx";
import { useEndings } from "./use-endings.ts";
import { useNewAccountKey } from "./use-new-account-key.ts";

type Props = { opened: OpenedSpare; participant: ParticipantForm; origin: Origin };

/** What the holder of the recovery key can do: announce a new account key of this browser, or withdraw what was announced. */
export function RecoverAccount({ participant: found, ...props }: Props) {
  // What this page records is read anew.
  const participant = useQuery(participantQuery(found.did)).data ?? found;
  const { recovery } = participant;
  return (
    <Panel title={`Recover ${participant.displayName}`}>
      <div className="flex flex-col gap-5">
        <p>
          Account <HashText value={participant.did} what="account" />
        </p>
        {recovery === null ? <Announce {...props} participant={participant} /> : null}
        {recovery === null ? null : (
          <Alert tone="attention" live title="A new account key is announced">
            <RecoveryFacts recovery={recovery} now={browserClock()} /> Until then the owner of the spare key can veto
            it, once. It is shown on the account's pages, on its providers' pages and in their key directories.
          </Alert>
        )}
        {recovery === null ? null : <Withdraw {...props} participant={participant} />}
      </div>
    </Panel>
  );
}

function Announce({ opened, participant, origin }: Props) {
  const newKey = useNewAccountKey(participant.did);
  const { all, item, publishAll, goOn } = usePublishAll();
  const [fate, setFate] = useState<Fate>("lost");
  const endings = useEndings(participant, fate);
  const [next, setNext] = useState<SpareKey>();
  const [isBusy, setBusy] = useState(false);

  const announce = async (spare: SpareKey) => {
    setBusy(true);
    const reason = fate === "stolen" ? "compromised" : "ceased";
    const ended = endings?.accountKeys.filter(({ thumbprint }) => endings.chosen.has(thumbprint)) ?? [];
    const statements = await planAnnouncement({
      log: origin,
      participant,
      recovery: opened.signer,
      newKey: await newKey.make(),
      newSpareDigest: spare.nextKeyDigest,
      lost: ended.map(({ thumbprint }) => ({ thumbprint, reason })),
      stamp: newStamp,
    });
    await newKey.noteSpare(spare);
    await publishAll(statements, opened.signer);
    setBusy(false);
  };

  return (
    <>
      <FateChoice value={fate} onChange={setFate} kept="Both may sign. Use this when only the spare key is lost." />
      {endings === undefined || fate === "kept" ? null : <EndAccountKeys {...endings} />}
      <Alert tone="attention" title="What follows, before you sign">
        <ul className="list-disc pl-5">
          {fate === "kept" ? null : (
            <li>The account’s keys are ended at once. Nobody signs in its name until the new key is in force.</li>
          )}
          <li>The new key of this browser is in force 7 days after its entry, and not before.</li>
          <li>Whoever holds the spare key can veto it in that time, once. Everybody sees the announcement.</li>
          <li>From then on the spare key that you save now is the account’s; the old one can do nothing.</li>
        </ul>
      </Alert>
      {next === undefined ? (
        <div>
          <p className="mb-3 font-medium">The new account key comes with a spare key of its own. Save it first:</p>
          <SpareKeyForm account={participant.did} onSaved={setNext} />
        </div>
      ) : (
        <>
          {isBusy && all.phase !== "stopped" ? <Progress label="Signing with the recovery key and recording" /> : null}
          <ActsStatus all={all} item={item} onGoOn={() => void goOn()} />
          <div>
            <Button
              variant="primary"
              busy={isBusy}
              disabled={endings === undefined}
              onClick={() => void announce(next)}
            >
              Sign and announce the new key
            </Button>
          </div>
        </>
      )}
    </>
  );
}

function Withdraw({ opened, participant, origin }: Props) {
  const { all, item, publishAll, goOn } = usePublishAll();
  const { recovery } = participant;
  if (recovery === null) return null;
  if (recovery.by !== opened.signer.did) {
    return <p className="text-muted">Another recovery key announced it; this one cannot withdraw it.</p>;
  }
  const withdraw = async () => {
    const acting = { signer: opened.signer, isRevealed: true };
    const scene = { log: origin, issuer: participant.did, owner: ownerOfKeys(participant), acting, stamp: newStamp };
    const isDone = await publishAll([planRevoke(scene, recovery.key, { reason: "ceased" })], opened.signer);
    if (isDone) toast.done("Withdrawn: the announced key will never be in force");
  };
  return (
    <>
      <ActsStatus all={all} item={item} onGoOn={() => void goOn()} />
      <div className="flex flex-wrap gap-2">
        <ButtonLink href="/operator">To the account</ButtonLink>
        <Button variant="quiet" busy={all.phase === "running"} onClick={() => void withdraw()}>
          Withdraw the announcement
        </Button>
      </div>
    </>
  );
}
