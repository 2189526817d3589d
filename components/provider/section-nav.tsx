import { OnThisPage } from "#components/ui/on-this-page.tsx";
import type { ProviderForm } from "#lib/state/forms.ts";

/** The sections of a provider's page, in their order. */
const SECTIONS = [
  ["why", "Why"],
  ["history", "History"],
  ["up", "What would change it"],
  ["disclosures", "Disclosures"],
  ["cases", "Cases"],
  ["solvency", "Solvency"],
  ["incidents", "Incidents"],
  ["prices", "Prices"],
  ["keys", "Signing keys"],
  ["definitions", "Definitions"],
  ["fate", "Same fate"],
  ["heartbeat", "Heartbeat"],
  ["digests", "Ledger digests"],
  ["seen", "What this index saw"],
  ["name", "Name"],
  ["entries", "Entries"],
  ["files", "Files"],
] as const;

/**
 * Leads to the sections of the page: marks where a model is in force; solvency of instances, which alone hold balances;
 * incidents and definitions where there are some. On narrow screens one line that scrolls by itself.
 */
export function SectionNav({
  kind,
  hasMarks,
  hasIncidents,
  hasDefinitions,
}: {
  kind: ProviderForm["kind"];
  hasMarks: boolean;
  hasIncidents: boolean;
  hasDefinitions: boolean;
}) {
  const isThere: Readonly<Record<string, boolean>> = {
    ...{ why: hasMarks, history: hasMarks, up: hasMarks, fate: hasMarks },
    solvency: kind === "instance",
    incidents: hasIncidents,
    definitions: hasDefinitions,
  };
  const sections = SECTIONS.filter(([id]) => isThere[id] !== false);
  return <OnThisPage sections={sections} />;
}
