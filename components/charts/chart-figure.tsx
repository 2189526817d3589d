"use client";
import { Download, Table2, TrendingUp } from "lucide-react";
import { lazy, type ReactNode, Suspense, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import type { TableTwin } from "./chart-twin.tsx";

/** Comes when it is asked for. */
const Twin = lazy(() => import("./chart-twin.tsx"));

/** Hands the numbers to the browser as a file; what writes it comes when it is asked for. */
async function download({ fileName, columns, rows }: TableTwin): Promise<void> {
  const { toCsv } = await import("#lib/contract/csv.ts");
  const blob = new Blob([toCsv(columns, rows)], { type: "text/csv;charset=utf-8" });
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = `${fileName}.csv`;
  anchor.click();
  URL.revokeObjectURL(address);
}

/**
 * The contract of every chart: a title that states the finding, a caption sentence made from the data, the same numbers
 * as a table, and those as a file. `children` is the drawing.
 */
export function ChartFigure({
  title,
  caption,
  twin,
  level = 2,
  className,
  children,
}: {
  /** The finding, not the subject: "Entries doubled since 3 March". */
  title: string;
  caption: ReactNode;
  twin: TableTwin;
  level?: 2 | 3;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  const [isTable, setTable] = useState(false);
  const Heading = `h${level}` as const;
  return (
    <figure aria-labelledby={`${id}-title`} className={cx("min-w-0 rounded-lg border border-divider", className)}>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3">
        <Heading id={`${id}-title`} className="text-base">
          {title}
        </Heading>
        <span data-print="hide" className="flex gap-1">
          <Button size="sm" variant="quiet" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
            {isTable ? <TrendingUp aria-hidden /> : <Table2 aria-hidden />}
            {isTable ? "As chart" : "As table"}
          </Button>
          <Button size="sm" variant="quiet" onClick={() => void download(twin)}>
            <Download aria-hidden />
            CSV
          </Button>
        </span>
      </div>
      <div className="px-4 py-2">
        {isTable ? (
          <Suspense>
            <Twin title={title} twin={twin} />
          </Suspense>
        ) : (
          children
        )}
      </div>
      <figcaption className="px-4 pb-3 text-muted text-sm">{caption}</figcaption>
    </figure>
  );
}
