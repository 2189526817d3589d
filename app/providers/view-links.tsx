import { Map as MapIcon, Table2 } from "lucide-react";
import { ButtonLink } from "#components/ui/link.tsx";

/** The two looks at the same providers. */
export function ViewLinks({ view }: { view: "table" | "map" }) {
  return (
    <nav aria-label="View" className="flex gap-1">
      <ButtonLink
        href="/providers"
        variant={view === "table" ? "secondary" : "quiet"}
        aria-current={view === "table" ? "page" : undefined}
      >
        <Table2 aria-hidden />
        Table
      </ButtonLink>
      <ButtonLink
        href="/providers?view=map"
        variant={view === "map" ? "secondary" : "quiet"}
        aria-current={view === "map" ? "page" : undefined}
      >
        <MapIcon aria-hidden />
        Map
      </ButtonLink>
    </nav>
  );
}
