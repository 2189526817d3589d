import type { Metadata } from "next";
import { AdminDesk } from "#components/admin/admin-desk.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { webContext } from "#lib/server/http/web-context.ts";
import { getAdmins } from "#lib/server/services/governance/get-admins.ts";
import { ComputedFrom } from "../as-of.tsx";

export const metadata: Metadata = {
  title: "Administration",
  description: "Who administers this index, what they have proposed, and what they can change.",
};

export default async function AdminPage() {
  const { data, as_of } = await getAdmins(webContext());
  return (
    <>
      <PageHeading
        title="Administration"
        lead="The rules of this index are changed by few, in public, and long before they hold. Here is who, and what waits."
      />
      <AdminDesk given={data} />
      <div className="mt-8">
        <ComputedFrom asOf={as_of} />
      </div>
    </>
  );
}
