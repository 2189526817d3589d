import type { ReactNode } from "react";
import { Alert, type AlertTone } from "./alert.tsx";
import { Button } from "./button.tsx";

/** What did not come to an end, and the button that has it tried once more. Announced, since it appears after the page did. */
export function RetryAlert({
  tone = "attention",
  title,
  again = "Try again",
  onRetry,
  children,
}: {
  tone?: Extract<AlertTone, "attention" | "failed">;
  title: ReactNode;
  /** What is done once more, where that is not what was tried. */
  again?: string;
  onRetry: () => void;
  children?: ReactNode;
}) {
  const retry = (
    <Button size="sm" onClick={onRetry}>
      {again}
    </Button>
  );
  return (
    <Alert live tone={tone} title={title} actions={retry}>
      {children}
    </Alert>
  );
}
