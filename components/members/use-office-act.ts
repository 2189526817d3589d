/** Signing one statement of an organisation with its account (or spare) key, and what became of it. */
import { useState } from "react";
import type { ActingSigner } from "#lib/client/operator/key-plans.ts";
import type { Office as Scene } from "#lib/client/operator/member-plans.ts";
import { usePublishAll } from "#lib/client/statements/use-publish-all.ts";
import { newStamp } from "#lib/client/statements/use-stamp.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import type { ParticipantForm } from "#lib/state/forms.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";

export function useOfficeAct({ participant, origin }: { participant: ParticipantForm; origin: Origin }) {
  const { all, item, publishAll, goOn } = usePublishAll();
  const [isBusy, setBusy] = useState(false);
  const act = async (acting: ActingSigner, plan: (scene: Scene) => UnsignedStatement) => {
    setBusy(true);
    await publishAll([plan({ log: origin, participant, acting, stamp: newStamp() })], acting.signer);
    setBusy(false);
  };
  return { all, item, goOn, isBusy, act };
}
