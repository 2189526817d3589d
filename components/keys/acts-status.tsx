"use client";
import { PublishStatus } from "#components/publish/publish-status.tsx";
import { Alert } from "#components/ui/alert.tsx";
import type { PublishState } from "#lib/client/statements/use-publish.ts";
import type { PublishAllState } from "#lib/client/statements/use-publish-all.ts";

/** What became of a chain of statements that is not done: refused, promised, or recorded without effect. */
export function ActsStatus({ all, item, onGoOn }: { all: PublishAllState; item: PublishState; onGoOn: () => void }) {
  if (all.phase === "void") {
    return (
      <Alert tone="failed" live title={`Recorded without effect: ${all.code}`}>
        Somebody changed these keys meanwhile. Load the page again and look at them first.
      </Alert>
    );
  }
  return all.phase === "done" ? null : <PublishStatus state={item} onSend={onGoOn} />;
}
