import type { Metadata } from "next";
import { OffersPage } from "#components/handover/offers-page.tsx";

export const metadata: Metadata = { title: "Offers" };

export default function Page() {
  return <OffersPage />;
}
