import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { ButtonLink } from "./link.tsx";

/** Older and newer by cursor: there are no page numbers in a list that grows. `summary` says what is shown. */
export function Pagination({
  summary,
  previousHref,
  nextHref,
  previousText = "Newer",
  nextText = "Older",
  label = "Pages",
}: {
  summary: ReactNode;
  previousHref?: string | undefined;
  nextHref?: string | undefined;
  previousText?: string;
  nextText?: string;
  label?: string;
}) {
  return (
    <nav aria-label={label} className="flex flex-wrap items-center justify-between gap-3 pt-3">
      <p className="text-muted text-sm">{summary}</p>
      <span className="flex gap-2">
        {previousHref ? (
          <ButtonLink size="sm" href={previousHref} rel="prev">
            <ChevronLeft aria-hidden />
            {previousText}
          </ButtonLink>
        ) : null}
        {nextHref ? (
          <ButtonLink size="sm" href={nextHref} rel="next">
            {nextText}
            <ChevronRight aria-hidden />
          </ButtonLink>
        ) : null}
      </span>
    </nav>
  );
}
