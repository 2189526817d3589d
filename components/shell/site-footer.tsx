import { Link } from "#components/ui/link.tsx";
import { DetailSwitch } from "./detail.tsx";
import { DOORS } from "./nav.ts";

/** The foot of every page. What a page was computed from stands at the end of the page itself: it knows its own `as of`. */
export function SiteFooter() {
  return (
    <footer data-print="hide" className="mt-16 border-divider border-t bg-sunken">
      <div className="mx-auto flex max-w-page flex-col gap-5 px-4 py-6 sm:px-6">
        <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-4">
          <nav aria-label="Footer" className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
            {DOORS.filter((door) => door.group !== "more").map((door) => (
              <Link key={door.href} look="quiet" href={door.href} className="inline-flex min-h-6 items-center">
                {door.text}
              </Link>
            ))}
          </nav>
          <DetailSwitch />
        </div>
      </div>
    </footer>
  );
}
