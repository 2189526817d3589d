import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx.ts";
import { SoftLink } from "./link.tsx";
import { ScrollFrame } from "./scroll-frame.tsx";

/** Written out by spreading: the card layout changes `display`, and some browsers then drop the native roles. */
const roles = {
  table: { role: "table" },
  rowgroup: { role: "rowgroup" },
  row: { role: "row" },
  columnheader: { role: "columnheader" },
} as const;

/**
 * A real table. Below 640 px each row becomes a card: give every `Td` its `label`. The frame scrolls sideways by itself, never the page.
 * How rows and cells look is said once, in app/table.css: as classes of each cell it was half of a long page.
 */
export function Table({
  caption,
  captionHidden = true,
  cards = true,
  dense = false,
  className,
  children,
}: {
  /** What the table holds, in words; also names its scroll frame. */
  caption: string;
  captionHidden?: boolean;
  /** Rows become cards below 640 px. */
  cards?: boolean;
  dense?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <ScrollFrame label={caption} className={cx("max-w-full overflow-x-auto rounded-sm", className)}>
      <table
        {...roles.table}
        data-cards={cards || undefined}
        data-dense={dense || undefined}
        className="w-full border-collapse text-left text-base leading-tight"
      >
        <caption className={captionHidden ? "sr-only" : "pb-2 text-left text-muted text-sm"}>{caption}</caption>
        {children}
      </table>
    </ScrollFrame>
  );
}

export function THead({ children }: { children: ReactNode }) {
  return (
    <thead {...roles.rowgroup} className="border-divider border-b">
      <tr {...roles.row}>{children}</tr>
    </thead>
  );
}

export function TBody({ children }: { children: ReactNode }) {
  return <tbody {...roles.rowgroup}>{children}</tbody>;
}

export function Tr({ className, ...props }: ComponentProps<"tr">) {
  return <tr {...roles.row} className={cx("row", className)} {...props} />;
}

export type Sort = {
  direction: "ascending" | "descending" | "none";
  /** Sorting by URL: the link that sorts by this column next. */
  href?: string;
  onSort?: () => void;
};

/** A column head. With `sort` it holds a button or link and says its state by `aria-sort`. */
export function Th({
  sort,
  numeric = false,
  className,
  children,
}: {
  sort?: Sort;
  numeric?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const Icon = { ascending: ArrowUp, descending: ArrowDown, none: ChevronsUpDown }[sort?.direction ?? "none"];
  const inner = cx("inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-ink", numeric && "flex-row-reverse");
  const content = (
    <>
      {children}
      {sort ? <Icon aria-hidden className="size-3.5" /> : null}
    </>
  );
  return (
    <th
      {...roles.columnheader}
      scope="col"
      aria-sort={sort?.direction}
      className={cx(
        "whitespace-nowrap px-3 py-1.5 font-medium text-muted text-xs first:pl-1 last:pr-1",
        numeric && "text-right",
        sort && sort.direction !== "none" && "text-ink",
        className,
      )}
    >
      {sort?.href ? (
        <SoftLink href={sort.href} stays className={inner}>
          {content}
        </SoftLink>
      ) : sort?.onSort ? (
        <button type="button" className={inner} onClick={sort.onSort}>
          {content}
        </button>
      ) : (
        children
      )}
    </th>
  );
}

/** A cell. `label` repeats the column's name on the card of small screens; `head` makes it the row's name. */
export function Td({
  label,
  numeric = false,
  head = false,
  className,
  children,
}: {
  label?: string;
  numeric?: boolean;
  head?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const Cell = head ? "th" : "td";
  return (
    <Cell
      role={head ? "rowheader" : "cell"}
      {...(head ? { scope: "row" as const } : {})}
      data-label={label}
      className={cx("cell", numeric && "num", className)}
    >
      {/* A block of its own: a link alone in its cell is then no link within running text. */}
      <span>{children}</span>
    </Cell>
  );
}
