"use client";
import { HashText } from "#components/ui/hash-text.tsx";
import type { EpochReceipt } from "#lib/evidence/epoch-claim.ts";
import { TakenPanel } from "./taken-panel.tsx";

/** One half of a proof that two epochs contradict each other, and what its other half is. */
export function TakenEpoch({ epoch, onRemove }: { epoch: EpochReceipt; onRemove: () => void }) {
  return (
    <>
      <TakenPanel
        title={`Receipt of epoch ${epoch.epoch}`}
        onRemove={onRemove}
        items={[
          { key: "Says", value: "what the provider owed at the end of this epoch" },
          { key: "Provider", value: <HashText value={epoch.provider} what="provider" /> },
        ]}
      />
      <p>Now the receipt of the epoch before it, or of the one after it.</p>
    </>
  );
}
