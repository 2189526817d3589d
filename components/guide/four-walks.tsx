import { Gavel, Megaphone, PenLine, Scale } from "lucide-react";
import { Door } from "#components/home/door.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { callLink, type LinkedCall } from "#lib/client/report/call-link.ts";
import type { Instant } from "#lib/kernel/instant.ts";

/** What a walk begins with in this demonstration. */
export type WalkStarts = {
  /** Of the service that lies; undefined: it does not run. */
  readonly call: LinkedCall | undefined;
  /** Whether a case waits for the ballot of a visitor. */
  readonly hasSeat: boolean;
  /** When the next one will; undefined: none is prepared. */
  readonly nextSeatAt: Instant | undefined;
};

/** The four walks of a demonstration: what each lets a visitor do, and where it begins. */
export function FourWalks({ call, hasSeat, nextSeatAt }: WalkStarts) {
  return (
    <section>
      <SectionHeading
        id="walks"
        lead="Each takes less than two minutes, on the pages that everybody uses, and ends in a proof that your own browser checks. Leave whenever you like."
      >
        Try it
      </SectionHeading>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        <Door afresh icon={<Scale />} href="/#walk=compare" title="Compare">
          Ask whom you can trust with 50 EUR, and follow the answer down to a signed entry.
        </Door>
        <Door
          afresh
          icon={<Megaphone />}
          href={call === undefined ? "/report" : `${callLink(call)}&walk=report`}
          title="Report"
        >
          {call === undefined
            ? "The service that lies is not there now. It starts with the site: run it again."
            : "Call a service that lies, prove it in your browser, and file it under a fresh key."}
        </Door>
        <Door
          afresh
          icon={<Gavel />}
          href={hasSeat || nextSeatAt !== undefined ? "/demonstration#walk=judge" : "/cases"}
          title="Judge"
        >
          {hasSeat ? (
            "Two ballots are sealed, and yours is missing. Vote, let a week pass, and see the ruling."
          ) : nextSeatAt === undefined ? (
            "No case waits for your ballot any more. Begin anew: touchstone reset."
          ) : (
            <>
              No case waits for your ballot today. The next one does from <TimeText at={nextSeatAt} precision="day" />:
              let time pass until then.
            </>
          )}
        </Door>
        <Door afresh icon={<PenLine />} href="/operator#walk=publish" title="Publish">
          Make a key that only your browser holds, sign a disclosure, and verify its receipt.
        </Door>
      </ul>
    </section>
  );
}
