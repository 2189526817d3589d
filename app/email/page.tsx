import type { Metadata } from "next";
import { EmailLinkPage } from "#components/account/email-link.tsx";

export const metadata: Metadata = { title: "Messages by e-mail", robots: { index: false } };

export default function Page() {
  return <EmailLinkPage />;
}
