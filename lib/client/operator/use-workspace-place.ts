/** Which provider and which tab the workspace shows: kept in the address, so that a link and the back button find it. */
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import type { ProviderForm } from "#lib/state/forms.ts";
import { WORKSPACE_TABS, type WorkspaceTab } from "./hrefs.ts";

export function useWorkspacePlace(providers: readonly ProviderForm[]) {
  const params = useSearchParams();
  const pathname = usePathname();
  const router = useRouter();
  const go = (name: string, value: string) => {
    const next = new URLSearchParams(params);
    next.set(name, value);
    router.replace(`${pathname}?${next}`, { scroll: false });
  };
  return {
    /** The one in the address, else the first; undefined: there is none. */
    provider: providers.find(({ id }) => id === params.get("provider")) ?? providers[0],
    tab: WORKSPACE_TABS.find((tab) => tab === params.get("tab")) ?? "disclosures",
    chooseProvider: (id: string) => go("provider", id),
    chooseTab: (tab: WorkspaceTab) => go("tab", tab),
  };
}
