"use client";
import { ChevronDown } from "lucide-react";
import { usePathname } from "next/navigation";
import { lazy, Suspense, useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { SoftLink } from "#components/ui/link.tsx";
import { AUDITOR_DOORS, DOORS, type Door, isBehind } from "./nav.ts";

const AuditorsMenu = lazy(() => import("./auditors-menu.tsx"));

const linkClass =
  "relative inline-flex h-14 items-center whitespace-nowrap px-1 text-muted -outline-offset-2 transition-colors hover:text-ink";
const hereClass = "font-medium text-ink after:absolute after:inset-x-1 after:bottom-0 after:h-0.5 after:bg-ink";

function NavLink({ door }: { door: Door }) {
  const isHere = isBehind(door, usePathname());
  return (
    <SoftLink
      href={door.href}
      aria-current={isHere ? "page" : undefined}
      className={cx(linkClass, isHere && hereClass)}
    >
      {door.text}
    </SoftLink>
  );
}

/** "For auditors": a button until it is first pressed; the menu's code comes then and opens. */
function AuditorsDoor() {
  const pathname = usePathname();
  const [isWanted, setWanted] = useState(false);
  const isAuditing = AUDITOR_DOORS.some((door) => isBehind(door, pathname));
  const face = { className: cx(linkClass, "gap-1", isAuditing && hereClass), children: <AuditorsFace /> };
  const button = <button type="button" aria-haspopup="menu" onClick={() => setWanted(true)} {...face} />;
  if (!isWanted) return button;
  return (
    <Suspense fallback={button}>
      <AuditorsMenu face={face} />
    </Suspense>
  );
}

function AuditorsFace() {
  return (
    <>
      For auditors
      <ChevronDown aria-hidden className="size-3.5" />
    </>
  );
}

/** The navigation of the bar from 768 px. */
export function NavLinks() {
  return (
    <nav aria-label="Main" className="hidden items-center gap-4 md:flex">
      {DOORS.filter((door) => door.group === "main").map((door) => (
        <NavLink key={door.href} door={door} />
      ))}
      <AuditorsDoor />
    </nav>
  );
}
