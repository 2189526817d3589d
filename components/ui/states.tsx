import { CircleX, Inbox, KeyRound, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { cx } from "./cx.ts";

/** The frame that all whole-area states share: icon, sentence, what to do. */
function StateFrame({
  icon,
  title,
  children,
  action,
  live,
  className,
}: {
  icon: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  live?: "alert" | "status" | undefined;
  className?: string | undefined;
}) {
  return (
    <div
      role={live}
      className={cx(
        "flex flex-col items-start gap-3 rounded-lg border border-divider border-dashed px-5 py-6 sm:flex-row sm:gap-4",
        className,
      )}
    >
      <span aria-hidden className="mt-0.5 text-muted [&_svg]:size-5">
        {icon}
      </span>
      <div className="min-w-0 max-w-prose">
        <p className="font-medium text-lg leading-snug">{title}</p>
        {children ? <div className="mt-1 text-muted">{children}</div> : null}
        {action ? <div className="mt-3 flex flex-wrap gap-2">{action}</div> : null}
      </div>
    </div>
  );
}

type StateProps = { title: ReactNode; children?: ReactNode; action?: ReactNode; className?: string };

/** Nothing here yet: says what will be here and the first action. */
export function EmptyState({ icon, ...props }: StateProps & { icon?: ReactNode }) {
  return <StateFrame icon={icon ?? <Inbox />} {...props} />;
}

type Failed = StateProps & { requestId?: string | undefined; onRetry?: () => void };

/**
 * What failed, why, what to do. The request id goes to whoever looks into the logs. `onRetry`: what failed is tried once
 * more; `action` is for all that takes other words.
 */
export function ErrorState({ requestId, onRetry, action, children, ...props }: Failed) {
  const retry = onRetry && <Button onClick={onRetry}>Try again</Button>;
  return (
    <StateFrame icon={<CircleX className="text-failed" />} live="alert" action={retry ?? action} {...props}>
      {children}
      {requestId ? (
        <p className="mt-1 text-xs">
          Request <code className="break-all font-mono">{requestId}</code>
        </p>
      ) : null}
    </StateFrame>
  );
}

/** Signed out, or signed in without the role: says which role is needed. */
export function UnauthorisedState(props: StateProps) {
  return <StateFrame icon={<KeyRound />} {...props} />;
}

/** No network, and nothing kept from before. */
export function OfflineState(props: StateProps) {
  return <StateFrame icon={<WifiOff />} live="status" {...props} />;
}
