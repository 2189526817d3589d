import { type ReactNode, Suspense } from "react";
import { MemoryAlarm } from "#components/log/memory/memory-alarm.tsx";
import { OfflineBanner } from "#components/ui/offline-banner.tsx";
import { DetailCarrier } from "./detail.tsx";
import { Keyboard } from "./keyboard.tsx";
import { SiteFooter } from "./site-footer.tsx";
import { SiteHeader } from "./site-header.tsx";
import { SoftLinks } from "./soft-links.tsx";

/** `clock`, `guide`: of a demonstration; null on every index with a real clock. */
type ShellProps = {
  readonly account: ReactNode;
  readonly clock?: ReactNode;
  readonly guide?: ReactNode;
  readonly children: ReactNode;
};

/** Bar, page, foot, and the keys that work on all of them. */
export function Shell({ account, clock, guide, children }: ShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        data-print="hide"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-ink px-3 py-1.5 font-medium text-surface focus:translate-y-0"
      >
        Skip to content
      </a>
      <SiteHeader account={account} />
      {clock}
      {guide}
      <OfflineBanner />
      <MemoryAlarm />
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-page flex-1 px-4 pt-4 outline-none sm:px-6 sm:pt-8">
        {children}
      </main>
      <SiteFooter />
      <SoftLinks />
      <Suspense>
        <DetailCarrier />
        <Keyboard />
      </Suspense>
    </div>
  );
}
