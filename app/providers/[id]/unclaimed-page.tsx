import { UnclaimedProfile } from "#components/provider/unclaimed-profile.tsx";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { webContext } from "#lib/server/http/web-context.ts";
import type { getUnclaimed } from "#lib/server/services/case/get-unclaimed.ts";
import { readProviderCases } from "#lib/server/services/case/read-provider-cases.ts";
import { ComputedFrom } from "../../as-of.tsx";

/** A provider that is known by its key alone, with the cases against that. */
export async function UnclaimedPage({ data, as_of: asOf }: Awaited<ReturnType<typeof getUnclaimed>>) {
  const { cases, more } = await readProviderCases(webContext(), data, asOf);
  return (
    <>
      <div className="mb-1">
        <Breadcrumbs crumbs={[{ text: "Providers", href: "/providers" }, { text: "Not claimed" }]} />
      </div>
      <UnclaimedProfile profile={data} cases={cases} more={more} now={Date.parse(asOf.time)} />
      <div className="mt-8">
        <ComputedFrom asOf={asOf} />
      </div>
    </>
  );
}
