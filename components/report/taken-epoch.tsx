"use client";
import { Trash2 } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { EpochReceipt } from "#lib/evidence/epoch-claim.ts";

/** One half of a proof that two epochs contradict each other, and what its other half is. */
export function TakenEpoch({ epoch, onRemove }: { epoch: EpochReceipt; onRemove: () => void }) {
  return (
    <>
      <Panel
        title={`Receipt of epoch ${epoch.epoch}`}
        level={3}
        actions={
          <Button size="sm" variant="quiet" onClick={onRemove}>
            <Trash2 aria-hidden />
            Take it out
          </Button>
        }
      >
        <KeyValueList
          items={[
            { key: "Says", value: "what the provider owed at the end of this epoch" },
            { key: "Provider", value: <HashText value={epoch.provider} what="provider" /> },
          ]}
        />
      </Panel>
      <p>Now the receipt of the epoch before it, or of the one after it.</p>
    </>
  );
}
