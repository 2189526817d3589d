import { ReceiptDone } from "#components/publish/receipt-done.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { PublishState } from "#lib/client/statements/use-publish.ts";

export type Done = { readonly state: PublishState; readonly note: string };

/** The receipt of the last act, and what holds now. */
export function ActDone({ done }: { done: Done | undefined }) {
  if (done?.state.phase !== "recorded") return null;
  const { receipt, effect } = done.state;
  return (
    <Panel>
      <ReceiptDone receipt={receipt} effect={effect}>
        {effect?.status === "void" ? null : <p>{done.note}</p>}
      </ReceiptDone>
    </Panel>
  );
}
