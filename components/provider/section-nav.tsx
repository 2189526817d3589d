import { Link } from "#components/ui/link.tsx";

/** The sections of a provider's page, in their order. */
const SECTIONS = [
  ["disclosures", "Disclosures"],
  ["heartbeat", "Heartbeat"],
  ["digests", "Ledger digests"],
  ["keys", "Signing keys"],
  ["entries", "Entries"],
  ["files", "Files"],
] as const;

/** Leads to the sections of the page. */
export function SectionNav() {
  return (
    <nav aria-label="On this page" className="mb-6 border-divider border-y py-1.5">
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {SECTIONS.map(([id, title]) => (
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
