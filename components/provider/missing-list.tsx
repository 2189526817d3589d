import type { ReactNode } from "react";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";

/** What this provider does not show: the proof of its name, and what the steps ask for (`children`). */
export function MissingList({ isNameProven, children }: { isNameProven: boolean; children: ReactNode }) {
  return (
    <Panel level={2} title="What is missing here">
      <div className="flex flex-col gap-4">
        {isNameProven ? null : (
          <div>
            <p className="font-medium">Proof of name</p>
            <p className="text-muted text-sm">
              Anybody can register any name. A proof shows that whoever registered this one also holds the provider's
              own key. <Link href="/docs/protocol/proofs-of-possession">How a name is proved</Link>
            </p>
          </div>
        )}
        {children}
      </div>
    </Panel>
  );
}
