import { FINDING_ROOM } from "#components/evidence/finding-room.ts";
import { RetryAlert } from "#components/ui/retry-alert.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

/** As high as the viewer's first line and its five questions, while the evidence is fetched. */
export function EvidenceWaiting() {
  return (
    <div role="status" className="flex flex-col gap-6">
      <span className="sr-only">Fetching the evidence</span>
      <Skeleton className={FINDING_ROOM} />
      <Skeleton className="h-56.5" />
    </div>
  );
}

/** Unread evidence is neither good nor bad. */
export function EvidenceUnread({ onTryAgain }: { onTryAgain: () => void }) {
  return (
    <RetryAlert title="The evidence cannot be fetched now." onRetry={onTryAgain}>
      Nothing is said about it until this browser has checked it.
    </RetryAlert>
  );
}
