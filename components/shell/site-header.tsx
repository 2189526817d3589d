import type { ReactNode } from "react";
import { SoftLink } from "#components/ui/link.tsx";
import { Logo } from "./logo.tsx";
import { MobileNav } from "./mobile-nav.tsx";
import { NavLinks } from "./nav-links.tsx";
import { PaletteTrigger } from "./palette-trigger.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";

/** The 56-px bar. `account` is the sign-in link or the account menu. */
export function SiteHeader({ account }: { account: ReactNode }) {
  return (
    <header data-print="hide" className="sticky top-0 z-30 border-divider border-b bg-surface">
      <div className="mx-auto flex h-14 max-w-page items-center gap-3 px-4 sm:gap-6 sm:px-6">
        <SoftLink href="/" className="rounded-sm">
          <Logo />
        </SoftLink>
        <NavLinks />
        {/* On a narrow screen the bell takes the place of the theme, which is among the settings too. */}
        <div className="ml-auto flex min-w-0 items-center gap-1 sm:gap-2 max-sm:has-data-bell:[&>[data-theme]]:hidden">
          <PaletteTrigger />
          <span data-theme className="contents">
            <ThemeToggle />
          </span>
          {account}
          <MobileNav />
        </div>
      </div>
    </header>
  );
}
