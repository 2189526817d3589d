import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";

/** What became of something that was changed: which checks noticed. `failed`: their titles; undefined while they run. */
export function Caught({
  said,
  failed,
  undo,
  children,
}: {
  said: string;
  failed: readonly string[] | undefined;
  undo: () => void;
  children: ReactNode;
}) {
  return (
    <div className="flex flex-col gap-3 border-divider border-t pt-3">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="text-sm">{said}</p>
          <p className="font-medium text-failed">{caughtBy(failed)}</p>
        </div>
        <Button size="sm" onClick={undo}>
          Undo
        </Button>
      </div>
      {children}
    </div>
  );
}

function caughtBy(failed: readonly string[] | undefined): string {
  if (failed === undefined) return "Checking…";
  if (failed.length === 0) return "Nothing noticed. Please tell us: this must not happen.";
  return `Caught by: ${failed.join(", ")}.`;
}
