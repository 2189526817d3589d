import { FileCheck2, PenLine, Terminal } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "#components/ui/link.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";

function Door({ icon, href, title, children }: { icon: ReactNode; href: string; title: string; children: ReactNode }) {
  return (
    <li className="group relative flex gap-3 rounded-lg border border-divider p-4 transition-colors hover:border-control hover:bg-sunken">
      <span aria-hidden className="mt-0.5 text-muted [&_svg]:size-5">
        {icon}
      </span>
      <div className="min-w-0">
        <Link look="name" href={href} className="text-lg after:absolute after:inset-0 after:rounded-lg">
          {title}
        </Link>
        <p className="mt-0.5 text-muted">{children}</p>
      </div>
    </li>
  );
}

/** What operators gain here, and how whoever doubts it checks it. */
export function Doors() {
  return (
    <section className="flex flex-col gap-3">
      <SectionHeading id="operators" className="mb-0" lead="Customers can hold more with you when they can check you.">
        For operators, and for whoever doubts
      </SectionHeading>
      <ul className="grid gap-3 sm:grid-cols-3">
        <Door icon={<PenLine />} href="/operator" title="Publish as an operator">
          Make a signing key, prove your name, sign your first disclosure. About 15 minutes.
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
