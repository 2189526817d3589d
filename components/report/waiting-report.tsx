import { Button } from "#components/ui/button.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { Instant } from "#lib/kernel/instant.ts";

/** A signed report that goes later, so that nobody sees when its author was here. */
export function WaitingReport({ sendAt, isKept, onBack }: { sendAt: Instant; isKept: boolean; onBack: () => void }) {
  return (
    <div className="flex max-w-4xl flex-col gap-6">
      <SectionHeading
        className="mb-0"
        lead="It is signed and lies in this browser only. Nobody but you knows of it yet."
      >
        Your report waits
      </SectionHeading>
      <p>
        It is sent at <TimeText at={sendAt} precision="minute" />,{" "}
        {isKept
          ? "if this page is open then, and otherwise when you open it next. A day later it can be sent no more and must be filed anew."
          : "if this page stays open: this browser keeps nothing over a reload."}
      </p>
      <div>
        <Button onClick={onBack}>Back to the preview</Button>
      </div>
    </div>
  );
}
