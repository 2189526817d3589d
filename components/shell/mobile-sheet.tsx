"use client";
import { usePathname } from "next/navigation";
import { cx } from "#components/ui/cx.ts";
import { Sheet } from "#components/ui/dialog.tsx";
import { SoftLink } from "#components/ui/link.tsx";
import { DetailSwitch } from "./detail.tsx";
import { DOORS, isBehind } from "./nav.ts";

const groups = [
  { group: "main", title: "Go to" },
  { group: "auditors", title: "For auditors" },
  { group: "more", title: "More" },
] as const;

/** All doors in a drawer, below 768 px. */
export default function MobileSheet({ isOpen, setOpen }: { isOpen: boolean; setOpen: (isOpen: boolean) => void }) {
  const pathname = usePathname();
  return (
    <Sheet side="right" title="Touchstone" open={isOpen} onOpenChange={setOpen}>
      <nav aria-label="All pages" className="flex flex-col gap-5">
        {groups.map(({ group, title }) => (
          <div key={group}>
            <p className="mb-1 text-muted text-xs">{title}</p>
            <ul>
              {DOORS.filter((door) => door.group === group).map((door) => {
                const isHere = isBehind(door, pathname);
                return (
                  <li key={door.href}>
                    <SoftLink
                      href={door.href}
                      onClick={() => setOpen(false)}
                      aria-current={isHere ? "page" : undefined}
                      className={cx("-mx-2 block rounded-md px-2 py-2 hover:bg-hover", isHere && "bg-selected")}
                    >
                      <span className="font-medium text-lg">{door.text}</span>
                      <span className="block text-muted text-sm">{door.help}</span>
                    </SoftLink>
                  </li>
                );
              })}
            </ul>
          </div>
        ))}
      </nav>
      <div className="mt-6 border-divider border-t pt-4">
        <DetailSwitch />
      </div>
    </Sheet>
  );
}
