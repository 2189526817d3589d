"use client";
import type { ReactNode } from "react";
import { Menu, MenuLink } from "#components/ui/menu.tsx";
import { AUDITOR_DOORS } from "./nav.ts";

/** The menu behind "For auditors"; open when it arrives, because it was asked for. `face` is how its button looks. */
export default function AuditorsMenu({ face }: { face: { className: string; children: ReactNode } }) {
  return (
    <Menu defaultOpen align="start" trigger={<button type="button" {...face} />}>
      {AUDITOR_DOORS.map((door) => (
        <MenuLink key={door.href} href={door.href} help={door.help}>
          {door.text}
        </MenuLink>
      ))}
    </Menu>
  );
}
