"use client";
import { Menu as MenuIcon } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";

const MobileSheet = lazy(() => import("./mobile-sheet.tsx"));

/** The menu button of small screens; the drawer's code comes when it is first opened. */
export function MobileNav() {
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setOpened] = useState(false);
  const openIt = () => {
    setOpened(true);
    setOpen(true);
  };
  return (
    <>
      <IconButton
        label="Menu"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        icon={<MenuIcon aria-hidden />}
        className="md:hidden"
        onClick={openIt}
      />
      {wasOpened ? (
        <Suspense>
          <MobileSheet isOpen={isOpen} setOpen={setOpen} />
        </Suspense>
      ) : null}
    </>
  );
}
