import { FileCheck2, PenLine, Terminal } from "lucide-react";
import { SectionHeading } from "#components/ui/section-heading.tsx";
import { Door } from "./door.tsx";

/** What operators gain here, and how whoever doubts it checks it. */
export function Doors() {
  return (
    <section className="flex flex-col gap-3">
      <SectionHeading id="operators" className="mb-0" lead="Customers can hold more with you when they can check you.">
        For operators, and for whoever doubts
      </SectionHeading>
      <ul className="grid gap-3 sm:grid-cols-3">
        <Door icon={<PenLine />} href="/operator" title="Publish as an operator">
          Make a signing key, prove your name, sign your first disclosures. About 25 minutes.
        </Door>
        <Door icon={<FileCheck2 />} href="/verify" title="Verify a receipt">
          In your browser, also with the network off. No account.
        </Door>
        <Door icon={<Terminal />} href="/docs/how-to/audit-a-log" title="Audit this index">
          Replay every entry from your own copy of the source and compare.
        </Door>
      </ul>
    </section>
  );
}
