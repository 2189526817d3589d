import type { Metadata } from "next";
import { ImportPage } from "#components/disclosure/sitting-pages.tsx";

export const metadata: Metadata = { title: "Disclosures from a file" };

export default function DisclosureImportPage() {
  return <ImportPage />;
}
