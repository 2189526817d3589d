import type { Metadata } from "next";
import { ImportPage } from "#components/ledger-digest/import-page.tsx";

export const metadata: Metadata = { title: "Publish ledger digests" };

export default function DigestsPage() {
  return <ImportPage />;
}
