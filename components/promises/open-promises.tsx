"use client";
import { useEffect, useState } from "react";
import { SentStatement } from "#components/publish/sent-statement.tsx";
import { listOutbox, type OutboxItem } from "#lib/client/statements/outbox.ts";
import { promisedState, usePublish } from "#lib/client/statements/use-publish.ts";
import { browserTexts } from "#lib/client/text-store.ts";
import { PromiseCard } from "./promise-card.tsx";

/** Promises that this browser keeps, each followed until its receipt comes; nothing while there are none. */
export default function OpenPromises({ onCheck }: { onCheck: (item: OutboxItem) => void }) {
  const [items, setItems] = useState<readonly OutboxItem[]>([]);
  useEffect(() => setItems(listOutbox(browserTexts()).filter(({ promise }) => promise !== undefined)), []);
  if (items.length === 0) return null;
  return (
    <section aria-label="Promises that this browser keeps" className="flex flex-col gap-3 lg:col-span-6">
      <h2 className="text-lg">Promised to you, not public yet</h2>
      <ul className="flex flex-col gap-4">
        {items.map((item) => (
          <OpenPromise key={item.hash} item={item} onCheck={onCheck} />
        ))}
      </ul>
    </section>
  );
}

function OpenPromise({ item, onCheck }: { item: OutboxItem; onCheck: (item: OutboxItem) => void }) {
  const { state } = usePublish(promisedState(item));
  return (
    <SentStatement item={item} state={state}>
      <PromiseCard note={item.promise ?? ""} hash={item.hash} onCheck={() => onCheck(item)} />
    </SentStatement>
  );
}
