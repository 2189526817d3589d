import type { ReactNode } from "react";
import { Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { AsOf } from "#lib/contract/common.ts";

/** From which entries a page was computed, who watches, and how it could cheat. `children`: a ProofChip. */
export function AsOfLine({ asOf, children }: { asOf: AsOf; children?: ReactNode }) {
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted text-sm">
      <span>
        Computed from{" "}
        <Link href="/log">{asOf.size === 1 ? "1 entry" : `${asOf.size.toLocaleString("en")} entries`}</Link>,{" "}
        <TimeText at={Date.parse(asOf.time)} precision="minute" />
      </span>
      <span aria-hidden>·</span>
      <span>no watcher yet</span>
      <span aria-hidden>·</span>
      <Link href="/docs/concepts/trust">How could this site cheat?</Link>
      {children}
    </p>
  );
}
