import { Link } from "#components/ui/link.tsx";
import type { ProviderForm } from "#lib/state/forms.ts";

/** The sections of a provider's page, in their order. */
const SECTIONS = [
  ["disclosures", "Disclosures"],
  ["cases", "Cases"],
  ["definitions", "Definitions"],
  ["solvency", "Solvency"],
  ["incidents", "Incidents"],
  ["prices", "Prices"],
  ["heartbeat", "Heartbeat"],
  ["digests", "Ledger digests"],
  ["seen", "What this index saw"],
  ["keys", "Signing keys"],
  ["entries", "Entries"],
  ["files", "Files"],
] as const;

/** Leads to the sections of the page: solvency of instances, which alone hold balances; incidents and definitions where there are some. */
export function SectionNav({
  kind,
  hasIncidents,
  hasDefinitions,
}: {
  kind: ProviderForm["kind"];
  hasIncidents: boolean;
  hasDefinitions: boolean;
}) {
  const isThere: Readonly<Record<string, boolean>> = {
    solvency: kind === "instance",
    incidents: hasIncidents,
    definitions: hasDefinitions,
  };
  const sections = SECTIONS.filter(([id]) => isThere[id] !== false);
  return (
    <nav aria-label="On this page" className="mb-6 border-divider border-y py-1.5">
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {sections.map(([id, title]) => (
          <li key={id}>
            <Link look="quiet" href={`#${id}`} className="inline-flex min-h-6 items-center">
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
