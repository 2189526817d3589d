import type { ReactNode } from "react";
import { kindNoun } from "#components/log/entry/entry-words.ts";
import type { OutboxItem } from "#lib/client/statements/outbox.ts";
import type { PublishState } from "#lib/client/statements/use-publish.ts";
import { ReceiptDone } from "./receipt-done.tsx";

/** A statement that was signed in this browser, in a list: its receipt when it is recorded, else `children`. */
export function SentStatement({
  item,
  state,
  children,
}: {
  item: OutboxItem;
  state: PublishState;
  children: ReactNode;
}) {
  return (
    <li className="flex flex-col gap-2">
      <p>
        <span className="font-medium">{kindNoun(item.kind)}</span>{" "}
        <span className="text-muted">signed {item.signedAt.slice(0, 16).replace("T", " ")} UTC</span>
      </p>
      {state.phase === "recorded" ? <ReceiptDone receipt={state.receipt} effect={state.effect} /> : children}
    </li>
  );
}
