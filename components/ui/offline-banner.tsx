"use client";
import { WifiOff } from "lucide-react";
import { useSyncExternalStore } from "react";

function subscribe(changed: () => void) {
  window.addEventListener("online", changed);
  window.addEventListener("offline", changed);
  return () => {
    window.removeEventListener("online", changed);
    window.removeEventListener("offline", changed);
  };
}

/** Whether this browser has a network; true while the server renders. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
}

/** The bar itself, also for the gallery. */
export function OfflineNotice() {
  return (
    <p className="flex items-center gap-2 border-divider border-b bg-sunken px-4 py-1.5 text-sm">
      <WifiOff aria-hidden className="size-4 shrink-0 text-attention" />
      <span>
        <span className="font-medium">You are offline.</span> What you see was loaded before; checking proofs still
        works, and drafts are kept in this browser.
      </span>
    </p>
  );
}

/** Appears when the network goes away. The live region is always there, so that its change is announced. */
export function OfflineBanner() {
  const isOnline = useOnline();
  return <div role="status">{isOnline ? null : <OfflineNotice />}</div>;
}
