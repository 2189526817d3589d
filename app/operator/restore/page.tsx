import type { Metadata } from "next";
import { RestorePage } from "#components/keys/restore-page.tsx";

export const metadata: Metadata = { title: "Restore a key" };

export default function Page() {
  return <RestorePage />;
}
