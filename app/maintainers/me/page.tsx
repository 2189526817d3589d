import type { Metadata } from "next";
import { DutyPage } from "#components/maintainers/duty-page.tsx";

export const metadata: Metadata = { title: "You as maintainer" };

export default function Page() {
  return <DutyPage />;
}
