import { ArrowUpRight } from "lucide-react";
import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button-class.ts";
import { cx } from "./cx.ts";

type Anchor = Omit<ComponentProps<"a">, "href"> & { href: string };

const looks = {
  /** In running text: always underlined, colour is not the only carrier. */
  inline: "text-link underline decoration-link/40 underline-offset-2 hover:decoration-current",
  /** In lists and tables, where position already says "link". */
  quiet: "text-link hover:underline underline-offset-2",
  /** Names of things: ink until hovered. */
  name: "font-medium text-ink underline decoration-control/60 underline-offset-3 hover:text-link hover:decoration-current",
} as const;

/**
 * A link that SoftLinks (components/shell) follows without loading the whole page anew, once scripts are there; nothing is
 * prefetched, pages are cheap and lists are long. No component of the browser: a page has hundreds. `stays`: where the page
 * was scrolled to.
 */
export function SoftLink({ stays = false, children, ...props }: Anchor & { stays?: boolean }) {
  return (
    <a data-soft={stays ? "stay" : ""} {...props}>
      {children}
    </a>
  );
}

/** A link. Other hosts open here as well, marked with an arrow. */
export function Link({ look = "inline", className, children, ...props }: Anchor & { look?: keyof typeof looks }) {
  const all = { className: cx(looks[look], "rounded-sm", className), ...props };
  if (!/^https?:/.test(props.href)) return <SoftLink {...all}>{children}</SoftLink>;
  return (
    <a rel="noreferrer" {...all}>
      {children}
      <ArrowUpRight aria-hidden className="ml-0.5 inline size-3.5 align-[-0.125em]" />
    </a>
  );
}

/** A link that looks like a button: for going somewhere, never for doing something. */
export function ButtonLink({
  variant,
  size,
  className,
  children,
  ...props
}: Anchor & { variant?: ButtonVariant; size?: ButtonSize }) {
  return (
    <SoftLink className={buttonClass(variant, size, className)} {...props}>
      {children}
    </SoftLink>
  );
}
