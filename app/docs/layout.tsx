import type { ReactNode } from "react";
import { DocNav } from "#components/docs/doc-nav.tsx";
import { readDocNav } from "#lib/server/services/docs/read-doc.ts";

const API = { title: "For programs", links: [{ href: "/docs/api", text: "API reference" }] };

export default function DocsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid gap-x-12 gap-y-6 lg:grid-cols-[14rem_minmax(0,1fr)]">
      <DocNav groups={[...readDocNav(), API]} />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
