"use client";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { Skeleton } from "#components/ui/skeleton.tsx";

const MemoryCheck = dynamic(() => import("./memory-check.tsx"), {
  ssr: false,
  loading: () => <Skeleton className="h-10 w-full" />,
});

/** What this browser remembers of the log, compared with today's log. Comes after paint. */
export function BrowserMemory() {
  const [isShown, setShown] = useState(false);
  useEffect(() => setShown(true), []);
  return isShown ? <MemoryCheck /> : <Skeleton className="h-10 w-full" />;
}
