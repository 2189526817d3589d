import { cx } from "./cx.ts";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

const variants: Record<ButtonVariant, string> = {
  primary: "border-ink bg-ink text-surface hover:bg-ink/85 active:bg-ink/75",
  secondary: "border-control bg-surface text-ink hover:bg-hover active:bg-selected",
  quiet: "border-transparent text-ink hover:bg-hover active:bg-selected",
  danger: "border-failed bg-surface text-failed hover:bg-hover active:bg-selected",
};

const sizes: Record<ButtonSize, string> = {
  sm: "min-h-7 gap-1.5 px-2.5 py-0.5 text-xs",
  md: "min-h-8 gap-2 px-3 py-1 text-base",
  lg: "min-h-10 gap-2 px-4 py-1.5 text-lg",
};

/** The look of a button, shared by `Button` and `ButtonLink`. */
export function buttonClass(variant: ButtonVariant = "secondary", size: ButtonSize = "md", className?: string): string {
  return cx(
    "inline-flex select-none items-center justify-center rounded-md border text-center font-medium transition-colors",
    "aria-disabled:cursor-not-allowed aria-disabled:opacity-55 disabled:cursor-not-allowed disabled:opacity-55",
    "[&_svg]:size-4 [&_svg]:shrink-0",
    variants[variant],
    sizes[size],
    className,
  );
}
