import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx.ts";

export type IconButtonProps = Omit<ComponentProps<"button">, "aria-label" | "children"> & {
  /** What pressing does, in words: the accessible name and the tooltip. */
  label: string;
  icon: ReactNode;
  size?: "sm" | "md";
  /** False where the icon is known and words beside it would be in the way. */
  tooltip?: boolean;
};

/** A square button with an icon only: 24 px (sm, inside lines of text) or 32 px. */
export function IconButton({ label, icon, size = "md", tooltip = true, className, type, ...props }: IconButtonProps) {
  return (
    <button
      type={type ?? "button"}
      aria-label={label}
      data-tip={tooltip ? label : undefined}
      className={cx(
        "inline-flex shrink-0 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-ink",
        "disabled:cursor-not-allowed disabled:opacity-55 [&_svg]:shrink-0",
        size === "sm" ? "size-6 [&_svg]:size-3.5" : "size-8 [&_svg]:size-4",
        className,
      )}
      {...props}
    >
      {icon}
    </button>
  );
}
