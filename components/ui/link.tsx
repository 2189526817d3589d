import { ArrowUpRight } from "lucide-react";
import NextLink from "next/link";
import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button-class.ts";
import { cx } from "./cx.ts";
import { LinkPending } from "./link-pending.tsx";

type Anchor = Omit<ComponentProps<typeof NextLink>, "href"> & { href: string };

const looks = {
  /** In running text: always underlined, colour is not the only carrier. */
  inline: "text-link underline decoration-link/40 underline-offset-2 hover:decoration-current",
  /** In lists and tables, where position already says "link". */
  quiet: "text-link hover:underline underline-offset-2",
  /** Names of things: ink until hovered. */
  name: "font-medium text-ink underline decoration-control/60 underline-offset-3 hover:text-link hover:decoration-current",
} as const;

/** A link. Other hosts open here as well, marked with an arrow; nothing is prefetched, pages are cheap and lists are long. */
export function Link({ look = "inline", className, children, href, ...props }: Anchor & { look?: keyof typeof looks }) {
  const isOutside = /^https?:/.test(href);
  return (
    <NextLink
      href={href}
      prefetch={false}
      className={cx(looks[look], "rounded-sm", className)}
      {...(isOutside ? { rel: "noreferrer" } : {})}
      {...props}
    >
      {children}
      {isOutside ? <ArrowUpRight aria-hidden className="ml-0.5 inline size-3.5 align-[-0.125em]" /> : null}
      <LinkPending />
    </NextLink>
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
    <NextLink prefetch={false} className={buttonClass(variant, size, className)} {...props}>
      {children}
      <LinkPending />
    </NextLink>
  );
}
