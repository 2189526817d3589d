"use client";
import { useEffect } from "react";
import { PromiseCard } from "#components/promises/promise-card.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { formatSpan } from "#components/ui/format-time.ts";
import { Link } from "#components/ui/link.tsx";
import { useOnline } from "#components/ui/offline-banner.tsx";
import type { OutboxItem } from "#lib/client/statements/outbox.ts";
import type { PublishState } from "#lib/client/statements/use-publish.ts";
import { useNow } from "#lib/client/use-now.ts";
import type { Problem } from "#lib/contract/problems.ts";
import { type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import { MissingKey } from "./missing-key.tsx";

/** What became of a signed statement while it is not recorded: promised, to be sent again, offline, or refused. */
export function PublishStatus({ state, onSend }: { state: PublishState; onSend: (item: OutboxItem) => void }) {
  switch (state.phase) {
    case "promised":
      return <PromiseCard note={state.promise} hash={state.item.hash} />;
    case "later":
      return <Later detail={state.detail} retryAt={state.retryAt} onSend={() => onSend(state.item)} />;
    case "offline":
      return <Unsent onSend={() => onSend(state.item)} />;
    case "refused":
      return <Refused problem={state.problem} />;
    case "missing-key":
      return <MissingKey />;
    default:
      return null;
  }
}

function Later({ detail, retryAt, onSend }: { detail: string; retryAt: Instant; onSend: () => void }) {
  const now = useNow(SECOND_MS);
  const waitMs = now === undefined ? undefined : Math.max(0, retryAt - now);
  return (
    <Alert
      tone="attention"
      live
      title="Not recorded yet: the index cannot take it now"
      actions={
        <Button size="sm" onClick={onSend}>
          Try again now
        </Button>
      }
    >
      {detail} Your signed statement is kept in this browser; sent twice, it is recorded once.
      {waitMs ? <span aria-hidden> Worth trying in {formatSpan(waitMs)}.</span> : null}
    </Alert>
  );
}

/** Sends by itself when the network comes back; who has one is told to try again, for nothing says when an index is back. */
function Unsent({ onSend }: { onSend: () => void }) {
  const isOnline = useOnline();
  useEffect(() => {
    const send = () => onSend();
    window.addEventListener("online", send);
    return () => window.removeEventListener("online", send);
  }, [onSend]);
  return (
    <Alert
      tone="attention"
      live
      title={isOnline ? "The index could not be reached" : "You are offline: signed, but not sent"}
      actions={
        <Button size="sm" onClick={onSend}>
          Try again now
        </Button>
      }
    >
      {isOnline
        ? "Your signed statement is kept in this browser: try again in a moment. Sent twice, it is recorded once."
        : "Your signed statement is kept in this browser and goes out when the network is back."}
    </Alert>
  );
}

/** A refusal: the rule, the place, who can act. */
export function Refused({ problem }: { problem: Problem }) {
  const places = problem.errors.filter((error) => error.detail !== problem.detail || error.pointer !== "");
  return (
    <Alert tone="failed" live title={problem.title}>
      <p>{problem.detail}</p>
      {places.length > 0 ? (
        <ul className="mt-1 list-disc pl-5">
          {places.map((error) => (
            <li key={`${error.pointer} ${error.detail}`}>
              {error.pointer === "" ? null : <code className="font-mono text-sm">{error.pointer} </code>}
              {error.detail}
            </li>
          ))}
        </ul>
      ) : null}
      <p className="mt-1">{problem.action}</p>
      <p className="mt-1">
        Nothing was recorded. <Link href={problem.type}>About this rule</Link>
      </p>
    </Alert>
  );
}
