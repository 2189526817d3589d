import type { ReactNode } from "react";
import { cx } from "./cx.ts";

/** Under a form: its buttons and a word about them. Stays in sight at the bottom of the screen while the form scrolls. */
export function ActionBar({ children }: { children: ReactNode }) {
  return (
    <div className="sticky bottom-0 z-10 -mx-4 mt-auto flex flex-wrap items-center gap-x-3 gap-y-2 border-divider border-t bg-surface px-4 py-3 sm:mx-0 sm:px-0">
      {children}
    </div>
  );
}

/** The word about the buttons: beside them where there is room, below them else. */
export function ActionNote({
  children,
  isLive = false,
  isWeighty = false,
}: {
  children: ReactNode;
  /** It changes while the page is open. */
  isLive?: boolean;
  /** To be read before the button is pressed. */
  isWeighty?: boolean;
}) {
  return (
    <p
      role={isLive ? "status" : undefined}
      className={cx("basis-full text-sm sm:basis-auto", isWeighty ? "" : "text-muted")}
    >
      {children}
    </p>
  );
}
