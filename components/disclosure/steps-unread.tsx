"use client";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { ErrorState } from "#components/ui/states.tsx";

/** In the place of what follows from a provider's steps, while they are read and when they cannot be. */
export function StepsUnread({ isFailed, retry }: { isFailed: boolean; retry: () => void }) {
  if (!isFailed) return <SkeletonText lines={8} label="Reading the steps" />;
  return (
    <ErrorState title="The steps cannot be read now" onRetry={retry}>
      What you typed is kept in this browser.
    </ErrorState>
  );
}
