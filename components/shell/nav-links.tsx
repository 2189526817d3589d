"use client";
import { ChevronDown } from "lucide-react";
import NextLink from "next/link";
import { usePathname } from "next/navigation";
import { cx } from "#components/ui/cx.ts";
import { Menu, MenuLink } from "#components/ui/menu.tsx";
import { DOORS, type Door, isBehind } from "./nav.ts";

const linkClass =
  "relative inline-flex h-14 items-center px-1 text-muted -outline-offset-2 transition-colors hover:text-ink";
const hereClass = "font-medium text-ink after:absolute after:inset-x-1 after:bottom-0 after:h-0.5 after:bg-ink";

function NavLink({ door }: { door: Door }) {
  const isHere = isBehind(door, usePathname());
  return (
    <NextLink
      href={door.href}
      prefetch={false}
      aria-current={isHere ? "page" : undefined}
      className={cx(linkClass, isHere && hereClass)}
    >
      {door.text}
    </NextLink>
  );
}

/** The navigation of the bar from 768 px. */
export function NavLinks() {
  const pathname = usePathname();
  const auditors = DOORS.filter((door) => door.group === "auditors");
  const isAuditing = auditors.some((door) => isBehind(door, pathname));
  return (
    <nav aria-label="Main" className="hidden items-center gap-4 md:flex">
      {DOORS.filter((door) => door.group === "main").map((door) => (
        <NavLink key={door.href} door={door} />
      ))}
      <Menu
        align="start"
        trigger={
          <button type="button" className={cx(linkClass, "gap-1", isAuditing && hereClass)}>
            For auditors
            <ChevronDown aria-hidden className="size-3.5" />
          </button>
        }
      >
        {auditors.map((door) => (
          <MenuLink key={door.href} href={door.href} help={door.help}>
            {door.text}
          </MenuLink>
        ))}
      </Menu>
    </nav>
  );
}
