"use client";
import { useCallback, useState } from "react";
import { RegisteredOnly } from "#components/operator/registered-only.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { ActDone, type Done } from "./act-done.tsx";
import { ClaimForm } from "./claim-form.tsx";
import type { OnRecorded } from "./sign-act.tsx";

/** `/operator/claim`: a provider that is known by its own key becomes its operator's, by that key's proof. */
export function ClaimPage() {
  const [done, setDone] = useState<Done>();
  const onRecorded = useCallback<OnRecorded>((state, note) => setDone({ state, note }), []);
  return (
    <RegisteredOnly
      title="Claim a provider by its key"
      lead="A provider can be known by its key alone, before anybody listed it. Whoever holds that key claims it: what was said of it then stays with it."
    >
      {(registered) => (
        <div className="flex flex-col gap-4">
          <ActDone done={done} />
          <Panel>
            <ClaimForm key={registered.account.providers.length} registered={registered} onRecorded={onRecorded} />
          </Panel>
        </div>
      )}
    </RegisteredOnly>
  );
}
