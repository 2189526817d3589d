"use client";
import { useEffect, useState } from "react";
import { PublishStatus } from "#components/publish/publish-status.tsx";
import { SentStatement } from "#components/publish/sent-statement.tsx";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { listOutbox, type OutboxItem } from "#lib/client/statements/outbox.ts";
import { promisedState, usePublish } from "#lib/client/statements/use-publish.ts";
import { browserTexts } from "#lib/client/text-store.ts";

/** Statements that were signed here and have no receipt yet: kept over restarts, sent again by one press. */
export function WaitingStatements({ issuer }: { issuer: string }) {
  const [items, setItems] = useState<readonly OutboxItem[]>([]);
  useEffect(() => setItems(listOutbox(browserTexts()).filter((item) => item.issuer === issuer)), [issuer]);
  if (items.length === 0) return null;
  return (
    <Panel title="Signed, not recorded yet">
      <ul className="flex flex-col gap-4">
        {items.map((item) => (
          <WaitingStatement key={item.hash} item={item} />
        ))}
      </ul>
    </Panel>
  );
}

function WaitingStatement({ item }: { item: OutboxItem }) {
  const { state, send } = usePublish(promisedState(item));
  return (
    <SentStatement item={item} state={state}>
      <PublishStatus state={state} onSend={(again) => void send(again)} />
      {state.phase === "idle" || state.phase === "sending" ? (
        <div>
          <Button size="sm" busy={state.phase === "sending"} onClick={() => void send(item)}>
            Send it now
          </Button>
        </div>
      ) : null}
    </SentStatement>
  );
}
