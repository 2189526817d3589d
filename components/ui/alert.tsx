import { CircleAlert, CircleCheck, CircleX, Info } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

const kinds = {
  info: { icon: Info, ink: "text-link", edge: "border-l-link" },
  verified: { icon: CircleCheck, ink: "text-verified", edge: "border-l-verified" },
  attention: { icon: CircleAlert, ink: "text-attention", edge: "border-l-attention" },
  failed: { icon: CircleX, ink: "text-failed", edge: "border-l-failed" },
} as const;

export type AlertTone = keyof typeof kinds;

/** A message in place. `live` when it appears after the page did: it is then announced. */
export function Alert({
  tone = "info",
  title,
  actions,
  live = false,
  className,
  children,
}: {
  tone?: AlertTone;
  title: ReactNode;
  actions?: ReactNode;
  live?: boolean;
  className?: string;
  children?: ReactNode;
}) {
  const { icon: Icon, ink, edge } = kinds[tone];
  return (
    <div
      {...(live ? { role: tone === "failed" ? "alert" : "status" } : {})}
      className={cx("flex gap-3 rounded-md border border-divider border-l-2 bg-sunken px-4 py-3", edge, className)}
    >
      <Icon aria-hidden className={cx("mt-0.5 size-4 shrink-0", ink)} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {children ? <div className="mt-0.5 text-muted">{children}</div> : null}
        {actions ? <div className="mt-2.5 flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </div>
  );
}
