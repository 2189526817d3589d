import type { Metadata } from "next";
import { ButtonLink } from "#components/ui/link.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <>
      <PageHeading
        title="There is no such page"
        lead="Entries and providers are never deleted here: an address that once worked still works. Most likely a character was lost on the way."
      />
      <div className="flex flex-wrap gap-2">
        <ButtonLink variant="primary" href="/log">
          Look in the log
        </ButtonLink>
        <ButtonLink href="/providers">All providers</ButtonLink>
        <ButtonLink href="/verify">Check a receipt</ButtonLink>
      </div>
    </>
  );
}
