import type { ReactNode } from "react";
import { DocNav } from "#components/docs/doc-nav.tsx";
import { readDocNav } from "#lib/server/services/docs/read-doc.ts";

/** The API's reference is made from its contract, not from a document; it stands with what one looks up. */
function navigation() {
  const groups = readDocNav();
  const api = { href: "/docs/api", text: "API reference" };
  return groups.map((group, position) =>
    position === groups.length - 1 ? { ...group, links: [api, ...group.links] } : group,
  );
}

export default function DocsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid gap-x-12 gap-y-6 lg:grid-cols-[14rem_minmax(0,1fr)]">
      <DocNav groups={navigation()} />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
